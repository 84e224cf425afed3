"""Taking back: whole, for a day, once, and while nothing came after it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.core.asks import ThingVerb, Verb
from bot.core.contacts import Mood, Via
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomersListed, TiersShown
from bot.core.errors import Refusal
from bot.core.heed_outcomes import AwayShown
from bot.core.history import Surface
from bot.core.inquiries import InquiryState
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, StillHad, ThingChanged, Undone
from bot.core.promises import PromiseState
from bot.services import corrections, things, undo, upkeep
from bot.services.desk import Desk, Turn
from bot.services.once import do
from bot.store import contacts
from bot.store.tables import history
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
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


@pytest.fixture
def open_things(desk: Desk, clock: Clock) -> Desk:
    """#1: Acme asks for a quote. #2: Ada promised it by Friday. It is eleven now."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday 5pm")
    clock.set("2026-11-18 11:00")
    return desk


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("/contact answered 1: sent it", 1),
        ("/contact none 1", 1),
        ("/contact snooze 1", 1),
        ("/contact hold 1", 1),
        ("/contact take 1", 1),
        ("/contact give 1 <@UBEN>", 1),
        ("/contact from Acme: asks again", 1),
        ("/contact to Acme: sent it", 1),
        ("/promise kept 2", 2),
        ("/promise move 2 to monday because of rain", 2),
        ("/promise withdraw 2 because of rain", 2),
        ("/promise snooze 2", 2),
        ("/promise take 2", 2),
        ("/promise give 2 <@UBEN>", 2),
    ],
)
def test_undo_gives_back_what_was(open_things: Desk, line: str, number: int) -> None:
    before = thing_of(open_things, number)
    changed: type[ThingChanged | ContactLogged] = ThingChanged
    if "Acme" in line:
        changed = ContactLogged
    typed(open_things, changed, ADA, line)
    done = typed(open_things, Undone, ADA, "/heed undo")
    assert [event.number for event in done.events] == [number]
    assert thing_of(open_things, number) == before


@pytest.mark.parametrize(
    ("before", "line"),
    [("/contact take 1", "/contact release 1"), ("/contact hold 1", "/contact resume 1")],
)
def test_undo_gives_back_a_claim_and_a_hold(
    open_things: Desk, clock: Clock, before: str, line: str
) -> None:
    typed(open_things, ThingChanged, CLEO, before)
    clock.move(minutes=10)
    was = thing_of(open_things, 1)
    typed(open_things, ThingChanged, ADA, line)
    assert thing_of(open_things, 1) != was
    typed(open_things, Undone, ADA, "/heed undo")
    assert thing_of(open_things, 1) == was


def test_what_was_opened_by_mistake_is_void(open_things: Desk) -> None:
    typed(open_things, Undone, CLEO, "/heed undo 1")
    assert inquiry_of(open_things, 1).state is InquiryState.VOID
    typed(open_things, Undone, CLEO, "/heed undo 2")
    assert promise_of(open_things, 2).state is PromiseState.VOID
    with pytest.raises(Refusal, match="settled already"):
        typed(open_things, ThingChanged, ADA, "/promise kept 2")


def test_a_contact_taken_back_is_no_contact(open_things: Desk) -> None:
    customer_id = thing_of(open_things, 1).customer.id
    typed(open_things, ContactLogged, ADA, "/contact to Acme: sent it")
    typed(open_things, Undone, ADA, "/heed undo")
    with open_things.store.read() as connection:
        left = contacts.recent(connection, "T1", customer_id, limit=9)
    assert [contact.words for contact in left] == ["asks for a quote"]


def test_a_logged_contact_is_taken_back_too(open_things: Desk) -> None:
    customer_id = thing_of(open_things, 1).customer.id
    typed(open_things, ContactLogged, ADA, "/contact to Acme: newsletter fyi")
    typed(open_things, Undone, ADA, "/heed undo")
    with open_things.store.read() as connection:
        left = contacts.recent(connection, "T1", customer_id, limit=9)
    assert [contact.words for contact in left] == ["asks for a quote"]


def test_a_contact_logged_before_it_became_the_answer_outlives_the_undo(
    open_things: Desk, clock: Clock
) -> None:
    logged = typed(open_things, ContactLogged, ADA, "/contact to Acme: called fyi")
    clock.move(minutes=1)
    ask = ThingVerb(Verb.ANSWERED, 1, at=logged.at)
    pressed = asked(ADA, "", "", surface=Surface.BUTTON)
    do(open_things, pressed, lambda turn: things.do(turn, ask, contact_id=logged.contact_id))
    assert inquiry_of(open_things, 1).state is InquiryState.ANSWERED
    typed(open_things, Undone, ADA, "/heed undo 1")
    assert inquiry_of(open_things, 1).state is InquiryState.OPEN
    with open_things.store.read() as connection:
        left = contacts.recent(connection, "T1", logged.customer.id, limit=9)
    assert [contact.words for contact in left] == ["called", "asks for a quote"]


