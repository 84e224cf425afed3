"""The digest: a lead's week, in three lanes and a few figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from bot.core.customers import Customer
from bot.core.hours import WorkingHours
from bot.core.members import Member
from bot.core.things import Thing

HOUR = time(9)
LANE = 8  # rows of a lane; the rest is "… and 7 more"
WEEKS_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """How a stretch of time went. Durations are working time; shares are from 0 to 1.

    `within` counts what fell due then and is still open as not answered within target: these are
    `unanswered`. `fastest` and `slowest` are the ends of what `median` is the middle of.
    """

    answered: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None
    within: float | None = None
    settled: int = 0
    on_time: float | None = None
    held: int = 0
    unanswered: int = 0
    fastest: timedelta | None = None
    slowest: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A response time, and what it was held against; given then, due then, or both."""

    spent: timedelta
    target: timedelta | None
    is_given: bool = True
    fell_due: bool = True


@dataclass(frozen=True, slots=True)
class InShadow:
    """What a team in shadow would have been sent between two days; `is_on`: it still is."""

    team: str
    is_on: bool
    is_own: bool
    reminders: int
    people: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Thanks:
    """What a member did for customers in the week."""

    name: str
    answered: int
    kept: int


@dataclass(frozen=True, slots=True)
class Digest:
    """`week` began on that Monday. Lanes are worst first, with how many there are in all.

    `before` are the four weeks before. `happy` are customers' good words. `own` counts the
    lead's own words to customers. `lost` counts nudges that reached nobody.
    What the lead's brief of the same morning lists has no row: it is `briefed`. Nor
    has who is quiet and was named by a digest of the last month: `quiet_named` of them.
    `names` are of those who have claimed something of it, by id.
    `teams` are named where there are others, and `leads_own`: the lead's own is among them.
    """

    lead: Member
    zone: ZoneInfo
    now: datetime
    week: date
    waiting: Sequence[Thing]
    waiting_count: int
    promised: Sequence[Thing]
    promised_count: int
    quiet: Sequence[tuple[Customer, str, datetime | None]]
    quiet_count: int
    figures: Figures
    before: Figures
    thanks: Sequence[Thanks]
    happy: Sequence[tuple[str, str]]
    own: int
    lost: int = 0
    in_shadow: Sequence[InShadow] = ()
    teams: Sequence[str] = ()
    leads_own: bool = False
    overdue_inquiries: int = 0
    overdue_promises: int = 0
    briefed_inquiries: int = 0
    briefed_promises: int = 0
    quiet_named: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


def figures(answers: Sequence[Answer], promises: Sequence[bool], *, unanswered: int = 0) -> Figures:
    """Sum up response times, and promises settled (whether each was kept on time).

    The share is of what fell due then, so that everything counts once: `unanswered` is open still.
    """
    spent = sorted(answer.spent for answer in answers if answer.is_given)
    held = [answer for answer in answers if answer.target is not None and answer.fell_due]
    due = len(held) + unanswered
    kept_within = [one for one in held if one.target is not None and one.spent <= one.target]
    return Figures(
        answered=len(spent),
        median=median(spent),
        p90=percentile(spent, 0.9),
        within=len(kept_within) / due if due else None,
        held=due,
        unanswered=unanswered,
        settled=len(promises),
        on_time=sum(promises) / len(promises) if promises else None,
        fastest=spent[0] if spent else None,
        slowest=spent[-1] if spent else None,
    )


def median(ordered: Sequence[timedelta]) -> timedelta | None:
    """The middle one, or what lies in the middle of the middle two."""
    if not ordered:
        return None
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def percentile(ordered: Sequence[timedelta], share: float) -> timedelta | None:
    """The smallest value that at least this share of them does not exceed."""
    if not ordered:
        return None
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def week_of(now: datetime, zone: ZoneInfo) -> date:
    """The Monday of the last whole week."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=today.weekday() + 7)


def start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def next_digest_at(after: datetime, hours: WorkingHours) -> datetime:
    """The next Monday 9:00 in the lead's zone; the next working morning if that day is off."""
    zone = hours.zone
    local = after.astimezone(zone)
    for weeks in range(60):
        monday = local.date() - timedelta(days=local.weekday()) + timedelta(weeks=weeks)
        day = monday
        while not hours.is_working_day(day) and day < monday + timedelta(days=7):
            day += timedelta(days=1)
        at = datetime.combine(day, HOUR, zone)
        if hours.is_working_day(day) and at > after:
            return at
    return datetime.combine(local.date() + timedelta(days=7), HOUR, zone)


def is_digest_day(day: date, hours: WorkingHours) -> bool:
    """Whether the weekly one of a lead with these hours comes on that day."""
    at = next_digest_at(start(day, hours.zone), hours)
    return at.astimezone(hours.zone).date() == day
