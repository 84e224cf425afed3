"""Rules that read a length of time: in 90m, 2 working days, a week from friday, 2 hours ago."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.core.phrases.days import day_of_month, relative, spelled, weekday
from bot.core.phrases.figures import written
from bot.core.phrases.items import (
    Dated,
    DayAhead,
    DayOfMonth,
    Found,
    Hedge,
    Item,
    Numeric,
    Span,
    Weekday,
)
from bot.core.phrases.numbers import quantity
from bot.core.phrases.tokens import Tokens, skip, starts, token_at, word_at
from bot.core.phrases.words import UNITS, WORKDAYS, WORKING

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS: Final = {"month": 1, "year": 12}
_LOOSE_AMOUNTS: Final = {"few": 3, "couple": 2, "several": 4}
_LATER: Final = (("from", "now"), ("later",), ("hence",), ("time",))


@dataclass(frozen=True, slots=True)
class _Amount:
    count: float
    is_loose: bool = False


def span(tokens: Tokens, at: int) -> Found | None:
    """Read lengths and what they are counted from."""
    begin = _lead(tokens, at)
    if begin > at and word_at(tokens, begin - 1) == "next" and word_at(tokens, begin) in WORKING:
        is_day = word_at(tokens, begin + 1) == "day"
        return ((Span(working_days=1),), begin + 2) if is_day else None
    if begin == at and _may_be_a_clock(tokens, at):
        return None
    hedges: tuple[Item, ...] = ()
    if word_at(tokens, begin) in ("about", "around", "approximately"):
        hedges, begin = (Hedge(word_at(tokens, begin)),), begin + 1
    total: Span | None = None
    place = begin
    while (step := _length(tokens, place)) is not None:
        length, is_loose, place = step
        hedges = (Hedge("few"),) if is_loose else hedges
        total = length if total is None else _sum(total, length)
        after = skip(tokens, skip(tokens, place, ","), "and")
        if _length(tokens, after) is None:
            break
        place = after
    if total is None:
        return None
    counted, end = _counted_from(tokens, total, place)
    return (*hedges, counted), end


def _may_be_a_clock(tokens: Tokens, at: int) -> bool:
    """Return whether this is like "17h": five in the afternoon to many, 17 hours to others."""
    number = token_at(tokens, at).text
    return word_at(tokens, at + 1) == "h" and number.isdigit() and 12 < int(number[:4]) < 24


def _lead(tokens: Tokens, at: int) -> int:
    begin = skip(tokens, at, "in", "within", "+", "after")
    after = skip(tokens, begin, "the")
    return after + 1 if word_at(tokens, after) in ("next", "coming") else begin


def _length(tokens: Tokens, at: int) -> tuple[Span, bool, int] | None:
    """Read one amount and its unit."""
    half = _half_or_quarter(tokens, at)
    if half is not None:
        return half
    read = _amount(tokens, at)
    if read is None:
        return None
    amount, place = read
    extra = 0.0
    if starts(tokens, place, "and", "a", "half") or starts(tokens, place, "and", "an", "half"):
        extra, place = 0.5, place + 3
    is_working = word_at(tokens, place) in WORKING
    place += is_working
    unit = UNITS.get(word_at(tokens, place), "")
    if word_at(tokens, place) in WORKDAYS:
        unit, is_working = "day", True
    place += 1
    if unit == "hour" and not extra and starts(tokens, place, "and", "a", "half"):
        extra, place = 0.5, place + 3
    found = _of(amount.count + extra, unit, is_working=is_working)
    return None if found is None else (found, amount.is_loose, place)


def _half_or_quarter(tokens: Tokens, at: int) -> tuple[Span, bool, int] | None:
    begin = skip(tokens, at, "a")
    share = {"half": 0.5, "quarter": 0.25}.get(word_at(tokens, begin))
    if share is None:
        return None
    place = skip(tokens, begin + 1, "of")
    place = skip(tokens, place, "an", "a")
    if word_at(tokens, place) not in ("hour", "hr"):
        return None
    return Span(seconds=share * 3600), False, place + 1


def _amount(tokens: Tokens, at: int) -> tuple[_Amount, int] | None:
    begin = skip(tokens, at, "a", "an")
    loose = _LOOSE_AMOUNTS.get(word_at(tokens, begin))
    if loose is not None:
        return _Amount(loose, is_loose=True), skip(tokens, begin + 1, "of")
    if begin > at:
        return _Amount(1), begin
    number = quantity(tokens, at)
    return None if number is None else (_Amount(number[0]), number[1])


def _of(count: float, unit: str, *, is_working: bool) -> Span | None:
    """Return the length, or None for what has no exact meaning, such as half a day."""
    if unit in _SECONDS:
        seconds = count * _SECONDS[unit]
        return Span(working_seconds=seconds) if is_working else Span(seconds=seconds)
    if count != int(count):
        return None
    if is_working:
        return Span(working_days=int(count)) if unit == "day" else None
    if unit in _DAYS:
        return Span(days=int(count) * _DAYS[unit])
    return Span(months=int(count) * _MONTHS[unit]) if unit in _MONTHS else None


def _sum(one: Span, other: Span) -> Span:
    return Span(
        months=one.months + other.months,
        days=one.days + other.days,
        working_days=one.working_days + other.working_days,
        seconds=one.seconds + other.seconds,
        working_seconds=one.working_seconds + other.working_seconds,
    )


def _counted_from(tokens: Tokens, length: Span, at: int) -> tuple[Span, int]:
    for words in _LATER:
        if starts(tokens, at, *words):
            return length, at + len(words)
    word = word_at(tokens, at)
    if word == "ago":
        return replace(length, sign=-1), at + 1
    if word not in ("from", "after", "before") or length.is_timed:
        return length, at
    for rule in (written, spelled, relative, weekday, day_of_month):
        found = rule(tokens, at + 1)
        if found is None:
            continue
        origin = found[0][0]
        if len(found[0]) == 1 and isinstance(
            origin, DayAhead | Weekday | Dated | Numeric | DayOfMonth
        ):
            sign = -1 if word == "before" else 1
            return replace(length, sign=sign, origin=origin), found[1]
    return length, at


SPAN_RULES: Final[tuple[Callable[[Tokens, int], Found | None], ...]] = (span,)
