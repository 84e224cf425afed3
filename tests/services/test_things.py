"""The verbs on one numbered thing, as they are typed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.core.asks import ThingVerb
from bot.core.asks import Verb as Ask
from bot.core.care import Hold, claimer, held_until
from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.history import Kind, Surface, Verb
from bot.core.inquiries import InquiryState
from bot.core.outcomes import ContactLogged, PromiseMade, Repeated, ThingChanged, Undone
from bot.core.promises import PromiseState
from bot.services import things
from bot.services.desk import Desk
from bot.services.once import do
from bot.store import contacts, history
from bot.store.looks import to_judge
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GONE,
    GUS,
    SAO,
    SAO_PAULO,
    T2,
    ZOE,
    Clock,
    asked,
    at,
    inquiry_of,
    promise_of,
    thing_of,
    typed,
)

INQUIRY, PROMISE = 1, 2


@pytest.fixture
def open_things(desk: Desk, clock: Clock) -> Desk:
    """#1: Acme asks for a quote. #2: Ada promised it by Friday. It is eleven now."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday 5pm")
    clock.set("2026-11-18 11:00")
    return desk


@dataclass(frozen=True, slots=True)
class Case:
    line: str
    verb: Verb
    care: dict[str, Any]


NOW = at("2026-11-18 11:00")
MORNING = at("2026-11-19 09:00")
MONDAY = at("2026-11-23 09:00")
ON_INQUIRIES = [
    # Without an end, until the next working morning.
    Case("/contact snooze 1", Verb.SNOOZED, {"snoozed_until": MORNING, "snoozes": 1}),
    Case("/contact snooze 1 until monday", Verb.SNOOZED, {"snoozed_until": MONDAY, "snoozes": 1}),
    # Without an end, for three working days.
    Case("/contact hold 1", Verb.HELD, {"holds": (Hold(NOW, MONDAY),)}),
    Case("/contact hold 1 until monday", Verb.HELD, {"holds": (Hold(NOW, MONDAY),)}),
    # For four working hours.
    Case(
        "/contact take 1",
        Verb.CLAIMED,
        {"claimed_by": CLEO.id, "claimed_until": at("2026-11-18 15:00"), "claims": 1},
    ),
    Case("/contact give 1 <@UBEN>", Verb.GIVEN, {"owner_id": BEN.id}),
]


@pytest.mark.parametrize("case", ON_INQUIRIES, ids=lambda case: str(case.line))
def test_a_verb_tends_an_inquiry(open_things: Desk, case: Case) -> None:
    done = typed(open_things, ThingChanged, CLEO, case.line)
    assert done.event.verb is case.verb
    care = thing_of(open_things, INQUIRY).care
    assert care == done.thing.care
    assert {name: getattr(care, name) for name in case.care} == case.care


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("/promise snooze 2 until monday", Verb.SNOOZED),
        ("/contact snooze 2 until monday", Verb.SNOOZED),  # the other command will do
        ("/promise take 2", Verb.CLAIMED),
        ("/promise give 2 <@UBEN>", Verb.GIVEN),
    ],
)
def test_a_verb_tends_a_promise(open_things: Desk, line: str, verb: Verb) -> None:
    assert typed(open_things, ThingChanged, CLEO, line).event.verb is verb
    assert thing_of(open_things, PROMISE).care != thing_of(open_things, INQUIRY).care


def test_answered_is_now_and_is_a_contact_of_whoever_says_so(open_things: Desk) -> None:
    done = typed(open_things, ThingChanged, CLEO, "/contact answered 1: sent the quote")
    assert done.event.spent == timedelta(hours=1)
    assert inquiry_of(open_things, 1).state is InquiryState.ANSWERED
    with open_things.store.read() as connection:
        [answer, _] = contacts.recent(connection, "T1", done.thing.customer.id, limit=5)
    assert (answer.member_id, answer.words, answer.at) == (CLEO.id, "sent the quote", NOW)
    assert answer.number == 1
    assert answer.id == done.event.contact_id


def test_answered_earlier_than_now(open_things: Desk) -> None:
    typed(open_things, ThingChanged, CLEO, "/contact answered 1 at 10:30")
    inquiry = inquiry_of(open_things, 1)
    assert inquiry.settled_at == at("2026-11-18 10:30")
    assert inquiry.spent == timedelta(minutes=30)


def test_answered_before_the_word_is_refused(open_things: Desk) -> None:
    with pytest.raises(Refusal, match="before the customer's word"):
        typed(open_things, ThingChanged, ADA, "/contact answered 1 at yesterday 4pm")
    assert inquiry_of(open_things, 1).state is InquiryState.OPEN


