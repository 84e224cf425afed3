"""Reading `/promise`: a promise with its due date, or a verb on a numbered promise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.asks import Help, MakePromise, ThingVerb
from bot.core.errors import Refusal
from bot.core.filling import Unfinished
from bot.core.grammar.help import read_help
from bot.core.grammar.names import Beginning, read_beginning, read_naming
from bot.core.grammar.things import PROMISE_VERBS, read_thing, slip_of_verb, verb_without_number
from bot.core.grammar.times import LONGEST_PHRASE, MOST_CHOICES, due_choices, phrase_in, placed
from bot.core.grammar.unmarked import unmarked
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_due
from bot.core.words import clean, decode, guard_length, masked, shorten

_BY = re.compile(
    r"(?<!\S)(?:(?:(?:by|due|until)\s+)?(?:(?:no|not)\s+later\s+than|(?:at\s+)?(?:the\s+)?latest(?:\s+(?:by|on))?)"
    r"|due\s+(?:by|on|before)|by|before|un?till?|till?|due)\s+(?=\S)",
    re.IGNORECASE,
)
# As in `/contact to Acme: …`; a customer whose name begins so can be put in quotes.
_TO = re.compile(r"to\s+(?=[^\s:])", re.IGNORECASE)
_BEFORE = ("before", "Before", "BEFORE")
_DANGLING = re.compile(r"\s(?:by|before|until|due|due by|due on)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Due:
    """A due date, its words, and where what was promised ends."""

    at: datetime
    words: str
    end: int


def read_promise(
    text: str, *, now: datetime, hours: WorkingHours
) -> MakePromise | ThingVerb | Help:
    """Read what was typed after `/promise`."""
    raw = clean(text)
    guard_length(raw)
    if (asked := read_help(raw, topic="promise", words=PROMISE_VERBS)) is not None:
        return asked
    thing = read_thing(raw, verbs=PROMISE_VERBS, now=now, hours=hours)
    if thing is not None:
        return thing
    raw = raw[to.end() :] if (to := _TO.match(raw)) else raw
    mask = masked(raw)
    beginning = read_beginning(raw, mask, start=0)
    due = _read_due(raw, mask, beginning=beginning, now=now, hours=hours)
    if due is None:
        raise _no_date(raw, beginning=beginning, now=now, hours=hours)
    naming = read_naming(raw, mask, start=0, end=due.end, beginning=beginning, wordless=False)
    if not naming.candidates:
        raise _nothing_promised(raw, beginning=beginning)
    return MakePromise(naming, due.at, due.words)


def _read_due(
    raw: str, mask: str, *, beginning: Beginning, now: datetime, hours: WorkingHours
) -> _Due | None:
    """Find the last `by` whose rest is wholly a date; raise what a date was refused for."""
    refused: Refusal | None = None
    unsure: Refusal | None = None
    for start, before, phrase in _marked(raw, mask, beginning=beginning):
        try:
            # "before christmas" is not by it; elsewhere "before" says no more than "by".
            is_before = mask.startswith(_BEFORE, start)
            at = read_due(f"before {phrase}" if is_before else phrase, now=now, hours=hours)
        except NotADate as refusal:
            unsure = unsure or _unsure(refusal, raw, before, now=now, hours=hours)
            continue
        except Refusal as refusal:
            refused = refused or _untaken(refusal, before, now=now, hours=hours)
            continue
        return _Due(at, phrase, len(raw[:start].rstrip(" ,\n\t–—-")))
    if (asked := refused or unsure) is not None:
        raise asked
    return None


def _marked(raw: str, mask: str, *, beginning: Beginning) -> Iterator[tuple[int, str, str]]:
    """Give where each `by` stands, the text before a date, and what may be one; the last first."""
    # A customer called "by" is in quotes or has a colon, so elsewhere any `by` can be the one.
    floor = 0 if beginning.name is None else beginning.body
    near_end = max(floor, len(raw) - LONGEST_PHRASE)
    for found in reversed(list(_BY.finditer(mask, near_end))):
        is_before = mask.startswith(_BEFORE, found.start())
        before = f"{raw[: found.start()]}by " if is_before else raw[: found.end()]
        yield found.start(), before, phrase_in(raw[found.end() :])


def _unsure(
    refusal: Refusal, raw: str, before: str, *, now: datetime, hours: WorkingHours
) -> Refusal | None:
    """Offer what a number may have meant, and dates beside which it stays a word."""
    if not refusal.choices:
        return None
    kept = due_choices(before=f"{raw.rstrip(' .,!')} by ", now=now, hours=hours)
    choices = [*placed(refusal, before=before).choices, *kept]
    return Refusal(refusal.sentence, choices=choices[:MOST_CHOICES])


def _untaken(refusal: Refusal, before: str, *, now: datetime, hours: WorkingHours) -> Refusal:
    if refusal.choices:
        return placed(refusal, before=before)
    return Refusal(refusal.sentence, choices=due_choices(before=before, now=now, hours=hours))


def _no_date(raw: str, *, beginning: Beginning, now: datetime, hours: WorkingHours) -> Refusal:
    if beginning.name is None:
        refusal = verb_without_number(raw, verbs=PROMISE_VERBS) or slip_of_verb(
            raw, verbs=PROMISE_VERBS
        )
        if refusal is not None:
            return refusal
    if not raw[beginning.body :].strip():
        return _nothing_promised(raw, beginning=beginning)
    before = raw.rstrip(" .,!\n")
    if loose := _DANGLING.search(before, max(0, len(before) - 8)):
        before = before[: loose.start()].rstrip()
    if meant := unmarked(before, floor=beginning.body, now=now, hours=hours):
        sentence = "By when? Write “by” before the date, as in “… by friday 5pm”."
        return Refusal(sentence, choices=meant)
    return Refusal(
        "By when? End with “by” and a date, as in “… by friday 5pm”.",
        choices=due_choices(before=f"{before} by ", now=now, hours=hours),
    )


def _nothing_promised(raw: str, *, beginning: Beginning) -> Unfinished:
    name = beginning.name or shorten(decode(raw[: beginning.body]), limit=40)
    return Unfinished(
        f"What do we promise {name}? Write it after the name, "
        f"as in “{name}: send the quote by friday”."
    )
