"""Punctuality: when a morning brief may be said, and when it comes too late to be one."""

from datetime import datetime, time, timedelta

from bot.core.attention import AHEAD
from bot.core.hours import WorkingHours

A_DAY = timedelta(days=1)


def may_come(now: datetime, *, hours: WorkingHours, minute: int | None) -> bool:
    """Whether a brief may be said now: in its reader's hours, or just after the minute they want.

    Whoever never named a minute has asked for nothing outside their hours.
    """
    return hours.is_open(now) or (minute is not None and _is_wanted(now, hours, minute))


def later_today(now: datetime, *, hours: WorkingHours) -> datetime | None:
    """When the reader's day goes on, or begins, if it does."""
    opening = hours.next_opening(now)
    return opening if opening.date() == now.astimezone(hours.zone).date() else None


def is_outdated(owed_at: datetime, now: datetime, *, hours: WorkingHours) -> bool:
    """Whether it is of another day than today, on which another one may come."""
    if now < owed_at + AHEAD:
        return False
    day = now.astimezone(hours.zone).date()
    return owed_at.astimezone(hours.zone).date() < day and hours.is_working_day(day)


def _is_wanted(now: datetime, hours: WorkingHours, minute: int) -> bool:
    today = now.astimezone(hours.zone).date()
    for day in (today - A_DAY, today):
        wanted = datetime.combine(day, time(minute // 60, minute % 60), hours.zone)
        if hours.is_working_day(day) and wanted <= now < wanted + AHEAD:
            return True
    return False
