"""A lead takes over what they were told of, or a target is changed: somebody still hears."""

from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.escalations import HEARD
from bot.core.heed_outcomes import AwayShown, BriefSet, SetupShown
from bot.core.ladders import JUST_GIVEN
from bot.core.members import Member
from bot.core.nudges import BEFORE_LOGGED, CHANGED
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.core.turns import OWN_DEED
from bot.messages import nudges, things, tidings
from bot.services.desk import Desk
from bot.store import nudges as stored
from tests.makers import (
    ADA,
    BEN,
    BERLIN,
    CLEO,
    SAO,
    T1,
    Clock,
    Gateway,
    Post,
    inquiry_of,
    nudged,
    typed,
)


@pytest.fixture
def acme(desk: Desk, clock: Clock) -> Desk:
    """Ada owns Acme, Ben leads her, and Cleo him; four hours to an answer."""
    clock.set("2026-11-23 09:00")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def said(post: Post) -> str:
    assert post.bundle is not None
    return str(nudges.reminder(post.bundle).blocks)


def ledger(desk: Desk) -> dict[str, str | None]:
    with desk.store.read() as connection:
        return {one.step: one.why for one in stored.of_numbers(connection, T1, [1])[1]}


LATE = ("2026-11-23 12:00", "2026-11-23 13:00", "2026-11-23 15:00")


