"""Logging contacts: what one more word of a customer, or of ours, does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.contacts import Direction, Mood, Via
from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.history import Verb
from bot.core.inquiries import InquiryState
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, Repeated, ThingChanged, Undone
from bot.core.words import name_key
from bot.services.desk import Desk
from bot.store import contacts
from bot.store.tables import contacts as contacts_table
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T2,
    ZOE,
    Clock,
    assert_rebuilt,
    at,
    inquiry_of,
    thing_of,
    typed,
)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_the_first_word_of_a_customer_opens_an_inquiry_of_its_owner(acme: Desk) -> None:
    logged = typed(acme, ContactLogged, CLEO, "/contact from Acme: asks for a quote")
    assert logged.verb is Verb.OPENED
    assert logged.owner.id == ADA.id
    assert logged.due_at == at("2026-11-18 14:00")  # four working hours
    thing = thing_of(acme, 1)
    assert thing == logged.thing
    assert thing.care.owner_id == ADA.id
    assert thing.words == "asks for a quote"


def test_numbers_are_counted_per_workspace(acme: Desk) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: one")
    typed(acme, CustomerAdded, ZOE, "/customer add Acme", workspace_id=T2)
    theirs = typed(acme, ContactLogged, ZOE, "/contact from Acme: theirs", workspace_id=T2)
    assert theirs.thing is not None
    assert theirs.thing.number == 1
    assert theirs.verb is Verb.OPENED
    assert thing_of(acme, 1).words == "one"
    assert thing_of(acme, 1, workspace_id=T2).words == "theirs"


def test_chasing_makes_nobody_look_fresher(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 12:00")
    chased = typed(acme, ContactLogged, CLEO, "/contact from Acme: asks again")
    assert chased.verb is Verb.CHASED
    inquiry = inquiry_of(acme, 1)
    assert inquiry.opened_at == at("2026-11-18 10:00")
    assert inquiry.last_word_at == at("2026-11-18 12:00")
    assert inquiry.chases == 1
    assert chased.due_at == at("2026-11-18 14:00")


def test_what_they_said_last_is_known_beside_what_they_said_first(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    assert thing_of(acme, 1).latest == ""
    clock.set("2026-11-18 12:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: needs it by noon")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: wrote to Ben in between at 11:00")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: asked me first at 9:15")
    thing = thing_of(acme, 1)
    assert (thing.words, thing.latest) == ("asked me first", "needs it by noon")
    typed(acme, ContactLogged, CLEO, "/contact from Acme: it is past noon")
    assert thing_of(acme, 1).latest == "it is past noon"
    typed(acme, Undone, CLEO, "/heed undo")
    assert thing_of(acme, 1).latest == "needs it by noon"
    assert_rebuilt(acme.store)


def test_chasing_told_late_moves_the_first_word_back(acme: Desk) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    chased = typed(acme, ContactLogged, CLEO, "/contact from Acme: asked me before at 9:15")
    assert chased.verb is Verb.CHASED
    assert inquiry_of(acme, 1).opened_at == at("2026-11-18 09:15")


def test_our_word_answers_and_fixes_the_response_time(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-19 09:30")
    answered = typed(acme, ContactLogged, CLEO, "/contact to Acme: sent the quote")
    assert answered.verb is Verb.ANSWERED
    assert answered.spent == timedelta(hours=7.5)
    inquiry = inquiry_of(acme, 1)
    assert inquiry.state is InquiryState.ANSWERED
    assert inquiry.settled_by == CLEO.id
    assert (inquiry.spent, inquiry.target) == (timedelta(hours=7.5), timedelta(hours=4))


def test_an_answer_dated_before_the_word_answers_nothing(acme: Desk) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    logged = typed(acme, ContactLogged, ADA, "/contact to Acme: called them at yesterday 4pm")
    assert logged.verb is Verb.LOGGED
    # Nor is it asked whether it does.
    assert logged.others == []
    assert inquiry_of(acme, 1).state is InquiryState.OPEN


def test_an_answer_dated_back_counts_from_when_it_was(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote at 9:15")
    clock.set("2026-11-18 15:00")
    answered = typed(acme, ContactLogged, ADA, "/contact to Acme: sent it at 10:15")
    assert answered.spent == timedelta(hours=1)
    assert inquiry_of(acme, 1).settled_at == at("2026-11-18 10:15")


def test_the_customers_word_after_an_answer_opens_a_linked_inquiry(
    acme: Desk, clock: Clock
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ContactLogged, ADA, "/contact to Acme: sent the quote")
    clock.set("2026-11-20 10:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: has a question on it")
    assert inquiry_of(acme, 2).linked_to == 1
    assert inquiry_of(acme, 1).state is InquiryState.ANSWERED


def test_a_dismissed_inquiry_does_not_hide_the_answered_one_before_it(
    acme: Desk, clock: Clock
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ContactLogged, ADA, "/contact to Acme: sent the quote")
    typed(acme, ContactLogged, ADA, "/contact from Acme: it came, thanks!")
    clock.move(minutes=5)
    typed_none(acme, 2)
    clock.set("2026-11-19 10:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: has a question on it")
    assert inquiry_of(acme, 3).linked_to == 1


def typed_none(desk: Desk, number: int) -> None:

    typed(desk, ThingChanged, ADA, f"/contact none {number}")


def test_an_fyi_opens_and_answers_nothing(acme: Desk) -> None:
    logged = typed(acme, ContactLogged, ADA, "/contact from Acme: new office fyi")
    assert logged.verb is Verb.LOGGED
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    logged = typed(acme, ContactLogged, ADA, "/contact to Acme: sent the newsletter fyi")
    assert logged.verb is Verb.LOGGED
    assert inquiry_of(acme, 1).state is InquiryState.OPEN


def test_the_options_are_kept(acme: Desk) -> None:
    line = "/contact to Acme: walked through the plan by phone happy at yesterday 4pm fyi"
    logged = typed(acme, ContactLogged, CLEO, line)
    with acme.store.read() as connection:
        [contact] = contacts.recent(connection, "T1", logged.customer.id, limit=5)
    assert (contact.via, contact.mood, contact.fyi) == (Via.PHONE, Mood.HAPPY, True)
    assert contact.direction is Direction.OUTBOUND
    assert contact.at == at("2026-11-17 16:00")
    assert contact.logged_at == at("2026-11-18 10:00")
    assert contact.words == "walked through the plan"
    assert (contact.id, contact.member_id) == (logged.contact_id, CLEO.id)


def test_of_several_open_ones_the_named_one_is_answered(acme: Desk, clock: Clock) -> None:
    _two_open(acme, clock)
    logged = typed(acme, ContactLogged, CLEO, "/contact to Acme: called them")
    assert logged.verb is Verb.LOGGED  # it could be either
    assert [other.number for other in logged.others] == [1, 2]
    answered = typed(acme, ContactLogged, CLEO, "/contact to Acme #2: sent the invoice")
    assert answered.verb is Verb.ANSWERED
    assert [other.number for other in answered.others] == [1]
    assert inquiry_of(acme, 2).state is InquiryState.ANSWERED


def test_of_several_open_ones_the_speakers_own_is_answered(acme: Desk, clock: Clock) -> None:
    _two_open(acme, clock)

    typed(acme, ThingChanged, ADA, f"/contact give 2 <@{BEN.id}>")
    answered = typed(acme, ContactLogged, BEN, "/contact to Acme: called them")
    assert answered.thing is not None
    assert answered.thing.number == 2


def _two_open(desk: Desk, clock: Clock) -> None:
    """Undoing an answer beside a newer inquiry leaves two of them open."""

    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, ContactLogged, ADA, "/contact to Acme: sent the quote")
    clock.move(minutes=1)
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for an invoice")
    typed(desk, Undone, ADA, "/heed undo 1")


def test_a_settled_number_is_not_answered_again(acme: Desk) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ContactLogged, ADA, "/contact to Acme: sent the quote")
    with pytest.raises(Refusal, match="number 1"):
        typed(acme, ContactLogged, ADA, "/contact to Acme #1: sent it again")


def test_a_contact_needs_words(acme: Desk) -> None:
    with pytest.raises(Refusal, match="What was it about"):
        typed(acme, ContactLogged, ADA, "/contact from Acme")


def test_an_unknown_customer_is_offered_and_added_with_what_was_asked(desk: Desk) -> None:
    with pytest.raises(UnknownCustomer) as refused:
        typed(desk, ContactLogged, ADA, "/contact from Globex: asks for a quote")
    assert refused.value.name == "Globex"
    assert refused.value.near == []
    line = "/contact from Globex: asks for a quote"
    logged = typed(desk, ContactLogged, ADA, line, adds="Globex")
    assert logged.added
    assert logged.customer.owner_id == ADA.id
    assert logged.verb is Verb.OPENED
    # Whoever adds what is known by now adds nothing.
    again = typed(desk, ContactLogged, CLEO, line, adds="Globex")
    assert (again.added, again.verb, again.customer) == (False, Verb.CHASED, logged.customer)


def test_nothing_is_written_of_a_refused_contact(desk: Desk) -> None:
    with pytest.raises(UnknownCustomer):
        typed(desk, ContactLogged, ADA, "/contact from Globex: asks for a quote")
    with desk.store.read() as connection:
        assert connection.execute(select(contacts_table)).all() == []


@pytest.mark.parametrize(
    "slip",
    [
        "Acm Corporation",  # a letter missing
        "Accme Corporation",  # one doubled
        "Acme Corporatoin",  # two swapped
        "Agme Corporation",  # a wrong one
        "cme Corporation",  # the first missing
        "Acme",  # a word missing
    ],
)
def test_a_near_miss_is_asked_about_and_then_meant(desk: Desk, slip: str) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme Corporation")
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    line = f"/contact from {slip}: asks for a quote"
    with pytest.raises(UnknownCustomer) as refused:
        typed(desk, ContactLogged, ADA, line)
    assert refused.value.near == [(name_key(slip), "Acme Corporation")]
    meant = (name_key(slip), name_key("Acme Corporation"))
    logged = typed(desk, ContactLogged, ADA, line, means=meant)
    assert logged.customer.name == "Acme Corporation"
    assert logged.words == "asks for a quote"


def test_the_longest_known_name_is_meant(desk: Desk) -> None:
    for name in ("Acme", "Acme North"):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
    logged = typed(desk, ContactLogged, ADA, "/contact from acme north asks for a quote")
    assert (logged.customer.name, logged.words) == ("Acme North", "asks for a quote")


def test_what_is_typed_again_within_two_minutes_is_said_to_be_known(
    acme: Desk, clock: Clock
) -> None:
    line = "/contact from Acme: asks for a quote"
    typed(acme, ContactLogged, ADA, line)
    clock.move(minutes=2)
    assert typed(acme, Repeated, ADA, line) == Repeated(1, retyped=True)
    # Somebody else may well say the same.
    assert typed(acme, ContactLogged, CLEO, line).verb is Verb.CHASED
    # It may be meant, too.
    assert typed(acme, ContactLogged, ADA, line, again=True).verb is Verb.CHASED
    clock.move(minutes=2, seconds=1)
    assert typed(acme, ContactLogged, ADA, line).verb is Verb.CHASED


def test_what_was_undone_may_be_typed_again_at_once(acme: Desk) -> None:

    line = "/contact from Acme: asks for a quote"
    typed(acme, ContactLogged, ADA, line)
    typed(acme, Undone, ADA, "/heed undo")
    assert typed(acme, ContactLogged, ADA, line).verb is Verb.OPENED


def test_what_slack_sends_twice_happens_once(acme: Desk) -> None:
    line = "/contact from Acme: asks for a quote"
    typed(acme, ContactLogged, ADA, line, key="same")
    assert typed(acme, Repeated, ADA, line, key="same") == Repeated(1, retyped=False)
    assert typed(acme, Repeated, ADA, line, key="same", again=True) == Repeated(1, retyped=False)
    assert inquiry_of(acme, 1).chases == 0


def test_what_slack_sends_twice_happens_once_though_the_same_was_typed_since(
    acme: Desk, clock: Clock
) -> None:
    line = "/contact from Acme: asks for a quote"
    typed(acme, ContactLogged, ADA, line, key="first")
    clock.move(minutes=1)
    typed(acme, ContactLogged, ADA, line, key="second", again=True)
    assert typed(acme, Repeated, ADA, line, key="first") == Repeated(1, retyped=False)


def test_what_was_typed_while_the_clock_ran_ahead_is_not_of_lately(
    acme: Desk, clock: Clock
) -> None:
    line = "/contact from Acme: asks for a quote"
    clock.move(minutes=60)
    typed(acme, ContactLogged, ADA, line)
    clock.move(minutes=-60)
    assert typed(acme, ContactLogged, ADA, line).verb is Verb.CHASED