def test_a_contact_that_became_the_answer_is_not_taken_back_before_the_answer_is(
    open_things: Desk, clock: Clock
) -> None:
    logged = typed(open_things, ContactLogged, ADA, "/contact to Acme: called fyi")
    clock.move(minutes=1)
    _answer(open_things, 1, logged.contact_id)
    with pytest.raises(Refusal, match=r"answers #1, too\. First .*`/heed undo 1`"):
        _undo(open_things, logged.change_id)
    assert inquiry_of(open_things, 1).state is InquiryState.ANSWERED
    typed(open_things, Undone, ADA, "/heed undo 1")
    _undo(open_things, logged.change_id)
    assert _said(open_things) == [("asks for a quote", at("2026-11-18 10:00"))]


def test_an_answer_to_two_inquiries_is_taken_back_from_the_last(
    open_things: Desk, clock: Clock
) -> None:
    typed(open_things, ThingChanged, ADA, "/contact answered 1")
    clock.move(minutes=1)
    typed(open_things, ContactLogged, ADA, "/contact from Acme: asks for an invoice")
    typed(open_things, Undone, ADA, "/heed undo 1")
    answered = typed(open_things, ContactLogged, ADA, "/contact to Acme #1: sent both")
    _answer(open_things, 3, answered.contact_id)
    with pytest.raises(Refusal, match="answers #3, too"):
        typed(open_things, Undone, ADA, "/heed undo 1")
    typed(open_things, Undone, ADA, "/heed undo 3")
    assert "sent both" in [words for words, _ in _said(open_things)]
    typed(open_things, Undone, ADA, "/heed undo 1")
    assert "sent both" not in [words for words, _ in _said(open_things)]


def _answer(desk: Desk, number: int, contact_id: int) -> None:
    pressed = asked(ADA, "", "", surface=Surface.BUTTON)
    ask = ThingVerb(Verb.ANSWERED, number)
    do(desk, pressed, partial(things.do, ask=ask, contact_id=contact_id))


def _said(desk: Desk) -> list[tuple[str, datetime]]:
    """What was said with Acme, and when; the latest first."""
    with desk.store.read() as connection:
        customer_id = thing_of(desk, 1).customer.id
        found = contacts.recent(connection, "T1", customer_id, limit=9)
    return [(contact.words, contact.at) for contact in found]


