"""Words that were mistyped: a day or a month with a letter too many, too few or out of place."""

from typing import Final

from bot.core.phrases.tokens import Kind, Token, Tokens
from bot.core.phrases.words import (
    CLOSE,
    DAYS_AHEAD,
    ENDS,
    FIRST_LEADS,
    HEDGES,
    MERIDIEMS,
    MONTHS,
    NOON,
    ORDINALS,
    PARTS,
    PERIODS,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    WEEKDAYS,
    WHICH,
    WORKDAYS,
    WORKING,
    ZONES,
)

_JOINING: Final = (
    *("a", "an", "the", "in", "and", "or", "to", "from", "after", "before", "past", "half"),
    *("quarter", "end", "few", "couple", "several", "within", "now", "ago", "tonight"),
    *("midnight", "first", "last", "thing", "upcoming", "oclock", "until", "between", "q"),
)
_KNOWN: Final = frozenset().union(
    *(CLOSE, DAYS_AHEAD, ENDS, FIRST_LEADS, HEDGES, MERIDIEMS, MONTHS, NOON, ORDINALS, PARTS),
    *(PERIODS, SMALL_NUMBERS, TENS, UNITS, WEEKDAYS, WHICH, WORKDAYS, WORKING, ZONES, _JOINING),
)
_SHORTEST: Final = 4
# From this length on two slips in a word leave it recognisable.
_LONG: Final = 8


def _first_names(words: dict[str, int]) -> list[str]:
    """Return the full name of each day or month, which stands before its short ones."""
    names: dict[int, str] = {}
    for word, number in words.items():
        names.setdefault(number, word)
    return [name for name in names.values() if name not in ("june", "july")]


_MEANT: Final = (
    *(*_first_names(WEEKDAYS), *_first_names(MONTHS), *PARTS, "thurs"),
    *("today", "tomorrow", "yesterday", "tonight", "next", "business", "working"),
    *("minutes", "hours", "days", "weeks", "months", "week", "month"),
)


def corrected(tokens: Tokens) -> str | None:
    """Return the phrase with its slips put right; None where a word is no slip of a known one."""
    if all(_is_known(token) for token in tokens):
        return None
    words = [token.text if _is_known(token) else _meant(token.word) for token in tokens]
    return None if None in words else " ".join(word for word in words if word)


def _is_known(token: Token) -> bool:
    return token.kind is not Kind.WORD or token.word in _KNOWN


def _meant(word: str) -> str | None:
    if len(word) < _SHORTEST:
        return None
    near = [(slips, meant) for meant in _MEANT if (slips := _slips(word, meant)) is not None]
    return min(near)[1] if near else None


def _slips(word: str, meant: str) -> int | None:
    """Return how many slips lie between the two, if few enough to recognise the word."""
    most = 2 if len(meant) >= _LONG else 1
    is_near = abs(len(word) - len(meant)) <= most
    # Few mistype the first letter, and most words that differ in it are other words.
    if not is_near or (word[0] != meant[0] and word[:2] != meant[1::-1]):
        return None
    found = _distance(word, meant)
    return found if found <= most else None


def _distance(one: str, other: str) -> int:
    """Count letters added, dropped, replaced, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        following = [at]
        for place, wanted in enumerate(other, start=1):
            least = min(row[place] + 1, following[-1] + 1, row[place - 1] + (letter != wanted))
            is_swap = at > 1 and place > 1 and letter == other[place - 2] and wanted == one[at - 2]
            following.append(min(least, before[place - 2] + 1) if is_swap else least)
        before, row = row, following
    return row[-1]
