"""Answers that were given earlier than they are told, and what the customer said in between."""

from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.history import Surface, Verb
from bot.core.inquiries import InquiryState
from bot.core.outcomes import ContactLogged, ThingChanged, Undone
from bot.services import corrections, waiting
from bot.services.desk import Desk
from bot.services.once import do
from tests.makers import (
    ADA,
    CLEO,
    Clock,
    Gateway,
    asked,
    at,
    inquiry_of,
    nudged,
    thing_of,
    typed,
)

TWELVE, ONE = at("2026-11-18 12:00"), at("2026-11-18 13:00")


@pytest.fixture
def chased(desk: Desk, clock: Clock) -> Desk:
    """#1: Acme asks at ten, again at twelve and at one. It is two now."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set(TWELVE)
    typed(desk, ContactLogged, CLEO, "/contact from Acme: which colour?")
    clock.set(ONE)
    typed(desk, ContactLogged, ADA, "/contact from Acme: and which size?")
    clock.set("2026-11-18 14:00")
    return desk


@pytest.mark.parametrize(
    "line", ["/contact to Acme: sent the quote at 11:00", "/contact answered 1 at 11:00"]
)
def test_an_answer_given_earlier_answers_what_was_said_before_it(chased: Desk, line: str) -> None:
    kind: type[ThingChanged | ContactLogged] = ThingChanged
    if "Acme" in line:
        kind = ContactLogged
    before = inquiry_of(chased, 1)
    done = typed(chased, kind, CLEO, line)
    answered = inquiry_of(chased, 1)
    assert (answered.state, answered.settled_at) == ("answered", at("2026-11-18 11:00"))
    assert answered.spent == timedelta(hours=1)
    assert done.since is not None
    assert (done.since.number, done.since.words) == (2, "which colour?")
    since = inquiry_of(chased, 2)
    assert (since.opened_at, since.last_word_at, since.chases) == (TWELVE, ONE, 1)
    assert (since.linked_to, since.care.owner_id) == (1, ADA.id)
    typed(chased, Undone, CLEO, "/heed undo")
    assert inquiry_of(chased, 1) == before
    assert inquiry_of(chased, 2).state is InquiryState.VOID
    assert thing_of(chased, 1).words == "asks for a quote"


def test_an_answer_between_two_chases_leaves_the_last_alone(chased: Desk) -> None:
    done = typed(chased, ThingChanged, ADA, "/contact answered 1 at 12:30")
    assert done.since is not None
    since = inquiry_of(chased, 2)
    assert (since.opened_at, since.chases, done.since.words) == (ONE, 0, "and which size?")


@pytest.mark.parametrize("line", ["/contact answered 1", "/contact answered 1 at 13:00"])
def test_an_answer_after_every_word_answers_the_whole(chased: Desk, line: str) -> None:
    assert typed(chased, ThingChanged, ADA, line).since is None


def test_whoever_had_it_has_what_came_since(chased: Desk, clock: Clock) -> None:
    typed(chased, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    typed(chased, ThingChanged, CLEO, "/contact answered 1 at 11:00")
    assert inquiry_of(chased, 2).care.owner_id == CLEO.id


def test_what_came_since_is_reminded_of_from_its_own_first_word(
    chased: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(chased, ThingChanged, ADA, "/contact answered 1 at 11:00")
    assert nudged(gateway.ticks("2026-11-18 14:30", "2026-11-18 15:00")) == [(ADA.id, [2])]


def test_a_correction_leaves_what_came_after_it_waiting(chased: Desk, clock: Clock) -> None:
    typed(chased, ThingChanged, ADA, "/contact answered 1")
    clock.move(minutes=1)
    answered = inquiry_of(chased, 1)
    changed = _earlier(chased, "2026-11-18 12:30")
    assert changed.since is not None
    assert inquiry_of(chased, 2).opened_at == ONE
    with pytest.raises(Refusal, match="waits on its own by now"):
        _earlier(chased, "2026-11-18 11:00")
    # Taking the correction back opens the inquiry again.
    typed(chased, Undone, ADA, "/heed undo 1")
    assert inquiry_of(chased, 1).state is InquiryState.OPEN
    assert inquiry_of(chased, 1).last_word_at == answered.last_word_at
    assert inquiry_of(chased, 2).state is InquiryState.VOID


def _earlier(desk: Desk, when: str) -> ThingChanged:
    pressed = asked(ADA, "", "", surface=Surface.MODAL)
    answer = do(desk, pressed, lambda turn: corrections.answered_earlier(turn, 1, at(when)))
    assert isinstance(answer.outcome, ThingChanged)
    return answer.outcome


def test_what_changed_since_must_be_taken_back_first(chased: Desk, clock: Clock) -> None:
    typed(chased, ThingChanged, ADA, "/contact answered 1 at 11:00")
    clock.move(minutes=1)
    typed(chased, ThingChanged, ADA, "/contact answered 2")
    with pytest.raises(Refusal, match="#2 has changed since"):
        typed(chased, Undone, ADA, "/heed undo 1")


@pytest.mark.parametrize("minutes", [1, 5, 60, 1440])
def test_a_clock_that_was_set_back_refuses_no_answer(
    desk: Desk, clock: Clock, minutes: int
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    clock.set(TWELVE + timedelta(minutes=minutes))
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set(TWELVE)
    typed(desk, ThingChanged, ADA, "/contact answered 1")
    answered = inquiry_of(desk, 1)
    assert answered.settled_at == TWELVE + timedelta(minutes=minutes)
    assert answered.spent == timedelta(0)


def test_a_chase_that_a_clock_put_ahead_is_answered_too(chased: Desk, clock: Clock) -> None:
    clock.set(ONE - timedelta(minutes=2))
    done = typed(chased, ContactLogged, ADA, "/contact to Acme: sent the quote")
    assert (done.verb, done.since) == (Verb.ANSWERED, None)
    assert inquiry_of(chased, 1).settled_at == ONE


@pytest.fixture
def acme(desk: Desk) -> Desk:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


@pytest.mark.parametrize("words", ["all good, thanks!", "👍", "merci beaucoup"])
def test_kind_words_open_nothing(acme: Desk, words: str) -> None:
    logged = typed(acme, ContactLogged, ADA, f"/contact from Acme: {words}")
    assert (logged.verb, logged.thing, logged.is_pleasantry) == (Verb.LOGGED, None, True)


def test_kind_words_are_no_chase_and_end_no_hold(chased: Desk) -> None:
    typed(chased, ThingChanged, ADA, "/contact hold 1 until friday")
    before = inquiry_of(chased, 1)
    logged = typed(chased, ContactLogged, ADA, "/contact from Acme: thanks!")
    assert [other.number for other in logged.others] == [1]
    assert inquiry_of(chased, 1) == before


def test_kind_words_of_somebody_unhappy_are_none(acme: Desk) -> None:
    logged = typed(acme, ContactLogged, ADA, "/contact from Acme: great, thanks unhappy")
    assert (logged.verb, logged.is_pleasantry) == (Verb.OPENED, False)


def _waits(desk: Desk, contact_id: int) -> ContactLogged:
    pressed = asked(CLEO, "", "", surface=Surface.BUTTON)
    answer = do(desk, pressed, lambda turn: waiting.waits(turn, contact_id))
    assert isinstance(answer.outcome, ContactLogged)
    return answer.outcome


def test_kind_words_that_wait_after_all_open_an_inquiry(acme: Desk, clock: Clock) -> None:
    logged = typed(acme, ContactLogged, ADA, "/contact from Acme: ok")
    clock.move(minutes=30)
    waits = _waits(acme, logged.contact_id)
    assert (waits.verb, waits.owner.id) == (Verb.OPENED, ADA.id)
    assert inquiry_of(acme, 1).opened_at == at("2026-11-18 10:00")
    assert thing_of(acme, 1).words == "ok"
    with pytest.raises(Refusal, match="wait already, as #1"):
        _waits(acme, logged.contact_id)
    typed(acme, Undone, CLEO, "/heed undo")
    assert inquiry_of(acme, 1).state is InquiryState.VOID
    assert _waits(acme, logged.contact_id).verb is Verb.OPENED


def test_kind_words_that_wait_add_to_what_is_open(chased: Desk) -> None:
    logged = typed(chased, ContactLogged, ADA, "/contact from Acme: thank you")
    assert _waits(chased, logged.contact_id).verb is Verb.CHASED
    assert inquiry_of(chased, 1).chases == 3


def test_our_own_word_makes_nobody_wait(acme: Desk) -> None:
    logged = typed(acme, ContactLogged, ADA, "/contact to Acme: thanks!")
    with pytest.raises(Refusal, match="nobody waits"):
        _waits(acme, logged.contact_id)
