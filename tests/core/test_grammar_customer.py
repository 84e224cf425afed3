"""Reading `/customer` and `/mine`."""

import pytest

from bot.core.asks import AddCustomer, CustomerCard, Help, ListCustomers, Mine
from bot.core.errors import Refusal
from bot.core.grammar import read_customer, read_mine

Ask = CustomerCard | AddCustomer | ListCustomers | Help


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("Acme", CustomerCard("Acme")),  # a card
        ("Acme Corp:", CustomerCard("Acme Corp")),  # a colon by habit
        ('"Add Ltd"', CustomerCard("Add Ltd")),  # quotes beat a verb
        ("“List”", CustomerCard("List")),  # curly ones too
        ("Additive GmbH", CustomerCard("Additive GmbH")),  # only begins like a verb
        ("Listen Ltd", CustomerCard("Listen Ltd")),  # and this
        ("Help Desk", CustomerCard("Help Desk")),  # no topic of help
        ("AT&amp;T", CustomerCard("AT&T")),  # escapes
        ("Acme: Berlin", CustomerCard("Acme: Berlin")),  # a colon inside
        ('"Joe" Ltd', CustomerCard('"Joe" Ltd')),  # quotes inside
        ("list", ListCustomers()),  # all
        ("list mine", ListCustomers(mine=True)),  # mine
        ("list 2", ListCustomers(page=2)),  # a page
        ("list mine page 3", ListCustomers(mine=True, page=3)),  # a page of mine
        ("list 0", ListCustomers()),  # there is no page before the first
        ("add Acme Corp", AddCustomer("Acme Corp")),  # just the name
        ('add "Acme Corp" owner <@U012|ana> tier key internal',
         AddCustomer("Acme Corp", owner="U012", tier="key", internal=True)),  # everything
        ("add Acme Corp <@U012> key", AddCustomer("Acme Corp", owner="U012", tier="key")),  # short
        ("add Acme internal, owner: <@U012>",
         AddCustomer("Acme", owner="U012", internal=True)),  # in another order
        ("add Acme owner me", AddCustomer("Acme")),  # whoever adds it
        ("add Key", AddCustomer("Key")),  # a name, no tier
        ("add Internal Affairs", AddCustomer("Internal Affairs")),  # a name, no option
        ('add "Master Key"', AddCustomer("Master Key")),  # quotes beat an option
        ("", Help()),  # nothing
        ("help", Help("customer")),
    ],
)  # fmt: skip
def test_a_customer_command_is_read(text: str, ask: Ask) -> None:
    assert read_customer(text) == ask


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("add", "Add whom"),  # nobody
        ("add Acme owner @ana", "pick the person"),  # not picked
        ("add Acme @ana", "pick the person"),  # not picked either
        ("list foo", "can't list “foo”"),  # a list of what
        ('add "Acme', "never closed"),  # an open quote
        ('""', "name is missing"),  # an empty name
        ("x" * 81, "at most 80"),  # a long name
        ("x" * 10_000, "10,000 characters"),  # a very long one
    ],
)
def test_a_customer_refusal_says_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_customer(text)


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("", Mine()),  # what waits for me
        ("team", Mine(team=True)),  # for my team
        ("2", Mine(page=2)),  # a page
        ("Team 2", Mine(team=True, page=2)),  # a page of the team's
        ("help", Help("mine")),
    ],
)
def test_mine_is_read(text: str, ask: Mine | Help) -> None:
    assert read_mine(text) == ask


def test_a_slip_in_mine_is_offered_corrected() -> None:
    with pytest.raises(Refusal) as caught:
        read_mine("taem")
    assert [choice.words for choice in caught.value.choices] == ["team"]
