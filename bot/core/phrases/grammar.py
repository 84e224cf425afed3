"""A whole phrase as items: every word must belong to one, or the phrase is no date."""

from typing import Final

from bot.core.phrases.days import DAY_RULES
from bot.core.phrases.items import Clock, Dated, DayAhead, DayOfMonth, Item, Part, Span, Weekday
from bot.core.phrases.numbers import whole
from bot.core.phrases.spans import SPAN_RULES
from bot.core.phrases.times import TIME_RULES, clock_after_day
from bot.core.phrases.tokens import Tokens, word_at
from bot.core.phrases.weeks import WEEK_RULES
from bot.core.phrases.words import FIRST_LEADS, LEADS

# The order decides: "5 pm" before "5 Dec" before "5 days", since each needs its second word.
_RULES: Final = (*TIME_RULES, *WEEK_RULES, *DAY_RULES, *SPAN_RULES)
_AT: Final = frozenset({"at", "on", "@"})
_MOST_ITEMS: Final = 6


def items_of(tokens: Tokens) -> tuple[Item, ...] | None:
    """Return what the tokens say, or None where a word is left over."""
    items: list[Item] = []
    at = 0
    while at < len(tokens) and len(items) <= _MOST_ITEMS:
        begin = _after_leads(tokens, at)
        found = _behind_a_day(tokens, begin, items) or _first(tokens, at)
        found = found or (_first(tokens, begin) if begin > at else None)
        found = found or _bare_hour(tokens, begin, items) or _bare_day(tokens, begin, items)
        if found is None or _is_at_a_span(tokens, at, begin, found[0]):
            return None
        items.extend(found[0])
        at = found[1]
    return tuple(items) if 0 < len(items) <= _MOST_ITEMS else None


def _after_leads(tokens: Tokens, at: int) -> int:
    leads = LEADS if at else FIRST_LEADS
    while word_at(tokens, at) in leads and at < len(tokens):
        at += 1
    return at


def _is_at_a_span(tokens: Tokens, at: int, begin: int, found: tuple[Item, ...]) -> bool:
    """Return whether this is "at 15 hours": nobody says a length of time so."""
    is_told = any(word_at(tokens, place) in _AT for place in range(at, begin))
    return is_told and isinstance(found[-1], Span)


def _first(tokens: Tokens, at: int) -> tuple[tuple[Item, ...], int] | None:
    for rule in _RULES:
        found = rule(tokens, at)
        if found is not None:
            return found
    return None


def _behind_a_day(
    tokens: Tokens, at: int, before: list[Item]
) -> tuple[tuple[Item, ...], int] | None:
    is_behind = bool(before) and isinstance(before[-1], DayAhead | Weekday | Dated | DayOfMonth)
    return clock_after_day(tokens, at) if is_behind else None


def _bare_hour(tokens: Tokens, at: int, before: list[Item]) -> tuple[tuple[Item, ...], int] | None:
    """Read the 5 of "5 tomorrow", "tomorrow 5" and "8 tonight": only there is it an hour."""
    number = whole(tokens, at)
    if number is None or not 1 <= number[0] <= 12:
        return None
    after = _first(tokens, _after_leads(tokens, number[1]))
    neighbours = (*before[-1:], *(after[0][:1] if after else ()))
    if not any(isinstance(item, DayAhead | Part) for item in neighbours):
        return None
    if any(isinstance(item, Clock | Weekday) for item in neighbours):
        return None
    return (Clock(number[0], 0, 0, sure=False),), number[1]


def _bare_day(tokens: Tokens, at: int, before: list[Item]) -> tuple[tuple[Item, ...], int] | None:
    """Read the 21 of "monday 21": past 12 it can only be the day of the month."""
    number = whole(tokens, at)
    if number is None or not 12 < number[0] <= 31:
        return None
    if not before or not isinstance(before[-1], Weekday):
        return None
    return (DayOfMonth(number[0]),), number[1]
