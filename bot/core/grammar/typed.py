"""A verb and a number as they were typed, and the ways to say no to what follows them."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.core.asks import Verb
from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import due_choices, placed, until_choices
from bot.core.hours import WorkingHours
from bot.core.words import decode, shorten, stored_words

NOTE = re.compile(r"(?:[,;:–—-]\s*)?because\b[\s:]*|[,;:–—-][\s,;:–—-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """One verb on one number, and where in the text the tail after them begins."""

    raw: str
    verb: Verb
    number: int
    tail_at: int
    now: datetime
    hours: WorkingHours

    @property
    def head(self) -> str:
        return self.raw[: self.tail_at].rstrip()

    @property
    def tail(self) -> str:
        return self.raw[self.tail_at :]


def read_note(tail: str, typed: Typed, *, upto: int) -> str | None:
    """Return the words of `: …` or `because …`; other words might be no note at all."""
    lead = NOTE.match(tail)
    if tail and lead is None:
        raise unread(tail, typed, upto=upto)
    return stored_words(tail[lead.end() :]) or None if lead else None


def unread(tail: str, typed: Typed, *, upto: int) -> Refusal:
    head = typed.raw[:upto].rstrip()
    shown = shorten(decode(head), limit=30)
    return Refusal(
        f"I understand “{shown}”, but not “{shorten(decode(tail))}” after it.",
        choices=[
            Choice(f"Only “{shown}”", head),
            Choice("Keep the rest as the reason", f"{head} because {tail}"),
        ],
    )


def without_reason(typed: Typed, *, end: int) -> Refusal:
    before = typed.raw[:end].rstrip(" ,;:–—-")
    return Refusal(
        f"Say why, for the history: “{shorten(decode(before))} because …”.",
        choices=[
            Choice("The customer asked for it", f"{before} because the customer asked for it"),
            Choice("We need more time", f"{before} because we need more time")
            if typed.verb is Verb.MOVE
            else Choice("No longer needed", f"{before} because it is no longer needed"),
        ],
    )


def untaken(refusal: Refusal, typed: Typed, *, begin: int, end: int) -> Refusal:
    """Set other dates into the text where this one stands; a reason that follows stays."""
    before = typed.raw[:begin].rstrip() + " "
    after = typed.raw[end:]
    if refusal.choices:
        return placed(refusal, before=before, after=after)
    if typed.verb is Verb.MOVE:
        choices = due_choices(before=before, after=after, now=typed.now, hours=typed.hours)
    else:
        choices = until_choices(before=before, after=after, now=typed.now, hours=typed.hours)
    missing = begin >= end
    sentence = f"Until when? Write “{typed.head} until friday”." if missing else refusal.sentence
    if missing and typed.verb is Verb.MOVE:
        sentence = f"To when, and why? Write “{typed.head} to friday because …”."
    return Refusal(sentence, choices=choices)
