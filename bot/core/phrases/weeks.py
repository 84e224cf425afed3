"""Rules that read a weekday of a month, and a week by its number, its day or its month."""

from collections.abc import Callable
from typing import Final

from bot.core.phrases.days import day_of_month, period, spelled
from bot.core.phrases.figures import written
from bot.core.phrases.items import (
    ANY_WORKING_DAY,
    Dated,
    DayOfMonth,
    Found,
    Month,
    NthWeekday,
    Numeric,
    Period,
    Week,
)
from bot.core.phrases.numbers import ordinal, whole
from bot.core.phrases.tokens import Tokens, skip, starts, word_at
from bot.core.phrases.words import WEEKDAYS, WORKING

_LAST: Final = -1
_MOST_IN_MONTH: Final = 5
_MOST_IN_YEAR: Final = 53


def nth_weekday(tokens: Tokens, at: int) -> Found | None:
    """Read "first monday of december", "last friday of the month", "1st working day of june"."""
    counted = _counted(tokens, at)
    if counted is None:
        return None
    nth, place = counted
    if word_at(tokens, place) in WORKING and word_at(tokens, place + 1) == "day" and nth > 0:
        number, place = ANY_WORKING_DAY, place + 1
    else:
        number = WEEKDAYS.get(word_at(tokens, place), -1)
    month = _month(tokens, place + 1) if number >= 0 else None
    return None if month is None else ((NthWeekday(nth, number, month[0]),), month[1])


def week(tokens: Tokens, at: int) -> Found | None:
    """Read "week 49", "the week of 7 dec", "first week of december"."""
    counted = _counted(tokens, at)
    if counted is not None and word_at(tokens, counted[1]) == "week":
        month = _month(tokens, counted[1] + 1)
        return None if month is None else ((Week(nth=counted[0], of=month[0]),), month[1])
    begin = skip(tokens, at, "the", "in")
    if word_at(tokens, begin) != "week":
        return None
    number = whole(tokens, begin + 1)
    if number is not None and 0 < number[0] <= _MOST_IN_YEAR and number[1] == len(tokens):
        return (Week(nth=number[0]),), number[1]
    if not starts(tokens, begin + 1, "of"):
        return None
    for rule in (written, spelled, day_of_month):
        found = rule(tokens, begin + 2)
        if found and isinstance(found[0][0], Dated | Numeric | DayOfMonth):
            return (Week(of=found[0][0]),), found[1]
    return None


def _counted(tokens: Tokens, at: int) -> tuple[int, int] | None:
    begin = skip(tokens, at, "the", "in")
    begin = skip(tokens, begin, "the")
    if word_at(tokens, begin) == "last":
        return _LAST, begin + 1
    number = ordinal(tokens, begin)
    return number if number and number[0] <= _MOST_IN_MONTH else None


def _month(tokens: Tokens, at: int) -> tuple[Period | Month, int] | None:
    begin = skip(tokens, at, "of", "in")
    if begin == at:
        return None
    if starts(tokens, begin, "the", "month"):
        return Period("month", 0), begin + 2
    found = period(tokens, begin)
    if found is None:
        return None
    item = found[0][0]
    is_month = isinstance(item, Month) or (isinstance(item, Period) and item.unit == "month")
    return (item, found[1]) if is_month and isinstance(item, Month | Period) else None


WEEK_RULES: Final[tuple[Callable[[Tokens, int], Found | None], ...]] = (nth_weekday, week)
