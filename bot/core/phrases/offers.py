"""Which moments to offer for what is too loose to be one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Final

from bot.core.phrases.dates import days_of
from bot.core.phrases.items import Hedge, Item, Month, Period, Quarter, Span, Week
from bot.core.phrases.moment import LAST_MINUTE, Moment
from bot.core.phrases.periods import bounds, last_day, shifted, week_start
from bot.core.phrases.refusals import Reading

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_HOUR: Final = timedelta(hours=1)
_MOST: Final = 3

_SIDES: Final = {
    **dict.fromkeys(("early", "beginning", "start"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "later"), "late"),
}
# Days from Monday, days of a month, months of a quarter and of a year.
_IN_WEEK: Final = {"early": (0, 1), "mid": (2, 3), "late": (3, 4), "": (0, 2, 6)}
_IN_MONTH: Final = {"early": (5, 10), "mid": (15, 20), "late": (25, 31), "": (1, 15, 31)}
_IN_QUARTER: Final = {"early": (1, 2), "mid": (2,), "late": (2, 3), "": (1, 2, 3)}
_IN_YEAR: Final = {"early": (1, 2, 3), "mid": (5, 6, 7), "late": (10, 11, 12), "": (3, 6, 12)}


def days_in_week(week: Week, moment: Moment) -> list[date]:
    """Return the days worth offering for a week that was named by its number, day or month."""
    if isinstance(week.of, Period | Month):
        first, last = bounds(week.of, moment)
        begin = last - 6 * _DAY if week.nth < 0 else first + 7 * (week.nth - 1) * _DAY
        days = [begin, min(begin + 6 * _DAY, last)]
    elif week.of is not None:
        found = days_of([week.of], moment, is_timed=False)
        mondays = [week_start(day) for day in found.dates] if found else []
        days = [monday + ahead * _DAY for monday in mondays for ahead in _IN_WEEK[""]]
    else:
        monday = _numbered(week.nth, moment)
        days = [monday + ahead * _DAY for ahead in _IN_WEEK[""]]
    return sorted({_worked_back(day, moment) for day in days})


def _numbered(number: int, moment: Moment) -> date:
    """Return the Monday of a week counted as ISO 8601 does; a year without a 53rd has its last."""
    for year in (moment.today.year, moment.today.year + 1):
        monday = date.fromisocalendar(year, min(number, _weeks(year)), 1)
        if monday + 4 * _DAY >= moment.today:
            return monday
    return monday


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _worked_back(day: date, moment: Moment) -> date:
    """Return that day, or the last working one before it: a week ends with its work."""
    return day if moment.hours.is_working_day(day) else worked_before(day, moment)


def days_in(of: Period | Month | Quarter, moment: Moment, *, hedge: str = "") -> list[date]:
    """Return a few days worth offering for something longer than a day."""
    first, last = bounds(of, moment)
    if hedge in ("afterwards", "beforehand"):
        return _beside(last if hedge == "afterwards" else first, hedge, moment)
    if isinstance(of, Period) and of.unit == "weekend":
        return [first - _DAY, last, _worked(last, moment)]
    end = last_day(of, moment)
    named = _named(of, first, last, side=_SIDES.get(hedge, ""), moment=moment)
    days = [end if day >= end else min(_worked(day, moment), end) for day in named]
    is_begun = first <= moment.today < last and moment.is_due
    days = [day for day in days if day > moment.today] if is_begun else days
    # What has begun is offered from here on: its middle, and its end.
    return days if len(days) > 1 or not is_begun else _remaining(end, moment)


def _named(
    of: Period | Month | Quarter, first: date, last: date, *, side: str, moment: Moment
) -> list[date]:
    match of:
        case Period("week", _):
            return [first + ahead * _DAY for ahead in _IN_WEEK[side]]
        case Period("month", _) | Month():
            return [first + (min(number, last.day) - 1) * _DAY for number in _IN_MONTH[side]]
    ends = _IN_YEAR if isinstance(of, Period) and of.unit == "year" else _IN_QUARTER
    return [worked_before(shifted(first, count), moment) for count in ends[side]]


def _remaining(end: date, moment: Moment) -> list[date]:
    if end <= moment.today:
        return [end]
    tomorrow = _worked(moment.today + _DAY, moment)
    middle = _worked(tomorrow + (end - tomorrow) // 2, moment)
    return sorted({min(middle, end), end})


def _worked(day: date, moment: Moment) -> date:
    """Return that day or the next working one."""
    return moment.hours.add_days(moment.wall(day, (12, 0, 0)), 0)


def worked_after(day: date, moment: Moment) -> date:
    """Return the next working day after."""
    return _worked(day + _DAY, moment)


def worked_before(day: date, moment: Moment) -> date:
    """Return the last working day before; a week without any has its day before."""
    days = [day - ahead * _DAY for ahead in range(1, 8)]
    return next((one for one in days if moment.hours.is_working_day(one)), days[0])


def _beside(day: date, hedge: str, moment: Moment) -> list[date]:
    if hedge == "afterwards":
        following = worked_after(day, moment)
        return [following, worked_after(following, moment)]
    before = worked_before(day, moment)
    return [before, worked_before(before, moment), day]


def around(items: Sequence[Item], readings: Sequence[Reading], moment: Moment) -> list[Reading]:
    """Return what to offer where one moment was named, but loosely."""
    if len(readings) != 1 or not moment.is_due:
        return list(readings)
    reading, day = readings[0], readings[0].at.date()
    hedge = next(item.word for item in items if isinstance(item, Hedge))
    if reading.is_timed:
        return _later(reading, hedge, moment)
    side = _SIDES.get(hedge)
    if hedge in ("afterwards", "beforehand"):
        days = _beside(day, hedge, moment)
    elif side == "early":
        noon = Reading(moment.wall(day, (12, 0, 0)), is_timed=True)
        return [noon, replace(reading, is_timed=True)]
    elif side is not None:
        night = Reading(moment.wall(day, LAST_MINUTE), is_timed=True)
        return [replace(reading, is_timed=True), night]
    else:
        days = _near(day, items, moment)
    return [Reading(moment.end(day)) for day in days if moment.is_within_reach(day)][:_MOST]


def _later(reading: Reading, hedge: str, moment: Moment) -> list[Reading]:
    hour = replace(reading, at=moment.local(reading.at.astimezone(UTC) + _HOUR))
    closing = Reading(moment.close(reading.at.date()), is_timed=True)
    found = [hour] if hedge == "afterwards" else [reading, hour]
    found = [one for one in found if one.at.date() == reading.at.date()]
    return [*found, closing] if found and closing.at > hour.at else found


def _near(day: date, items: Sequence[Item], moment: Moment) -> list[date]:
    """Return the day and its neighbours: days beside days, weeks beside weeks."""
    span = next((item for item in items if isinstance(item, Span)), Span())
    if span.months or span.days >= 7:
        return [_worked(day, moment), _worked(day + _WEEK, moment)]
    here = _worked(day, moment)
    nearest = [worked_before(here, moment), here, worked_after(here, moment)]
    if span.days or span.working_days:
        return nearest
    return [day, *(one for one in nearest if one != day)]
