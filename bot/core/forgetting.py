"""Forgetting: a customer's words and names go for good; figures and instants stay."""

from dataclasses import dataclass

from bot.core.customers import Customer
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
