"""What the items of a phrase mean together: every instant they may stand for, or a refusal."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core.phrases.dates import Days, days_of
from bot.core.phrases.instants import Settled, settle, time_of
from bot.core.phrases.items import (
    Clock,
    DayAhead,
    Hedge,
    Item,
    Month,
    Named,
    Part,
    Period,
    Quarter,
    Span,
    Stamp,
    TimeItem,
    Week,
    Zoned,
)
from bot.core.phrases.moment import Moment
from bot.core.phrases.offers import days_in, days_in_week
from bot.core.phrases.periods import is_long
from bot.core.phrases.refusals import Reading, clash, loose, no_such_day, other_zone, out_of_reach

_MOST_SECONDS: Final = 10 * 366 * 86400


def meaning_of(items: Sequence[Item], moment: Moment) -> Settled:
    """Return every instant that the items may mean together."""
    hedges = [item for item in items if isinstance(item, Hedge)]
    plainly = [item for item in items if not isinstance(item, Hedge)]
    for item in plainly:
        if isinstance(item, Stamp):
            return _stamped(item, len(plainly), moment)
        if isinstance(item, Zoned) and item.name != str(moment.now.tzname()).lower():
            raise other_zone(moment, item.name)
    times = [item for item in plainly if isinstance(item, Clock | Named | Part)]
    days = [item for item in plainly if not isinstance(item, Clock | Named | Part | Zoned)]
    if not days and not times:
        raise loose(moment, [])
    if len(days) == 1 and is_long(only := days[0]):
        raise loose(moment, _within(only, hedges, moment))
    if any(isinstance(day, Week) for day in days):
        raise loose(moment, _within_week(days, moment))
    if len(days) == 1 and isinstance(days[0], Span) and (days[0].is_timed or not moment.is_due):
        return _elapsed(days[0], times, moment)
    return _on_days(_without_twins(days), times, moment)


def _stamped(stamp: Stamp, count: int, moment: Moment) -> Settled:
    if stamp.at is None:
        raise no_such_day(moment)
    if count > 1:
        raise clash(moment)
    if not moment.is_within_reach(stamp.at.date()):
        raise out_of_reach(moment, stamp.at.date())
    return Settled((Reading(moment.local(stamp.at), is_timed=True),))


def _within(
    item: Period | Month | Quarter, hedges: Sequence[Hedge], moment: Moment
) -> list[Reading]:
    hedge = hedges[0].word if hedges else ""
    days = days_in(item, moment, hedge=hedge)
    return [Reading(moment.close(day)) for day in days if moment.is_within_reach(day)]


def _within_week(days: Sequence[Item], moment: Moment) -> list[Reading]:
    found = [days_in_week(day, moment) for day in days if isinstance(day, Week)]
    dates = found[0] if len(days) == 1 else []
    return [Reading(moment.end(day)) for day in dates if moment.is_within_reach(day)]


def _elapsed(span: Span, times: Sequence[TimeItem], moment: Moment) -> Settled:
    """Return now and a length of time: days on the wall clock, the rest as it passes."""
    day_part = days_of([span], moment, is_timed=True)
    if span.seconds > _MOST_SECONDS or span.working_seconds > _MOST_SECONDS or day_part is None:
        raise out_of_reach(moment)
    if times and not span.is_timed:
        return _on_days([span], times, moment)
    if times:
        raise clash(moment)
    if span.origin is not None:
        return _on_days([span], times, moment)
    start = _same_time(day_part, moment)
    moved = start.astimezone(UTC) + span.sign * timedelta(seconds=span.seconds)
    if span.working_seconds:
        length = timedelta(seconds=span.working_seconds)
        add = moment.hours.add if span.sign > 0 else moment.hours.back
        moved = add(moved, length)
    return Settled((Reading(moment.local(moved), is_timed=True),))


def _same_time(days: Days, moment: Moment) -> datetime:
    day = days.dates[0]
    if day == moment.today:
        return moment.now
    wall = moment.wall(day, (moment.now.hour, moment.now.minute, moment.now.second))
    return wall.replace(microsecond=moment.now.microsecond)


def _without_twins(days: Sequence[Item]) -> list[Item]:
    """Return the days without one said twice, as in "today, this morning"."""
    return [day for at, day in enumerate(days) if day not in days[:at] or day != DayAhead(0)]


def _on_days(days: Sequence[Item], times: Sequence[TimeItem], moment: Moment) -> Settled:
    time = time_of(times) if times else None
    if times and time is None:
        raise clash(moment)
    meant = days_of(days, moment, is_timed=time is not None) if days else None
    if days and meant is None:
        raise clash(moment)
    for day in meant.dates if meant else ():
        if not moment.is_within_reach(day):
            raise out_of_reach(moment, day)
    return settle(meant, time, moment)
