"""Which days a phrase's items may mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.core.phrases.items import (
    Dated,
    DayAhead,
    DayOfMonth,
    End,
    Item,
    NthWeekday,
    Numeric,
    Period,
    Span,
    Weekday,
    Which,
)
from bot.core.phrases.moment import HORIZON_YEARS, Moment
from bot.core.phrases.periods import (
    bounds,
    calendar_day,
    last_day,
    month_of,
    nth_weekday,
    real_day,
    shifted,
    week_start,
)
from bot.core.phrases.refusals import Reading, no_such_day, out_of_reach, spoken_day
from bot.core.phrases.words import WEEKDAY_NAMES

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that were meant; `reason` says why one has to ask although a day was found.

    `rolls` is how far to go on where today is meant and its time is on the wrong side of now.
    """

    dates: tuple[date, ...]
    rolls: timedelta = timedelta(0)
    reason: str = ""


def days_of(items: Sequence[Item], moment: Moment, *, is_timed: bool) -> Days | None:
    """Return the days, or None where the items do not go together."""
    if len(items) == 1:
        return _single(items[0], moment, is_timed=is_timed)
    if len(items) != 2 or any(isinstance(item, Span) and item.is_timed for item in items):
        return None
    match _ordered(*items):
        case Weekday(number, Which.BARE), Period("week", ahead):
            return Days((week_start(moment.today) + ahead * WEEK + number * DAY,))
        case DayOfMonth(day), Period("month", ahead):
            first = month_of(moment.today, ahead)
            return Days((calendar_day(moment, first.year, first.month, day),))
        case Dated(day, month, None), Period("year", ahead):
            return Days((calendar_day(moment, moment.today.year + ahead, month, day),))
        case Weekday(number, Which.BARE | Which.THIS), other:
            days = _single(other, moment, is_timed=is_timed)
            return None if days is None else _on_weekday(days, number, moment)
    return None


def _ordered(one: Item, other: Item) -> tuple[Item, Item]:
    is_turned = isinstance(one, Period) or isinstance(other, Weekday)
    return (other, one) if is_turned else (one, other)


def _single(item: Item, moment: Moment, *, is_timed: bool) -> Days | None:
    match item:
        case DayAhead(days):
            return Days((moment.today + days * DAY,))
        case Weekday():
            return _weekday(item, moment, is_timed=is_timed)
        case Dated():
            return _dated(item, moment)
        case Numeric():
            return _numeric(item, moment)
        case DayOfMonth(day):
            return _day_of_month(day, moment)
        case NthWeekday():
            return Days((nth_weekday(item, moment),))
        case End(of, is_plain):
            return Days((bounds(of, moment)[1] if is_plain else last_day(of, moment),))
        case Span():
            return _span(item, moment)
    return None


def _weekday(item: Weekday, moment: Moment, *, is_timed: bool) -> Days:
    monday, today = week_start(moment.today), moment.today
    ahead = today + (item.number - today.weekday()) % 7 * DAY
    recent = today - (today.weekday() - item.number) % 7 * DAY
    match item.which:
        case Which.THIS:
            return Days((monday + item.number * DAY,))
        case Which.NEXT:
            return Days((monday + WEEK + item.number * DAY,))
        case Which.COMING:
            return Days((ahead if ahead > today else ahead + WEEK,))
        case Which.LAST:
            recent = recent if recent < today else recent - WEEK
            of_week = monday - WEEK + item.number * DAY
            if recent == of_week:
                return Days((recent,))
            return Days((recent, of_week), reason="may be this week's or last week's")
    if moment.is_due:
        return Days((ahead,), rolls=WEEK)
    if recent == today and not is_timed:
        return Days((today, today - WEEK), reason="may be today or a week ago")
    return Days((recent,), rolls=-WEEK)


def _dated(item: Dated, moment: Moment) -> Days:
    if item.year is not None:
        return Days((calendar_day(moment, item.year, item.month, item.day),))
    years = [moment.today.year + ahead for ahead in (-1, 0, 1)]
    found = [day for year in years if (day := real_day(year, item.month, item.day))]
    if moment.is_due:
        coming = [day for day in found if day >= moment.today]
        # The 29th of February may be years away: nobody who leaves the year out means that.
        if not coming:
            raise no_such_day(moment)
        return Days((coming[0],))
    gone = [day for day in found if day <= moment.today]
    if not gone:
        raise no_such_day(moment)
    # Half a year back, the same day ahead is nearer, and more likely a slip.
    far = (moment.today - gone[-1]).days > 183
    return Days((gone[-1],), reason="lies far back" if far else "")


def _numeric(item: Numeric, moment: Moment) -> Days:
    orders = {(item.first, item.second), (item.second, item.first)}
    found: list[date] = []
    for day, month in sorted(orders):
        if 1 <= month <= 12 and real_day(item.year or 2024, month, day):
            found += _dated(Dated(day, month, item.year), moment).dates
    if not found:
        raise no_such_day(moment)
    return Days(tuple(sorted(found)))


def _day_of_month(number: int, moment: Moment) -> Days:
    step = 1 if moment.is_due else -1
    months = [month_of(moment.today, ahead) for ahead in (0, step, 2 * step)]
    found = [real_day(first.year, first.month, number) for first in months]
    here = found[0]
    if here and (here >= moment.today if moment.is_due else here <= moment.today):
        return Days((here,))
    if here and found[1]:
        return Days((found[1],))
    near = [Reading(moment.close(day)) for day in found if day]
    raise no_such_day(moment, near, reason="is not a day of this month")


def _span(item: Span, moment: Moment) -> Days | None:
    reach = HORIZON_YEARS * 366
    if item.months > HORIZON_YEARS * 12 or item.days > reach or item.working_days > reach:
        raise out_of_reach(moment)
    days = Days((moment.today,))
    if item.origin is not None:
        found = _single(item.origin, moment, is_timed=False)
        if found is None:
            return None
        days = found
    return Days(tuple(_moved(item, day, moment) for day in days.dates), reason=days.reason)


def _moved(item: Span, day: date, moment: Moment) -> date:
    if not moment.is_within_reach(day):
        raise out_of_reach(moment, day)
    moved = shifted(day, item.sign * item.months) + item.sign * item.days * DAY
    if item.working_days:
        noon = moment.wall(moved, (12, 0, 0))
        return moment.hours.add_days(noon, item.sign * item.working_days)
    return moved


def _on_weekday(days: Days, number: int, moment: Moment) -> Days:
    """Return the days that fall on the weekday; where none does, somebody slipped."""
    right = tuple(day for day in days.dates if day.weekday() == number)
    if right:
        return Days(right, reason=days.reason)
    day = days.dates[0]
    if _is_just_over(day, number, moment):
        ahead = moment.today + ((number - moment.today.weekday() - 1) % 7 + 1) * DAY
        return Days((ahead, ahead + 7 * DAY), reason="is over")
    said = spoken_day(day, today=moment.today)
    nearest = day + ((number - day.weekday() + 3) % 7 - 3) * DAY
    reason = f"is off: {said} is not a {WEEKDAY_NAMES[number]}"
    return Days((*days.dates, nearest), reason=reason)


def _is_just_over(day: date, number: int, moment: Moment) -> bool:
    """Whether the day that was meant fell on that weekday less than two months ago.

    Without a year it was read as the next one, a year ahead, which falls on another weekday.
    """
    past = real_day(day.year - 1, day.month, day.day)
    if past is None or not moment.is_due or str(day.year) in moment.text:
        return False
    return past.weekday() == number and moment.today - 60 * DAY < past < moment.today
