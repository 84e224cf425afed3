"""Lengths: how much working time has passed, as it is said: never more than there was."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.hours import Pauses, WorkingHours

MOST_DAYS = 500
IN_DAYS_FROM = 2  # whole working days; below that people count hours
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Length:
    """Minutes, from an hour on half hours; or half days, from two whole ones on."""

    minutes: int = 0
    half_days: int = 0


def length(
    first: datetime, last: datetime, *, hours: WorkingHours, pauses: Pauses = ()
) -> Length | None:
    """Return the working time between two instants, rounded down; None if there is none."""
    if pauses:
        last = hours.add(first, hours.elapsed_paused(first, last, pauses=pauses))
    days = _days(first, last, hours)
    if days >= IN_DAYS_FROM:
        return Length(half_days=2 * days + _is_half_gone(first, days, last, hours))
    minutes = hours.elapsed(first, last) // A_MINUTE
    minutes -= minutes % 30 if minutes >= 60 else 0
    return Length(minutes=minutes) if minutes else None


def _days(first: datetime, last: datetime, hours: WorkingHours) -> int:
    """The whole working days between them, counted as people do: to the same time of day."""
    days = 0
    while days < MOST_DAYS and hours.days_after(first, days + 1) <= last:
        days += 1
    return days


def _is_half_gone(first: datetime, days: int, last: datetime, hours: WorkingHours) -> bool:
    since, until = (hours.days_after(first, days + more) for more in (0, 1))
    return 2 * hours.elapsed(since, last) >= hours.elapsed(since, until)
