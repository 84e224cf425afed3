"""Working hours: what they refuse, and what they answer in an ordinary week."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = {name: [("09:00", "12:00"), ("13:00", "17:30")] for name in WORKDAYS}
NINE_TO_FIVE = {name: [("09:00", "17:00")] for name in WORKDAYS}
MAY_DAY = date(2026, 5, 1)

hours = WorkingHours.of(
    zone="Europe/Berlin",
    week=OFFICE,
    holidays=[MAY_DAY],
    breaks={date(2026, 5, 5): [("09:00", "10:00"), ("16:00", "17:30")]},
)


def at(words: str) -> datetime:
    """Read an instant in Berlin, in the first days of May 2026: the 4th is a Monday."""
    return datetime.fromisoformat(f"2026-05-{words}").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("04 08:59", False),
        ("04 09:00", True),
        ("04 11:59:59.999999", True),
        ("04 12:00", False),  # lunch
        ("04 13:00", True),
        ("04 17:30", False),
        ("02 10:00", False),  # Saturday
        ("01 10:00", False),  # a holiday
        ("05 09:30", False),  # a break
        ("05 10:00", True),
    ],
)
def test_it_is_open_within_the_windows(instant: str, is_open: bool) -> None:
    assert hours.is_open(at(instant)) is is_open


@pytest.mark.parametrize(
    ("start", "worked", "due"),
    [
        ("04 09:00", 2 * HOUR, "04 11:00"),
        ("04 11:00", 2 * HOUR, "04 14:00"),  # over lunch
        ("04 10:00", 2 * HOUR, "04 12:00"),  # done as lunch begins, not as it ends
        ("04 16:30", 2 * HOUR, "05 11:00"),  # overnight, and over a break
        ("01 03:00", 1 * HOUR, "04 10:00"),  # over a holiday and a weekend
        ("04 10:00:00.000001", 1 * HOUR, "04 11:00:00.000001"),
        ("04 10:00", 0 * HOUR, "04 10:00"),
        ("02 10:00", 0 * HOUR, "04 09:00"),  # work can only start when it opens
        ("04 09:00", 37.5 * HOUR, "11 11:30"),  # a week, and what the breaks took
    ],
)
def test_working_time_is_added(start: str, worked: timedelta, due: str) -> None:
    assert hours.add(at(start), worked) == at(due)


@pytest.mark.parametrize(
    ("end", "worked", "start"),
    [
        ("04 11:00", 1 * HOUR, "04 10:00"),
        ("04 13:30", 1 * HOUR, "04 11:30"),  # over lunch
        ("04 14:00", 1 * HOUR, "04 13:00"),  # as lunch ends, not as it begins
        ("04 12:30", 0 * HOUR, "04 12:30"),
    ],
)
def test_working_time_is_taken_back(end: str, worked: timedelta, start: str) -> None:
    assert hours.back(at(end), worked) == at(start)


def test_working_time_is_taken_back_over_a_long_weekend() -> None:
    thursday = datetime(2026, 4, 30, 16, 30, tzinfo=BERLIN)
    assert hours.back(at("04 09:30"), 1.5 * HOUR) == thursday


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("04 09:00", "04 11:00", 2 * HOUR),
        ("04 11:00", "04 14:00", 2 * HOUR),
        ("04 12:10", "04 12:50", 0 * HOUR),  # lunch
        ("01 00:00", "04 00:00", 0 * HOUR),  # a holiday and a weekend
        ("05 00:00", "06 00:00", 5 * HOUR),  # a day with breaks
        ("04 11:00", "04 09:00", 0 * HOUR),  # the wrong way round
        ("04 00:00", "11 00:00", 35 * HOUR),
    ],
)
def test_working_time_elapses(start: str, end: str, worked: timedelta) -> None:
    assert hours.elapsed(at(start), at(end)) == worked


def test_the_first_and_last_hour_of_every_day_of_two_years_end_and_begin_on_time() -> None:
    for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(730)):
        opening, closing = hours.opening(day), hours.closing(day)
        if opening and closing:
            assert hours.back(opening + HOUR, HOUR) == opening
            assert hours.add(closing - HOUR, HOUR) == closing
            assert hours.next_opening(opening - HOUR) == opening


PAUSES = [
    (at("04 15:00"), at("04 16:00")),
    (at("04 10:00"), at("04 11:00")),
    (at("04 10:30"), at("04 11:30")),  # overlaps the one before
    (at("04 10:15"), at("04 10:20")),  # within another
    (at("04 09:30"), at("04 09:30")),  # no pause at all
    (at("04 09:40"), at("04 09:20")),  # nor is what ends before it begins
]


@pytest.mark.parametrize(
    ("start", "worked", "due"),
    [
        ("04 09:00", 1 * HOUR, "04 10:00"),  # done as the clock stops
        ("04 09:00", 1.5 * HOUR, "04 12:00"),
        ("04 09:00", 2 * HOUR, "04 13:30"),
        ("04 09:00", 4 * HOUR, "04 16:30"),
        ("04 10:45", 0 * HOUR, "04 11:30"),  # nothing can start while the clock stands
        ("04 16:30", 0.5 * HOUR, "04 17:00"),  # all pauses are over
    ],
)
def test_the_clock_stands_during_pauses(start: str, worked: timedelta, due: str) -> None:
    assert hours.add_paused(at(start), worked, pauses=PAUSES) == at(due)
    assert hours.elapsed_paused(at(start), at(due), pauses=PAUSES) == worked


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("04 10:00", "04 10:00"),
        ("04 12:00", "04 13:00"),
        ("04 17:30", "05 10:00"),  # a break delays the opening
        ("01 10:00", "04 09:00"),
    ],
)
def test_the_next_opening_is_found(instant: str, opening: str) -> None:
    assert hours.next_opening(at(instant)) == at(opening)


@pytest.mark.parametrize(
    ("day", "opening", "closing"),
    [
        (4, "04 09:00", "04 17:30"),
        (5, "05 10:00", "05 16:00"),  # breaks at both ends
        (1, None, None),  # a holiday
        (2, None, None),  # Saturday
    ],
)
def test_a_day_opens_and_closes(day: int, opening: str | None, closing: str | None) -> None:
    this = date(2026, 5, day)
    assert hours.opening(this) == (at(opening) if opening else None)
    assert hours.closing(this) == (at(closing) if closing else None)
    assert hours.is_working_day(this) is (opening is not None)


def test_a_day_that_is_open_to_its_end_closes_at_midnight() -> None:
    late = WorkingHours.of(zone="Europe/Berlin", week={"mon": [("22:00", "24:00")]})
    assert late.closing(date(2026, 5, 4)) == at("05 00:00")


@pytest.mark.parametrize(
    ("start", "days", "landed"),
    [
        ("04 10:00", 1, 5),
        ("04 23:00", 1, 5),  # the date counts, not the hour
        ("08 10:00", 1, 11),  # Friday
        ("09 10:00", 1, 11),  # Saturday + 1 is Monday
        ("09 10:00", 0, 11),  # and so is Saturday + 0
        ("04 10:00", 0, 4),
        ("05 10:00", -1, 4),
        ("09 10:00", -1, 8),
        ("04 10:00", 7, 13),
    ],
)
def test_working_days_are_counted(start: str, days: int, landed: int) -> None:
    assert hours.add_days(at(start), days) == date(2026, 5, landed)


def test_the_working_day_before_a_long_weekend_is_found() -> None:
    assert hours.add_days(at("04 10:00"), -1) == date(2026, 4, 30)


def test_the_date_is_the_one_where_the_hours_are() -> None:
    late_on_monday_in_utc = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    assert hours.add_days(late_on_monday_in_utc, 0) == date(2026, 5, 5)


def test_answers_are_in_the_zone_of_the_hours() -> None:
    start = datetime(2026, 5, 4, 8, tzinfo=UTC)
    assert hours.add(start, HOUR).tzinfo is hours.zone
    assert hours.back(start, HOUR).tzinfo is hours.zone
    assert hours.next_opening(start).tzinfo is hours.zone
    assert hours.add_paused(start, HOUR, pauses=[]).isoformat() == "2026-05-04T11:00:00+02:00"


def test_no_microsecond_is_lost_in_a_long_stretch() -> None:
    start = at("04 09:00:00.000001")
    worked = timedelta(days=400, microseconds=7)
    assert hours.elapsed(start, hours.add(start, worked)) == worked


NAIVE = datetime(2026, 5, 4, 10)  # noqa: DTZ001
ASKED_WITH_A_NAIVE_INSTANT: dict[str, Callable[[], object]] = {
    "is_open": lambda: hours.is_open(NAIVE),
    "add": lambda: hours.add(NAIVE, HOUR),
    "add nothing": lambda: hours.add(NAIVE, 0 * HOUR),
    "back": lambda: hours.back(NAIVE, HOUR),
    "back by nothing": lambda: hours.back(NAIVE, 0 * HOUR),
    "elapsed since": lambda: hours.elapsed(NAIVE, at("04 10:00")),
    "elapsed until": lambda: hours.elapsed(at("04 10:00"), NAIVE),
    "add_days": lambda: hours.add_days(NAIVE, 1),
    "next_opening": lambda: hours.next_opening(NAIVE),
    "a pause": lambda: hours.add_paused(at("04 10:00"), HOUR, pauses=[(NAIVE, NAIVE)]),
    "elapsed_paused": lambda: hours.elapsed_paused(NAIVE, NAIVE, pauses=[]),
}


@pytest.mark.parametrize("question", ASKED_WITH_A_NAIVE_INSTANT)
def test_an_instant_without_a_zone_is_no_instant(question: str) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        ASKED_WITH_A_NAIVE_INSTANT[question]()


def test_a_duration_is_not_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        hours.add(at("04 10:00"), -HOUR)
    with pytest.raises(ValueError, match="not negative"):
        hours.back(at("04 10:00"), -HOUR)


@pytest.mark.parametrize(
    ("zone", "week", "words"),
    [
        ("Berlin", OFFICE, "“Berlin” is not a time zone"),
        ("Europe", OFFICE, "“Europe” is not a time zone"),
        ("", OFFICE, "“” is not a time zone"),
        ("../etc/passwd", OFFICE, "“../etc/passwd” is not a time zone"),
        ("UTC", {}, "at least one window"),
        ("UTC", {"mon": []}, "at least one window"),
        ("UTC", {"monday": [("09:00", "17:00")]}, "“monday” is not a weekday"),
        ("UTC", {"mon": [("17:00", "09:00")]}, "“17:00 to 09:00” (mon) must end after"),
        ("UTC", {"tue": [("09:00", "09:00")]}, "“09:00 to 09:00” (tue) must end after"),
        ("UTC", {"mon": [("22:00", "6:00")]}, "22:00 to 24:00, and 00:00 to 06:00 on the next day"),
        ("UTC", {"mon": [("17:00", "00:00")]}, "The end of a day is written 24:00"),
        ("UTC", {"mon": [("9", "17:00")]}, "“9” (mon) is not a time of day"),
        ("UTC", {"mon": [("09:60", "17:00")]}, "“09:60” (mon) is not a time of day"),
        ("UTC", {"mon": [("09:00", "24:01")]}, "“24:01” (mon) is not a time of day"),
        ("UTC", {"mon": [("09:00", "25:00")]}, "“25:00” (mon) is not a time of day"),
        ("UTC", {"mon": [("24:00", "24:00")]}, "“24:00 to 24:00” (mon) must end after"),
        ("UTC", {"mon": [("", "17:00")]}, "“” (mon) is not a time of day"),
        ("UTC", {"mon": [("٠٩:٠٠", "17:00")]}, "“٠٩:٠٠” (mon) is not a time of day"),
        ("UTC", {"mon": ["09:00-17:00"]}, "“09:00-17:00” (mon) is not a window"),
        ("UTC", {"mon": [("09:00",)]}, "“09:00” (mon) is not a window"),
    ],
)
def test_what_is_no_week_is_refused_with_its_words(
    zone: str, week: dict[str, list[tuple[str, str]]], words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        WorkingHours.of(zone=zone, week=week)
    assert words in refused.value.sentence


def test_a_break_that_ends_before_it_starts_is_refused_with_its_date() -> None:
    with pytest.raises(Refusal) as refused:
        WorkingHours.of(zone="UTC", week=OFFICE, breaks={MAY_DAY: [("12:00", "11:00")]})
    assert "“12:00 to 11:00” (2026-05-01) must end after it starts" in refused.value.sentence


def test_windows_that_overlap_or_touch_are_one() -> None:
    week = {"mon": [("13:00", "17:00"), ("9:00", "12:00"), ("11:00", "13:00"), ("20:00", "24:00")]}
    assert WorkingHours.of(zone="UTC", week=week).week == {
        "mon": [("09:00", "17:00"), ("20:00", "24:00")]
    }


def test_hours_are_equal_when_their_values_are() -> None:
    twin = WorkingHours.of(
        zone="Europe/Berlin",
        week={name: list(reversed(windows)) for name, windows in OFFICE.items()} | {"sat": []},
        holidays=[MAY_DAY, MAY_DAY],
        breaks={date(2026, 5, 5): [("16:00", "17:30"), ("09:00", "10:00")], MAY_DAY: []},
    )
    assert twin == hours
    assert hash(twin) == hash(hours)
    assert WorkingHours.of(zone="UTC", week=OFFICE) != WorkingHours.of(
        zone="UTC", week=NINE_TO_FIVE
    )


def test_hours_can_be_read_back() -> None:
    again = WorkingHours.of(
        zone=hours.zone.key, week=hours.week, holidays=hours.holidays, breaks=hours.breaks
    )
    assert again == hours
    assert hours.week == OFFICE
    assert hours.holidays == {MAY_DAY}
    assert hours.breaks == {date(2026, 5, 5): [("09:00", "10:00"), ("16:00", "17:30")]}


def test_hours_survive_a_journey_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(hours)) == hours


ALL_HOLIDAYS = WorkingHours.of(
    zone="UTC",
    week=OFFICE,
    holidays=[date(2026, 1, 1) + timedelta(days=n) for n in range(101 * 366)],
)
NEVER: dict[str, Callable[[], object]] = {
    "add": lambda: ALL_HOLIDAYS.add(at("04 10:00"), HOUR),
    "next_opening": lambda: ALL_HOLIDAYS.next_opening(at("04 10:00")),
    "add_days": lambda: ALL_HOLIDAYS.add_days(at("04 10:00"), 1),
    "add much": lambda: hours.add(at("04 10:00"), timedelta(days=90 * 366)),
    "add more than there is": lambda: hours.add(at("04 10:00"), timedelta.max),
    "elapsed": lambda: hours.elapsed(datetime(1901, 1, 1, tzinfo=UTC), at("04 10:00")),
    "too early": lambda: hours.is_open(datetime(1, 1, 1, tzinfo=UTC)),
    "too late": lambda: hours.add(datetime(9999, 12, 31, tzinfo=UTC), HOUR),
    "no such date": lambda: hours.opening(date.max),
}


@pytest.mark.parametrize("question", NEVER)
def test_what_never_comes_is_refused(question: str) -> None:
    with pytest.raises(Refusal):
        NEVER[question]()
