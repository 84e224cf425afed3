"""Reading what is done to whole customers."""

import pytest

from bot.core.authority import About, Action
from bot.core.authority import may as is_allowed
from bot.core.errors import Refusal
from bot.core.forgetting import ForgetCustomer
from bot.core.grammar import read_customer
from bot.core.handing_over import HandOverAll
from bot.core.merging import MergeCustomers
from tests.core.cast import ADA, BEN, CLEO, member


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("merge Acme Inc into Acme", MergeCustomers("Acme Inc", "Acme")),
        ("Merge “Into the Wild” into “Wild”", MergeCustomers("Into the Wild", "Wild")),
        ("merge “Go to it” with Go", MergeCustomers("Go to it", "Go")),  # quotes hold it together
        ("hand over <@U1|ana> to <@U2|ben>", HandOverAll("U1", "U2")),
        ("handover all of <@U1>'s to <@U2>", HandOverAll("U1", "U2")),
        ("hand over @Ana Roe to <@U2>", HandOverAll("Ana Roe", "U2")),  # nobody to pick
        ("hand over everything from <@U1> to me", HandOverAll("U1", None)),
        ("forget Acme Corp", ForgetCustomer("Acme Corp")),
        ("forget “Acme”", ForgetCustomer("Acme")),
    ],
)
def test_what_is_done_to_a_whole_customer_is_read(text: str, ask: object) -> None:
    assert read_customer(text) == ask


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("merge Acme", "Which one becomes part"),
        ("merge", "Which one becomes part"),
        ("forget", "Whom shall I forget"),
        ("hand over <@U1>", "From whom to whom"),
        ("hand over <@U1> to @ben", "pick the person"),
    ],
)
def test_what_is_missing_is_said(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_customer(text)


@pytest.mark.parametrize(
    ("who", "owner", "lead", "may"),
    [
        (ADA, "here", BEN, True),  # the owner
        (BEN, "here", BEN, True),  # their lead
        (CLEO, "here", BEN, False),
        (CLEO, "here", None, False),  # the owner is there
        (BEN, "gone", BEN, True),
        (CLEO, "gone", BEN, False),  # the lead is there
        (CLEO, "gone", None, True),  # nobody else is there to do it
    ],
)
def test_a_customer_is_forgotten_by_whoever_answers_for_it(
    who: str, owner: str, lead: str | None, may: bool
) -> None:
    ada = member(ADA, is_deactivated=owner == "gone")
    about = About([] if lead is None else [member(lead)], owners=[ada])
    assert is_allowed(member(who), Action.FORGET, about) is may
