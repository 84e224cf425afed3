"""Time phrases inside a command: until when, and dates to offer where one is missing."""

import re
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.core.errors import Choice, Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import read_due
from bot.core.words import decode

MOST_CHOICES = 5
LONGEST_PHRASE = 80

_HALF_OF_DAY = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_OFFERED = (("Today", "today eod"), ("Tomorrow", "tomorrow"), ("Friday", "friday"))
_OFFERED_UNTIL = (("Tomorrow", "tomorrow"), ("Monday", "monday"), ("In a week", "in 1 week"))
_SPAN = re.compile(
    r"(?:for\s+|in\s+|another\s+)?(?P<count>[0-9]{1,3}|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten)\s*(?P<unit>(?:working|business|work)\s+days?|d|days?|w|wks?|weeks?"
    r"|months?|h|hrs?|hours?|m|mins?|minutes?)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_DAYS = re.compile(r"d|days?|w|wks?|weeks?|months?|.*\sdays?", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d\s*(?:h|hrs?|hours?|m|mins?|minutes?|am|pm|uhr)\b|\d\s*[ap]\.|\d[:h]\d|o.clock|\bat\b"
    r"|noon|(?<!fort)night|evening|afternoon|lunch|half|quarter|hour|minute|\beo[dwmqy]\b|\bend\b|\bco[bp]\b"
    r"|clos",
    re.IGNORECASE,
)


def phrase_in(raw: str) -> str:
    """Return the phrase without the sentence's full stop; "5 p.m." keeps its own."""
    phrase = decode(raw).strip()
    return phrase if _HALF_OF_DAY.search(phrase) else phrase.rstrip(" .,;!?…")


class Reader(Protocol):
    """A reader of time phrases, such as `read_due`."""

    def __call__(self, text: str, /, *, now: datetime, hours: WorkingHours) -> datetime: ...


def placed(refusal: Refusal, *, before: str, after: str = "") -> Refusal:
    """Return the refusal of a phrase with its choices set back into the whole text."""
    choices = [Choice(one.label, before + one.words + after) for one in refusal.choices]
    return Refusal(refusal.sentence, choices=choices[:MOST_CHOICES])


def due_choices(
    *, before: str, after: str = "", now: datetime, hours: WorkingHours
) -> tuple[Choice, ...]:
    """Return due dates that can be taken now, each as the whole corrected text."""
    return _offer(_OFFERED, read_due, before=before, after=after, now=now, hours=hours)


def until_choices(
    *, before: str, after: str = "", now: datetime, hours: WorkingHours
) -> tuple[Choice, ...]:
    """Return ends of a snooze, a hold or an absence, each as the whole corrected text."""
    return _offer(_OFFERED_UNTIL, read_until, before=before, after=after, now=now, hours=hours)


def read_until(text: str, /, *, now: datetime, hours: WorkingHours) -> datetime:
    """Read until when something rests: a day without a time ends the rest as that day opens.

    A due date on Monday leaves all of Monday; "until Monday" means that Monday is not meant.
    """
    return _read_until(text, now=now, hours=hours)[0]


def day_off_named(text: str, /, *, now: datetime, hours: WorkingHours) -> date | None:
    """The day off that was named as the end, which is the next opening therefore."""
    until, named = _read_until(text, now=now, hours=hours)
    return None if until.astimezone(hours.zone).date() == named else named


def _read_until(text: str, *, now: datetime, hours: WorkingHours) -> tuple[datetime, date]:
    """Read the end, and the day that was named for it."""
    phrase = text.strip()
    span = _SPAN.fullmatch(phrase)
    if span is not None:
        phrase = f"in {span['count']} {span['unit']}"
    at = read_due(phrase, now=now, hours=hours)
    if _WEEKDAY.fullmatch(phrase) and at.date() == now.astimezone(hours.zone).date():
        # Nobody who says on a Monday "until Monday" means this evening.
        named = at.date() + timedelta(days=7)
        return hours.next_opening(datetime.combine(named, time(), hours.zone)), named
    if span is not None and _DAYS.fullmatch(span["unit"]):
        until = _start_of_day(at, now=now, hours=hours)
        return until, until.date()  # who counts days names none
    closing = hours.closing(at.date())
    is_bare = closing is None or at == closing or "morning" in phrase.casefold()
    if is_bare and not _CLOCK.search(phrase):
        return _start_of_day(at, now=now, hours=hours), at.date()
    return at, at.date()


def _start_of_day(at: datetime, *, now: datetime, hours: WorkingHours) -> datetime:
    opening = hours.opening(at.date())
    if opening is None:
        return hours.next_opening(at)
    return opening if opening > now else at


def _offer(
    offered: tuple[tuple[str, str], ...],
    reader: Reader,
    *,
    before: str,
    after: str,
    now: datetime,
    hours: WorkingHours,
) -> tuple[Choice, ...]:
    choices: dict[datetime, Choice] = {}
    for label, words in offered:
        try:
            at = reader(words, now=now, hours=hours)
        except Refusal:
            continue
        choices.setdefault(at, Choice(label, before + words + after))
    return tuple(choices.values())
