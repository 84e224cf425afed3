"""Arithmetic with working time on UTC microseconds, over openings laid out when first needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from bot.core.errors import Refusal
from bot.core.openings import DAY, EPOCH, SECOND, Span, find_openings
from bot.core.week import Windows

# Openings are laid out in spans of this length: short enough that hours used once stay cheap
# (a quarter of a millisecond a span), long enough that few questions cross a border.
SPAN_DAYS = 128
SPAN = SPAN_DAYS * DAY * SECOND
# A calendar in which every coming day is a holiday has to end in words, not in a loop.
HORIZON_YEARS = 100
HORIZON_SPANS = HORIZON_YEARS * 366 // SPAN_DAYS
# Four years of spans (20 kB each) and five of dates: more than the questions of one day touch.
SPANS_KEPT = 12
DATES_KEPT = 2048
FIRST_YEAR, LAST_YEAR = 1900, 2200
FIRST_DAY = EPOCH.toordinal()

# A stretch of time: its begin and its end, in microseconds since the epoch.
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timetable:
    """When it is open: the windows of the weekdays, and of the days that differ from theirs.

    All instants and durations are microseconds, instants since the epoch; days are counted from
    1970-01-01.
    """

    zone: ZoneInfo
    days: tuple[Windows, ...]
    special: Mapping[int, Windows]
    _spans: dict[int, Span] = field(default_factory=dict, init=False)
    _ends: dict[int, Stretch | None] = field(default_factory=dict, init=False)
    _ahead: dict[tuple[int, int], int] = field(default_factory=dict, init=False)

    def is_open(self, at: int) -> bool:
        return self._span(at // SPAN).is_open(at)

    def add(self, at: int, left: int) -> int:
        """Return the first instant by which so much was worked; of nothing, the next opening."""
        if not left:
            return self.next_opening(at)
        index = at // SPAN
        span = self._span(index)
        left += span.worked(at)
        horizon = index + HORIZON_SPANS
        while left > span.total:
            left -= span.total
            index += 1
            span = self._span(index, horizon=horizon)
        return span.earliest(left)

    def back(self, at: int, left: int) -> int:
        """Return the last instant from which so much is worked until the given one."""
        if not left:
            return at
        index = at // SPAN
        span = self._span(index)
        ahead = span.worked(at) - left
        horizon = index - HORIZON_SPANS
        while ahead < 0:
            index -= 1
            span = self._span(index, horizon=horizon)
            ahead += span.total
        return span.latest(ahead)

    def elapsed(self, since: int, until: int) -> int:
        if until <= since:
            return 0
        index, last = since // SPAN, until // SPAN
        span = self._span(index)
        worked = -span.worked(since)
        horizon = index + HORIZON_SPANS
        while index < last:
            worked += span.total
            index += 1
            span = self._span(index, horizon=horizon)
        return worked + span.worked(until)

    def next_opening(self, at: int) -> int:
        """Return the instant itself if it is open."""
        index = at // SPAN
        horizon = index + HORIZON_SPANS
        opening = self._span(index).next_opening(at)
        while opening is None:
            index += 1
            opening = self._span(index, horizon=horizon).next_opening(at)
        return opening

    def add_paused(self, at: int, left: int, *, pauses: Iterable[Stretch]) -> int:
        has_work = left > 0
        for begin, end in merge(pauses):
            reached = self.add(at, left)
            # Work that is done just as the clock stops is done.
            if reached < begin or (has_work and reached == begin):
                return reached
            left -= self.elapsed(at, begin)
            at = max(at, end)
        return self.add(at, left)

    def elapsed_paused(self, since: int, until: int, *, pauses: Iterable[Stretch]) -> int:
        stood = (self.elapsed(max(a, since), min(b, until)) for a, b in merge(pauses))
        return self.elapsed(since, until) - sum(stood)

    def ends(self, number: int) -> Stretch | None:
        """Return the first opening and the last closing of a local day; None if it is closed."""
        try:
            return self._ends[number]
        except KeyError:
            if len(self._ends) >= DATES_KEPT:
                self._ends.clear()
            return self._ends.setdefault(number, self._find_ends(number))

    def add_days(self, number: int, days: int) -> int:
        """Return the working day so many working days on; a closed day counts for nothing."""
        known = self._ahead.get((number, days))
        if known is not None:
            return known
        if len(self._ahead) >= DATES_KEPT:
            self._ahead.clear()
        return self._ahead.setdefault((number, days), self._count(number, days))

    def _count(self, number: int, days: int) -> int:
        step = -1 if days < 0 else 1
        left = abs(days)
        for _ in range(HORIZON_YEARS * 366):
            if not left and self.ends(number):
                return number
            number += step
            if left and self.ends(number):
                left -= 1
        raise _too_far()

    def windows_on(self, number: int) -> Windows:
        special = self.special.get(number)
        # Day 0 was a Thursday.
        return self.days[(number + 3) % 7] if special is None else special

    def _span(self, index: int, *, horizon: int | None = None) -> Span:
        if index == horizon:
            raise _too_far()
        span = self._spans.get(index)
        return self._lay_out(index) if span is None else span

    def _lay_out(self, index: int) -> Span:
        first = index * SPAN_DAYS
        _refuse_outside(first)
        openings = find_openings(
            self.windows_on, zone=self.zone, since=first * DAY, until=(first + SPAN_DAYS) * DAY
        )
        if len(self._spans) >= SPANS_KEPT:
            self._spans.clear()
        return self._spans.setdefault(index, Span.of(openings))

    def _find_ends(self, number: int) -> Stretch | None:
        windows = self.windows_on(number)
        if not windows:
            return None
        _refuse_outside(number)
        # Local days lie up to 14 hours off the day in UTC, and are up to a day longer.
        openings = find_openings(
            lambda day: windows if day == number else (),
            zone=self.zone,
            since=(number - 1) * DAY,
            until=(number + 2) * DAY,
        )
        return (openings[0][0] * SECOND, openings[-1][1] * SECOND) if openings else None


def merge(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that overlap as one; without those that are empty."""
    merged: list[Stretch] = []
    for begin, end in sorted(stretches):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif begin < end:
            merged.append((begin, end))
    return merged


def number_of(day: date) -> int:
    """Return the number of days since 1970-01-01."""
    return day.toordinal() - FIRST_DAY


def day_of(number: int) -> date:
    """Return the date so many days after 1970-01-01."""
    return date.fromordinal(number + FIRST_DAY)


def _too_far() -> Refusal:
    return Refusal(
        f"That does not fit into {HORIZON_YEARS} years of these working hours. "
        "Check the holidays, or ask for less."
    )


def _refuse_outside(number: int) -> None:
    first, last = (number_of(date(year, 1, 1)) for year in (FIRST_YEAR, LAST_YEAR))
    if not first <= number < last:
        raise Refusal(
            f"Working hours are known from {FIRST_YEAR} to {LAST_YEAR}. Give a date in between."
        )
