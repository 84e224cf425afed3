"""Rules that read a date in figures: 2026-12-03, 2026-12-03T15:00Z, 25/12."""

import re
from datetime import UTC, datetime
from typing import Final

from bot.core.phrases.items import Clock, Dated, Found, Numeric, Stamp
from bot.core.phrases.numbers import digits
from bot.core.phrases.tokens import Kind, Tokens, token_at

_OFFSET: Final = re.compile(r"(z|[+-][0-9]{2}:?[0-9]{2})$")


def written(tokens: Tokens, at: int) -> Found | None:
    """Read a date in figures: ISO with or without a time and an offset, or with slashes."""
    token = token_at(tokens, at)
    if token.kind is Kind.STAMP:
        return _stamp(token.text), at + 1
    if token.kind is Kind.ISO:
        numbers = digits(token.text)
        return (Dated(numbers[2], numbers[1], numbers[0]),), at + 1
    if token.kind is not Kind.NUMERIC:
        return None
    numbers = digits(token.text)
    # With dots the day comes first, wherever dates are written so.
    if "." in token.text and numbers[1] <= 12:
        return (Dated(*numbers),), at + 1
    if len(numbers) == 2:
        return (Numeric(numbers[0], numbers[1], None),), at + 1
    full_year = numbers[2] if numbers[2] > 99 else 2000 + numbers[2]
    return (Numeric(numbers[0], numbers[1], full_year),), at + 1


def _stamp(text: str) -> tuple[Dated, Clock] | tuple[Stamp]:
    if _OFFSET.search(text[10:]):
        try:
            return (Stamp(datetime.fromisoformat(_padded(text)).astimezone(UTC)),)
        except (ValueError, OverflowError):
            return (Stamp(None),)
    numbers = [*digits(text.partition(".")[0]), 0]
    if numbers[3] > 23 or numbers[4] > 59 or numbers[5] > 59:
        return (Stamp(None),)
    clock = Clock(numbers[3], numbers[4], numbers[5], sure=True)
    return Dated(numbers[2], numbers[1], numbers[0]), clock


def _padded(text: str) -> str:
    """Spell a loose ISO stamp the way the standard library reads it."""
    numbers = digits(text)[:5]
    rest = re.split(r"[0-9]:[0-9]{2}", text, maxsplit=1)[1].replace(" ", "").upper()
    return "{:04}-{:02}-{:02}T{:02}:{:02}".format(*numbers) + rest
