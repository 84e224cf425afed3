"""Words to a customer that answer nothing: that we are on it, where it stands, a new date."""

from collections.abc import Callable

import pytest

from bot.core import things
from bot.core.asks import ThingVerb
from bot.core.asks import Verb as Ask
from bot.core.contacts import Direction
from bot.core.customer_outcomes import CustomerAdded, CustomerShown
from bot.core.errors import Refusal
from bot.core.history import Surface, Verb
from bot.core.outcomes import ContactLogged, NotTold, Outcome, PromiseMade, ThingChanged, Undone
from bot.core.promises import was_on_time
from bot.services import moves, undo
from bot.services.desk import Desk, Turn
from bot.services.once import do
from bot.services.things import do as do_thing
from bot.store import contacts
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    Clock,
    Gateway,
    asked,
    at,
    inquiry_of,
    nudged,
    promise_of,
    thing_of,
    typed,
)


@pytest.fixture
def acme(desk: Desk, clock: Clock) -> Desk:
    """#1: Acme asks for a quote at ten. #2: Ada promised it by Friday five. It is eleven now."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday 5pm")
    clock.set("2026-11-18 11:00")
    return desk


def said(desk: Desk) -> list[tuple[str, bool]]:
    """What we said to Acme, the latest first, and whether it was but an acknowledgement."""
    customer_id = thing_of(desk, 1).customer.id
    with desk.store.read() as connection:
        every = contacts.recent(connection, "T1", customer_id, limit=9)
    return [(one.words, one.is_ack) for one in every if one.direction is Direction.OUTBOUND]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/contact ack 1", "We are on it"),
        ("/contact told 1", "We are on it"),
        ("/contact ack 1: Cleo looks at it", "Cleo looks at it"),
        ("/contact to Acme: ack we look at it", "we look at it"),
        ("/contact to Acme: ack: we look at it", "we look at it"),
        ("/contact to Acme: ack", "We are on it"),
        ("/contact to Acme: we look at it ack", "we look at it"),
        ("/contact to Acme #1: we look at it by phone ack", "we look at it"),
    ],
)
def test_an_acknowledgement_answers_nothing(acme: Desk, line: str, words: str) -> None:
    kind: type[ThingChanged | ContactLogged] = ThingChanged
    if "Acme" in line:
        kind = ContactLogged
    before = inquiry_of(acme, 1)
    typed(acme, kind, ADA, line)
    inquiry = inquiry_of(acme, 1)
    assert (inquiry.state, inquiry.acked_at) == ("open", at("2026-11-18 11:00"))
    assert said(acme) == [(words, True)]
    typed(acme, Undone, ADA, "/heed undo")
    assert inquiry_of(acme, 1) == before
    assert said(acme) == []


@pytest.mark.parametrize(
    "line",
    ["/contact to Acme: sent an ack", "/contact to Acme: acknowledged their order"],
)
def test_words_that_speak_of_an_acknowledgement_are_none(acme: Desk, line: str) -> None:
    assert typed(acme, ContactLogged, ADA, line).verb is Verb.ANSWERED


def test_what_a_customer_says_is_never_our_acknowledgement(acme: Desk) -> None:
    heard = typed(acme, ContactLogged, ADA, "/contact from Acme: ack of the order is missing ack")
    assert (heard.verb, heard.words) == (Verb.CHASED, "ack of the order is missing ack")


def test_an_acknowledgement_before_the_customers_word_is_refused(acme: Desk) -> None:
    with pytest.raises(Refusal, match="before the customer's word"):
        typed(acme, ThingChanged, ADA, "/contact ack 1 at 9:30")


def test_an_acknowledgement_is_of_ones_own_inquiry_or_asked_about(acme: Desk, clock: Clock) -> None:
    """Cleo got a second one; Ben, who has none, may have meant either."""
    typed(acme, ThingChanged, ADA, "/contact answered 1")
    clock.move(minutes=5)
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for more")
    typed(acme, Undone, ADA, "/heed undo 1")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    assert typed(acme, ContactLogged, CLEO, "/contact to Acme: ack looking").thing is not None
    assert (inquiry_of(acme, 1).acked_at, inquiry_of(acme, 3).acked_at) != (None, None)
    logged = typed(acme, ContactLogged, BEN, "/contact to Acme: ack we are here")
    assert (logged.verb, [other.number for other in logged.others]) == (Verb.LOGGED, [1, 3])
    clock.move(minutes=1)
    ask = ThingVerb(Ask.ACK, 3)
    press(acme, lambda turn: do_thing(turn, ask, contact_id=logged.contact_id))
    assert inquiry_of(acme, 3).acked_at == at("2026-11-18 11:05")
    with pytest.raises(Refusal, match="belongs to #3"):
        press(acme, lambda turn: undo.change(turn, logged.change_id))


def press(desk: Desk, verb: Callable[[Turn], Outcome]) -> Outcome:
    return do(desk, asked(ADA, "", "", surface=Surface.BUTTON), verb).outcome


def test_who_was_told_is_not_spoken_of_until_the_answer_is_due(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ThingChanged, ADA, "/contact ack 1")
    assert gateway.ticks("2026-11-18 13:05") == []
    assert nudged(gateway.ticks("2026-11-18 14:00")) == [(ADA.id, [1])]


def test_after_the_next_words_time_the_owner_is_asked_once(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ThingChanged, ADA, "/contact ack 1")
    gateway.ticks("2026-11-18 14:00", "2026-11-18 16:00")
    [post] = gateway.ticks("2026-11-19 11:00")
    assert post.bundle is not None
    [row] = post.bundle.rows
    assert row.nudge.step.startswith("update_")
    assert [p for p in gateway.ticks("2026-11-19 12:30", "2026-11-19 13:30") if p.numbers] == []


def test_what_is_acknowledged_and_never_answered_climbs_its_ladder(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ThingChanged, ADA, "/contact ack 1")
    for day in range(18, 31):
        gateway.ticks(*(f"2026-11-{day} {hour:02}:00" for hour in range(9, 18)))
    said_of = [
        row.nudge.step
        for post in gateway.posts
        if post.bundle is not None
        for row in post.bundle.rows
        if row.thing.number == 1
    ]
    assert [step for step in said_of if not step.startswith("update_")] == [
        *("due", "day_1", "day_3", "day_7")
    ]


def test_a_move_asks_whether_the_customer_knows(acme: Desk, clock: Clock) -> None:
    moved = typed(acme, ThingChanged, ADA, "/promise move 2 to monday because parts are late")
    assert moved.event.told is None
    promise = promise_of(acme, 2)
    assert promise.untold_since == at("2026-11-18 11:00")
    assert promise.known_due_at == at("2026-11-20 17:00")
    clock.move(minutes=1)
    typed(acme, ThingChanged, ADA, "/promise told 2")
    assert said(acme) == [("New date: Mon 23 Nov 2026, 17:00", True)]
    told = promise_of(acme, 2)
    assert (told.untold_since, told.known_due_at, told.missed) == (None, None, 0)
    clock.set("2026-11-23 16:00")
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    assert was_on_time(promise_of(acme, 2))


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("parts are late told", True),
        ("parts are late, told", True),
        ("parts are late (told)", True),
        ("parts are late, told them", True),
        ("parts are late not told", False),
        ("parts are late; not told yet", False),
        ("parts are late", None),
        ("that is what we were told", None),
        ("it is as I told them", None),
    ],
)
def test_whether_the_customer_knows_is_typed_at_the_end(
    acme: Desk, end: str, told: bool | None
) -> None:
    moved = typed(acme, ThingChanged, ADA, f"/promise move 2 to monday because {end}")
    assert moved.event.told is told
    reason = "parts are late" if end.startswith("parts") else end
    assert promise_of(acme, 2).reason == reason
    assert said(acme) == ([("New date: Mon 23 Nov 2026, 17:00", True)] if told else [])


def test_a_told_move_is_taken_back_with_its_word(acme: Desk) -> None:
    before = promise_of(acme, 2)
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain, told")
    typed(acme, Undone, ADA, "/heed undo")
    assert promise_of(acme, 2) == before
    assert said(acme) == []


def test_a_promise_moved_in_silence_is_kept_late(acme: Desk, clock: Clock) -> None:
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain, not told")
    clock.set("2026-11-23 16:00")
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    assert not was_on_time(promise_of(acme, 2))


def test_whoever_has_not_told_them_is_asked_in_an_hour_unless_somebody_spoke(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ThingChanged, ADA, "/contact none 1")
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain, not told")
    [post] = gateway.ticks("2026-11-18 12:00")
    assert post.bundle is not None
    assert [row.nudge.step[:7] for row in post.bundle.rows] == ["untold_"]


def test_any_word_to_the_customer_settles_that(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain, not told")
    clock.move(minutes=10)
    typed(acme, ContactLogged, CLEO, "/contact to Acme: sent the parts list")
    assert gateway.ticks("2026-11-18 12:00", "2026-11-18 13:00") == []
    assert promise_of(acme, 2).untold_since is None
    clock.set("2026-11-23 16:00")
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    assert was_on_time(promise_of(acme, 2))


def test_a_word_after_the_date_they_counted_on_tells_them_too_late(
    acme: Desk, clock: Clock
) -> None:
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain, not told")
    clock.set("2026-11-20 17:01")
    typed(acme, ContactLogged, CLEO, "/contact to Acme: sent the parts list")
    told = promise_of(acme, 2)
    assert (told.untold_since, told.missed) == (None, 1)


def test_a_word_that_is_taken_back_settles_nothing(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ThingChanged, ADA, "/contact none 1")
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain, not told")
    clock.move(minutes=10)
    typed(acme, ContactLogged, CLEO, "/contact to Acme: sent the parts list")
    assert gateway.ticks("2026-11-18 12:30") == []
    typed(acme, Undone, CLEO, "/heed undo")
    assert nudged(gateway.ticks("2026-11-18 12:40")) == [(ADA.id, [2])]


def test_not_yet_changes_nothing_and_says_what_comes(acme: Desk) -> None:
    typed(acme, ThingChanged, ADA, "/promise move 2 to monday because of rain")
    before = promise_of(acme, 2)
    assert isinstance(press(acme, lambda turn: moves.not_told(turn, 2)), NotTold)
    assert promise_of(acme, 2) == before
    typed(acme, ThingChanged, ADA, "/promise withdraw 2 because of rain")
    with pytest.raises(Refusal, match="not open any more"):
        press(acme, lambda turn: moves.not_told(turn, 2))


def test_a_long_promise_asks_for_a_word_before_its_eve(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, PromiseMade, ADA, "/promise Acme: new site by 2026-12-18 17:00")
    steps = [step.name for step in things.plan(thing_of(desk, 1))]
    assert sum(step.startswith("update_") for step in steps) == 4
    [post] = gateway.ticks("2026-11-25 10:00")
    assert post.bundle is not None
    assert [row.nudge.step[:7] for row in post.bundle.rows] == ["update_"]
    typed(desk, ThingChanged, ADA, "/promise told 1: the design is done")
    assert gateway.ticks("2026-12-02 09:55") == []
    assert nudged(gateway.ticks("2026-12-02 10:00")) == [(ADA.id, [1])]


@pytest.mark.parametrize(
    ("told", "share"),
    [
        ("told", 1.0),  # they heard of it before the first date
        ("not told", 0.0),  # they waited on the first
    ],
)
def test_a_move_that_was_told_in_time_is_no_promise_missed(
    acme: Desk, clock: Clock, told: str, share: float
) -> None:
    typed(acme, ThingChanged, ADA, f"/promise move 2 to monday because of rain, {told}")
    clock.set("2026-11-23 16:00")
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    clock.set("2026-11-25 10:00")
    shown = typed(acme, CustomerShown, ADA, "/customer Acme")
    assert shown.figures is not None
    assert shown.figures.on_time == share
