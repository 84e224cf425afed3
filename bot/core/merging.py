"""Merging: two customers that turn out to be one; what would move, and what has moved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.customers import Customer
from bot.core.members import Member


@dataclass(frozen=True, slots=True)
class MergeCustomers:
    """`gone` becomes part of `kept`."""

    gone: str
    kept: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much there is of a customer."""

    inquiries: int = 0
    promises: int = 0
    contacts: int = 0
    names: int = 0


@dataclass(frozen=True, slots=True)
class MergeAsked:
    gone: Customer
    kept: Customer
    moves: Belongings


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """`gone` and `kept` as they were."""

    gone: Customer
    kept: Customer
    moved: Belongings
    change_id: str


def dropped_channel(gone: Customer, kept: Customer) -> str | None:
    """The channel that is nobody's after a merge: a customer has one."""
    return gone.channel_id if kept.channel_id is not None else None


@dataclass(frozen=True, slots=True)
class Parted:
    """A merge taken back: `gone` stands for itself again.

    `new_owner` has it if whoever owned it, `former_name`, could not get it back. A channel that
    somebody else has by now is lost to it.
    """

    gone: Customer
    kept: Customer
    former_name: str = ""
    new_owner: Member | None = None
    lost_channel_id: str | None = None


def merged(kept: Customer, gone: Customer) -> Customer:
    """What is known of both; where they differ, what was known of the one that stays."""
    return replace(
        kept,
        needs="; ".join(_each_once([kept.needs or "", gone.needs or ""])) or None,
        people=tuple(_each_once([*kept.people, *gone.people])),
        channel_id=kept.channel_id or gone.channel_id,
        watched_since=kept.watched_since if kept.channel_id else gone.watched_since,
        since=min(filter(None, (kept.since, gone.since)), default=None),
    )


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, words)))
