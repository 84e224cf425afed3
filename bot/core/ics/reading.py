"""Reads a calendar file: its events, followed, cut into the days that they take."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.core.errors import Refusal
from bot.core.ics.days import DayOff, DaysOff, HalfDay, LeftOut, Why
from bot.core.ics.events import Occurrence, Span, name_of, why_not
from bot.core.ics.lines import Lines, decoded, refuse, sorted_lines
from bot.core.ics.places import Places

if TYPE_CHECKING:
    from icalendar.cal import Component

DAY = timedelta(days=1)
MIDNIGHT = "24:00"
MOST_NAMES = 3  # of one day
_READ = (Why.CANCELLED, Why.FREE, Why.SHORT, Why.LONG)


def read_days(content: str | bytes, *, zone: ZoneInfo, first: date, last: date) -> DaysOff:
    """Return the days off from `first` to `last`, on the clock of `zone`. Raises Refusal.

    A whole day is one that an event takes as a date; what is timed takes a part of a day.
    """
    lines = sorted_lines(decoded(content))
    span = Span(first, last)
    left_out: dict[LeftOut, None] = {}
    found: list[Occurrence] = []
    for series in _series(_events(lines, zone), span, left_out):
        try:
            found += span.follow(series)
        except Refusal:
            raise
        except Exception:  # noqa: BLE001 - any of the library's own slips on a rule it cannot take
            # ValueError, TypeError, OverflowError and others: it promises none. Only this series
            # is left out, by name; the rest of the file is still good.
            left_out[LeftOut(name_of(series[0]), Why.UNCLEAR)] = None
    return _days(found, span, zone, tuple(left_out))


def _events(lines: Lines, zone: ZoneInfo) -> Iterator[tuple["Component", Why | None]]:
    """Give every event of the file, and why it is no day off if it is none."""
    import icalendar

    try:
        calendars = icalendar.Calendar.from_ical("\r\n".join(lines.events), multiple=True)
    except Exception as odd:
        # A file from anywhere, parsed by a library that promises no kind of error for a bad one.
        raise refuse() from odd
    places = Places(zone, lines.zones)
    for calendar in calendars:
        shown_in = str(calendar.get("X-WR-TIMEZONE") or "")
        for event in calendar.walk("VEVENT"):
            yield event, _why_not(event, places, shown_in)


def _series(
    events: Iterable[tuple["Component", Why | None]], span: Span, left_out: dict[LeftOut, None]
) -> Iterable[list["Component"]]:
    """Return the events that count, with those that change one of their times."""
    series: dict[str, list[Component]] = {}
    for number, (event, why) in enumerate(events):
        is_read = why is None or why in _READ
        if is_read and span.has_none_of(event):
            continue
        if why is not None:
            left_out[LeftOut(name_of(event), why)] = None
        if why is None or (is_read and event.get("RECURRENCE-ID") is not None):
            # A time that was cancelled must not come back by the rule.
            series.setdefault(str(event.get("UID") or number), []).append(event)
    return series.values()


def _why_not(event: "Component", places: Places, shown_in: str) -> Why | None:
    try:
        return why_not(event) if places.place(event, shown_in=shown_in) else Why.ZONE
    except Refusal:
        raise
    except Exception:  # noqa: BLE001 - any of the library's own slips on a value it cannot take
        # As above: only this event is left out, by name.
        return Why.UNCLEAR


def _days(
    found: Iterable[Occurrence], span: Span, zone: ZoneInfo, left_out: tuple[LeftOut, ...]
) -> DaysOff:
    whole: dict[date, list[str]] = {}
    halves: set[HalfDay] = set()
    for one in found:
        for day, since, until in _cut(one, zone):
            if not span.first <= day <= span.last:
                continue
            if (since, until) == ("00:00", MIDNIGHT):
                names = whole.setdefault(day, [])
                names += [one.name] if len(names) < MOST_NAMES and one.name not in names else []
            else:
                halves.add(HalfDay(day, since, until, one.name))
    kept = [one for one in halves if one.day not in whole]
    return DaysOff(
        tuple(DayOff(day, ", ".join(sorted(names))) for day, names in sorted(whole.items())),
        tuple(sorted(kept, key=lambda one: (one.day, one.since, one.until, one.name))),
        left_out,
    )


def _cut(one: Occurrence, zone: ZoneInfo) -> Iterator[tuple[date, str, str]]:
    """Give each day that it touches, and from when until when there."""
    if not isinstance(one.start, datetime) or not isinstance(one.end, datetime):
        for number in range((one.end - one.start).days):
            yield one.start + number * DAY, "00:00", MIDNIGHT
        return
    start, end = one.start.astimezone(zone), one.end.astimezone(zone)
    day = start.date()
    while day <= end.date():
        since = start.strftime("%H:%M") if day == start.date() else "00:00"
        until = end.strftime("%H:%M") if day == end.date() else MIDNIGHT
        if since < until:
            yield day, since, until
        day += DAY
