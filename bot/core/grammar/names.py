"""Whom a command is about: every way its beginning can be a customer's name."""

import re
from dataclasses import dataclass

from bot.core.asks import Candidate, Naming
from bot.core.errors import Choice, Refusal
from bot.core.words import NAME_LIMIT, checked_name, shorten, stored_words, tidy_name

MOST_WORDS = 8
_MISSING = "The customer's name is missing. Write it first, as in “Acme: …”."

# Whoever opens with one mark of a row may close with another: “…”, „…“, ”…”, »…«.
_QUOTES = ('"“”„‟＂', "«»", "‹›")
# An apostrophe may begin a name ('t Hart), so single quotes count only in a pair.
_SINGLE = re.compile(r"['‘’‚‛]([^'‘’‚‛\n]{1,80})['‘’](?=\s|[:：,#]|$)")
_AFTER_QUOTED = re.compile(r"\s*(?:#([0-9]{1,9})(?![\w]))?\s*(?:[:：,]|[–—-](?=\s))?\s*")
# Not the colon of a time, and not those around an emoji.
_COLON = re.compile(r"(?<!\S)(?P<emoji>(?::[\w+'-]+:)+)(?!\S)|(?P<time>(?<=[0-9]):(?=[0-9]))|[:：]")
_NUMBER = re.compile(r"\s*#([0-9]{1,9})\s*$")
_WORD = re.compile(r"[^\s—]+")
_LEADING = re.compile(r"[\s,—:]*(?:[–-]\s+)?")


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a text begins: with a name that is marked as one, or with words that may be one.

    `body` is where the earliest word stands that cannot belong to the name.
    """

    body: int
    name: str | None = None
    number: int | None = None


def read_beginning(raw: str, mask: str, *, start: int) -> Beginning:
    """Find the name that begins at `start`: in quotes, else up to the colon."""
    for marks in _QUOTES:
        if raw.startswith(tuple(marks), start):
            return _quoted(raw, mask, start=start, closing=marks)
    if (single := _SINGLE.match(mask, start)) is not None:
        return _after_quoted(raw, raw[single.start(1) : single.end(1)], at=single.end())
    return _up_to_colon(raw, mask, start=start) or _first_word(mask, start=start)


def read_naming(
    raw: str, mask: str, *, start: int, end: int, beginning: Beginning, wordless: bool
) -> Naming:
    """Return whom the text from `start` to `end` may be about; `wordless` if a name will do."""
    if beginning.name is not None:
        rest = stored_words(raw[beginning.body : end])
        candidates = [Candidate(beginning.name, rest)]
    else:
        candidates = _prefixes(raw, mask, start=start, end=end)
    taken = tuple(one for one in candidates if wordless or one.rest)
    return Naming(taken, beginning.number)


def _quoted(raw: str, mask: str, *, start: int, closing: str) -> Beginning:
    end = min((at for mark in closing if (at := mask.find(mark, start + 1)) > 0), default=-1)
    if end < 0:
        raise _unterminated(raw, mask, start=start)
    return _after_quoted(raw, raw[start + 1 : end], at=end + 1)


def _after_quoted(raw: str, name: str, *, at: int) -> Beginning:
    after = _AFTER_QUOTED.match(raw, at)
    if after is None:
        return Beginning(at, checked_name(name))
    number = int(after[1]) if after[1] else None
    return Beginning(after.end(), checked_name(name), number)


def _unterminated(raw: str, mask: str, *, start: int) -> Refusal:
    choices = [Choice("Without the quote", raw[:start] + raw[start + 1 :])]
    colon = mask.find(":", start)
    if colon > 0 and (name := tidy_name(raw[start + 1 : colon])):
        closed = f'{raw[:start]}"{raw[start + 1 : colon].strip()}"{raw[colon:]}'
        choices.insert(0, Choice(f"“{shorten(name, limit=40)}” is the name", closed))
    return Refusal(
        f"The quote before “{shorten(raw[start + 1 :], limit=40)}” is never closed. "
        "Close it after the customer's name.",
        choices=choices,
    )


def _up_to_colon(raw: str, mask: str, *, start: int) -> Beginning | None:
    line_end = mask.find("\n", start)
    for found in _COLON.finditer(mask, start, len(mask) if line_end < 0 else line_end):
        if found["emoji"] or found["time"] is not None:
            continue
        text = raw[start : found.start()]
        numbered = _NUMBER.search(text)
        name = tidy_name(text[: numbered.start()] if numbered else text)
        if len(name) > NAME_LIMIT:
            return None  # a sentence, whose colon marks no name
        if numbered and not name:
            raise Refusal(f"Write the customer before the number, as in “Acme #{numbered[1]}: …”.")
        number = int(numbered[1]) if numbered else None
        return Beginning(found.end(), checked_name(name), number)
    return None


def _first_word(mask: str, *, start: int) -> Beginning:
    first = _WORD.search(mask, start)
    if first is None:
        raise Refusal(_MISSING)
    return Beginning(first.end())


def _prefixes(raw: str, mask: str, *, start: int, end: int) -> list[Candidate]:
    candidates: list[Candidate] = []
    words = 0
    for word in _WORD.finditer(mask, start, end):
        shown = raw[word.start() : word.end()]  # the mask blots out mentions, and they are names
        if shown.isascii() and not any(map(str.isalnum, shown)):
            continue  # a dash between the name and the rest
        name = tidy_name(raw[start : word.end()])
        words += 1
        if words > MOST_WORDS or len(name) > NAME_LIMIT:
            break
        if name:
            leading = _LEADING.match(mask, word.end(), end)
            begin = leading.end() if leading else word.end()
            candidates.append(Candidate(name, stored_words(raw[begin:end])))
    if not candidates:
        checked_name(raw[start:end])
        raise Refusal(_MISSING)  # marks alone, which nobody is called without a colon
    return candidates[::-1]
