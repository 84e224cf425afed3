"""Numbers in a phrase: digits, words, ordinals and years, read at a place among the tokens."""

import re
from typing import Final

from bot.core.phrases.tokens import Kind, Tokens, skip, token_at, word_at
from bot.core.phrases.words import ORDINALS, SMALL_NUMBERS, TENS

# Six digits are more than any due date needs and keep arithmetic far from overflow.
LONGEST_NUMBER: Final = 6
_LEADING_DIGITS: Final = re.compile("[0-9]+")


def quantity(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """Read how many: "2", "2.5", "two", "twenty-one"."""
    token = token_at(tokens, at)
    if token.kind is Kind.NUMBER:
        return (float(token.text), at + 1) if len(token.text) <= LONGEST_NUMBER else None
    return spoken(tokens, at)


def whole(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read a whole number in digits or words."""
    token = token_at(tokens, at)
    if token.kind is Kind.NUMBER:
        is_whole = token.text.isdigit() and len(token.text) <= LONGEST_NUMBER
        return (int(token.text), at + 1) if is_whole else None
    return spoken(tokens, at)


def spoken(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read a number written out."""
    word = word_at(tokens, at)
    if word in SMALL_NUMBERS:
        return SMALL_NUMBERS[word], at + 1
    if word not in TENS:
        return None
    after = skip(tokens, at + 1, "-")
    ones = SMALL_NUMBERS.get(word_at(tokens, after), 0)
    return (TENS[word] + ones, after + 1) if 0 < ones < 10 else (TENS[word], at + 1)


def ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read "3rd", "third" or "twenty-third"."""
    token = token_at(tokens, at)
    if token.kind is Kind.ORDINAL:
        return int(token.text[:-2]), at + 1
    word = word_at(tokens, at)
    if word in ORDINALS:
        return ORDINALS[word], at + 1
    if word in TENS:
        after = skip(tokens, at + 1, "-")
        ones = ORDINALS.get(word_at(tokens, after), 0)
        return (TENS[word] + ones, after + 1) if 0 < ones < 10 else None
    return None


def year(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read a year of four digits."""
    token = token_at(tokens, at)
    if token.kind is Kind.NUMBER and len(token.text) == 4 and token.text[:2] in ("19", "20", "21"):
        return int(token.text), at + 1
    return None


def digits(text: str) -> list[int]:
    """Return the numbers that stand in a written date or clock, in order."""
    return [int(part) for part in _LEADING_DIGITS.findall(text)]
