"""Customers: adding, the card, the list."""

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerShown, CustomersListed
from bot.core.errors import Refusal
from bot.core.filling import ADDED, Filled, FormName
from bot.core.members import Member
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.core.words import name_key
from bot.services.desk import Desk
from bot.services.sending import Sending, send
from tests.makers import ADA, BEN, CLEO, GUS, T2, ZOE, Clock, asked, at, typed


@pytest.mark.parametrize(
    ("line", "owner", "tier", "internal"),
    [
        ("/customer add Acme", ADA, "standard", False),  # whoever adds it owns it
        ("/customer add Acme <@UBEN>", BEN, "standard", False),
        ("/customer add Acme key", ADA, "key", False),
        ("/customer add Acme internal", ADA, "standard", True),
        ("/customer add Acme tier key owner <@UBEN>", BEN, "key", False),
    ],
)
def test_a_customer_is_added(
    desk: Desk, line: str, owner: Member, tier: str, internal: bool
) -> None:
    added = typed(desk, CustomerAdded, ADA, line)
    shown = typed(desk, CustomerShown, CLEO, "/customer acme")
    assert shown.known.customer == added.customer
    assert shown.known.owner == added.owner
    assert shown.known.owner.id == owner.id
    assert (added.customer.tier, added.customer.is_internal) == (tier, internal)
    assert added.customer.since == at("2026-11-18 10:00")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/customer add acme", "a customer “Acme” already"),
        ("/customer add “ACME ”", "a customer “Acme” already"),
        (f"/customer add Globex <@{GUS.id}>", "only active members"),
        (f"/customer add Globex <@{ZOE.id}>", "do not know that member"),
    ],
)
def test_a_customer_that_cannot_be_added(desk: Desk, line: str, sentence: str) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    with pytest.raises(Refusal, match=sentence):
        typed(desk, CustomerAdded, CLEO, line)
    assert typed(desk, CustomersListed, ADA, "/customer list").total == 1


def test_two_workspaces_may_know_a_customer_by_the_same_name(desk: Desk) -> None:
    ours = typed(desk, CustomerAdded, ADA, "/customer add Acme")
    theirs = typed(desk, CustomerAdded, ZOE, "/customer add Acme", workspace_id=T2)
    assert ours.customer.id != theirs.customer.id
    shown = typed(desk, CustomerShown, ZOE, "/customer Acme", workspace_id=T2)
    assert shown.known.customer == theirs.customer


def test_nobody_sees_the_customers_of_another_workspace(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme Corporation")
    with pytest.raises(UnknownCustomer) as refused:
        typed(desk, CustomerShown, ZOE, "/customer Acme Corp", workspace_id=T2)
    assert refused.value.near == []
    assert typed(desk, CustomersListed, ZOE, "/customer list", workspace_id=T2).total == 0


def test_the_card_shows_who_waits_what_is_promised_and_what_was_said(
    desk: Desk, clock: Clock
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, ContactLogged, ADA, "/contact to Acme: sent the quote")
    clock.move(minutes=5)
    typed(desk, ContactLogged, CLEO, "/contact from Acme: asks for an invoice")
    typed(desk, PromiseMade, BEN, "/promise Acme: send it by friday")
    shown = typed(desk, CustomerShown, CLEO, "/customer Acme")
    assert [thing.number for thing in shown.inquiries] == [2, 1]  # what is open first
    assert [thing.number for thing in shown.promises] == [3]
    assert [contact.words for contact in shown.contacts] == [
        "asks for an invoice",
        "sent the quote",
        "asks for a quote",
    ]
    assert {shown.names[contact.member_id] for contact in shown.contacts} == {"Ada", "Cleo"}


def test_the_card_shows_a_few_of_what_is_settled(desk: Desk, clock: Clock) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    for number in range(1, 6):
        typed(desk, PromiseMade, ADA, f"/promise Acme: thing {number} by friday")
        clock.move(minutes=3)
        typed(desk, ThingChanged, ADA, f"/promise kept {number}")
    shown = typed(desk, CustomerShown, ADA, "/customer Acme")
    assert {thing.number for thing in shown.promises} == {3, 4, 5}  # the last three


def test_a_near_miss_opens_the_card_that_was_meant(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme Corporation")
    with pytest.raises(UnknownCustomer) as refused:
        typed(desk, CustomerShown, ADA, "/customer Acme Corporatio")
    [(key, name)] = refused.value.near
    meant = (key, name_key(name))
    shown = typed(desk, CustomerShown, ADA, "/customer Acme Corporatio", means=meant)
    assert shown.known.customer.name == "Acme Corporation"


def test_the_list_goes_by_name_in_pages(desk: Desk, clock: Clock) -> None:
    for number in range(25):
        owner = ADA if number % 5 else BEN
        name = "customer" if number % 2 else "Customer"
        typed(desk, CustomerAdded, owner, f"/customer add {name} {number:02}")
    clock.set("2026-11-19 12:00")
    typed(desk, ContactLogged, ADA, "/contact from customer 01: hello")
    first = typed(desk, CustomersListed, CLEO, "/customer list")
    assert [customer.name.lower() for customer, _, _ in first.customers] == [
        f"customer {number:02}" for number in range(20)
    ]
    assert (first.page, first.total, first.size, first.mine) == (1, 25, 20, False)
    assert [last for _, _, last in first.customers[:2]] == [None, at("2026-11-19 12:00")]
    assert [owner for _, owner, _ in first.customers[:2]] == ["Ben", "Ada"]
    second = typed(desk, CustomersListed, CLEO, "/customer list 2")
    assert len(second.customers) == 5
    mine = typed(desk, CustomersListed, BEN, "/customer list mine")
    assert (mine.total, len(mine.customers), mine.mine) == (5, 5, True)
    with pytest.raises(Refusal, match="no page 3: the list has 2"):
        typed(desk, CustomersListed, CLEO, "/customer list 3")


def test_a_list_may_be_asked_for_again(desk: Desk) -> None:
    for _ in range(2):
        typed(desk, CustomersListed, ADA, "/customer list")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    with pytest.raises(Refusal, match="a customer “Acme” already"):
        typed(desk, CustomerAdded, ADA, "/customer add Acme")


@pytest.mark.parametrize("name", ["<!here>", "<@UADA>", "a &amp; b", "<http://x.example|y>"])
def test_a_name_that_looks_like_an_escape_is_added_as_it_stands(desk: Desk, name: str) -> None:
    """Tidied once when it was offered, it would be another name if it were tidied again."""
    picked = Filled(customer=ADDED + name, direction="inbound", words="asks for a quote")
    sent = Sending(picked, Filled(), "V1")
    outcome = send(desk, asked(ADA, "", ""), FormName.CONTACT, sent).outcome
    assert isinstance(outcome, ContactLogged)
    assert outcome.added
    assert outcome.customer.name == name
