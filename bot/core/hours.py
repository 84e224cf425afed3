"""Working hours: the week in which waiting counts, with holidays, breaks and daylight saving."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.errors import Refusal
from bot.core.openings import DAY, EPOCH, SECOND
from bot.core.timetable import HORIZON_YEARS, Stretch, Timetable, day_of, number_of
from bot.core.week import WEEKDAYS, Windows, read_breaks, read_week, spell_windows, without

ZERO = timedelta(0)

Pauses = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A week of windows in a zone, less holidays and breaks; equal when these are equal.

    It is open at every instant at which a clock on the wall there shows a time within a window.
    Every instant taken must be aware; every instant given is in `zone`.
    """

    zone: ZoneInfo
    days: tuple[Windows, ...]
    holidays: frozenset[date]
    broken: tuple[tuple[date, Windows], ...]
    _table: Timetable = field(init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        *,
        zone: str,
        week: Mapping[str, Sequence[tuple[str, str]]],
        holidays: Collection[date] = (),
        breaks: Mapping[date, Sequence[tuple[str, str]]] = {},
    ) -> "WorkingHours":
        """Read hours from words, or refuse; equal words share one object and its timetable."""
        return _shared(read_zone(zone), read_week(week), frozenset(holidays), read_breaks(breaks))

    def __post_init__(self) -> None:
        special = {
            number_of(day): without(self.days[day.weekday()], cut) for day, cut in self.broken
        }
        special |= {number_of(day): () for day in self.holidays}
        object.__setattr__(self, "_table", Timetable(self.zone, self.days, special))

    @property
    def week(self) -> dict[str, list[tuple[str, str]]]:
        """The windows of every weekday that has any, merged, as `of` takes them."""
        named = zip(WEEKDAYS, self.days, strict=True)
        return {name: spell_windows(windows) for name, windows in named if windows}

    @property
    def breaks(self) -> dict[date, list[tuple[str, str]]]:
        """The breaks by date, merged, as `of` takes them."""
        return {day: spell_windows(windows) for day, windows in self.broken}

    def is_open(self, at: datetime) -> bool:
        return self._table.is_open(_micros(at))

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return the first instant by which `duration` of working time has passed.

        Nothing added to a closed instant is the next opening: that is where work can start.
        """
        return self._instant(self._table.add(_micros(start), _length(duration)))

    def back(self, end: datetime, duration: timedelta) -> datetime:
        """Return the last instant from which `duration` of working time passes until `end`."""
        return self._instant(self._table.back(_micros(end), _length(duration)))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants; none if `end` is not the later one."""
        return timedelta(0, 0, self._table.elapsed(_micros(start), _micros(end)))

    def add_paused(self, start: datetime, duration: timedelta, *, pauses: Pauses) -> datetime:
        """Return what `add` does when the clock stands during the pauses, which may overlap."""
        at, left = _micros(start), _length(duration)
        return self._instant(self._table.add_paused(at, left, pauses=_stretches(pauses)))

    def elapsed_paused(self, start: datetime, end: datetime, *, pauses: Pauses) -> timedelta:
        """Return what `elapsed` does when the clock stands during the pauses, which may overlap."""
        since, until = _micros(start), _micros(end)
        worked = self._table.elapsed_paused(since, until, pauses=_stretches(pauses))
        return timedelta(0, 0, worked)

    def next_opening(self, at: datetime) -> datetime:
        """Return the instant itself if it is open, else when it opens next."""
        return self._instant(self._table.next_opening(_micros(at)))

    def opening(self, day: date) -> datetime | None:
        """Return when it first opens on that local date; None if it stays closed."""
        ends = self._table.ends(number_of(day))
        return ends and self._instant(ends[0])

    def closing(self, day: date) -> datetime | None:
        """Return when it last closes on that local date; None if it stays closed."""
        ends = self._table.ends(number_of(day))
        return ends and self._instant(ends[1])

    def windows_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return the windows in which that local date is worked."""
        return tuple(spell_windows(self._table.windows_on(number_of(day))))

    def is_working_day(self, day: date) -> bool:
        return self._table.ends(number_of(day)) is not None

    def add_days(self, start: datetime, days: int) -> date:
        """Return the date so many working days later, or earlier if `days` is negative.

        A closed day counts for nothing: Saturday + 1 is Monday, and so is Saturday + 0.
        """
        number = number_of(self._instant(_micros(start)).date())
        return day_of(self._table.add_days(number, days))

    def days_after(self, start: datetime, days: int) -> datetime:
        """Return the same time of day so many working days later.

        On a closed day nothing passes: it is counted from the next opening.
        """
        local = start.astimezone(self.zone)
        if not self.is_working_day(local.date()):
            local = self.next_opening(start)
        return datetime.combine(self.add_days(local, days), local.time(), self.zone)

    def _instant(self, at: int) -> datetime:
        seconds, rest = divmod(at, SECOND)
        # Twice as fast as adding to the epoch and converting.
        instant = datetime.fromtimestamp(seconds, self.zone)
        return instant.replace(microsecond=rest) if rest else instant


def read_zone(name: str) -> ZoneInfo:
    """Return the zone of that name, or refuse."""
    try:
        return ZoneInfo(name)
    # A folder of zones, like Europe, is an OSError; what cannot be a path is a ValueError.
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise Refusal(
            f"“{name}” is not a time zone I know. Write it as area and city, like Europe/Berlin."
        ) from unknown


@lru_cache(maxsize=256)
def _shared(
    zone: ZoneInfo,
    days: tuple[Windows, ...],
    holidays: frozenset[date],
    broken: tuple[tuple[date, Windows], ...],
) -> WorkingHours:
    return WorkingHours(zone, days, holidays, broken)


def _micros(at: datetime) -> int:
    """Return the microseconds since the epoch; integers, because floats lose some."""
    try:
        passed = at - EPOCH
    except TypeError as naive:
        raise ValueError(f"an instant needs a time zone: {at!r}") from naive
    return (passed.days * DAY + passed.seconds) * SECOND + passed.microseconds


def _length(duration: timedelta) -> int:
    if duration < ZERO:
        raise ValueError(f"a duration of working time is not negative: {duration}")
    if duration.days > HORIZON_YEARS * 366:
        raise Refusal(f"More than {HORIZON_YEARS} years of working time cannot be reckoned.")
    return (duration.days * DAY + duration.seconds) * SECOND + duration.microseconds


def _stretches(pauses: Pauses) -> list[Stretch]:
    return [(_micros(begin), _micros(end)) for begin, end in pauses]