def test_undo_takes_back_one_change_after_another(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    typed(open_things, ThingChanged, ADA, "/contact take 1")
    typed(open_things, Undone, ADA, "/heed undo")
    assert thing_of(open_things, 1).care.claimed_by is None
    assert thing_of(open_things, 1).care.snoozes == 1
    typed(open_things, Undone, ADA, "/heed undo", again=True)
    assert thing_of(open_things, 1).care.snoozes == 0


def test_only_ones_own_changes_are_taken_back_without_a_number(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    with pytest.raises(Refusal, match="nothing of yours"):
        typed(open_things, Undone, CLEO, "/heed undo")
    with pytest.raises(Refusal, match="nothing of yours"):
        typed(open_things, Undone, ZOE, "/heed undo", workspace_id=T2)
    with pytest.raises(Refusal, match="nothing to take back of #1"):
        typed(open_things, Undone, ZOE, "/heed undo 1", workspace_id=T2)


def test_after_a_later_change_of_the_thing_it_is_too_late(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    with pytest.raises(Refusal, match="has changed since"):
        typed(open_things, Undone, ADA, "/heed undo")
    # Once the later change is taken back, it is not.
    typed(open_things, Undone, CLEO, "/heed undo")
    typed(open_things, Undone, ADA, "/heed undo")
    assert thing_of(open_things, 1).care.snoozes == 0


@pytest.mark.parametrize("line", ["/heed undo", "/heed undo 1"])
def test_a_day_is_long_enough(open_things: Desk, clock: Clock, line: str) -> None:
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    clock.move(hours=24, seconds=1)
    with pytest.raises(Refusal, match="24 hours"):
        typed(open_things, Undone, ADA, line)
    clock.move(seconds=-1)
    typed(open_things, Undone, ADA, line)


def test_nothing_is_taken_back_twice(open_things: Desk) -> None:
    snoozed = typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    _undo(open_things, snoozed.change_id)
    added = typed(open_things, CustomerAdded, ADA, "/customer add Globex")
    _undo(open_things, added.change_id)
    for change_id in (snoozed.change_id, added.change_id):
        with pytest.raises(Refusal, match="taken back already"):
            _undo(open_things, change_id)


def _undo(desk: Desk, change_id: str) -> None:

    pressed = asked(ADA, "", "", surface=Surface.BUTTON)
    do(desk, pressed, lambda turn: undo.change(turn, change_id))


def test_a_change_of_another_workspace_is_not_found(open_things: Desk) -> None:

    snoozed = typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    pressed = asked(ZOE, "", "", surface=Surface.BUTTON, workspace_id=T2)
    with pytest.raises(Refusal, match="taken back already"):
        do(open_things, pressed, lambda turn: undo.change(turn, snoozed.change_id))


def test_a_customer_added_by_mistake_is_gone_and_its_name_free(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    typed(desk, Undone, ADA, "/heed undo")
    with pytest.raises(UnknownCustomer) as refused:
        typed(desk, ContactLogged, ADA, "/contact from Globex: hello")
    assert refused.value.near == []
    assert typed(desk, CustomersListed, ADA, "/customer list").total == 0
    typed(desk, CustomerAdded, CLEO, "/customer add Globex")


def test_a_customer_added_with_a_contact_goes_with_it(desk: Desk) -> None:
    typed(desk, ContactLogged, ADA, "/contact from Globex: hello", adds="Globex")
    done = typed(desk, Undone, ADA, "/heed undo")
    assert len(done.events) == 2
    assert inquiry_of(desk, 1).state is InquiryState.VOID
    assert typed(desk, CustomersListed, ADA, "/customer list").total == 0


def test_a_customer_with_a_history_stays(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    typed(desk, ContactLogged, CLEO, "/contact from Globex: hello")
    with pytest.raises(Refusal, match="has a history"):
        typed(desk, Undone, ADA, "/heed undo")
    assert typed(desk, CustomersListed, ADA, "/customer list").total == 1


def test_nobody_who_has_left_gets_a_customer_back(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    typed(desk, CustomerEdited, BEN, "/customer edit Globex owner <@UCLEO>")
    upkeep.follow(desk, T1, [replace(ADA, is_deactivated=True)])
    with pytest.raises(Refusal, match="Ada is not active any more, so Globex stays with Cleo"):
        typed(desk, Undone, BEN, "/heed undo")


def test_a_change_of_a_tier_is_undone_before_what_came_before_it(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    before = typed(open_things, TiersShown, ADA, "/heed tier key").tiers
    typed(open_things, TiersShown, ADA, "/heed tier key target 2h complaint 1h urgent")
    undone = typed(open_things, Undone, ADA, "/heed undo")
    assert undone.tier is not None
    assert undone.tier.tier == before[0][0]
    assert typed(open_things, TiersShown, ADA, "/heed tier key").tiers == before
    assert thing_of(open_things, 1).care.snoozes == 1
    typed(open_things, Undone, ADA, "/heed undo")
    assert thing_of(open_things, 1).care.snoozes == 0


def test_being_away_is_undone_first(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    typed(open_things, AwayShown, ADA, "/heed away until monday")
    typed(open_things, Undone, ADA, "/heed undo")
    assert thing_of(open_things, 1).care.snoozes == 1
    typed(open_things, Undone, ADA, "/heed undo")
    assert thing_of(open_things, 1).care.snoozes == 0


def test_an_answer_is_dated_back_and_can_still_be_undone(open_things: Desk, clock: Clock) -> None:
    before = thing_of(open_things, 1)
    typed(open_things, ThingChanged, ADA, "/contact answered 1")
    clock.set("2026-11-18 15:00")

    def earlier(turn: Turn) -> ThingChanged:
        return corrections.answered_earlier(turn, 1, at("2026-11-18 10:30"))

    do(open_things, asked(BEN, "", "", surface=Surface.MODAL), earlier)
    inquiry = inquiry_of(open_things, 1)
    assert inquiry.settled_at == at("2026-11-18 10:30")
    assert inquiry.state is InquiryState.ANSWERED
    with open_things.store.read() as connection:
        left = contacts.recent(connection, "T1", before.customer.id, limit=9)
    assert [contact.at for contact in left] == [at("2026-11-18 10:30"), at("2026-11-18 10:00")]
    typed(open_things, Undone, BEN, "/heed undo")
    assert thing_of(open_things, 1) == before


def test_an_answer_dated_back_keeps_its_words_and_who_gave_it(
    open_things: Desk, clock: Clock
) -> None:
    line = "/contact to Acme: walked through it by phone happy"
    answered = typed(open_things, ContactLogged, ADA, line)
    clock.set("2026-11-18 15:00")
    changed = _earlier(open_things, "2026-11-18 10:30")
    with open_things.store.read() as connection:
        [contact, _] = contacts.recent(connection, "T1", answered.customer.id, limit=9)
    assert contact.id == answered.contact_id == changed.event.contact_id
    assert (contact.words, contact.via, contact.mood) == (
        "walked through it",
        Via.PHONE,
        Mood.HAPPY,
    )
    assert (contact.at, contact.member_id) == (at("2026-11-18 10:30"), ADA.id)
    inquiry = inquiry_of(open_things, 1)
    assert (inquiry.settled_at, inquiry.settled_by) == (contact.at, ADA.id)
    assert inquiry.spent == timedelta(minutes=30)
    # It may be put right once more.
    clock.set("2026-11-18 15:05")
    assert _earlier(open_things, "2026-11-18 10:45").event.spent == timedelta(minutes=45)
    assert _said(open_things)[0] == ("walked through it", at("2026-11-18 10:45"))


def test_a_correction_taken_back_opens_the_inquiry_again(open_things: Desk, clock: Clock) -> None:
    before = thing_of(open_things, 1)
    typed(open_things, ContactLogged, ADA, "/contact to Acme: sent it")
    _earlier(open_things, "2026-11-18 10:30")
    typed(open_things, Undone, BEN, "/heed undo 1")
    assert thing_of(open_things, 1) == before
    assert _said(open_things) == [("asks for a quote", at("2026-11-18 10:00"))]
    # What was logged by itself keeps its place and gets its time back.
    logged = typed(open_things, ContactLogged, ADA, "/contact to Acme: called fyi")
    clock.move(minutes=1)
    _answer(open_things, 1, logged.contact_id)
    _earlier(open_things, "2026-11-18 10:30")
    assert _said(open_things)[0] == ("called", at("2026-11-18 10:30"))
    typed(open_things, Undone, BEN, "/heed undo 1", again=True)
    assert _said(open_things)[0] == ("called", logged.at)


def _earlier(desk: Desk, when: str) -> ThingChanged:
    pressed = asked(BEN, "", "", surface=Surface.MODAL)
    act = partial(corrections.answered_earlier, number=1, at=at(when))
    outcome = do(desk, pressed, act).outcome
    assert isinstance(outcome, ThingChanged)
    return outcome


def test_a_refused_correction_changes_nothing(open_things: Desk) -> None:
    typed(open_things, ThingChanged, ADA, "/contact answered 1")
    before = thing_of(open_things, 1)
    pressed = asked(ADA, "", "", surface=Surface.MODAL)
    when = at("2026-11-18 09:00")
    with pytest.raises(Refusal, match="before the customer's word"):
        do(open_things, pressed, lambda turn: corrections.answered_earlier(turn, 1, when))
    soon = at("2026-11-18 12:00")
    with pytest.raises(Refusal, match="still to come"):
        do(open_things, pressed, lambda turn: corrections.answered_earlier(turn, 1, soon))
    assert thing_of(open_things, 1) == before


def test_every_undoing_is_in_the_history(open_things: Desk) -> None:

    typed(open_things, ThingChanged, ADA, "/contact snooze 1")
    typed(open_things, Undone, CLEO, "/heed undo 1")
    query = select(history.c.verb, history.c.actor_id, history.c.undoes)
    with open_things.store.read() as connection:
        query = query.where(history.c.workspace_id == "T1").order_by(history.c.id)
        rows = connection.execute(query).all()
    assert [(row.verb, row.actor_id) for row in rows[-2:]] == [
        ("snoozed", ADA.id),
        ("undone", CLEO.id),
    ]
    assert rows[-1].undoes is not None


def test_a_later_claim_taken_back_says_whose_claim_stands_again(
    open_things: Desk, clock: Clock
) -> None:
    typed(open_things, ThingChanged, BEN, "/contact take 1")
    clock.set("2026-11-18 12:00")
    typed(open_things, ThingChanged, CLEO, "/contact take 1")
    first = typed(open_things, Undone, ADA, "/heed undo 1")
    assert first.still_had == {1: StillHad(BEN.name, at("2026-11-18 15:00"))}
    assert typed(open_things, Undone, ADA, "/heed undo 1").still_had == {}