def test_no_answer_needed(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact none 1 because it was spam")
    inquiry = inquiry_of(open_things, 1)
    assert inquiry.state is InquiryState.DISMISSED
    assert (inquiry.spent, inquiry.target) == (None, None)


@pytest.mark.parametrize(
    ("line", "state", "reason"),
    [
        ("/promise kept 2", PromiseState.KEPT, None),
        ("/contact done 2", None, None),  # on a contact that is "answered"
        ("/promise done 2", PromiseState.KEPT, None),
        ("/promise withdraw 2 because they cancelled", PromiseState.WITHDRAWN, "they cancelled"),
    ],
)
def test_a_promise_is_settled(
    open_things: Desk, line: str, state: PromiseState | None, reason: str | None
) -> None:
    if state is None:
        with pytest.raises(Refusal, match="is a promise"):
            typed(open_things, ThingChanged, ADA, line)
        return
    typed(open_things, ThingChanged, ADA, line)
    promise = promise_of(open_things, 2)
    assert (promise.state, promise.reason, promise.settled_at) == (state, reason, NOW)


def test_moving_a_promise_begins_a_new_episode(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/promise move 2 to monday because parts are late")
    promise = promise_of(open_things, 2)
    assert promise.due_at == at("2026-11-23 17:00")
    assert (promise.moves, promise.episode, promise.reason) == (1, 2, "parts are late")
    assert promise.logged_at == NOW


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/promise move 2 to friday 5pm because of rain", "due then already"),
        ("/promise move 1 to friday because of rain", "is an inquiry"),
        ("/promise kept 1", "is an inquiry"),
        ("/promise withdraw 1 because of rain", "is an inquiry"),
        ("/contact answered 2", "is a promise"),
        ("/contact none 2", "is a promise"),
        ("/contact hold 2", "is a promise"),
        ("/contact resume 2", "is a promise"),
        ("/contact resume 1", "#1 is not on hold"),
        ("/contact release 1", "Nobody has claimed #1"),
        ("/promise release 2", "Nobody has claimed #2"),
        ("/contact answered 99", "There is no #99"),
        ("/contact give 1 <@UADA>", "Ada's already"),
        (f"/contact give 1 <@{GUS.id}>", "only active members"),  # a guest
        (f"/contact give 1 <@{GONE.id}>", "only active members"),  # nobody any more
        (f"/contact give 1 <@{ZOE.id}>", "do not know that member"),  # of another workspace
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    open_things: Desk, line: str, sentence: str
) -> None:
    before = [thing_of(open_things, number) for number in (INQUIRY, PROMISE)]
    with pytest.raises(Refusal, match=sentence):
        typed(open_things, ThingChanged, ADA, line)
    assert [thing_of(open_things, number) for number in (INQUIRY, PROMISE)] == before


@pytest.mark.parametrize(
    ("settles", "then", "sentence"),
    [
        ("/contact answered 1", "/contact answered 1: really", "answered already"),
        ("/contact answered 1", "/contact snooze 1", "answered already"),
        ("/contact none 1", "/contact take 1", "settled already"),
        ("/promise kept 2", "/promise kept 2: really", "kept already"),
        ("/promise kept 2", "/promise move 2 to monday because rain", "kept already"),
        ("/promise withdraw 2 because rain", "/promise kept 2", "settled already"),
    ],
)
def test_what_is_settled_stays_settled(
    open_things: Desk, settles: str, then: str, sentence: str
) -> None:
    typed(open_things, ThingChanged, ADA, settles)
    with pytest.raises(Refusal, match=sentence):
        typed(open_things, ThingChanged, CLEO, then)


def test_nobody_of_another_workspace_finds_it(open_things: Desk) -> None:
    with pytest.raises(Refusal, match="There is no #1"):
        typed(open_things, ThingChanged, ZOE, "/contact answered 1", workspace_id=T2)


def test_a_hold_stops_the_clock_until_it_is_resumed(open_things: Desk, clock: Clock) -> None:
    typed(open_things, ThingChanged, ADA, "/contact hold 1 until friday")
    clock.set("2026-11-18 13:00")
    typed(open_things, ThingChanged, ADA, "/contact resume 1")
    assert thing_of(open_things, 1).care.holds == (Hold(NOW, at("2026-11-18 13:00")),)
    clock.set("2026-11-18 14:00")
    done = typed(open_things, ThingChanged, ADA, "/contact answered 1")
    assert done.event.spent == timedelta(hours=2)  # ten to eleven, and one to two


def test_a_hold_ends_by_itself_when_the_customer_speaks(open_things: Desk, clock: Clock) -> None:
    typed(open_things, ThingChanged, ADA, "/contact hold 1 until friday")
    clock.set("2026-11-18 13:00")
    typed(open_things, ContactLogged, ADA, "/contact from Acme: here is what you asked for")
    assert held_until(thing_of(open_things, 1).care, clock()) is None


def test_a_claim_is_made_once_and_given_up_once(open_things: Desk, clock: Clock) -> None:
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    claimed = thing_of(open_things, 1)
    with pytest.raises(Refusal, match="You have claimed #1 already"):
        typed(open_things, ThingChanged, CLEO, "/contact take 1: really")
    assert thing_of(open_things, 1) == claimed
    typed(open_things, ThingChanged, BEN, "/contact release 1")  # whoever knows that it is free
    assert claimer(thing_of(open_things, 1).care, clock()) is None
    with pytest.raises(Refusal, match="Nobody has claimed #1"):
        typed(open_things, ThingChanged, CLEO, "/contact release 1")
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    # Somebody else may have it instead.
    typed(open_things, ThingChanged, BEN, "/contact take 1")
    assert thing_of(open_things, 1).care.claimed_by == BEN.id


def test_what_has_expired_is_neither_given_up_nor_resumed(open_things: Desk, clock: Clock) -> None:
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    clock.set("2026-11-18 15:00")
    with pytest.raises(Refusal, match="Nobody has claimed"):
        typed(open_things, ThingChanged, CLEO, "/contact release 1")
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    typed(open_things, ThingChanged, CLEO, "/contact hold 1 until thursday 9:00")
    clock.set("2026-11-19 09:00")
    with pytest.raises(Refusal, match="not on hold"):
        typed(open_things, ThingChanged, CLEO, "/contact resume 1")


def answered_by(desk: Desk, logged: ContactLogged, *, number: int = INQUIRY) -> Any:
    """Press that a contact logged already was the answer."""
    pressed = asked(ADA, "", "", surface=Surface.BUTTON)
    ask = ThingVerb(Ask.ANSWERED, number)
    act = partial(things.do, ask=ask, contact_id=logged.contact_id)
    return do(desk, pressed, act).outcome


def test_a_contact_that_turns_out_to_be_the_answer_counts_from_when_it_took_place(
    open_things: Desk, clock: Clock
) -> None:
    line = "/contact to Acme: called them by phone at 10:30 fyi"
    logged = typed(open_things, ContactLogged, CLEO, line)
    clock.set("2026-11-18 15:00")
    done = answered_by(open_things, logged)
    assert done.event.spent == timedelta(minutes=30)
    assert inquiry_of(open_things, 1).settled_at == at("2026-11-18 10:30")
    assert done.event.contact_id == logged.contact_id
    with open_things.store.read() as connection:
        found = contacts.recent(connection, "T1", logged.customer.id, limit=9)
    assert [contact.words for contact in found] == ["called them", "asks for a quote"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/contact from Acme: asks again fyi", "the customer's word"),
        ("/contact to Acme: called them at 9:30 fyi", "before the customer's word"),
        ("/contact to Globex: called them fyi", "not with Acme"),
    ],
)
def test_a_contact_that_cannot_be_the_answer(open_things: Desk, line: str, sentence: str) -> None:
    typed(open_things, CustomerAdded, ADA, "/customer add Globex")
    logged = typed(open_things, ContactLogged, ADA, line)
    with pytest.raises(Refusal, match=sentence):
        answered_by(open_things, logged)
    assert inquiry_of(open_things, 1).state is InquiryState.OPEN


