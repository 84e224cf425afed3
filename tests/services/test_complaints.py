"""Complaints: what they open, what they hurry, and how they are taken back."""

import pytest

from bot.core import things
from bot.core.complaints import KNOWN
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomerShown, TiersShown
from bot.core.heed_outcomes import SetupShown, WhyShown
from bot.core.history import Verb
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, ThingChanged, Undone
from bot.messages import nudges
from bot.messages import why as messages
from bot.services.desk import Desk
from tests.makers import (
    ADA,
    BEN,
    BERLIN,
    CLEO,
    Clock,
    Gateway,
    Post,
    at,
    inquiry_of,
    thing_of,
    typed,
)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Four working hours to an answer, one to a complaint."""
    typed(desk, TiersShown, BEN, "/heed tier standard complaint 1h")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_a_complaint_opens_an_inquiry_with_its_own_target(acme: Desk) -> None:
    logged = typed(acme, ContactLogged, CLEO, "/contact from Acme: it broke again complaint")
    assert (logged.verb, logged.words, logged.ask.complaint) == (
        *(Verb.OPENED, "it broke again", True),
    )
    assert logged.due_at == at("2026-11-18 11:00")
    assert inquiry_of(acme, 1).complained_at == at("2026-11-18 10:00")
    [contact] = typed(acme, CustomerShown, ADA, "/customer Acme").contacts
    assert contact.is_complaint


def test_a_chase_that_complains_hurries_what_waits_already(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 11:30")
    chased = typed(acme, ContactLogged, ADA, "/contact from Acme: still nothing complaint")
    assert (chased.verb, chased.due_at) == (Verb.CHASED, at("2026-11-18 12:30"))
    assert inquiry_of(acme, 1).opened_at == at("2026-11-18 10:00")
    clock.set("2026-11-18 12:20")
    answered = typed(acme, ThingChanged, ADA, "/contact answered 1")
    assert answered.event.spent is not None
    assert answered.event.target is not None
    assert answered.event.spent <= answered.event.target


def test_a_late_complaint_never_makes_an_answer_due_later(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 13:45")
    chased = typed(acme, ContactLogged, ADA, "/contact from Acme: still nothing complaint")
    assert chased.due_at == at("2026-11-18 14:00")


def test_a_complaint_taken_back_hurries_nobody(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    before = thing_of(acme, 1)
    clock.set("2026-11-18 11:30")
    typed(acme, ContactLogged, ADA, "/contact from Acme: still nothing complaint")
    typed(acme, Undone, ADA, "/heed undo 1")
    assert thing_of(acme, 1).item == before.item
    assert things.due_at(thing_of(acme, 1)) == at("2026-11-18 14:00")


def test_the_owner_hears_of_a_complaint_by_its_own_clock(acme: Desk, clock: Clock) -> None:
    gateway = Gateway(acme)
    typed(acme, ContactLogged, CLEO, "/contact from Acme: it broke again complaint")
    [post] = gateway.ticks("2026-11-18 10:40", "2026-11-18 10:46")
    assert (post.to, post.numbers) == (ADA.id, [1])


def test_what_is_noted_opens_nothing_even_as_a_complaint(acme: Desk) -> None:
    logged = typed(acme, ContactLogged, ADA, "/contact from Acme: it broke complaint fyi")
    assert (logged.verb, logged.thing) == (Verb.LOGGED, None)


def test_without_a_target_of_its_own_a_complaint_is_as_any_other_word(acme: Desk) -> None:
    typed(acme, TiersShown, BEN, "/heed tier standard no complaint")
    logged = typed(acme, ContactLogged, ADA, "/contact from Acme: it broke again complaint")
    assert logged.due_at == at("2026-11-18 14:00")
    # As soon as there is one it counts.
    typed(acme, TiersShown, BEN, "/heed tier standard complaint 2h")
    assert things.due_at(thing_of(acme, 1)) == at("2026-11-18 12:00")


def test_a_complaint_about_what_is_late_is_told_to_the_owner_and_an_hour_later_to_the_lead(
    acme: Desk, clock: Clock
) -> None:
    gateway = Gateway(acme)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00", "2026-11-18 16:00")
    clock.set("2026-11-19 10:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: still nothing complaint")

    [to_ada] = gateway.ticks("2026-11-19 10:00")
    assert (to_ada.to, to_ada.numbers) == (ADA.id, [1])
    assert to_ada.bundle is not None
    words = str(nudges.reminder(to_ada.bundle).blocks)
    assert "Acme complained Thu 19 Nov, 10:00, when the answer was late already." in words
    assert gateway.ticks("2026-11-19 10:59") == []
    [to_ben] = gateway.ticks("2026-11-19 11:00")
    assert (to_ben.to, to_ben.numbers) == (BEN.id, [1])

    # Once: a second one says nothing that is new.
    clock.set("2026-11-19 11:30")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: now really complaint")
    assert gateway.ticks("2026-11-19 12:00", "2026-11-19 13:59") == []


def test_what_the_lead_is_about_to_hear_speaks_of_the_complaint(acme: Desk, clock: Clock) -> None:
    gateway = Gateway(acme)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    clock.set("2026-11-18 15:10")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: still nothing complaint")

    posts = gateway.ticks("2026-11-18 15:10", "2026-11-18 16:00", "2026-11-18 16:10")
    posts += gateway.ticks("2026-11-18 16:59")
    assert [post.to for post in posts] == [ADA.id, BEN.id]


def test_whoever_writes_a_complaint_down_is_not_reminded_of_it_at_once(
    acme: Desk, clock: Clock
) -> None:
    gateway = Gateway(acme)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00", "2026-11-18 16:00")
    clock.set("2026-11-19 10:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: still nothing complaint")

    assert gateway.ticks("2026-11-19 10:00", "2026-11-19 10:59") == []
    [to_ben] = gateway.ticks("2026-11-19 11:00")  # who has to hear all the same
    assert (to_ben.to, to_ben.numbers) == (BEN.id, [1])
    why = typed(acme, WhyShown, ADA, "/heed why 1")
    assert [one.why for one in why.ledger if one.step.startswith("complaint_")] == [KNOWN]


@pytest.mark.parametrize(
    ("by", "told"), [(ADA, []), (CLEO, [ADA.id])], ids=["the owner", "a colleague"]
)
def test_what_a_complaint_hurries_is_said_at_once_but_to_whoever_wrote_it_down(
    acme: Desk, clock: Clock, by: Member, told: list[str]
) -> None:
    gateway = Gateway(acme)
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 12:00")
    # An hour from half past ten is over.
    typed(acme, ContactLogged, by, "/contact from Acme: still nothing complaint at today 10:30")
    assert [post.to for post in gateway.tick()] == told


def test_who_has_claimed_it_and_writes_the_complaint_down_is_not_reminded_either(
    acme: Desk, clock: Clock
) -> None:
    gateway = Gateway(acme)
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    clock.set("2026-11-18 15:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: still nothing complaint")
    assert gateway.ticks("2026-11-18 15:00", "2026-11-18 15:30") == []


def _told(acme: Desk, clock: Clock) -> Gateway:
    """Ada has just been told that the answer is due, and Ben leads her."""
    gateway = Gateway(acme)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    clock.set("2026-11-18 14:10")
    return gateway


def _words(post: Post) -> str:
    assert post.bundle is not None
    return str(nudges.reminder(post.bundle).blocks)


@pytest.mark.parametrize(
    "lines",
    [
        # In the minute of the complaint, before or after it, and by whichever change.
        ["/heed setup hours mon-fri 9-18", "/contact from Acme: still nothing complaint"],
        ["/contact from Acme: still nothing complaint", "/heed setup hours mon-fri 9-18"],
        ["/contact from Acme: still nothing complaint", "/heed tier standard target 5h"],
        # As one that was late already, though it was dated back to before the change.
        ["/heed setup hours mon-fri 9-18", "/contact from Acme: hm complaint at 14:05"],
    ],
)
def test_whatever_is_changed_beside_it_the_owner_hears_of_a_complaint(
    acme: Desk, clock: Clock, lines: list[str]
) -> None:
    gateway = _told(acme, clock)
    for line in lines:
        shown = {"/contact": ContactLogged, "/heed setup": SetupShown, "/heed tier": TiersShown}
        [outcome] = [one for start, one in shown.items() if line.startswith(start)]
        typed(acme, outcome, BEN, line)
    posts = gateway.ticks("2026-11-18 14:10", "2026-11-18 15:00")
    assert [(post.to, post.numbers) for post in posts] == [(ADA.id, [1])]
    assert "Acme complained Wed 18 Nov, 14:" in _words(posts[0])


def test_a_complaint_that_is_taken_back_and_logged_again_is_told(acme: Desk, clock: Clock) -> None:
    gateway = _told(acme, clock)
    typed(acme, ContactLogged, BEN, "/contact from Acme: still nothing complaint")
    gateway.ticks("2026-11-18 14:10")
    typed(acme, Undone, BEN, "/heed undo")
    gateway.ticks("2026-11-18 14:10")
    typed(acme, ContactLogged, BEN, "/contact from Acme: nothing at all, complaint")
    posts = gateway.ticks("2026-11-18 14:10", "2026-11-18 15:00")
    assert [(post.to, post.numbers) for post in posts] == [(ADA.id, [1])]


@pytest.mark.parametrize(
    ("who", "to"),
    [
        (CLEO, [ADA.id]),
        (ADA, []),  # who wrote it down, knows it
    ],
)
def test_a_colleagues_complaint_about_what_is_not_late_is_told_to_the_owner(
    acme: Desk, clock: Clock, who: Member, to: list[str]
) -> None:
    gateway = Gateway(acme)
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 10:20")
    typed(acme, ContactLogged, who, "/contact from Acme: still nothing complaint")
    posts = gateway.ticks("2026-11-18 10:20")
    assert [post.to for post in posts] == to
    for post in posts:
        assert "You get this because Acme complained Wed 18 Nov, 10:20. " in _words(post)
        assert "The answer is due Wed 18 Nov, 11:20." in _words(post)


def test_what_was_said_to_be_due_later_is_said_anew_of_the_sooner_time(
    acme: Desk, clock: Clock
) -> None:
    gateway = Gateway(acme)
    typed(acme, CustomerAdded, ADA, "/customer add Globex")
    typed(acme, CustomerEdited, ADA, "/customer edit Globex target 2h")
    typed(acme, TiersShown, BEN, "/heed tier standard target 150m complaint 30m")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ContactLogged, ADA, "/contact from Globex: it is down")
    # Globex's warning takes along that Acme is due at 12:30.
    [post] = gateway.ticks("2026-11-18 11:31")
    assert sorted(post.numbers) == [1, 2]
    clock.set("2026-11-18 11:35")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: still nothing complaint")
    later = gateway.ticks("2026-11-18 11:35", "2026-11-18 12:05", "2026-11-18 12:31")
    assert [1 in post.numbers for post in later] == [True]
    assert "the time for an answer to their complaint is up" in _words(later[0])


@pytest.mark.parametrize(
    ("who", "to"),
    [
        (CLEO, [ADA.id]),
        (ADA, []),  # who wrote it down, knows it
    ],
)
def test_a_complaint_ends_a_snooze_and_is_told_to_the_owner(
    acme: Desk, clock: Clock, who: Member, to: list[str]
) -> None:
    gateway = Gateway(acme)
    typed(acme, ContactLogged, ADA, "/contact from Acme: pallets?")
    typed(acme, ThingChanged, ADA, "/contact snooze 1 until tomorrow")
    clock.set("2026-11-18 11:00")
    typed(acme, ContactLogged, who, "/contact from Acme: awful complaint")
    posts = gateway.ticks("2026-11-18 11:00")
    assert [post.to for post in posts] == to
    for post in posts:
        assert "You get this because Acme complained Wed 18 Nov, 11:00. " in _words(post)
    [due] = gateway.ticks("2026-11-18 11:59", "2026-11-18 12:00")
    assert (due.to, due.numbers) == (ADA.id, [1])
    assert "Snoozed until" not in _words(due)


def test_a_complaint_that_is_taken_back_leaves_the_snooze(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: pallets?")
    snoozed = typed(acme, ThingChanged, ADA, "/contact snooze 1 until tomorrow").thing
    clock.set("2026-11-18 11:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: awful complaint")
    typed(acme, Undone, CLEO, "/heed undo 1")
    assert thing_of(acme, 1).care == snoozed.care


def test_another_word_of_the_customer_leaves_the_snooze(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: pallets?")
    snoozed = typed(acme, ThingChanged, ADA, "/contact snooze 1 until tomorrow").thing
    clock.set("2026-11-18 11:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: any news?")
    assert thing_of(acme, 1).care == snoozed.care


def test_why_names_the_end_of_a_snooze_that_was_begun_after_a_complaint(
    acme: Desk, clock: Clock
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: pallets?")
    clock.set("2026-11-18 11:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: awful complaint")
    typed(acme, ThingChanged, ADA, "/contact snooze 1 until tomorrow")
    why = typed(acme, WhyShown, ADA, "/heed why 1")
    assert all(len(step.name) <= 20 for step in things.plan(why.thing))
    shown = str(messages.shown(why, zone=BERLIN, now=clock.now).blocks)
    assert "Ada is reminded Thu 19 Nov, 9:00: the snooze ends." in shown
