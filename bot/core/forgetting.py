"""Forgetting: a customer's words and names go for good; figures and instants stay."""

from dataclasses import dataclass

from bot.core.customers import Customer
from bot.core.members import Member, Team, may_act
from bot.core.merging import Belongings

FORGOTTEN = "a forgotten customer"


@dataclass(frozen=True, slots=True)
class ForgetCustomer:
    name: str


@dataclass(frozen=True, slots=True)
class ForgetAsked:
    """What would go; `open_things` are closed with it."""

    customer: Customer
    belongs: Belongings
    open_things: int


@dataclass(frozen=True, slots=True)
class CustomerForgotten:
    """`name` is said once more, to whoever asked, and stands nowhere any more."""

    name: str
    closed: int


def may_forget(member: Member, *, owner: Member | None, team: Team | None) -> bool:
    """The owner and the owner's lead may; anybody, if neither of them is there to do it."""
    lead_id = None if team is None else team.lead_id
    if owner is not None and member.id == owner.id:
        return True
    if lead_id is not None:
        return member.id == lead_id
    return owner is None or not may_act(owner)