def test_a_contact_taken_back_answers_nothing(open_things: Desk) -> None:
    logged = typed(open_things, ContactLogged, ADA, "/contact to Acme: called them fyi")
    typed(open_things, Undone, ADA, "/heed undo")
    with pytest.raises(Refusal, match="was taken back"):
        answered_by(open_things, logged)


def test_a_contact_of_another_workspace_answers_nothing(open_things: Desk) -> None:
    typed(open_things, CustomerAdded, ZOE, "/customer add Acme", workspace_id=T2)
    line = "/contact to Acme: called them fyi"
    logged = typed(open_things, ContactLogged, ZOE, line, workspace_id=T2)
    with pytest.raises(Refusal, match="was taken back"):
        answered_by(open_things, logged)


def test_a_claim_expires(open_things: Desk, clock: Clock) -> None:
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    clock.set("2026-11-18 14:59")
    assert claimer(thing_of(open_things, 1).care, clock()) == CLEO.id
    clock.set("2026-11-18 15:00")
    assert claimer(thing_of(open_things, 1).care, clock()) is None


def test_a_hand_over_ends_claim_and_snooze(open_things: Desk) -> None:
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    typed(open_things, ThingChanged, CLEO, "/contact snooze 1")
    done = typed(open_things, ThingChanged, CLEO, "/contact give 1 <@UBEN>")
    assert done.to_name == "Ben"
    care = thing_of(open_things, 1).care
    assert (care.owner_id, care.claimed_by, care.snoozed_until) == (BEN.id, None, None)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/contact hold 1 until friday because they travel", "they travel"),
        ("/contact give 1 <@UBEN> because of holidays", "of holidays"),
        ("/contact none 1 because it was spam", "it was spam"),
        ("/contact snooze 1 until monday because nobody is in", "nobody is in"),
    ],
)
def test_the_reason_is_kept(open_things: Desk, line: str, words: str) -> None:
    typed(open_things, ThingChanged, ADA, line)
    with open_things.store.read() as connection:
        events = history.of_number(connection, "T1", 1)
    assert events[-1].words == words


