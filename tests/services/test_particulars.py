"""What is good to know of a customer: set, shown, taken back; and the card that shows it."""

from functools import partial

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerShown
from bot.core.errors import Refusal
from bot.core.heed_outcomes import AwayShown, SetupShown
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, Undone
from bot.core.particulars import ContactsShown, ParticularShown
from bot.services import cards, undo
from bot.services.desk import Desk
from bot.services.once import do
from tests.makers import ADA, BEN, CLEO, T2, ZOE, Clock, Gateway, asked, at, typed


@pytest.fixture
def acme(desk: Desk) -> Desk:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    return desk


def tell(desk: Desk, words: str) -> ParticularShown:
    return typed(desk, ParticularShown, BEN, f"/customer {words}", again=True)


def card(desk: Desk, name: str = "Acme") -> CustomerShown:
    return typed(desk, CustomerShown, CLEO, f"/customer {name}")


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("needs Acme: invoices by post", "needs Acme: never call before 10", "needs"),
        ("people Acme: Jo Doe (CFO), Sam", "people Acme: none", "people"),
        ("channel Acme <#C0ACME|acme>", "channel Acme none", "channel_id"),
    ],
)
def test_a_particular_is_kept_and_taken_back_step_by_step(
    acme: Desk, first: str, second: str, field: str
) -> None:
    empty = getattr(card(acme).known.customer, field)
    tell(acme, first)
    once = getattr(card(acme).known.customer, field)
    tell(acme, second)
    assert len({empty, once, getattr(card(acme).known.customer, field)} - {None, ()}) >= 1
    typed(acme, Undone, BEN, "/heed undo", again=True)
    assert getattr(card(acme).known.customer, field) == once
    typed(acme, Undone, BEN, "/heed undo", again=True)
    assert getattr(card(acme).known.customer, field) == empty


def test_what_is_said_twice_changes_nothing(acme: Desk) -> None:
    assert tell(acme, "needs Acme: invoices by post").change_id is not None
    assert tell(acme, "needs Acme: invoices by post").change_id is None
    assert tell(acme, "needs Acme").customer.needs == "invoices by post"


def test_an_alias_finds_the_customer_until_it_is_removed(acme: Desk) -> None:
    shown = tell(acme, "alias Acme = ACME Corp, Acme Inc")
    assert shown.names == ["ACME Corp", "Acme Inc"]
    assert card(acme, "acme inc").known.customer.name == "Acme"
    assert card(acme).also == ["ACME Corp", "Acme Inc"]
    assert tell(acme, "alias Acme remove Acme Inc").names == ["ACME Corp"]
    with pytest.raises(UnknownCustomer):
        card(acme, "Acme Inc")
    typed(acme, Undone, BEN, "/heed undo")
    assert card(acme).also == ["ACME Corp", "Acme Inc"]


def test_names_that_were_added_go_with_one_undo(acme: Desk) -> None:
    tell(acme, "alias Acme = ACME Corp, Acme Inc")
    typed(acme, Undone, BEN, "/heed undo")
    assert card(acme).also == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("alias Acme = Globex", "merge Globex into Acme"),
        ("alias Acme remove Acme", "what they are called"),
        ("alias Acme remove Initech", "not known as “Initech”"),
        ("channel Acme <#C0TEAM|team>", "I remind your team"),
        ("channel Acme <#C0GLOBEX|globex>", "Globex's channel already"),
        ("needs Acmee: x", "know no customer “Acmee”"),
    ],
)
def test_a_refused_particular_changes_nothing(acme: Desk, words: str, sentence: str) -> None:
    typed(acme, SetupShown, BEN, "/heed setup channel <#C0TEAM|team>")
    tell(acme, "channel Globex <#C0GLOBEX|globex>")
    before = card(acme).known.customer
    with pytest.raises(Refusal, match=sentence):
        tell(acme, words)
    assert card(acme).known.customer == before
    assert card(acme).also == []


def test_a_name_that_begins_like_a_verb_opens_its_card(acme: Desk) -> None:
    typed(acme, CustomerAdded, ADA, '/customer add "People First"')
    assert card(acme, "People First").known.customer.name == "People First"


def test_an_internal_customer_says_what_it_relies_on_us_for(acme: Desk) -> None:
    line = "/customer add Finance internal: relies on us for the monthly report"
    added = typed(acme, CustomerAdded, ADA, line).customer
    assert (added.name, added.is_internal, added.needs) == ("Finance", True, "the monthly report")
    assert card(acme, "Finance").known.customer == added


def test_the_card_says_who_covers_while_the_owner_is_away(acme: Desk) -> None:
    assert (card(acme).back_at, card(acme).cover) == (None, None)
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UBEN>")
    shown = card(acme)
    assert shown.cover is not None
    assert (shown.cover.name, shown.back_at) == ("Ben", at("2026-11-23 09:00"))


def test_the_first_90_days_stand_beside_the_last_once_they_differ(acme: Desk, clock: Clock) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.move(hours=1)
    typed(acme, ContactLogged, ADA, "/contact to Acme: sent it")
    assert card(acme).first is None
    clock.move(days=181)
    first, last = card(acme).first, card(acme).figures
    assert first is not None
    assert last is not None
    assert (first.answered, last.answered) == (1, 0)


def test_the_contacts_go_page_by_page(acme: Desk, clock: Clock) -> None:
    for number in range(22):
        clock.move(minutes=1)
        typed(acme, ContactLogged, ADA, f"/contact to Acme: word {number} fyi")
    shown = card(acme)
    last = [f"word {number}" for number in range(21, 16, -1)]
    assert [one.words for one in shown.contacts] == last
    assert shown.has_more
    second, third = (turned(acme, shown.known.customer.id, page) for page in (2, 3))
    assert isinstance(second, ContactsShown)
    assert isinstance(third, ContactsShown)
    words = [one.words for one in (*second.contacts, *third.contacts)]
    assert words == [f"word {number}" for number in range(16, -1, -1)]
    assert (second.has_more, third.has_more) == (True, False)
    assert isinstance(turned(acme, shown.known.customer.id, 1), CustomerShown)


def turned(desk: Desk, customer_id: int, page: int) -> object:
    press = partial(cards.turned, customer_id=customer_id, page=page)
    return do(desk, asked(CLEO, "", ""), press).outcome


def test_nobody_turns_the_pages_of_another_workspace(acme: Desk) -> None:
    press = partial(cards.turned, customer_id=card(acme).known.customer.id, page=2)
    with pytest.raises(Refusal, match="no such customer"):
        do(acme, asked(ZOE, "", "", workspace_id=T2), press)


def test_an_edit_after_a_particular_comes_back_first(acme: Desk) -> None:
    set_ = tell(acme, "needs Acme: invoices by post")
    tell(acme, "people Acme: Jo")
    assert set_.change_id is not None
    with pytest.raises(Refusal, match="edited again since"):
        do(acme, asked(BEN, "", ""), partial(undo.change, change_id=set_.change_id))


def test_what_matters_reaches_the_lead(acme: Desk) -> None:
    gateway = Gateway(acme)
    typed(acme, SetupShown, BEN, "/heed setup lead <@UBEN>")
    tell(acme, "needs Acme: invoices by post")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    posts = gateway.ticks("2026-11-18 14:01", "2026-11-18 16:01")
    [to_lead] = [post for post in posts if post.to == BEN.id]
    assert to_lead.bundle is not None
    assert to_lead.bundle.rows[0].thing.customer.needs == "invoices by post"
