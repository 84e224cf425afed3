"""Days off as lines of a form: `2026-12-28 to 2026-12-31`, `2026-12-24 until 12`, `… worked`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.errors import Refusal
from bot.core.grammar.days_off import has_cut, read_days, read_half_days
from bot.core.grammar.week import read_hours
from bot.core.hours import WorkingHours
from bot.core.week import Breaks
from bot.core.words import shorten

# Of the 3,000 characters that a field holds: there must be room to add some.
LONGEST = 2_400
_LONGEST_RUN = 60  # days, within what a range may be

_LINES = re.compile(r"\s*[\n;]\s*")
_OFF = re.compile(r"(?P<days>.+?)[\s,]+off[\s:]+(?P<windows>[0-9].*)", re.IGNORECASE)
_WORKED = re.compile(r"(?P<days>.+?)[\s,]+(?:is\s+)?(?:worked|open)", re.IGNORECASE)

Cut = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Days that are not as usual: `closed` ones, and what is off work of others."""

    closed: frozenset[date]
    breaks: Mapping[date, Cut]


@dataclass(frozen=True, slots=True)
class Spelled:
    """The lines that say which days are off, each with what it says; `last` is said of none after.

    What comes after `last` did not fit.
    """

    lines: Mapping[str, Days]
    last: date

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def spell_days(closed: Sequence[date], breaks: Breaks, *, since: date) -> Spelled:
    """Spell the days from `since` on, as many as fit into a field."""
    off = sorted(day for day in closed if day >= since)
    cut = sorted(day for day in breaks if day >= since and day not in off)
    found = [(first, _run(first, last)) for first, last in _runs(off)]
    found += [(day, _cut_line(day, breaks[day])) for day in cut]
    lines: dict[str, Days] = {}
    room = LONGEST
    for first, (line, days) in sorted(found, key=lambda one: one[0]):
        room -= len(line) + 1
        if room < 0:
            return Spelled(lines, first - timedelta(days=1))
        lines[line] = days
    return Spelled(lines, date.max)


def read_lines(text: str, *, known: Mapping[str, Days], now: datetime, hours: WorkingHours) -> Days:
    """Read what each line says; one that is `known` stands, though its day may be over by now."""
    closed: set[date] = set()
    breaks: dict[date, Cut] = {}
    for line in filter(None, (one.strip(" \t,.-•*") for one in _LINES.split(text))):
        days = known.get(line) or _read(line, now=now, hours=hours)
        for day in sorted(days.closed | days.breaks.keys()):
            is_other = day in closed and day not in days.closed
            if is_other or (day in breaks and breaks[day] != days.breaks.get(day)):
                raise Refusal(f"{day} stands there twice. Which is right?")
        closed |= days.closed
        breaks |= days.breaks
    return Days(frozenset(closed), breaks)


def _read(line: str, *, now: datetime, hours: WorkingHours) -> Days:
    if found := _WORKED.fullmatch(line):
        days = read_days(found["days"], before="", now=now, hours=hours)
        return Days(frozenset(), dict.fromkeys(days, ()))
    if found := _OFF.fullmatch(line):
        days = read_days(found["days"], before="", now=now, hours=hours)
        return Days(frozenset(), dict.fromkeys(days, _windows(found["windows"])))
    if has_cut(line):
        return Days(frozenset(), read_half_days(line, now=now, hours=hours))
    return Days(frozenset(read_days(line, before="", now=now, hours=hours)), {})


def _windows(text: str) -> Cut:
    try:
        return tuple(tuple(one) for one in read_hours(f"mon {text}").week["mon"])  # type: ignore[misc]
    except Refusal as refusal:
        shown = shorten(text, limit=40)
        raise Refusal(f"I can't read “{shown}”. Write it as in “off 10-12”.") from refusal


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Days that follow each other, together."""
    start = 0
    for place in range(1, len(days) + 1):
        is_end = place == len(days) or days[place] - days[place - 1] > timedelta(days=1)
        if is_end or place - start == _LONGEST_RUN:
            yield days[start], days[place - 1]
            start = place


def _run(first: date, last: date) -> tuple[str, Days]:
    count = (last - first).days + 1
    days = frozenset(first + timedelta(days=number) for number in range(count))
    return (str(first) if count == 1 else f"{first} to {last}"), Days(days, {})


def _cut_line(day: date, cut: Sequence[tuple[str, str]]) -> tuple[str, Days]:
    windows = tuple((begins, ends) for begins, ends in cut)
    match windows:
        case ():
            said = "worked"
        case ((begins, "24:00"),) if begins != "00:00":
            said = f"until {begins}"
        case (("00:00", ends),) if ends != "24:00":
            said = f"from {ends}"
        case _:
            said = "off " + ", ".join(f"{begins}-{ends}" for begins, ends in windows)
    return f"{day} {said}", Days(frozenset(), {day: windows})