def test_every_change_asks_for_a_look_at_once(open_things: Desk) -> None:

    with open_things.store.read() as connection:
        assert _to_judge(connection, to_judge) == []
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    with open_things.store.read() as connection:
        assert _to_judge(connection, to_judge) == [1]
    typed(open_things, ThingChanged, ADA, "/contact answered 1")
    with open_things.store.read() as connection:
        assert _to_judge(connection, to_judge) == []


def _to_judge(connection: Any, to_judge: Any) -> list[int]:

    found = to_judge(connection, "T1", Kind.INQUIRY, now=NOW, limit=10)
    return [thing.number for thing in found]


def test_a_promise_belongs_to_whoever_makes_it(open_things: Desk) -> None:
    made = typed(open_things, PromiseMade, CLEO, "/promise Acme: call back by tomorrow noon")
    promise = promise_of(open_things, 3)
    assert made.thing.item == promise
    assert (promise.care.owner_id, promise.made_by) == (CLEO.id, CLEO.id)
    assert (promise.words, promise.due_at) == ("call back", at("2026-11-19 12:00"))


def test_a_due_date_is_read_where_the_speaker_is(open_things: Desk) -> None:

    typed(open_things, PromiseMade, SAO, "/promise Acme: call back by friday 5pm")
    assert promise_of(open_things, 3).due_at == at("2026-11-20 17:00", SAO_PAULO)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/promise Acme: by friday", "What do we promise"),
        ("/promise Acme: send it", "By when"),
        ("/promise Globex: send it by friday", "no customer “Globex”"),
    ],
)
def test_half_a_promise_is_refused(open_things: Desk, line: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        typed(open_things, PromiseMade, ADA, line)


def test_a_promise_to_a_customer_added_with_it(desk: Desk) -> None:
    line = "/promise Globex: send it by friday"
    made = typed(desk, PromiseMade, ADA, line, adds="Globex")
    assert made.added
    assert made.thing.customer.name == "Globex"
    assert typed(desk, Repeated, ADA, line) == Repeated(1, retyped=True)


@pytest.mark.parametrize(
    ("minutes", "reason", "verb"),
    [
        (15, None, Verb.CORRECTED),  # a misread date, mended at once
        (15, "they asked", Verb.MOVED),  # a reason makes it a move
        (16, "they asked", Verb.MOVED),
    ],
)
def test_a_date_mended_at_once_counts_as_no_move(
    desk: Desk, clock: Clock, minutes: int, reason: str | None, verb: Verb
) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: send it by friday", adds="Acme")
    clock.move(minutes=minutes)
    done = _moved(desk, at("2026-11-24 12:00"), reason)
    assert done.event.verb is verb
    promise = promise_of(desk, 1)
    assert promise.due_at == at("2026-11-24 12:00")
    assert (promise.moves, promise.episode) == (int(verb is Verb.MOVED), 2)


def test_later_a_new_date_needs_a_reason(desk: Desk, clock: Clock) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: send it by friday", adds="Acme")
    clock.move(minutes=16)
    with pytest.raises(Refusal, match="Say why") as refused:
        _moved(desk, at("2026-11-24 12:00"), None)
    assert refused.value.about == "reason"


def _moved(desk: Desk, due_at: datetime, reason: str | None) -> ThingChanged:

    ask = ThingVerb(Ask.MOVE, 1, due_at=due_at, reason=reason)
    pressed = asked(ADA, "", "", surface=Surface.MODAL)
    done = do(desk, pressed, lambda turn: things.do(turn, ask)).outcome
    assert isinstance(done, ThingChanged)
    return done
