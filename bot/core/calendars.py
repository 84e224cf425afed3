"""Calendars: a week of working hours with its days off, half days and public holidays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from warnings import catch_warnings, simplefilter

from bot.core.countries import Place
from bot.core.hours import WorkingHours
from bot.core.week import WEEKDAYS, Breaks, Week

# Whatever may be looked back on or planned while this is in use.
YEARS = range(2010, 2061)
A_DAY = timedelta(days=1)

Names = Mapping[date, str]
_Windows = tuple[tuple[str, str], ...]


class Why(StrEnum):
    """Why a day is not like the others of its name."""

    CLOSED = "closed"  # a day off of the team's own
    HALF = "half"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day to come: when it is worked, and why it is not as usual."""

    day: date
    windows: _Windows
    why: Why | None = None
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What working hours are made of; equal calendars share one timetable.

    `closed` are days off, `breaks` the stretches of a day off work. What is said of a day by hand
    counts: a public holiday with an entry among the breaks is worked, but for these.
    """

    zone: str
    week: tuple[tuple[str, _Windows], ...]
    closed: tuple[date, ...] = ()
    breaks: tuple[tuple[date, _Windows], ...] = ()
    place: Place | None = None

    @classmethod
    def of(
        cls,
        *,
        zone: str,
        week: Week,
        closed: Collection[date] = (),
        breaks: Breaks = MappingProxyType({}),
        place: Place | None = None,
    ) -> "Calendar":
        # In one order and one kind of sequence, so that what is equal is found again.
        days = tuple((day, _tuples(week[day])) for day in WEEKDAYS if week.get(day))
        cut = tuple((day, _tuples(breaks[day])) for day in sorted(breaks))
        return cls(zone, days, tuple(sorted(set(closed))), cut, place)

    @property
    def hours(self) -> WorkingHours:
        return _hours(self)

    def holiday(self, day: date) -> str | None:
        """The public holiday that is kept on a day."""
        is_worked = any(day == of for of, _ in self.breaks)
        return None if is_worked else holidays_of(self.place).get(day)


def holidays_of(place: Place | None) -> Names:
    """The public holidays of a country, or a region of it, by their names."""
    return MappingProxyType({}) if place is None else _holidays(place)


@lru_cache(maxsize=64)
def _holidays(place: Place) -> Names:
    import holidays

    kept = getattr(holidays, place.country)
    english = [one for one in sorted(kept.supported_languages, reverse=True) if one[:2] == "en"]
    # Some religious holidays are known for fewer years than asked for, which is no news here.
    with catch_warnings():
        simplefilter("ignore")
        found = holidays.country_holidays(
            place.country,
            subdiv=place.region,
            years=YEARS,
            language=english[0] if english else None,
            expand=False,
        )
    return MappingProxyType(dict(sorted(found.items())))


@lru_cache(maxsize=512)
def _hours(calendar: Calendar) -> WorkingHours:
    # Intervals are laid out once per calendar, however many share it, and then only searched.
    breaks = dict(calendar.breaks)
    kept = holidays_of(calendar.place).keys() - breaks.keys()
    return WorkingHours.of(
        zone=calendar.zone,
        week=dict(calendar.week),
        holidays=kept.union(calendar.closed),
        breaks=breaks,
    )


def next_week(calendar: Calendar, now: datetime) -> list[DayAhead]:
    """The seven days from the Monday that comes next."""
    today = now.astimezone(calendar.hours.zone).date()
    monday = today + (7 - today.weekday()) * A_DAY
    return [day_ahead(calendar, monday + count * A_DAY) for count in range(7)]


def day_ahead(calendar: Calendar, day: date) -> DayAhead:
    """When a day is worked, and why it is not as its weekday usually is."""
    usual = dict(calendar.week).get(WEEKDAYS[day.weekday()], ())
    windows = calendar.hours.windows_on(day)
    if not usual:
        return DayAhead(day, ())
    if day in calendar.closed:
        return DayAhead(day, (), Why.CLOSED)
    if name := calendar.holiday(day):
        return DayAhead(day, (), Why.HOLIDAY, name)
    return DayAhead(day, windows, Why.HALF if windows != _tuples(usual) else None)


def days_off(calendar: Calendar, since: date) -> list[DayAhead]:
    """The days that are not as usual, of the year to come."""
    ahead = (day_ahead(calendar, since + count * A_DAY) for count in range(366))
    return [one for one in ahead if one.why is not None]


def _tuples(windows: Collection[tuple[str, str]]) -> _Windows:
    return tuple((opens, closes) for opens, closes in windows)
