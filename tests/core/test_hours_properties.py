"""Working hours keep their promises for any hours and instants, and by the minute around DST."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.hours import WorkingHours
from bot.core.week import WEEKDAYS

MINUTE = timedelta(minutes=1)
ZERO = timedelta(0)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Pacific/Apia",
)
Week = dict[str, list[tuple[str, str]]]


def days(names: str, *windows: tuple[str, str]) -> Week:
    return {name: list(windows) for name in names.split()}


EVERY = " ".join(WEEKDAYS)
WEEKS: dict[str, Week] = {
    "office": days("mon tue wed thu fri", ("09:00", "17:00")),
    "lunch": days("mon tue wed thu fri", ("09:00", "12:00"), ("13:00", "17:30"))
    | days("sat", ("10:00", "14:00")),
    "always": days(EVERY, ("00:00", "24:00")),
    "nights": days(EVERY, ("00:00", "06:00"), ("22:00", "24:00")),
    "sunday_morning": days("sun", ("00:00", "06:00")),
    # These begin and end within the hour that is skipped or comes twice.
    "small_hours": days(EVERY, ("00:15", "00:45"), ("01:45", "02:15"), ("02:40", "03:20")),
    "midnight": days(EVERY, ("23:30", "24:00")),
}

calendars = st.builds(
    lambda zone, week, holidays, breaks: WorkingHours.of(
        zone=zone,
        week=WEEKS[week],
        holidays=holidays,
        breaks={day: [("11:10", "13:20")] for day in breaks},
    ),
    zone=st.sampled_from(ZONES),
    week=st.sampled_from(sorted(WEEKS)),
    holidays=st.frozensets(st.dates(date(2026, 2, 1), date(2026, 12, 1)), max_size=5),
    breaks=st.frozensets(st.dates(date(2026, 2, 1), date(2026, 12, 1)), max_size=5),
)
instants = st.datetimes(
    # Hypothesis takes naive bounds and puts the zone on what it draws.
    datetime(2026, 2, 1),  # noqa: DTZ001
    datetime(2026, 12, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, *map(ZoneInfo, ZONES)]),
    allow_imaginary=True,
)
durations = st.timedeltas(ZERO, timedelta(days=40)) | st.timedeltas(ZERO, timedelta(hours=9))
often = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def utc(at: datetime) -> datetime:
    # Two instants in one zone compare by their wall clocks, which is wrong around a change.
    return at.astimezone(UTC)


@often
@given(hours=calendars, start=instants, duration=durations)
def test_what_is_added_has_elapsed(
    hours: WorkingHours, start: datetime, duration: timedelta
) -> None:
    assert hours.elapsed(start, hours.add(start, duration)) == duration


@often
@given(hours=calendars, start=instants, duration=durations)
def test_what_was_added_is_no_later_than_it_must_be(
    hours: WorkingHours, start: datetime, duration: timedelta
) -> None:
    due = utc(hours.add(start, duration))
    if duration:
        assert hours.elapsed(start, due - timedelta(microseconds=1)) < duration
    else:
        assert hours.is_open(due)


@often
@given(hours=calendars, start=instants, more=durations, duration=durations)
def test_more_work_or_a_later_start_never_ends_earlier(
    hours: WorkingHours, start: datetime, more: timedelta, duration: timedelta
) -> None:
    due = utc(hours.add(start, duration))
    assert due <= utc(hours.add(start, duration + more))
    assert due <= utc(hours.add(utc(start) + more, duration))


@often
@given(hours=calendars, end=instants, duration=durations)
def test_going_back_is_the_latest_start(
    hours: WorkingHours, end: datetime, duration: timedelta
) -> None:
    start = utc(hours.back(end, duration))
    assert hours.elapsed(start, end) == duration
    if duration:
        assert hours.is_open(start)
        assert hours.elapsed(start + timedelta(microseconds=1), end) < duration


@often
@given(hours=calendars, start=instants, duration=durations)
def test_from_an_opening_back_undoes_add(
    hours: WorkingHours, start: datetime, duration: timedelta
) -> None:
    opened = hours.next_opening(start)
    assert utc(hours.back(hours.add(opened, duration), duration)) == utc(opened)


@often
@given(hours=calendars, three=st.lists(instants, min_size=3, max_size=3))
def test_the_parts_of_a_stretch_add_up(hours: WorkingHours, three: list[datetime]) -> None:
    first, middle, last = sorted(map(utc, three))
    parts = hours.elapsed(first, middle) + hours.elapsed(middle, last)
    assert parts == hours.elapsed(first, last)
    assert hours.elapsed(last, first) == ZERO


@often
@given(
    hours=calendars,
    start=instants,
    duration=durations,
    begins=st.lists(st.tuples(instants, durations), max_size=4),
)
def test_the_clock_stands_during_pauses(
    hours: WorkingHours,
    start: datetime,
    duration: timedelta,
    begins: list[tuple[datetime, timedelta]],
) -> None:
    pauses = [(utc(begin), utc(begin) + length) for begin, length in begins]
    due = hours.add_paused(start, duration, pauses=pauses)
    assert hours.elapsed_paused(start, due, pauses=pauses) == duration
    assert utc(due) >= utc(hours.add(start, duration))


@often
@given(hours=calendars, start=instants, count=st.integers(-12, 12))
def test_working_days_are_counted_one_by_one(
    hours: WorkingHours, start: datetime, count: int
) -> None:
    day = start.astimezone(hours.zone).date()
    landed = hours.add_days(start, count)
    assert hours.is_working_day(landed)
    if count:
        step = timedelta(days=1 if count > 0 else -1)
        passed = (landed - day) // step
        between = [day + step * n for n in range(1, passed + 1)]
        assert sum(map(hours.is_working_day, between)) == abs(count)


@dataclass(frozen=True)
class Minutes:
    """Every minute of a few days, and whether the clock on the wall then shows an open time."""

    begin: datetime
    is_open: list[bool]
    worked: list[int]

    @classmethod
    def around(cls, change: datetime, *, zone: str, week: Week) -> "Minutes":
        begin = change - timedelta(days=4)
        at = [begin + MINUTE * n for n in range(8 * 24 * 60)]
        is_open = [_shows_open(instant.astimezone(ZoneInfo(zone)), week) for instant in at]
        return cls(begin, is_open, list(accumulate(is_open, initial=0)))

    def at(self, minute: int) -> datetime:
        return self.begin + MINUTE * minute


def _shows_open(local: datetime, week: Week) -> bool:
    windows = week.get(WEEKDAYS[local.weekday()], [])
    return any(opens <= f"{local:%H:%M}" < closes for opens, closes in windows)


# The instants of changes, in UTC, and two days without any.
CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    # By half an hour.
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    # No change, but half an hour off.
    ("Asia/Kolkata", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    # At midnight: one day begins at one o'clock, another has eleven in the evening twice.
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 2, 18, 2, tzinfo=UTC)),
    # No daylight saving any more.
    ("America/Sao_Paulo", datetime(2026, 10, 25, 3, tzinfo=UTC)),
    # A whole day that never was: Friday, 30 December.
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
]


@cache
def minutes_of(zone: str, change: datetime, week: str) -> Minutes:
    return Minutes.around(change, zone=zone, week=WEEKS[week])


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_every_minute_around_a_change_is_what_the_clock_on_the_wall_shows(
    zone: str, change: datetime, week: str
) -> None:
    hours = WorkingHours.of(zone=zone, week=WEEKS[week])
    minutes = minutes_of(zone, change, week)
    seen = [hours.is_open(minutes.at(n)) for n in range(len(minutes.is_open))]
    assert seen == minutes.is_open


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_working_time_around_a_change_is_the_sum_of_its_minutes(
    zone: str, change: datetime, week: str
) -> None:
    hours = WorkingHours.of(zone=zone, week=WEEKS[week])
    minutes = minutes_of(zone, change, week)
    random = Random(f"{zone} {change} {week}")
    for _ in range(60):
        first, last = sorted(random.sample(range(len(minutes.is_open)), 2))
        worked = minutes.worked[last] - minutes.worked[first]
        assert hours.elapsed(minutes.at(first), minutes.at(last)) == worked * MINUTE
        if not worked:
            continue
        done = minutes.worked.index(minutes.worked[last])
        assert utc(hours.add(minutes.at(first), worked * MINUTE)) == minutes.at(done)
        latest = minutes.is_open.index(True, first)
        assert utc(hours.back(minutes.at(last), worked * MINUTE)) == minutes.at(latest)
        assert utc(hours.next_opening(minutes.at(first))) == minutes.at(latest)


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_a_local_day_around_a_change_opens_and_closes_with_its_minutes(
    zone: str, change: datetime, week: str
) -> None:
    hours = WorkingHours.of(zone=zone, week=WEEKS[week])
    minutes = minutes_of(zone, change, week)
    local = [minutes.at(n).astimezone(hours.zone).date() for n in range(len(minutes.is_open))]
    for day in (change.date() + timedelta(days=n) for n in range(-2, 3)):
        pairs = enumerate(zip(local, minutes.is_open, strict=True))
        opened = [n for n, (date_there, is_open) in pairs if is_open and date_there == day]
        opening, closing = hours.opening(day), hours.closing(day)
        assert hours.is_working_day(day) is bool(opened)
        assert (opening and utc(opening)) == (minutes.at(opened[0]) if opened else None)
        assert (closing and utc(closing)) == (minutes.at(opened[-1] + 1) if opened else None)
