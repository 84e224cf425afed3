"""Handing over: everything that one member owns, to another, at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.customers import Customer
from bot.core.members import Member


@dataclass(frozen=True, slots=True)
class HandOverAll:
    """`former` is a member's id, or a name: Slack offers nobody who has left. None: the speaker."""

    former: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Owned:
    """How much somebody owns; inquiries and promises that are open."""

    customers: int = 0
    inquiries: int = 0
    promises: int = 0


@dataclass(frozen=True, slots=True)
class HandOverAsked:
    former: Member
    to: Member
    owned: Owned


@dataclass(frozen=True, slots=True)
class AllGivenBack:
    """A hand-over of all taken back: how much of it is `former`'s again."""

    former: Member
    to: Member
    owned: Owned


@dataclass(frozen=True, slots=True)
class AllHandedOver:
    """`customers` are some of those that went along, by name."""

    former: Member
    to: Member
    by: Member
    owned: Owned
    customers: Sequence[Customer]
    change_id: str
