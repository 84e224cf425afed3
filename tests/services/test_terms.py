"""What is agreed with one customer: tier, owner, target, cadence, name; and taking it back."""

from datetime import timedelta
from functools import partial

import pytest

from bot.core import things
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomerShown, TiersShown
from bot.core.customers import KEY, STANDARD, WorkingTime
from bot.core.errors import Refusal
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.services import terms, undo
from bot.services.desk import Desk
from bot.services.once import do
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GUS,
    T2,
    ZOE,
    Clock,
    Gateway,
    asked,
    at,
    thing_of,
    typed,
)

HOUR = WorkingTime(minutes=60)


@pytest.fixture
def acme(desk: Desk, clock: Clock) -> Desk:
    """#1: Acme asks for a quote. #2: Ada promised it. #3 is Cleo's, #4 another customer's."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday")
    typed(desk, PromiseMade, CLEO, "/promise Acme: call them by friday")
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    typed(desk, ContactLogged, ADA, "/contact from Globex: hello")
    clock.set("2026-11-18 10:05")
    return desk


def edit(desk: Desk, words: str) -> CustomerEdited:
    return typed(desk, CustomerEdited, BEN, f"/customer edit {words}")


def card(desk: Desk, name: str = "Acme") -> CustomerShown:
    return typed(desk, CustomerShown, CLEO, f"/customer {name}")


def test_everything_about_a_customer_can_be_changed_at_once(acme: Desk) -> None:
    edited = edit(acme, "Acme tier key owner <@UCLEO> target 1h cadence 10 days name Acme Corp")
    customer = card(acme, "Acme Corp").known.customer
    assert customer == edited.customer
    assert (customer.name, customer.owner_id, customer.tier) == ("Acme Corp", CLEO.id, "key")
    assert (customer.target, customer.cadence) == (HOUR, timedelta(days=10))
    assert (customer.terms.target, customer.terms.cadence) == (HOUR, timedelta(days=10))
    assert customer.terms.update == KEY.update
    assert edited.before.terms == STANDARD


def test_what_is_not_named_stays(acme: Desk) -> None:
    edit(acme, "Acme target 1h cadence 10 days")
    edit(acme, "Acme tier key")
    assert card(acme).known.customer.terms.target == HOUR
    edit(acme, "Acme no target")
    assert card(acme).known.customer.terms.target == KEY.target
    assert card(acme).known.customer.cadence == timedelta(days=10)
    edit(acme, "Acme no cadence")
    assert card(acme).known.customer.terms == KEY


def test_what_is_open_is_due_by_the_new_terms(acme: Desk, clock: Clock) -> None:
    edit(acme, "Acme target 2 working days")
    assert things.due_at(thing_of(acme, 1)) == at("2026-11-20 10:00")
    assert thing_of(acme, 1).poked_at == clock.now
    assert thing_of(acme, 4).poked_at is None
    typed(acme, Undone, BEN, "/heed undo")
    assert things.due_at(thing_of(acme, 1)) == at("2026-11-18 14:00")


def test_the_old_name_still_finds_a_renamed_customer(acme: Desk) -> None:
    edit(acme, 'Acme name "Omega Ltd"')
    assert card(acme, "Acme").known.customer.name == "Omega Ltd"
    assert card(acme, "omega ltd").known.customer.name == "Omega Ltd"
    # Only its spelling.
    edit(acme, "Acme name OMEGA Ltd")
    assert card(acme, "Omega Ltd").known.customer.name == "OMEGA Ltd"
    # And back to the name that it has as another one.
    edit(acme, "Omega Ltd name Acme")
    assert card(acme, "OMEGA LTD").known.customer.name == "Acme"


def test_a_rename_taken_back_frees_the_new_name(acme: Desk) -> None:
    edit(acme, 'Acme name "Omega Ltd"')
    typed(acme, Undone, BEN, "/heed undo")
    assert card(acme).known.customer.name == "Acme"
    with pytest.raises(UnknownCustomer):
        card(acme, "Omega Ltd")
    # A name that it had before stays with it.
    edit(acme, "Acme name ACME")
    typed(acme, Undone, BEN, "/heed undo", again=True)
    assert card(acme).known.customer.name == "Acme"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Acme name Globex", "already; two cannot share"),
        (f"Acme owner <@{GUS.id}>", "only active members"),
        (f"Acme owner <@{ZOE.id}>", "do not know that member"),
        ("Acme tier gold", "no tier “gold”"),
        ("Acmee tier key", "know no customer “Acmee”"),
    ],
)
def test_a_refused_edit_changes_nothing(acme: Desk, words: str, sentence: str) -> None:
    before = card(acme).known.customer
    with pytest.raises(Refusal, match=sentence):
        edit(acme, words)
    assert card(acme).known.customer == before


def test_what_is_open_stays_with_the_former_owner_until_it_is_handed_over(acme: Desk) -> None:
    edited = edit(acme, "Acme owner <@UBEN>")
    assert (edited.given, edited.left) == ([], 2)
    assert [thing_of(acme, number).care.owner_id for number in (1, 2, 3)] == [
        *(ADA.id, ADA.id, CLEO.id)
    ]
    press = partial(terms.hand_over, customer_id=edited.customer.id, former=ADA.id)
    handed = do(acme, asked(BEN, "", ""), press).outcome
    assert isinstance(handed, CustomerEdited)
    assert handed.given == [1, 2]
    assert [thing_of(acme, number).care.owner_id for number in (1, 2, 3, 4)] == [
        *(BEN.id, BEN.id, CLEO.id, ADA.id)
    ]
    with pytest.raises(Refusal, match="Nothing of Acme is open"):
        do(acme, asked(BEN, "", ""), press)
    # One press, one undo.
    do(acme, asked(BEN, "", ""), partial(undo.change, change_id=handed.change_id))
    assert {thing_of(acme, number).care.owner_id for number in (1, 2)} == {ADA.id}
    assert card(acme).known.owner.id == BEN.id


def test_everything_open_may_go_along_and_comes_back_with_one_undo(acme: Desk) -> None:
    before = [thing_of(acme, number).item for number in (1, 2, 3)]
    edited = edit(acme, "Acme tier key owner <@UCLEO> and everything open")
    assert (edited.given, edited.left) == ([1, 2], 0)
    assert {thing_of(acme, number).care.owner_id for number in (1, 2, 3)} == {CLEO.id}
    typed(acme, Undone, BEN, "/heed undo")
    assert [thing_of(acme, number).item for number in (1, 2, 3)] == before
    assert card(acme).known.customer == edited.before


def test_the_new_owner_is_told_what_came_along(acme: Desk) -> None:
    gateway = Gateway(acme)
    gateway.ticks("2026-11-18 10:05")
    edit(acme, "Acme owner <@UCLEO> and everything open")
    posts = gateway.ticks("2026-11-18 10:06")
    assert sorted((post.to, sorted(post.numbers)) for post in posts) == [
        (ADA.id, []),
        (CLEO.id, [1, 2]),
    ]


def test_an_edit_is_taken_back_only_while_it_is_the_last(acme: Desk) -> None:
    first = edit(acme, "Acme tier key")
    second = edit(acme, "Acme target 1h")
    with pytest.raises(Refusal, match="edited again since"):
        do(acme, asked(BEN, "", ""), partial(undo.change, change_id=first.change_id))
    for done in (second, first):
        do(acme, asked(BEN, "", ""), partial(undo.change, change_id=done.change_id))
    assert card(acme).known.customer.terms == STANDARD
    with pytest.raises(Refusal, match="taken back already"):
        do(acme, asked(BEN, "", ""), partial(undo.change, change_id=first.change_id))


def test_what_came_after_for_one_thing_keeps_the_hand_over(acme: Desk) -> None:
    edited = edit(acme, "Acme owner <@UCLEO> and everything open")
    typed(acme, ThingChanged, CLEO, "/contact snooze 1")
    with pytest.raises(Refusal, match="#1 has changed since"):
        do(acme, asked(BEN, "", ""), partial(undo.change, change_id=edited.change_id))
    assert card(acme).known.owner.id == CLEO.id


def test_a_tier_that_was_removed_since_is_not_brought_back(acme: Desk) -> None:
    typed(acme, TiersShown, BEN, "/heed tier add strategic target 1h")
    edit(acme, "Acme tier strategic")
    edited = edit(acme, "Acme tier key")
    typed(acme, TiersShown, BEN, "/heed tier remove strategic")
    do(acme, asked(BEN, "", ""), partial(undo.change, change_id=edited.change_id))
    assert card(acme).known.customer.terms == STANDARD


def test_adding_is_not_taken_back_once_it_was_edited(desk: Desk) -> None:
    added = typed(desk, CustomerAdded, ADA, "/customer add Acme")
    edit(desk, "Acme tier key")
    with pytest.raises(Refusal, match="has a history by now"):
        do(desk, asked(ADA, "", ""), partial(undo.change, change_id=added.change_id))


def test_nobody_edits_the_customers_of_another_workspace(acme: Desk) -> None:
    with pytest.raises(UnknownCustomer):
        typed(acme, CustomerEdited, ZOE, "/customer edit Acme tier key", workspace_id=T2)
    press = partial(terms.hand_over, customer_id=1, former=ADA.id)
    with pytest.raises(Refusal, match="no such customer"):
        do(acme, asked(ZOE, "", "", workspace_id=T2), press)
