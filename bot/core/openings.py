"""Local windows laid on the line of UTC microseconds, where DST needs no thought any more."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.week import Windows

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
DAY = 24 * 60 * 60

# Seconds since the epoch: when it opens, when it closes.
Opening = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """The openings within one stretch of time, in microseconds since the epoch.

    `before[i]` is the working time within the span before `opens[i]`.
    """

    opens: list[int]
    closes: list[int]
    before: list[int]
    total: int

    @classmethod
    def of(cls, openings: Iterable[Opening]) -> "Span":
        opens: list[int] = []
        closes: list[int] = []
        before: list[int] = []
        total = 0
        for opening, closing in openings:
            opens.append(opening * SECOND)
            closes.append(closing * SECOND)
            before.append(total)
            total += (closing - opening) * SECOND
        return cls(opens, closes, before, total)

    def is_open(self, at: int) -> bool:
        i = bisect_right(self.opens, at) - 1
        return i >= 0 and at < self.closes[i]

    def worked(self, at: int) -> int:
        """Return the working time from the beginning of the span to an instant in it."""
        i = bisect_right(self.opens, at) - 1
        if i < 0:
            return 0
        closes = self.closes[i]
        return self.before[i] + (at if at < closes else closes) - self.opens[i]

    def earliest(self, worked: int) -> int:
        """Return the first instant by which so much was worked; `worked` is positive."""
        i = bisect_left(self.before, worked) - 1
        return self.opens[i] + worked - self.before[i]

    def latest(self, worked: int) -> int:
        """Return the last instant at which no more was worked; `worked` is below the total."""
        i = bisect_right(self.before, worked) - 1
        return self.opens[i] + worked - self.before[i]

    def next_opening(self, at: int) -> int | None:
        """Return the instant if it is open, else the next opening in the span."""
        i = bisect_right(self.opens, at)
        if i and at < self.closes[i - 1]:
            return at
        return self.opens[i] if i < len(self.opens) else None


def find_openings(
    windows_on: Callable[[int], Windows], *, zone: ZoneInfo, since: int, until: int
) -> list[Opening]:
    """Return when it is open from `since` up to `until`, by the clock on the wall.

    Open is every instant at which a local clock shows a time within the windows of the local
    date. `windows_on` is asked by the number of days since 1970-01-01.
    """
    found: list[Opening] = []
    for begin, end, offset in _stretches(zone, since=since, until=until):
        for number in range((begin + offset) // DAY, (end + offset - 1) // DAY + 1):
            for opens, closes in windows_on(number):
                opening = max(number * DAY + opens * 60 - offset, begin)
                closing = min(number * DAY + closes * 60 - offset, end)
                if opening >= closing:
                    continue
                if found and found[-1][1] == opening:
                    found[-1] = (found[-1][0], closing)
                else:
                    found.append((opening, closing))
    return found


def _stretches(zone: ZoneInfo, *, since: int, until: int) -> Iterator[tuple[int, int, int]]:
    """Yield (begin, end, UTC offset) of every stretch in which the offset stays the same."""
    begin, at, offset = since, since, _offset(zone, since)
    while at < until:
        ahead = min(at + DAY, until)
        if _offset(zone, ahead) == offset:
            at = ahead
            continue
        at = _change(zone, at, ahead)
        yield begin, at, offset
        begin, offset = at, _offset(zone, at)
    if begin < until:
        yield begin, until, offset


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """Return the first second after `before` at which the offset is no longer the same."""
    offset = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, at: int) -> int:
    # Not fromtimestamp: some systems refuse it before 1970.
    shift = (EPOCH + timedelta(seconds=at)).astimezone(zone).utcoffset()
    return 0 if shift is None else shift.days * DAY + shift.seconds
