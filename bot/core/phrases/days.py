"""Rules that read a day in words: friday, next tue, 3 Dec, the 3rd, end of month."""

from collections.abc import Callable
from typing import Final

from bot.core.phrases.figures import written
from bot.core.phrases.items import (
    Dated,
    DayAhead,
    DayOfMonth,
    End,
    Found,
    Hedge,
    Month,
    Named,
    Period,
    Quarter,
    Weekday,
    Which,
)
from bot.core.phrases.numbers import ordinal, whole, year
from bot.core.phrases.tokens import Kind, Tokens, skip, starts, token_at, word_at
from bot.core.phrases.words import (
    DAYS_AHEAD,
    ENDS,
    HEDGES,
    MERIDIEMS,
    MONTHS,
    PERIODS,
    WEEKDAYS,
    WORKING,
)
from bot.core.phrases.words import WHICH as WHICH_WORDS

_POINTERS: Final = {
    "this": Which.THIS,
    "next": Which.NEXT,
    "last": Which.LAST,
    "coming": Which.COMING,
    "upcoming": Which.COMING,
}


def spelled(tokens: Tokens, at: int) -> Found | None:
    """Read a day and a month in words: "3 Dec", "the 3rd of December 2026", "march first"."""
    return _day_first(tokens, at) or _month_first(tokens, at)


def _day_first(tokens: Tokens, at: int) -> Found | None:
    begin = skip(tokens, at, "the")
    number = ordinal(tokens, begin) or whole(tokens, begin)
    if number is None or number[0] > 31:
        return None
    after = skip(tokens, number[1], "day")
    after = skip(tokens, after, "of", "-", "/")
    month = MONTHS.get(word_at(tokens, after))
    return None if month is None else _in_year(tokens, number[0], month, after + 1)


def _month_first(tokens: Tokens, at: int) -> Found | None:
    month = MONTHS.get(word_at(tokens, at))
    if month is None:
        return None
    after = skip(tokens, at + 1, "/", "-")
    after = skip(tokens, after, "the")
    number = ordinal(tokens, after) or whole(tokens, after)
    if number is None or number[0] > 31 or word_at(tokens, number[1]) in MERIDIEMS:
        return None
    return _in_year(tokens, number[0], month, number[1])


def _in_year(tokens: Tokens, day: int, month: int, at: int) -> Found:
    after = skip(tokens, at, ",", "-", "/")
    full_year = year(tokens, skip(tokens, after, "in"))
    if full_year is None:
        return (Dated(day, month, None),), at
    return (Dated(day, month, full_year[0]),), full_year[1]


def weekday(tokens: Tokens, at: int) -> Found | None:
    """Read "friday", "next tue", "this coming monday"."""
    word = word_at(tokens, at)
    if word in WEEKDAYS:
        return (Weekday(WEEKDAYS[word], Which.BARE),), at + 1
    which = _POINTERS.get(word)
    if which is None:
        return None
    if which is Which.THIS and word_at(tokens, at + 1) in ("coming", "upcoming"):
        which, at = Which.COMING, at + 1
    number = WEEKDAYS.get(word_at(tokens, at + 1))
    return None if number is None else ((Weekday(number, which),), at + 2)


def relative(tokens: Tokens, at: int) -> Found | None:
    """Read today, tomorrow, yesterday and the days beside them."""
    begin = skip(tokens, at, "the")
    if starts(tokens, begin, "day", "after", "tomorrow"):
        return (DayAhead(2),), begin + 3
    if starts(tokens, begin, "day", "before", "yesterday"):
        return (DayAhead(-2),), begin + 3
    word = word_at(tokens, at)
    return ((DayAhead(DAYS_AHEAD[word]),), at + 1) if word in DAYS_AHEAD else None


def day_of_month(tokens: Tokens, at: int) -> Found | None:
    """Read "the 3rd", "on the first", "first of next month"."""
    begin = skip(tokens, at, "the")
    number = ordinal(tokens, begin)
    if number is None:
        return None
    is_figure = token_at(tokens, begin).kind is Kind.ORDINAL
    after = skip(tokens, number[1], "day")
    is_of_month = starts(tokens, after, "of")
    # "first" alone is an order, not a date.
    if not (is_figure or begin > at or is_of_month):
        return None
    if starts(tokens, after, "of", "the", "month"):
        return (DayOfMonth(number[0]), Period("month", 0)), after + 3
    return (DayOfMonth(number[0]),), after


def period(tokens: Tokens, at: int) -> Found | None:
    """Read "next week", "this month", "the weekend", "March", "Q1"."""
    begin = skip(tokens, at, "in")
    ahead = WHICH_WORDS.get(word_at(tokens, begin))
    if ahead is not None and word_at(tokens, begin + 1) in PERIODS:
        return (Period(word_at(tokens, begin + 1), ahead),), begin + 2
    week = skip(tokens, begin, "the")
    if starts(tokens, week, "week", "after", "next"):
        return (Period("week", 2),), week + 3
    if starts(tokens, begin, "the", "weekend") or starts(tokens, begin, "weekend"):
        return (Period("weekend", 0),), skip(tokens, begin, "the") + 1
    if word_at(tokens, begin) in MONTHS:
        full_year = year(tokens, begin + 1) or (None, begin + 1)
        return (Month(MONTHS[word_at(tokens, begin)], full_year[0]),), full_year[1]
    number = token_at(tokens, begin + 1)
    if word_at(tokens, begin) == "q" and number.text in ("1", "2", "3", "4"):
        return (Quarter(int(number.text)),), begin + 2
    return None


def end(tokens: Tokens, at: int) -> Found | None:
    """Read "eow", "end of month", "end of next week", "end of March", "end of friday"."""
    begin = skip(tokens, at, "at")
    begin = skip(tokens, begin, "the")
    word = word_at(tokens, begin)
    if word in ENDS:
        return (End(Period(ENDS[word], 0)),), begin + 1
    if word in ("month", "quarter", "year") and word_at(tokens, begin + 1) == "end":
        return (End(Period(word, 0)),), begin + 2
    after = _after_end_of(tokens, begin)
    if after is None:
        return None
    is_plain = starts(tokens, begin, "last", "day")
    unit = word_at(tokens, skip(tokens, after, "the"))
    if unit in PERIODS and unit != "weekend":
        return (End(Period(unit, 0), is_plain=is_plain),), skip(tokens, after, "the") + 1
    found = relative(tokens, after) or weekday(tokens, after)
    if found is not None:
        return None if word == "last" else ((*found[0], Named.CLOSE), found[1])
    longer = period(tokens, after)
    if longer is None or not isinstance(longer[0][0], Period | Month | Quarter):
        return None
    return (End(longer[0][0], is_plain=is_plain),), longer[1]


def _after_end_of(tokens: Tokens, at: int) -> int | None:
    """Return the place after "end of" or "last working day of"."""
    if starts(tokens, at, "end", "of"):
        return at + 2
    if word_at(tokens, at) != "last":
        return None
    day = skip(tokens, at + 1, *WORKING)
    return day + 2 if starts(tokens, day, "day", "of") else None


def hedge(tokens: Tokens, at: int) -> Found | None:
    """Read a word that makes the rest loose: "around", "sometime", "early"."""
    begin = skip(tokens, at, "the")
    if word_at(tokens, begin) not in HEDGES:
        return None
    return (Hedge(word_at(tokens, begin)),), skip(tokens, begin + 1, "of", "in", "-")


DAY_RULES: Final[tuple[Callable[[Tokens, int], Found | None], ...]] = (
    written,
    spelled,
    relative,
    weekday,
    end,
    day_of_month,
    period,
    hedge,
)
