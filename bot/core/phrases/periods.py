"""Weeks, months, quarters and years: where they begin and end."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, TypeGuard

from bot.core.phrases.items import ANY_WORKING_DAY, End, Item, Month, NthWeekday, Period, Quarter
from bot.core.phrases.moment import Moment
from bot.core.phrases.refusals import no_such_day

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_SUNDAY: Final = 6


def week_start(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_of(day: date, ahead: int) -> date:
    """Return the first of the month so many months ahead."""
    return shifted(day.replace(day=1), ahead)


def shifted(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the day if there is one in the calendar."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar_day(moment: Moment, year: int, month: int, day: int) -> date:
    """Return the day, refusing one that the calendar lacks."""
    found = real_day(year, month, day)
    if found is None:
        raise no_such_day(moment)
    return found


def nth_weekday(item: NthWeekday, moment: Moment) -> date:
    """Return the nth such day of the month, refusing a fifth where there are four."""
    first, last = bounds(item.of, moment)
    if item.number == ANY_WORKING_DAY:
        return moment.hours.add_days(moment.wall(first - _DAY, (12, 0, 0)), item.nth)
    if item.nth < 0:
        return last - (last.weekday() - item.number) % 7 * _DAY
    day = first + ((item.number - first.weekday()) % 7 + 7 * (item.nth - 1)) * _DAY
    if day > last:
        raise no_such_day(moment)
    return day


def bounds(of: Period | Month | Quarter, moment: Moment) -> tuple[date, date]:
    """Return the first and the last day."""
    today = moment.today
    match of:
        case Period("week", ahead):
            first = week_start(_working_week(moment)) + 7 * ahead * _DAY
            return first, first + 6 * _DAY
        case Period("weekend", ahead):
            saturday = week_start(today) + (_SATURDAY + 7 * ahead) * _DAY
            return saturday, saturday + _DAY
        case Period("month", ahead):
            return _months(month_of(today, ahead), 1)
        case Period("quarter", ahead):
            return _months(month_of(today, 3 * ahead - (today.month - 1) % 3), 3)
        case Period(_, ahead):
            return _months(date(today.year + ahead, 1, 1), 12)
        case Month(number, year):
            return _months(_coming(date(year or today.year, number, 1), year, 1, moment), 1)
    first = date(today.year, 3 * of.number - 2, 1)
    return _months(_coming(first, None, 3, moment), 3)


def _months(first: date, count: int) -> tuple[date, date]:
    return first, shifted(first, count) - _DAY


def _coming(first: date, year: int | None, months: int, moment: Moment) -> date:
    """Return this year's, or next year's where this one is over and no year was said."""
    is_over = shifted(first, months) <= moment.today
    return shifted(first, 12) if year is None and is_over and moment.is_due else first


def _working_week(moment: Moment) -> date:
    """Return a day of the week that people are in: where Sunday is its first, Sunday's next."""
    today = moment.today
    is_first = today.weekday() == _SUNDAY and _opens_week(today, moment)
    return today + _DAY if is_first else today


def _opens_week(sunday: date, moment: Moment) -> bool:
    is_open = moment.hours.is_working_day
    return is_open(sunday) and not is_open(sunday - _DAY)


def last_day(of: Period | Month | Quarter, moment: Moment) -> date:
    """Return the last working day, or the last day where nobody works."""
    first, last = bounds(of, moment)
    is_week = isinstance(of, Period) and of.unit == "week"
    if is_week and _opens_week(last, moment):
        last -= _DAY
    day = last
    while day >= first:
        if moment.hours.is_working_day(day):
            return day
        day -= _DAY
    return last


def after(end: End, moment: Moment) -> list[date]:
    """Return what to offer where the working end is over: the calendar's end, the next one's."""
    days = [bounds(end.of, moment)[1]]
    if isinstance(end.of, Period):
        days.append(last_day(Period(end.of.unit, end.of.ahead + 1), moment))
    return days


def is_long(item: Item) -> TypeGuard[Period | Month | Quarter]:
    """Return whether this is longer than a day."""
    return isinstance(item, Period | Month | Quarter)
