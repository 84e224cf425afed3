"""A phrase cut into tokens: numbers, words, clocks, written dates and marks."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.phrases.rewording import reworded


class Kind(StrEnum):
    STAMP = "stamp"
    ISO = "iso"
    NUMERIC = "numeric"
    CLOCK = "clock"
    ORDINAL = "ordinal"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase; `word` is its text where that is no figure."""

    kind: Kind
    text: str
    word: str


Tokens = tuple[Token, ...]
END: Final = Token(Kind.MARK, "", "")

# Digits are spelled [0-9]: \d would also take the digits of every other script.
_TOKEN: Final = re.compile(
    r"""
    (?P<stamp>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t|\ )[0-9]{1,2}:[0-9]{2}
        (?::[0-9]{2}(?:\.[0-9]+)?)?(?:\ ?(?:z|[+-][0-9]{2}:?[0-9]{2}))?(?![0-9:a-z]|\ ?[ap]m\b))
    |(?P<iso>(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})(?![0-9/-]))
    |(?P<numeric>(?:[0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{4}|[0-9]{2}))?
        |[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?![0-9/-]|\.[0-9]))
    |(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
    |(?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)(?![a-z]))
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<word>[a-z]+(?:'[a-z]+)*'?)
    |\ +
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MERIDIEM: Final = re.compile(r"(?<![a-z])([ap])\. ?m(?![a-z])\.?")
_SPACE: Final = re.compile(r"\s+")
_PLAIN: Final = str.maketrans(
    {"‘": "'", "’": "'", "`": "'", "“": None, "”": None, '"': None, "–": "-", "—": "-", "−": "-"}
    | {"‐": "-", "‑": "-", "~": "-"}
)


def plain(text: str) -> str:
    """Return the text in lower case, with plain quotes, dashes and single spaces."""
    lowered = _SPACE.sub(" ", text.translate(_PLAIN).lower()).strip(" .!?,;")
    lowered = lowered.replace("end-of-", "end of ").replace("-end", " end")
    if "." in lowered:
        lowered = _MERIDIEM.sub(r"\1m", lowered)
    return reworded(lowered)


def tokens_of(text: str) -> Tokens:
    """Cut plain text into tokens; spaces and the dots of abbreviations are dropped."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup is None:
            continue
        kind, written = Kind(match.lastgroup), match.group()
        if kind is Kind.WORD:
            word = _bare(written)
            found.append(Token(kind, word, word))
        elif written != "." or not found or found[-1].kind is not Kind.WORD:
            found.append(Token(kind, written, written if kind is Kind.MARK else ""))
    return tuple(found)


def _bare(word: str) -> str:
    if "'" not in word:
        return word
    return word.removesuffix("'s").removesuffix("'").replace("'", "")


def token_at(tokens: Tokens, at: int) -> Token:
    """Return the token at a place, or the empty mark past the end."""
    return tokens[at] if at < len(tokens) else END


def word_at(tokens: Tokens, at: int) -> str:
    """Return the word or mark at a place, or nothing where a number stands."""
    return tokens[at].word if at < len(tokens) else ""


def skip(tokens: Tokens, at: int, *words: str) -> int:
    """Return the place after an optional word."""
    return at + 1 if at < len(tokens) and tokens[at].word in words else at


def starts(tokens: Tokens, at: int, *words: str) -> bool:
    """Return whether these words stand at a place, in this order."""
    return all(word_at(tokens, at + step) == word for step, word in enumerate(words))
