"""Reading what was typed as far as it goes, to fill a form with it: no word of it is lost."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.core.asks import Candidate, LogContact, MakePromise
from bot.core.contacts import Direction
from bot.core.errors import Refusal
from bot.core.filling import Filled, FormName, Mark
from bot.core.grammar.contact import NUMBERED, read_contact
from bot.core.grammar.names import read_beginning, read_naming
from bot.core.grammar.promise import read_promise
from bot.core.grammar.things import PROMISE_VERBS
from bot.core.grammar.times import phrase_in
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_past
from bot.core.words import clean, decode, masked

_WAY = re.compile(r"(?P<way>from|to)(?:\s+|:\s*|$)", re.IGNORECASE)
_TO = re.compile(r"to\s+(?=[^\s:])", re.IGNORECASE)
_BY = re.compile(r"\s(?:by|before|until|due)\s+(?P<phrase>\S[^\n]{0,60})$", re.IGNORECASE)
_AT = re.compile(r"\sat\s+(?=\S[^\n]{0,60}$)", re.IGNORECASE)
_VERB = re.compile(r"(\w+)\s+#?[0-9]{1,9}(?!\w)")
_HELP = re.compile(r"(?:help|\?)\b", re.IGNORECASE)
_WAYS = {"from": Direction.INBOUND, "to": Direction.OUTBOUND}


@dataclass(frozen=True, slots=True)
class Begun:
    """A form as far as it was typed; the customer is one of the candidates, or that of a number.

    With both, the number is of an inquiry of theirs.
    """

    filled: Filled
    candidates: tuple[Candidate, ...] = ()
    number: int | None = None


def form_of(command: str, words: str) -> FormName | None:
    """Which form could ask for the rest of what was typed, if one can."""
    raw = clean(words)
    if command == FormName.CONTACT:
        is_begun = not raw or _WAY.match(raw) or NUMBERED.match(raw)
        return FormName.CONTACT if is_begun else None
    if command != FormName.PROMISE or _HELP.match(raw):
        return None
    verb = _VERB.match(raw)
    if verb is not None and verb[1].lower() in PROMISE_VERBS:
        return None
    return FormName.PROMISE


def read_unfinished(form: FormName, words: str, *, now: datetime, hours: WorkingHours) -> Begun:
    """Read as much as can be read; what cannot stands in the form as it was typed."""
    raw = clean(words)
    if form is FormName.CONTACT:
        return _contact(raw, now=now, hours=hours)
    return _promise(raw, now=now, hours=hours)


def _contact(raw: str, *, now: datetime, hours: WorkingHours) -> Begun:
    way = _WAY.match(raw)
    if way is None:
        numbered = NUMBERED.match(raw)
        rest = raw[numbered.end() :] if numbered else raw
        number = int(numbered["number"]) if numbered else None
        return Begun(Filled(words=decode(rest).strip()), number=number)
    direction = _WAYS[way["way"].lower()]
    try:
        ask = read_contact(raw, now=now, hours=hours)
    except Refusal:
        ask = None
    if not isinstance(ask, LogContact):
        end, phrase = _time_meant(raw, start=way.end(), now=now, hours=hours)
        filled = Filled(direction=direction, words=decode(raw[way.end() : end]), phrase=phrase)
        return Begun(filled, *_split(raw, start=way.end(), end=end))
    marks = [Mark.FYI] * ask.fyi + [Mark.COMPLAINT] * ask.complaint + [Mark.ACK] * ask.ack
    at = None if ask.at is None else ask.at.astimezone(hours.zone)
    filled = Filled(
        direction=direction,
        day="" if at is None else f"{at:%Y-%m-%d}",
        time="" if at is None else f"{at:%H:%M}",
        via=ask.via or "",
        mood=ask.mood or "",
        marks=tuple(marks),
    )
    return Begun(filled, ask.naming.candidates, ask.naming.number)


def _time_meant(raw: str, *, start: int, now: datetime, hours: WorkingHours) -> tuple[int, str]:
    """Where the words end, and the time after them if that is mistyped, or cannot be."""
    for found in _AT.finditer(raw, start):
        phrase = phrase_in(raw[found.end() :])
        try:
            read_past(phrase, now=now, hours=hours)
        except NotADate:
            continue
        except Refusal:
            return found.start(), phrase
    return len(raw), ""


def _promise(raw: str, *, now: datetime, hours: WorkingHours) -> Begun:
    try:
        ask = read_promise(raw, now=now, hours=hours)
    except Refusal:
        ask = None
    if isinstance(ask, MakePromise):
        return Begun(Filled(phrase=ask.due_words), ask.naming.candidates)
    start = to.end() if (to := _TO.match(raw)) else 0
    by = _BY.search(raw, start)
    phrase = decode(by["phrase"]) if by else ""
    end = by.start() if by else len(raw)
    filled = Filled(words=decode(raw[start:end]).strip(), phrase=phrase)
    return Begun(filled, _split(raw, start=start, end=end)[0])


def _split(
    raw: str, *, start: int, end: int | None = None
) -> tuple[tuple[Candidate, ...], int | None]:
    """Every way in which it may begin with a customer's name, and a number after it, if any."""
    last = len(raw) if end is None else end
    mask = masked(raw)
    try:
        beginning = read_beginning(raw, mask, start=start)
        naming = read_naming(raw, mask, start=start, end=last, beginning=beginning, wordless=True)
    except Refusal:
        return (), None
    return naming.candidates, naming.number
