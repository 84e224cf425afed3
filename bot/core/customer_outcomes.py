"""Outcomes about customers: added, edited, shown and listed, and what their tiers are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.contacts import Contact
from bot.core.customers import Customer, Tier
from bot.core.digests import Figures
from bot.core.members import Member
from bot.core.names import Known
from bot.core.things import Thing


@dataclass(frozen=True, slots=True)
class CustomerAdded:
    customer: Customer
    owner: Member
    change_id: str


@dataclass(frozen=True, slots=True)
class CustomerEdited:
    """A customer as it was and as it is now.

    `given` are the numbers that went along to the new owner; `left` is how many that are open
    stay with the former one. `named` are other names that are new, `unnamed` those that are gone;
    `problem`: why Heed cannot hear the channel that it is to watch.
    """

    before: Customer
    customer: Customer
    owner: Member
    change_id: str
    given: Sequence[int] = ()
    left: int = 0
    named: Sequence[str] = ()
    unnamed: Sequence[str] = ()
    problem: str | None = None

    @property
    def asks_to_watch(self) -> bool:
        """Whether a channel is to be watched that was not, so that it should be tried."""
        was, now = (
            one.channel_id if one.watched_since else None for one in (self.before, self.customer)
        )
        return now is not None and now != was


@dataclass(frozen=True, slots=True)
class TiersShown:
    """`tiers` with how many customers each has; `before` is how the first of them was.

    `added` and `removed` say what else was done; the customers of a removed tier are `moved`.
    `change_id` is what takes it back.
    """

    tiers: Sequence[tuple[Tier, int]]
    before: Tier | None = None
    added: bool = False
    removed: str | None = None
    moved: int = 0
    by: Sequence[str] = ()
    change_id: str = ""


@dataclass(frozen=True, slots=True)
class TierBack:
    """A tier whose change was taken back, with how many customers it has; `was` until then.

    Without `tier` it was added by the change, without `was` it was removed by it.
    """

    name: str
    tier: Tier | None
    was: Tier | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class CustomerShown:
    """`figures` are of the last 90 days, `first` of the first 90, once these are over.

    `also` are its other names, `cover` who stands in for its owner, who is away until `back_at`;
    `has_more`: there are more contacts.
    """

    known: Known
    inquiries: Sequence[Thing]
    promises: Sequence[Thing]
    contacts: Sequence[Contact]
    names: Mapping[str, str] = field(default_factory=dict)
    figures: Figures | None = None
    first: Figures | None = None
    also: Sequence[str] = ()
    cover: Member | None = None
    back_at: datetime | None = None
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class CustomersListed:
    customers: Sequence[tuple[Customer, str, datetime | None]]
    page: int
    total: int
    mine: bool
    size: int
