"""A watched channel: theirs open and chase, ours answer, once, in whatever order Slack tells it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count, permutations

import pytest

from bot.core.contacts import Became
from bot.core.customer_outcomes import CustomerAdded, CustomerShown
from bot.core.errors import Refusal
from bot.core.heard import Rule, Said
from bot.core.heed_outcomes import SetupShown, WhyShown
from bot.core.history import Surface, Verb
from bot.core.inquiries import InquiryState
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, Undone
from bot.core.particulars import ParticularShown
from bot.core.tidings import Deed
from bot.messages import cards
from bot.services import forgetting, once, rewording, ticks, unwatching, upkeep, watching
from bot.services.desk import Desk, UnknownMember
from bot.services.emoji import Emoji
from bot.services.rewording import Gone
from bot.services.unwatching import Ending
from bot.services.watching import Told
from bot.store.history import of_words
from bot.store.tables import contacts, heard, history, history_words, inquiries
from tests.makers import (
    ADA,
    BEN,
    BERLIN,
    CLEO,
    GUS,
    STRANGER,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    asked,
    assert_rebuilt,
    at,
    inquiry_of,
    statements,
    thing_of,
    typed,
)

JO = STRANGER
SAM = Member("USAM", "Sam", is_stranger=True)
CHANNEL = "C0ACME"
_events = count(1)


def ts(clock: str) -> str:
    return f"{int(at(f'2026-11-18 {clock}').timestamp())}.000100"


def told(
    who: Member,
    text: str,
    when: str,
    *,
    thread: str | None = None,
    event_id: str | None = None,
    channel: str = CHANNEL,
    workspace_id: str = T1,
) -> Told:
    stamp = ts(when)
    said_at = datetime.fromtimestamp(int(stamp.split(".")[0]), UTC)
    root = stamp if thread is None else ts(thread)
    said = Said(channel, stamp, who.id, text, root, said_at)
    return Told(workspace_id, event_id or f"Ev{next(_events)}", said, permalink=None)


def say(desk: Desk, who: Member, text: str, when: str, **more: str) -> Rule | None:
    return watching.hear(desk, told(who, text, when, **more))  # type: ignore[arg-type]


def edit(desk: Desk, who: Member, text: str, when: str, *, at_: str = "15:00") -> bool:
    return rewording.edited(desk, told(who, text, when), at=at(f"2026-11-18 {at_}"))


def delete(desk: Desk, who: Member | None, when: str, *, at_: str = "15:00") -> bool:
    author_id = None if who is None else who.id
    stamp = ts(when)
    moment = at(f"2026-11-18 {at_}")
    return rewording.deleted(
        desk, Gone(T1, f"Ev{next(_events)}", CHANNEL, stamp, stamp, author_id, moment)
    )


@pytest.fixture
def acme(desk: Desk, clock: Clock) -> Desk:
    clock.set("2026-11-18 09:00")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ParticularShown, ADA, f"/customer channel Acme <#{CHANNEL}> watch")
    upkeep.follow(desk, T1, [SAM])
    clock.set("2026-11-18 14:00")
    return desk


def test_their_word_waits_and_ours_in_its_thread_answers_it(acme: Desk) -> None:
    assert say(acme, JO, "a quote for *ten*, please", "10:00") is Rule.OPENED
    assert say(acme, SAM, "two colours", "10:30") is Rule.OPENED
    inquiry, thing = inquiry_of(acme, 1), thing_of(acme, 1)
    assert inquiry.opened_at == at("2026-11-18 10:00")
    assert thing.words == "a quote for ten, please"
    assert thing.owner == thing_of(acme, 2).owner
    assert thing.care.owner_id == ADA.id
    assert say(acme, CLEO, "here it is", "11:00", thread="10:00") is Rule.ANSWERED
    answered = inquiry_of(acme, 1)
    assert answered.state is InquiryState.ANSWERED
    assert answered.settled_by == CLEO.id
    assert answered.settled_at == at("2026-11-18 11:00")
    assert inquiry_of(acme, 2).state is InquiryState.OPEN
    assert say(acme, SAM, "well?", "12:00", thread="10:30") is Rule.CHASED
    assert inquiry_of(acme, 2).chases == 1
    assert say(acme, JO, "one more", "12:05", thread="10:00") is Rule.CAME_BACK
    assert inquiry_of(acme, 3).linked_to == 1
    assert say(acme, ADA, "gladly", "12:10", thread="10:00") is Rule.ANSWERED
    assert inquiry_of(acme, 3).state is InquiryState.ANSWERED
    assert_rebuilt(acme.store)


def test_what_is_said_in_a_row_is_one(acme: Desk) -> None:
    say(acme, JO, "Hi team", "10:00")
    assert say(acme, JO, "could we have a quote?", "10:01") is Rule.TOGETHER
    assert say(acme, JO, "for ten", "10:05") is Rule.TOGETHER
    assert thing_of(acme, 1).words == "Hi team\ncould we have a quote?\nfor ten"
    assert inquiry_of(acme, 1).chases == 0
    # An answer in the thread of any of them is theirs.
    assert say(acme, ADA, "here", "11:00", thread="10:01") is Rule.ANSWERED
    assert say(acme, ADA, "and the colours", "11:01", thread="10:01") is Rule.TOGETHER
    with pytest.raises(KeyError):
        thing_of(acme, 2)


@pytest.mark.parametrize(
    ("who", "text", "rule"),
    [
        (JO, "Thanks a lot!", Rule.KIND),
        (JO, "Automatic reply: I am back on Monday", Rule.AUTOMATIC),
        (GUS, "a quote, please", Rule.NEITHER),
        (ADA, "good morning", Rule.BESIDE),
    ],
)
def test_what_asks_for_nothing_opens_nothing(
    acme: Desk, who: Member, text: str, rule: Rule
) -> None:
    assert say(acme, who, text, "10:00") is rule
    with pytest.raises(KeyError):
        thing_of(acme, 1)


def test_what_counts_for_nothing_is_not_kept_in_words(acme: Desk) -> None:
    say(acme, JO, "Thanks a lot!", "10:00")
    with acme.store.read() as connection:
        [row] = connection.execute(heard.select()).mappings().all()
        assert connection.execute(contacts.select()).all() == []
    assert row["words"] is None


@pytest.mark.parametrize("words", ["none", "stop watching", "<#C0ELSE>"])
def test_it_is_watched_only_as_long_as_somebody_wants_it(
    acme: Desk, clock: Clock, words: str
) -> None:
    typed(acme, ParticularShown, ADA, f"/customer channel Acme {words}")
    assert say(acme, JO, "a quote", "10:00") is None
    assert say(acme, JO, "a quote", "10:00", channel="C0ELSE") is None
    # Taken back, it is watched as before.
    typed(acme, Undone, ADA, "/heed undo")
    assert say(acme, JO, "a quote", "10:01") is Rule.OPENED


def test_a_channel_that_is_only_noted_is_not_watched(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ParticularShown, ADA, f"/customer channel Acme <#{CHANNEL}>")
    assert say(desk, JO, "a quote", "10:00") is None
    shown = typed(desk, ParticularShown, ADA, "/customer channel Acme watch")
    assert shown.asks_to_watch
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    with pytest.raises(Refusal, match="Which channel"):
        typed(desk, ParticularShown, ADA, "/customer channel Globex watch")


def test_what_was_said_before_it_was_watched_does_not_count(acme: Desk) -> None:
    assert say(acme, JO, "a quote", "08:59") is Rule.TOO_EARLY


def test_each_workspace_watches_for_itself(acme: Desk) -> None:
    assert say(acme, ZOE, "a quote", "10:00", workspace_id=T2) is None


def test_whose_word_it_is_must_be_known(acme: Desk) -> None:
    with pytest.raises(UnknownMember):
        say(acme, Member("UNEW", "New"), "a quote", "10:00")


def test_slack_may_tell_of_a_message_twice(acme: Desk) -> None:
    assert say(acme, JO, "a quote", "10:00", event_id="Ev0") is Rule.OPENED
    assert say(acme, JO, "a quote", "10:00", event_id="Ev0") is None
    # The other company has Heed too, or the event came under another id.
    assert say(acme, JO, "a quote", "10:00") is None
    with pytest.raises(KeyError):
        thing_of(acme, 2)


CONVERSATION: tuple[tuple[Member, str, str, str | None], ...] = (
    (JO, "a quote, please", "10:00", None),
    (JO, "for ten", "10:20", "10:00"),
    (ADA, "here it is", "11:00", "10:00"),
    (SAM, "and in green?", "12:00", "10:00"),
)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_whatever_the_order_in_which_it_is_heard_it_comes_out_right(
    acme: Desk, order: tuple[int, ...]
) -> None:
    for place in order:
        who, text, when, thread = CONVERSATION[place]
        watching.hear(acme, told(who, text, when, thread=thread))
    with acme.store.read() as connection:
        rows = connection.execute(inquiries.select()).mappings().all()
    found = sorted((row["opened_at"], row["state"], row["settled_at"]) for row in rows)
    assert found == [
        (at("2026-11-18 10:00"), "answered", at("2026-11-18 11:00")),
        (at("2026-11-18 12:00"), "open", None),
    ]
    assert_rebuilt(acme.store)


# Who says what, when and in whose thread; what comes of it whatever the order it is told in.
TALKS = {
    "of two replies the first answers": (
        [(JO, "10:00", None), (ADA, "10:20", "10:00"), (CLEO, "11:00", "10:00")],
        [("10:00", "10:20", ADA.id)],
    ),
    "outside the thread too": (
        [(JO, "10:00", None), (ADA, "10:20", None), (CLEO, "11:00", "10:00")],
        [("10:00", "10:20", ADA.id)],
    ),
    "a word under a message of ours": (
        [(ADA, "10:00", None), (JO, "10:10", "10:00"), (CLEO, "10:20", None)],
        [("10:10", "10:20", CLEO.id)],
    ),
    "a reply to the first of two in a row": (
        [(JO, "10:00", None), (JO, "10:02", None), (CLEO, "10:20", "10:00")],
        [("10:00", "10:20", CLEO.id)],
    ),
}


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_comes_out_the_same_in_whatever_order_it_is_told(
    acme: Desk, talk: str, order: tuple[int, ...]
) -> None:
    words, expected = TALKS[talk]
    for place in order:
        who, when, thread = words[place]
        watching.hear(acme, told(who, f"words {place}", when, thread=thread))
    assert _waits(acme) == expected
    assert_rebuilt(acme.store)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_is_said_between_two_answers_has_the_second(
    acme: Desk, order: tuple[int, ...]
) -> None:
    say(acme, JO, "a quote?", "10:00")
    later = [(ADA, "10:20"), (JO, "11:00"), (CLEO, "11:30")]
    for place in order:
        who, when = later[place]
        say(acme, who, f"words {place}", when, thread="10:00")
    assert _waits(acme) == [("10:00", "10:20", ADA.id), ("11:00", "11:30", CLEO.id)]
    say(acme, JO, "one more", "12:00", thread="10:00")
    assert _waits(acme)[2:] == [("12:00", None, None)]
    assert_rebuilt(acme.store)


def _waits(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    with desk.store.read() as connection:
        rows = connection.execute(inquiries.select().order_by(inquiries.c.opened_at)).mappings()
        return [
            (_clock(row["opened_at"]), _clock(row["settled_at"]), row["settled_by"]) for row in rows
        ]


def _clock(instant: datetime | None) -> str | None:
    return None if instant is None else f"{instant.astimezone(BERLIN):%H:%M}"


def test_an_edit_changes_the_words(acme: Desk) -> None:
    say(acme, JO, "a quote for ten", "10:00")
    say(acme, JO, "in blue", "10:01")
    assert edit(acme, JO, "a quote for twelve", "10:00")
    assert thing_of(acme, 1).words == "a quote for twelve\nin blue"
    assert not edit(acme, JO, "a quote for twelve", "10:00")


def test_an_edit_is_no_answer_and_may_turn_out_to_ask(acme: Desk) -> None:
    say(acme, JO, "Thanks!", "10:00")
    assert edit(acme, JO, "Thanks! When will the rest come?", "10:00", at_="13:00")
    assert inquiry_of(acme, 1).opened_at == at("2026-11-18 13:00")
    say(acme, ADA, "automatic reply", "13:10", thread="10:00")
    assert not edit(acme, ADA, "here it is", "13:10")
    assert inquiry_of(acme, 1).state is InquiryState.OPEN


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("before", ["a quote for two", "Thanks!"])
def test_of_several_edits_the_last_holds_in_whatever_order_they_are_told(
    acme: Desk, before: str, order: tuple[int, ...]
) -> None:
    say(acme, JO, before, "10:00")
    edits = [("Quotes?", "11:00"), ("Thanks!", "12:00"), ("Quotes for four?", "13:00")]
    for place in order:
        words, when = edits[place]
        edit(acme, JO, words, "10:00", at_=when)
    assert thing_of(acme, 1).words == "Quotes for four?"
    with pytest.raises(KeyError):
        thing_of(acme, 2)


def test_an_edit_that_was_overtaken_changes_nothing(acme: Desk) -> None:
    assert edit(acme, JO, "a quote for four", "10:00", at_="13:00")
    assert not edit(acme, JO, "a quote for three", "10:00", at_="12:00")
    say(acme, JO, "and in blue", "11:00")
    assert edit(acme, JO, "and in red", "11:00", at_="12:00")
    # Back to what it said at first, which is told last.
    assert edit(acme, JO, "and in blue", "11:00", at_="14:00")
    assert not edit(acme, JO, "and in green", "11:00", at_="13:00")
    assert thing_of(acme, 1).words == "a quote for four"


def test_an_edit_that_overtakes_its_message_is_heard(acme: Desk) -> None:
    assert edit(acme, JO, "a quote for twelve", "10:00")
    assert say(acme, JO, "a quote for ten", "10:00") is None
    assert thing_of(acme, 1).words == "a quote for twelve"


def test_a_deleted_word_is_taken_back_if_nothing_came_after(acme: Desk) -> None:
    say(acme, JO, "a quote", "10:00")
    assert delete(acme, JO, "10:00")
    assert inquiry_of(acme, 1).state is InquiryState.VOID
    with acme.store.read() as connection:
        rows = connection.execute(history.select().order_by(history.c.id)).mappings().all()
    assert [row["verb"] for row in rows][-3:] == [Verb.OPENED, Verb.DELETED, Verb.UNDONE]
    assert {row["surface"] for row in rows[-2:]} == {Surface.CHANNEL}
    assert not delete(acme, JO, "10:00")


def test_a_deleted_word_after_which_more_came_stands(acme: Desk) -> None:
    say(acme, JO, "a quote", "10:00")
    say(acme, SAM, "well?", "11:00", thread="10:00")
    assert not delete(acme, JO, "10:00")
    assert inquiry_of(acme, 1).state is InquiryState.OPEN
    assert_rebuilt(acme.store)


def test_the_card_says_what_its_author_made_of_a_word(acme: Desk) -> None:
    say(acme, JO, "a quote for ten", "10:00")
    say(acme, JO, "and colours", "10:02")
    say(acme, SAM, "well?", "11:00", thread="10:00")
    say(acme, JO, "hello?", "12:00", thread="10:00")
    say(acme, JO, "anybody there?", "13:00", thread="10:00")
    delete(acme, JO, "10:02")
    edit(acme, SAM, "well, well?", "11:00")
    assert not delete(acme, JO, "12:00")
    shown = typed(acme, CustomerShown, ADA, "/customer Acme")
    assert [(one.words, one.became) for one in shown.contacts] == [
        ("anybody there?", None),
        ("hello?", Became.DELETED),
        ("well, well?", Became.EDITED),
        ("a quote for ten", Became.EDITED),
    ]


def test_what_became_of_a_message_is_in_the_history_and_changes_nothing_by_itself(
    acme: Desk,
) -> None:
    say(acme, JO, "a quote for ten", "10:00")
    edit(acme, JO, "a quote for twelve", "10:00", at_="12:00")
    edit(acme, JO, "a quote for twelve!", "10:00", at_="12:30")
    say(acme, SAM, "well?", "13:00", thread="10:00")
    before = inquiry_of(acme, 1)
    assert not delete(acme, JO, "10:00", at_="13:30")
    with acme.store.read() as connection:
        noted = of_words(connection, T1, 1)
    assert [(one.verb, one.actor_id, one.at, one.words) for one in noted] == [
        (Verb.REWORDED, JO.id, at("2026-11-18 12:00"), "a quote for ten"),
        (Verb.REWORDED, JO.id, at("2026-11-18 12:30"), "a quote for twelve"),
        (Verb.DELETED, JO.id, at("2026-11-18 13:30"), None),
    ]
    assert inquiry_of(acme, 1) == before
    assert_rebuilt(acme.store)
    shown = typed(acme, WhyShown, ADA, "/heed why 1")
    assert list(shown.noted) == noted
    # Undo takes back what was done last, which no edit is.
    typed(acme, Undone, ADA, "/heed undo 1")
    assert inquiry_of(acme, 1).chases == 0


def test_when_a_customer_is_forgotten_so_is_what_a_message_said_before(acme: Desk) -> None:
    say(acme, JO, "a quote for ten", "10:00")
    edit(acme, JO, "a quote for twelve", "10:00")
    once.do(acme, asked(ADA, "", ""), lambda turn: forgetting.forget(turn, 1))
    with acme.store.read() as connection:
        assert connection.execute(history_words.select()).all() == []


def test_the_last_to_go_of_what_was_said_in_a_row_takes_it_back(acme: Desk) -> None:
    say(acme, JO, "a quote", "10:00")
    say(acme, JO, "for ten", "10:01")
    assert delete(acme, JO, "10:00")
    assert thing_of(acme, 1).words == "for ten"
    assert delete(acme, JO, "10:01")
    assert inquiry_of(acme, 1).state is InquiryState.VOID
    assert_rebuilt(acme.store)


def test_of_what_was_said_in_a_row_the_rest_stands(acme: Desk) -> None:
    say(acme, JO, "a quote", "10:00")
    say(acme, JO, "oops", "10:01")
    assert delete(acme, JO, "10:01")
    assert thing_of(acme, 1).words == "a quote"
    assert inquiry_of(acme, 1).state is InquiryState.OPEN


def test_a_deleted_answer_is_none(acme: Desk) -> None:
    say(acme, JO, "a quote", "10:00")
    say(acme, ADA, "here", "11:00", thread="10:00")
    assert delete(acme, ADA, "11:00")
    assert inquiry_of(acme, 1).state is InquiryState.OPEN


def test_a_deletion_that_overtakes_its_message_leaves_nothing(acme: Desk) -> None:
    assert not delete(acme, JO, "10:00")
    assert say(acme, JO, "a quote", "10:00") is None
    assert not delete(acme, None, "10:01")
    with pytest.raises(KeyError):
        thing_of(acme, 1)


def test_undo_takes_back_what_was_typed_last_and_not_what_was_written(acme: Desk) -> None:
    typed(acme, CustomerAdded, ADA, "/customer add Globex")
    typed(acme, ContactLogged, ADA, "/contact from Globex: asks for a quote")
    say(acme, JO, "a quote", "10:00")
    say(acme, ADA, "good morning all", "13:00")
    typed(acme, Undone, ADA, "/heed undo")
    assert inquiry_of(acme, 1).state is InquiryState.VOID
    assert inquiry_of(acme, 2).state is InquiryState.ANSWERED
    typed(acme, Undone, ADA, "/heed undo 2")
    assert inquiry_of(acme, 2).state is InquiryState.OPEN


def test_what_is_heard_is_shown_and_reminded_of_like_any_other(acme: Desk, clock: Clock) -> None:
    typed(acme, SetupShown, BEN, "/heed setup lead <@UBEN>")
    clock.set("2026-11-18 10:00")
    say(acme, JO, "a quote", "10:00")
    [post] = Gateway(acme).ticks("2026-11-18 13:00")
    assert post.numbers == [1]
    shown = typed(acme, CustomerShown, ADA, "/customer Acme")
    assert shown.names[JO.id] == JO.name


@pytest.mark.parametrize(
    ("arrange", "act", "most"),
    [
        (lambda desk: None, lambda desk: say(desk, JO, "a quote", "12:00"), 14),
        (
            lambda desk: say(desk, JO, "a quote", "12:00"),
            lambda desk: say(desk, ADA, "here", "12:30", thread="12:00"),
            15,
        ),
        (lambda desk: None, lambda desk: say(desk, JO, "Thanks!", "12:00"), 10),
        (lambda desk: None, lambda desk: say(desk, JO, "hello", "12:00", channel="C0ELSE"), 1),
    ],
    ids=["opened", "answered", "kind", "elsewhere"],
)
@pytest.mark.parametrize("before", [0, 40])
def test_a_message_costs_the_same_however_much_was_said(
    acme: Desk,
    arrange: Callable[[Desk], object],
    act: Callable[[Desk], object],
    most: int,
    before: int,
) -> None:
    for place in range(before):
        when = f"{9 + place // 30:02}:{place % 30 * 2:02}"
        say(acme, JO, "an old one", when)
        say(acme, ADA, "an old answer", when, thread=when)
    arrange(acme)
    with statements(acme.store) as seen:
        act(acme)
    assert len(seen) <= most, "\n".join(seen)


def tick(
    who: Member, when: str, emoji: str = "white_check_mark", *, after: int, channel: str = CHANNEL
) -> Emoji:
    at_ = at("2026-11-18 13:00") + timedelta(seconds=after)
    return Emoji(T1, who.id, channel, ts(when), emoji, f"Ev{next(_events)}", at_)


@pytest.fixture
def ticked(acme: Desk) -> Desk:
    typed(acme, SetupShown, ADA, "/heed setup ticks on")
    say(acme, JO, "a quote", "10:00")
    return acme


def test_a_tick_answers_what_it_stands_on_and_its_removal_undoes_that(ticked: Desk) -> None:
    say(ticked, SAM, "and ours?", "10:20")
    done = ticks.added(ticked, tick(CLEO, "10:00", "heavy_check_mark::skin-tone-3", after=1))
    assert done is not None
    assert inquiry_of(ticked, 1).settled_by == CLEO.id
    assert inquiry_of(ticked, 2).state is InquiryState.OPEN
    assert ticks.removed(ticked, tick(CLEO, "10:00", "heavy_check_mark::skin-tone-3", after=2))
    assert inquiry_of(ticked, 1).state is InquiryState.OPEN


@pytest.mark.parametrize(
    ("who", "emoji"),
    [(JO, "white_check_mark"), (GUS, "white_check_mark"), (ADA, "eyes"), (ADA, "tada")],
)
def test_no_other_emoji_and_nobody_elses_mean_anything_there(
    ticked: Desk, who: Member, emoji: str
) -> None:
    assert ticks.added(ticked, tick(who, "10:00", emoji, after=1)) is None
    assert not ticks.removed(ticked, tick(who, "10:00", emoji, after=2))
    assert inquiry_of(ticked, 1).state is InquiryState.OPEN


def test_the_card_says_who_wrote_and_who_ticked(ticked: Desk) -> None:
    ticks.added(ticked, tick(CLEO, "10:00", after=1))
    shown = typed(ticked, CustomerShown, ADA, "/customer Acme")
    lines = str(cards.card(shown, zone=BERLIN, now=at("2026-11-18 14:00")).blocks)
    assert f"{JO.name} by chat, " in lines
    assert "Cleo answered with ✅, " in lines


def test_a_tick_means_nothing_where_the_team_has_not_switched_it_on(acme: Desk) -> None:
    say(acme, JO, "a quote", "10:00")
    assert ticks.added(acme, tick(ADA, "10:00", after=1)) is None


def test_a_tick_on_what_is_answered_or_ours_does_nothing(ticked: Desk) -> None:
    say(ticked, ADA, "here", "11:00", thread="10:00")
    assert ticks.added(ticked, tick(CLEO, "10:00", after=1)) is None
    assert ticks.added(ticked, tick(CLEO, "11:00", after=2)) is None
    assert inquiry_of(ticked, 1).settled_by == ADA.id


def test_a_removal_that_overtakes_its_tick_leaves_the_inquiry_open(ticked: Desk) -> None:
    assert not ticks.removed(ticked, tick(CLEO, "10:00", after=2))
    assert ticks.added(ticked, tick(CLEO, "10:00", after=1)) is None
    assert inquiry_of(ticked, 1).state is InquiryState.OPEN


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_tick_that_stands_counts_however_its_putting_and_taking_arrive(
    ticked: Desk, order: tuple[int, ...]
) -> None:
    told_of = [(ticks.added, 1), (ticks.removed, 2), (ticks.added, 3)]
    for place in order:
        tell, after = told_of[place]
        tell(ticked, tick(CLEO, "10:00", after=after))
    assert inquiry_of(ticked, 1).settled_by == CLEO.id
    assert ticks.removed(ticked, tick(CLEO, "10:00", after=4))
    assert inquiry_of(ticked, 1).state is InquiryState.OPEN
    assert_rebuilt(ticked.store)


def test_a_tick_put_there_again_after_it_was_undone_answers_again(ticked: Desk) -> None:
    ticks.added(ticked, tick(CLEO, "10:00", after=1))
    typed(ticked, Undone, CLEO, "/heed undo 1")
    assert not ticks.removed(ticked, tick(CLEO, "10:00", after=2))
    assert ticks.added(ticked, tick(CLEO, "10:00", after=3)) is not None
    assert inquiry_of(ticked, 1).settled_by == CLEO.id


def test_a_tick_that_overtakes_its_message_waits_for_it(ticked: Desk) -> None:
    for when, after in (("10:20", 1), ("10:40", 2)):
        assert ticks.added(ticked, tick(CLEO, when, after=after)) is None
    assert not ticks.removed(ticked, tick(CLEO, "10:40", after=3))
    say(ticked, SAM, "in green?", "10:20")
    say(ticked, SAM, "or in blue?", "10:40")
    assert inquiry_of(ticked, 2).settled_by == CLEO.id
    assert inquiry_of(ticked, 3).state is InquiryState.OPEN
    assert ticks.removed(ticked, tick(CLEO, "10:20", after=4))
    assert inquiry_of(ticked, 2).state is InquiryState.OPEN


def test_a_customer_within_the_house_does_not_answer_itself(acme: Desk, clock: Clock) -> None:
    typed(acme, CustomerAdded, ADA, "/customer add Books internal")
    typed(acme, ParticularShown, ADA, "/customer people Books: Cleo")
    typed(acme, ParticularShown, ADA, "/customer channel Books <#C0BOOKS> watch")
    typed(acme, SetupShown, ADA, "/heed setup ticks on")
    clock.set("2026-11-18 16:00")
    say(acme, CLEO, "where is my invoice?", "14:30", channel="C0BOOKS")
    say(acme, CLEO, "and the other?", "14:50", channel="C0BOOKS")
    for when, after in (("14:30", 1), ("15:10", 2)):
        assert ticks.added(acme, tick(CLEO, when, after=after, channel="C0BOOKS")) is None
    say(acme, CLEO, "and mine?", "15:10", channel="C0BOOKS")
    assert [inquiry_of(acme, one).state for one in (1, 2, 3)] == [InquiryState.OPEN] * 3
    assert ticks.added(acme, tick(BEN, "14:30", after=3, channel="C0BOOKS")) is not None


def test_a_removal_takes_nothing_back_that_something_came_after(ticked: Desk) -> None:
    ticks.added(ticked, tick(CLEO, "10:00", after=1))
    typed(ticked, Undone, BEN, "/heed undo 1")
    assert not ticks.removed(ticked, tick(CLEO, "10:00", after=2))


def test_a_team_is_not_reminded_where_a_customer_reads(acme: Desk) -> None:
    with pytest.raises(Refusal, match="where we meet Acme"):
        typed(acme, SetupShown, ADA, f"/heed setup channel <#{CHANNEL}>")


def test_undo_reaches_what_was_done_before_heed_stopped_watching_by_itself(acme: Desk) -> None:
    typed(acme, ParticularShown, ADA, "/customer needs Acme: an answer by noon")
    gone = {"event_id": "Ev0", "ending": Ending.ARCHIVED, "by": ADA.id}
    assert unwatching.end(acme, T1, CHANNEL, **gone)  # type: ignore[arg-type]
    typed(acme, Undone, ADA, "/heed undo")
    customer = typed(acme, CustomerShown, ADA, "/customer Acme").known.customer
    assert (customer.needs, customer.watched_since) == (None, None)
    typed(acme, Undone, ADA, "/heed undo")


@pytest.mark.parametrize("whose", ["customer", "team"])
def test_a_channel_whose_new_id_is_anothers_is_let_go(
    acme: Desk, clock: Clock, gateway: Gateway, whose: str
) -> None:
    if whose == "team":
        typed(acme, SetupShown, ADA, "/heed setup channel <#C0NEW>")
    else:
        typed(acme, CustomerAdded, BEN, "/customer add Globex")
        typed(acme, ParticularShown, BEN, "/customer channel Globex <#C0NEW>")
    for event_id in ("Ev0", "Ev0"):
        unwatching.make_way(acme, T1, CHANNEL, to="C0NEW", event_id=event_id)
        unwatching.follow(acme, T1, CHANNEL, to="C0NEW")
    customer = typed(acme, CustomerShown, ADA, "/customer Acme").known.customer
    assert (customer.channel_id, customer.watched_since) == (None, None)
    assert say(acme, JO, "a quote", "10:00", channel="C0NEW") is None
    told = [one.deed for post in gateway.tick() for one in post.heard if post.to == ADA.id]
    assert told.count(Deed.TAKEN) == 1


def test_that_a_channel_is_gone_waits_for_its_owners_hours(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-18 20:00")
    gone = {"event_id": "Ev0", "ending": Ending.ARCHIVED, "by": ADA.id}
    assert unwatching.end(acme, T1, CHANNEL, **gone)  # type: ignore[arg-type]
    assert gateway.ticks("2026-11-18 20:01", "2026-11-19 08:59") == []
    [post] = gateway.ticks("2026-11-19 09:00")
    [heard_of] = post.heard
    assert (post.to, heard_of.deed, heard_of.change_id) == (ADA.id, Deed.UNHEARD, "")


def test_a_channel_whose_new_id_is_free_is_followed(acme: Desk) -> None:
    assert not unwatching.make_way(acme, T1, CHANNEL, to="C0NEW", event_id="Ev0")
    assert unwatching.follow(acme, T1, CHANNEL, to="C0NEW")
    assert say(acme, JO, "a quote", "10:00", channel="C0NEW") is Rule.OPENED
