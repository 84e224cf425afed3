"""A date at the end of what was promised, without the `by` before it: offered, never taken."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import phrase_in, placed
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_due, said_day

_WORD = re.compile(r"(?<!\S)\S+")
_MOST_WORDS = 7
_LONGEST = 50
# "lunch", "may" and "sun" alone are more often words than dates.
_TELLING = re.compile(
    r"(?:mon|tue|wed|thu|fri)[a-z]*|sat[a-z]{3,}|sun[a-z]{2,}|to(?:day|night)|tom+or+ow|tmrw"
    r"|eo[dwmqy]|cob|asap|soon|(?:next|this)\s+(?:week|month|quarter|year)|weekend|christmas"
    r"|end\s+of\s+\w+|(?:in\s+)?\S+\s+(?:hours?|days?|weeks?|months?)|.*[0-9].*",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:on|at)\s+", re.IGNORECASE)
# "support for 2 weeks" says how long, "every monday" how often.
_NO_DATE_AFTER = re.compile(
    r"(?<!\S)(?:for|every|each|of|last|per|the|a|an|than|about|from|since|and|or)\s+$",
    re.IGNORECASE,
)


def unmarked(raw: str, *, floor: int, now: datetime, hours: WorkingHours) -> tuple[Choice, ...]:
    """Return the whole text with its last words as the due date, once for each reading."""
    for begin in _tails(raw, floor=floor):
        phrase = phrase_in(raw[begin:])
        if lead := _LEADS.match(phrase):
            phrase = phrase[lead.end() :]
        before = raw[:begin].rstrip(" ,;\n\t–—-")
        if not _TELLING.search(phrase) or _NO_DATE_AFTER.search(raw[:begin]):
            continue
        try:
            at = read_due(phrase, now=now, hours=hours)
        except NotADate:
            continue
        except Refusal as refusal:
            return placed(refusal, before=f"{before} by ").choices
        return (Choice(said_day(at, now=now, hours=hours), f"{before} by {phrase}"),)
    return ()


def _tails(raw: str, *, floor: int) -> Iterator[int]:
    """Give where the last words begin, the longest tail first; something promised stays."""
    begins = [found.start() for found in _WORD.finditer(raw, max(floor, len(raw) - _LONGEST))]
    yield from [begin for begin in begins[-_MOST_WORDS:] if raw[floor:begin].strip(" ,:;")]
