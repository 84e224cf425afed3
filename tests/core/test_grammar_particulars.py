"""Reading what is good to know of a customer."""

import pytest

from bot.core.asks import AddCustomer, Candidate, CustomerCard, Naming
from bot.core.errors import Refusal
from bot.core.grammar import read_customer
from bot.core.particulars import (
    SetChannel,
    SetNames,
    SetNeeds,
    SetPeople,
    checked_needs,
    checked_people,
)


def naming(*pairs: tuple[str, str]) -> Naming:
    return Naming(tuple(Candidate(name, rest) for name, rest in pairs))


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("needs Acme", SetNeeds(naming(("Acme", "")))),  # show
        ("needs Acme: invoices by post", SetNeeds(naming(("Acme", "invoices by post")))),
        ("need Acme: x", SetNeeds(naming(("Acme", "x")))),  # a slip
        ("needs “Acme Corp” before 10", SetNeeds(naming(("Acme Corp", "before 10")))),
        ("needs Acme by post",
         SetNeeds(naming(("Acme by post", ""), ("Acme by", "post"), ("Acme", "by post")))),
        ("people Acme: Jo (CFO), Sam", SetPeople(naming(("Acme", "Jo (CFO), Sam")))),
        ("channel Acme <#C0ACME|acme>", SetChannel("Acme", "C0ACME")),
        ("channel Acme Corp: <#C0ACME>", SetChannel("Acme Corp", "C0ACME")),
        ("channel Acme none", SetChannel("Acme", clears=True)),
        ("channel Acme", SetChannel("Acme")),  # show
        ("channel Acme <#C0ACME> watch", SetChannel("Acme", "C0ACME", watches=True)),
        ("channel Acme <#C0ACME|acme> and watch it", SetChannel("Acme", "C0ACME", watches=True)),
        ("channel Acme watch", SetChannel("Acme", watches=True)),
        ("channel Acme stop watching", SetChannel("Acme", watches=False)),
        ("channel Acme don’t watch", SetChannel("Acme", watches=False)),
        ('channel "Night Watch"', SetChannel("Night Watch")),
        ("channel Watchmaker Ltd", SetChannel("Watchmaker Ltd")),
        ("alias Acme = ACME Corp, Acme Inc", SetNames("Acme", ("ACME Corp", "Acme Inc"))),
        ("alias Acme: ACME Corp", SetNames("Acme", ("ACME Corp",))),
        ("alias “Acme = Co” = ACME", SetNames("Acme = Co", ("ACME",))),  # quotes
        ("alias Acme remove Acme Inc", SetNames("Acme", ("Acme Inc",), removes=True)),
        ("aliases Acme", SetNames("Acme")),  # show
        ("add Finance internal: relies on us for the monthly report",
         AddCustomer("Finance", internal=True, needs="the monthly report")),
        ("add Finance internal relies on us for the report.",
         AddCustomer("Finance", internal=True, needs="the report")),
        ("add Finance internal: the report",
         AddCustomer("Finance", internal=True, needs="the report")),
        ("add Finance key internal: the report",
         AddCustomer("Finance", tier="key", internal=True, needs="the report")),
        ('"needs Acme"', CustomerCard("needs Acme")),  # quotes beat a verb
        ("Needful Things", CustomerCard("Needful Things")),  # only begins like one
    ],
)  # fmt: skip
def test_a_particular_is_read(text: str, ask: object) -> None:
    assert read_customer(text) == ask


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("needs", "Of whom"),
        ("alias ", "Of whom"),
        ("channel Acme #shared", "pick the channel"),
        ("alias = Acme", "name is missing"),
        ("alias Acme = " + ", ".join(f"a{number}" for number in range(21)), "more than 20"),
    ],
)
def test_what_is_missing_is_said(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_customer(text)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Jo Doe (CFO, Berlin), Sam", ("Jo Doe (CFO, Berlin)", "Sam")),  # a comma in brackets
        ("Jo\nSam; Kim, Jo", ("Jo", "Sam", "Kim")),  # each once
        ("none", ()),
        ("Jo (open, Sam", ("Jo (open, Sam",)),  # a bracket that nobody closed
    ],
)
def test_people_are_told_apart(words: str, people: tuple[str, ...]) -> None:
    assert checked_people(words) == people


def test_what_does_not_fit_on_a_card_is_refused() -> None:
    assert checked_needs(" by\n post ") == "by post"
    assert checked_needs("None.") is None
    with pytest.raises(Refusal, match="501 characters"):
        checked_needs("x" * 501)
    with pytest.raises(Refusal, match="up to 20 people"):
        checked_people(", ".join(f"Jo {number}" for number in range(21)))
