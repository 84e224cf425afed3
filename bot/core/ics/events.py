"""Follows the events of a calendar through their repetitions, as far as the days asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.errors import Refusal
from bot.core.ics.days import Why
from bot.core.ics.places import listed, span
from bot.core.ics.repeats import days_between
from bot.core.words import clean

if TYPE_CHECKING:
    from icalendar.cal import Component

MOST_LOOKS = 200_000  # at days before those asked for: a third of a second
MOST_TIMES = 3_000  # of what repeats, within them: half a second
LONGEST = timedelta(weeks=6)
SHORTEST = timedelta(hours=2)
LONGEST_NAME = 80
_MARGIN = timedelta(days=2)  # a day somewhere is two dates in the world


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an event takes place: dates if it takes whole days, else instants."""

    name: str
    start: date
    end: date


def name_of(event: "Component") -> str:
    """Return what an event is called, in one short line."""
    words = "".join(str(one) for one in listed(event, "SUMMARY")[:1])
    return " ".join(clean(words).split())[:LONGEST_NAME].strip() or "Day off"


def why_not(event: "Component") -> Why | None:
    """Return why an event is no day off. Raises what it stumbles on."""
    start, end = span(event)
    is_timed = isinstance(start, datetime)
    if is_timed is not isinstance(end, datetime) or end < start:
        return Why.UNCLEAR
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return Why.CANCELLED
    # Calendars mark whole days as free unless told otherwise, public holidays too: it says nothing.
    if is_timed and str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return Why.FREE
    if is_timed and end - start < SHORTEST:
        return Why.SHORT
    if end - start > LONGEST:
        return Why.LONG
    rules = listed(event, "RRULE")
    return Why.ODD if any(_days_between(rule, start) is None for rule in rules) else None


@dataclass(slots=True)
class Span:
    """The days asked for, and a count of what following events through them has cost."""

    first: date
    last: date
    looks: int = 0
    times: int = 0

    def has_none_of(self, event: "Component") -> bool:
        """Whether an event that takes place once does so before or after."""
        if any(event.get(name) is not None for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
            return False
        start, end = (_day(one) for one in span(event))
        return end < self.first - _MARGIN or start > self.last + _MARGIN

    def follow(self, events: Sequence["Component"]) -> Iterator[Occurrence]:
        """Give the times of one event, of which later ones in the list may change some."""
        import icalendar
        import recurring_ical_events

        calendar = icalendar.Calendar()
        for event in events:
            self._count(event)
            calendar.add_component(event)
        found = recurring_ical_events.of(calendar)
        for one in found.between(self.first - _MARGIN, self.last + _MARGIN):
            if why_not(one) is None:
                yield Occurrence(name_of(one), *span(one))

    def _count(self, event: "Component") -> None:
        for rule in listed(event, "RRULE"):
            start = _day(span(event)[0])
            step = _days_between(rule, start) or 1
            self.looks += max(0, (self.last - start).days) // step
            self.times += max(0, (self.last - max(start, self.first)).days) // step
        if self.looks > MOST_LOOKS or self.times > MOST_TIMES:
            raise Refusal(
                "What repeats in that file takes too many days to be days off. "
                "Put the days off into a calendar of their own, and export that one."
            )


def _days_between(rule: object, start: date) -> int | None:
    text = rule.to_ical().decode() if hasattr(rule, "to_ical") else ""
    return days_between(text, start_day=start.day)


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at