def test_after_a_hand_over_to_their_own_lead_whoever_leads_that_one_hears(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    assert nudged(gateway.ticks(*LATE)) == [(ADA.id, [1]), (ADA.id, [1]), (BEN.id, [1])]
    typed(acme, SetupShown, BEN, "/heed setup lead <@UCLEO>")
    clock.set("2026-11-23 15:30")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UBEN>")
    assert nudged(gateway.ticks("2026-11-23 16:00", "2026-11-23 16:59")) == [(BEN.id, [1])]
    [post] = gateway.ticks("2026-11-24 09:00")
    assert nudged([post]) == [(CLEO.id, [1])]
    assert "it was handed over when it was late" in said(post)


def test_a_lead_who_takes_it_over_unasked_has_a_lead_too(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks(*LATE)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UCLEO>")
    gateway.tick()  # Cleo hears at once that she leads
    clock.set("2026-11-23 15:30")
    typed(acme, ThingChanged, BEN, "/contact give 1 <@UBEN>")
    assert nudged(gateway.ticks("2026-11-23 16:29")) == []
    assert nudged(gateway.ticks("2026-11-23 16:30")) == [(CLEO.id, [1])]


def test_after_a_hand_over_to_a_colleague_the_same_lead_is_not_told_twice(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks(*LATE)
    clock.set("2026-11-23 15:10")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    posts = gateway.ticks("2026-11-23 15:10", "2026-11-23 16:10", "2026-11-23 16:59")
    assert nudged(posts) == [(CLEO.id, [1])]


def test_what_a_shorter_target_passed_over_is_said_when_they_ask_again(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-23 11:00")
    typed(acme, CustomerEdited, ADA, "/customer edit Acme target 30m")
    assert gateway.tick() == []
    assert ledger(acme) == dict.fromkeys(("heads_up", "due", "lead"), CHANGED)

    clock.set("2026-11-23 11:20")
    typed(acme, ContactLogged, ADA, "/contact from Acme: it is urgent")
    assert nudged(gateway.tick()) == [(ADA.id, [1])]
    assert nudged(gateway.ticks("2026-11-23 12:19")) == []
    assert nudged(gateway.ticks("2026-11-23 12:20", "2026-11-23 13:30")) == [(BEN.id, [1])]


def test_what_was_past_when_it_was_logged_stays_unsaid_when_they_ask_again(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-23 16:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote at today 9:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: it is urgent")
    assert gateway.ticks("2026-11-23 16:10") == []


def test_what_other_hours_put_ahead_again_is_said_anew(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    [_, _, to_ben] = gateway.ticks(*LATE)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UCLEO>")
    clock.set("2026-11-23 15:10")
    typed(acme, ThingChanged, BEN, "/contact give 1 <@USAO>")  # due at 13:00 there: 17:00

    assert nudged(gateway.ticks("2026-11-23 15:10")) == [(SAO.id, [1])]
    texts = {ts: str(nudges.reminder(bundle).blocks) for ts, bundle in gateway.edits()}
    assert "Handed to Sao by you." in texts[to_ben.ts]

    # Three quarters are gone at 16:00: that is too soon after the word of the hand-over.
    [post] = gateway.ticks("2026-11-23 16:10", "2026-11-23 17:00", "2026-11-23 19:00")
    assert nudged([post]) == [(SAO.id, [1])]
    assert "the time for an answer is up" in said(post)
    assert nudged(gateway.ticks("2026-11-24 09:00")) == [(CLEO.id, [1])]


def test_a_hand_over_within_the_same_hours_puts_nothing_ahead_again(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks(*LATE[:2])
    clock.set("2026-11-23 14:00")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    posts = gateway.ticks("2026-11-23 14:00", "2026-11-23 15:00", "2026-11-24 12:59")
    assert nudged(posts) == [(CLEO.id, [1]), (BEN.id, [1])]


def test_a_move_before_the_new_owner_wakes_leaves_them_to_be_told_of_the_hand_over(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: send parts by friday 3pm")
    typed(acme, BriefSet, SAO, "/heed brief off")
    clock.set("2026-11-23 12:00")
    typed(acme, ThingChanged, BEN, "/contact give 1 <@USAO> because you know them")
    gateway.tick()
    moved = "/promise move 1 to monday because truck broke, not told"
    reply = things.changed(typed(acme, ThingChanged, BEN, moved), zone=BERLIN, now=clock.now)
    assert "Tell the customer; I ask Sao in a working hour." in reply.text

    [post] = gateway.ticks("2026-11-23 13:00")
    assert "because “truck broke”" in tidings.told(post.heard, prefix="").text
    assert nudged([post]) == [(SAO.id, [1])]
    assert "Ben handed it to you: “you know them”" in said(post)
    assert BEFORE_LOGGED not in ledger(acme).values()


def test_who_hears_of_another_step_first_hears_of_the_hand_over_with_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, BriefSet, SAO, "/heed brief off")
    typed(acme, PromiseMade, ADA, "/promise Acme: send parts by today 15:30")
    clock.set("2026-11-23 12:00")
    typed(acme, ThingChanged, BEN, "/contact give 1 <@USAO>")
    gateway.tick()
    [post] = gateway.ticks("2026-11-23 14:40")
    assert nudged([post]) == [(SAO.id, [1])]
    assert "Ben handed it to you, and this is the last working hour" in said(post)
    [later] = gateway.ticks("2026-11-23 15:40")
    assert "handed it to you" not in said(later)


@pytest.mark.parametrize(
    ("given", "is_warned"),
    [("2026-11-23 11:10", False), ("2026-11-23 10:50", True)],
    ids=["an hour or less before the warning", "longer before"],
)
def test_no_warning_follows_the_word_of_a_hand_over_within_a_working_hour(
    acme: Desk, clock: Clock, gateway: Gateway, given: str, is_warned: bool
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set(given)
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    assert nudged(gateway.tick()) == [(CLEO.id, [1])]
    warned = gateway.ticks("2026-11-23 12:00", "2026-11-23 12:30")
    assert nudged(warned) == ([(CLEO.id, [1])] if is_warned else [])
    assert (JUST_GIVEN in ledger(acme).values()) is not is_warned
    assert nudged(gateway.ticks("2026-11-23 13:00", "2026-11-23 13:30")) == [(CLEO.id, [1])]


def test_whoever_takes_it_over_unasked_is_warned_as_ever(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-23 11:30")
    typed(acme, ThingChanged, CLEO, "/contact give 1 <@UCLEO>")
    assert nudged(gateway.ticks("2026-11-23 11:30", "2026-11-23 12:00")) == [(CLEO.id, [1])]


def test_a_lead_who_hands_over_what_is_late_is_not_told_so_an_hour_later(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, CustomerAdded, BEN, "/customer add Initech")
    typed(acme, ContactLogged, BEN, "/contact from Initech: asks for a quote")
    gateway.ticks(*LATE)
    clock.set("2026-11-23 15:30")
    typed(acme, ThingChanged, BEN, "/contact give 1 <@UADA>")
    posts = gateway.ticks("2026-11-23 15:30", "2026-11-23 16:30", "2026-11-24 09:00")
    assert nudged(posts) == [(ADA.id, [1])]
    assert HEARD in ledger(acme).values()


def test_a_lead_whose_own_it_was_reads_when_it_was_theirs(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, CustomerAdded, BEN, "/customer add Initech")
    typed(acme, ContactLogged, BEN, "/contact from Initech: asks for a quote")
    gateway.ticks(*LATE[:2])
    clock.set("2026-11-23 14:30")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UADA>")
    [post] = gateway.ticks("2026-11-23 15:00")
    assert nudged([post]) == [(BEN.id, [1])]
    assert "You were reminded Mon 23 Nov, 13:00, before it was Ada's." in said(post)


@pytest.mark.parametrize(
    ("answered", "said", "spent", "is_in_time"),
    [
        # Before it was handed over, as Ada says late; at noon in Berlin nobody works in São Paulo.
        ("2026-11-23 12:30", "at 11:00", 2, True),
        ("2026-11-23 16:00", "", 6, True),  # three hours of Berlin's, and three of São Paulo's
        ("2026-11-23 17:00", "", 7, True),  # when it is due by the hours of whoever has it
        ("2026-11-23 18:00", "", 8, False),
    ],
)
def test_a_response_time_counts_each_stretch_in_the_hours_of_who_had_it(
    acme: Desk, clock: Clock, answered: str, said: str, spent: int, is_in_time: bool
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-23 12:00")
    typed(acme, ThingChanged, BEN, "/contact give 1 <@USAO>")
    clock.set(answered)
    typed(acme, ContactLogged, ADA, f"/contact to Acme: sent it {said}")
    found = inquiry_of(acme, 1)
    assert found.spent == timedelta(hours=spent)
    assert found.target is not None
    assert (found.spent <= found.target) is is_in_time


def test_within_the_same_hours_a_hand_over_changes_no_figure(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-23 12:00")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    clock.set("2026-11-23 14:00")
    typed(acme, ThingChanged, CLEO, "/contact answered 1")
    found = inquiry_of(acme, 1)
    assert (found.spent, found.target) == (timedelta(hours=5), timedelta(hours=4))


def test_whoever_hands_it_to_somebody_away_reads_who_gets_the_reminders(
    desk: Desk, gateway: Gateway
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks")
    typed(desk, AwayShown, CLEO, "/heed away until friday cover <@UBEN>")
    given = typed(desk, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    reply = things.changed(given, zone=BERLIN, now=desk.now()).text
    assert "is handed to Cleo; Cleo is away, so Ben gets the reminders." in reply
    words = "".join(said(post) for post in gateway.tick() if post.to == BEN.id and post.bundle)
    assert "handed it to you" not in words
    assert "handed it to Cleo" in words
    assert "in place of Cleo" in words


@pytest.mark.parametrize(
    ("absence", "giver", "gets"),
    [
        ("away until friday", BEN, "you get the reminders"),  # nobody covers, so their lead
        ("away until friday", ADA, "Ben gets the reminders"),
        ("away until friday cover <@UADA>", ADA, "you get the reminders"),
    ],
)
def test_a_hand_over_to_somebody_away_says_who_is_reminded_and_tells_nobody_of_their_own_act(
    acme: Desk, gateway: Gateway, *, absence: str, giver: Member, gets: str
) -> None:
    for member in (ADA, BEN):
        typed(acme, BriefSet, member, "/heed brief off")
    typed(acme, AwayShown, CLEO, f"/heed {absence}")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.tick()
    given = typed(acme, ThingChanged, giver, "/contact give 1 <@UCLEO>")
    reply = things.changed(given, zone=BERLIN, now=acme.now()).text
    assert f"is handed to Cleo; Cleo is away, so {gets}." in reply
    told = [to for to, _ in nudged(gateway.tick())]
    assert giver.id not in told
    assert told == ([BEN.id] if gets.startswith("Ben") else [])


def test_a_stand_in_who_handed_it_over_is_still_reminded_of_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, AwayShown, CLEO, "/heed away until friday cover <@UADA>")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    assert nudged(gateway.ticks("2026-11-23 10:00", "2026-11-23 11:59")) == []
    assert nudged(gateway.ticks("2026-11-23 12:00")) == [(ADA.id, [1])]
    assert OWN_DEED in ledger(acme).values()
