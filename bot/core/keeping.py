"""Keeping: how early or how late a promise was kept, in working time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.customers import WorkingTime
from bot.core.hours import WorkingHours
from bot.core.promises import Promise, counted_on

MOST_DAYS = 500
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Margin:
    """Between the date the customer counted on and the keeping; `time` is None if it is nothing."""

    is_late: bool
    time: WorkingTime | None


def margin(promise: Promise, hours: WorkingHours) -> Margin:
    """Return by how much a kept promise was early or late."""
    known, at = counted_on(promise), promise.settled_at
    if at is None:
        raise ValueError(f"nobody has kept #{promise.number}")
    first, last = sorted((at, known))
    days = _days(first, last, hours)
    minutes = hours.elapsed(first, last) // A_MINUTE
    time = None
    if days or minutes:
        time = WorkingTime(days=days) if days else WorkingTime(minutes=minutes)
    return Margin(at > known, time)


def _days(first: datetime, last: datetime, hours: WorkingHours) -> int:
    """The whole working days between them, counted as people do: to the same time of day."""
    days = 0
    while days < MOST_DAYS and _days_later(first, days + 1, hours) <= last:
        days += 1
    return days


def _days_later(at: datetime, days: int, hours: WorkingHours) -> datetime:
    local = at.astimezone(hours.zone)
    return datetime.combine(hours.add_days(at, days), local.time(), hours.zone)
