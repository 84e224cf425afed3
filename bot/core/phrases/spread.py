"""Phrases that name two moments: monday to friday, 3-4pm, between the 21st and the 23rd."""

from typing import Final

from bot.core.phrases.grammar import items_of
from bot.core.phrases.items import Clock, Item, Named, Part, Span
from bot.core.phrases.tokens import Kind, Tokens, word_at
from bot.core.phrases.words import MERIDIEMS, SMALL_NUMBERS

_BETWEEN: Final = frozenset({"-", "to", "till", "until", "and", "or", "/"})
_OPENERS: Final = ("from", "between", "either")
_FIGURES: Final = frozenset({Kind.NUMBER, Kind.ORDINAL, Kind.CLOCK})


def ends_of(tokens: Tokens) -> tuple[tuple[Item, ...], tuple[Item, ...]] | None:
    """Return both ends of a stretch, or None where this is not one."""
    body = tokens[1:] if word_at(tokens, 0) in _OPENERS else tokens
    for at in range(1, len(body) - 1):
        if word_at(body, at) not in _BETWEEN:
            continue
        left, right = body[:at], body[at + 1 :]
        begin = _begin(left, right)
        end = _end(left, right)
        if begin is not None and end is not None:
            return _as_one(begin, end, left + right) or (begin, end)
    return None


def _as_one(
    begin: tuple[Item, ...], end: tuple[Item, ...], tokens: Tokens
) -> tuple[tuple[Item, ...], tuple[Item, ...]] | None:
    """Return both ends alike where they are a day and its time: "friday - 5pm"."""
    is_time = all(isinstance(item, Clock | Named | Part) for item in end)
    if not is_time or any(isinstance(item, Clock | Named | Part | Span) for item in begin):
        return None
    whole = items_of(tokens)
    return None if whole is None else (whole, whole)


def _begin(left: Tokens, right: Tokens) -> tuple[Item, ...] | None:
    """Return the first end, with what it borrows: the pm of "3-4pm", the July of "13-15 July"."""
    last = word_at(left, len(left) - 1)
    if left[-1].kind in _FIGURES or last in MERIDIEMS or last in SMALL_NUMBERS:
        for at, token in enumerate(right):
            if token.kind not in _FIGURES and token.word not in SMALL_NUMBERS:
                continue
            borrowed = items_of(left + right[at + 1 :]) or items_of(left + right[at + 2 :])
            return borrowed or items_of(left)
    return items_of(left)


def _end(left: Tokens, right: Tokens) -> tuple[Item, ...] | None:
    """Return the second end, with the day it borrows: July of "July 13-15", tue of "tue 2-3pm"."""
    end = items_of(right)
    if end is not None and not all(isinstance(item, Clock | Named | Part) for item in end):
        return end
    return items_of(left[:-1] + right) or items_of(left[:-2] + right) or end
