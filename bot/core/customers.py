"""Customers, and what their tier is due."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Self

from bot.core.hours import WorkingHours

_SPELLED = re.compile(r"(?P<count>[1-9][0-9]{0,6})(?P<unit>[md])")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """An amount of working time in the unit it was given: minutes, or working days.

    One of the two is none. “Two working days” is not sixteen hours: it ends two working days
    later at the same time of day, however long these days are.
    """

    minutes: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if (self.minutes > 0) == (self.days > 0) or self.minutes < 0 or self.days < 0:
            raise ValueError(f"working time is some minutes or some days: {self!r}")

    @classmethod
    def read(cls, spelled: str) -> Self:
        """Read what `str` spells: “240m” or “2d”. Raises ValueError."""
        found = _SPELLED.fullmatch(spelled)
        if found is None:
            raise ValueError(f"not an amount of working time: {spelled!r}")
        count = int(found["count"])
        return cls(minutes=count) if found["unit"] == "m" else cls(days=count)

    def __str__(self) -> str:
        return f"{self.minutes}m" if self.minutes else f"{self.days}d"

    def lasts(self, start: datetime, hours: WorkingHours) -> timedelta:
        """How much working time it is when it begins at `start`.

        What begins while nobody works counts from the next opening, so that a word on Saturday
        is due no sooner than one on Friday evening.
        """
        if self.minutes:
            return timedelta(minutes=self.minutes)
        opened = hours.next_opening(start)
        last = hours.add_days(opened, self.days)
        return hours.elapsed(opened, datetime.combine(last, opened.time(), hours.zone))


@dataclass(frozen=True, slots=True)
class Tier:
    """What a kind of customer is due.

    `target`: how soon an answer; `complaint`: how soon if they complain (None: as any other).
    `next_word`: how soon, once we have said that we are on it, another word. `update`: how long
    something promised may stay open without a word. `cadence` is the longest silence there
    should be, in days of the calendar. `urgent`: reminders about it may come outside working
    hours, to whoever has allowed that.
    """

    name: str
    target: WorkingTime
    cadence: timedelta
    complaint: WorkingTime | None = None
    next_word: WorkingTime = field(default_factory=lambda: WorkingTime(days=1))
    update: WorkingTime = field(default_factory=lambda: WorkingTime(days=5))
    urgent: bool = False


STANDARD = Tier("standard", target=WorkingTime(minutes=240), cadence=timedelta(days=30))
KEY = Tier(
    "key",
    target=WorkingTime(minutes=120),
    cadence=timedelta(days=14),
    next_word=WorkingTime(minutes=240),
    update=WorkingTime(days=3),
)
TIERS: Mapping[str, Tier] = MappingProxyType({tier.name: tier for tier in (STANDARD, KEY)})


@dataclass(frozen=True, slots=True)
class Customer:
    """Whoever relies on us: a company, or (`is_internal`) another team.

    `terms` is what the customer is due: its tier's, but for what was agreed with this one
    (`target`, `cadence`). `needs` is what matters to them, or what an internal one relies on us
    for; `people` are theirs. What is said in their channel counts from `watched_since` on.
    """

    id: int
    name: str
    owner_id: str
    tier: str = STANDARD.name
    is_internal: bool = False
    since: datetime | None = None
    target: WorkingTime | None = None
    cadence: timedelta | None = None
    terms: Tier = STANDARD
    needs: str | None = None
    people: tuple[str, ...] = ()
    channel_id: str | None = None
    watched_since: datetime | None = None


def terms_of(tier: Tier, *, target: WorkingTime | None, cadence: timedelta | None) -> Tier:
    """A tier's terms, but for what was agreed with one customer."""
    if target is not None:
        # Who was promised an answer within an hour waits no longer because it is a complaint.
        tier = replace(tier, target=target, complaint=None)
    return tier if cadence is None else replace(tier, cadence=cadence)


def tier_named(name: str, known: Mapping[str, Tier] = TIERS) -> Tier:
    """The tier of this name; the standard one where there is none (any more)."""
    return known.get(name) or TIERS.get(name) or STANDARD
