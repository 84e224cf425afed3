"""Briefs: when one comes, whatever the calendar does, and what is of this week."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.briefs import (
    begins_week,
    brief_on,
    first_back_at,
    missed_one,
    next_brief_at,
    week_ends_at,
)
from bot.core.hours import WorkingHours
from bot.core.members import DEFAULT_WEEK
from tests.core.cast import BERLIN, SAO_PAULO, at, hours, said

MONDAY_OFF = hours(closed=[date(2026, 11, 23)])
SHORT = WorkingHours.of(zone=BERLIN, week={"tue": [("13:00", "15:00")], "fri": [("8:00", "12:00")]})
HALF_PAST_EIGHT = 8 * 60 + 30


@pytest.mark.parametrize(
    ("after", "week", "minute", "comes"),
    [
        ("2026-11-18 08:59", hours(), None, "Wed 2026-11-18 09:00"),
        ("2026-11-18 09:00", hours(), None, "Thu 2026-11-19 09:00"),  # this one has come
        ("2026-11-18 10:00", hours(), HALF_PAST_EIGHT, "Thu 2026-11-19 08:30"),
        ("2026-11-20 10:00", hours(), None, "Mon 2026-11-23 09:00"),  # over the weekend
        ("2026-11-20 10:00", MONDAY_OFF, None, "Tue 2026-11-24 09:00"),
        ("2026-11-20 10:00", MONDAY_OFF, HALF_PAST_EIGHT, "Tue 2026-11-24 08:30"),
        ("2026-11-18 10:00", SHORT, None, "Fri 2026-11-20 08:00"),
        ("2026-11-20 10:00", SHORT, None, "Tue 2026-11-24 13:00"),
        ("2026-11-20 10:00", SHORT, HALF_PAST_EIGHT, "Tue 2026-11-24 08:30"),
    ],
)
def test_it_comes_on_working_days(
    after: str, week: WorkingHours, minute: int | None, comes: str
) -> None:
    assert said(next_brief_at(at(after), hours=week, minute=minute)) == comes


@pytest.mark.parametrize("zone", [BERLIN, SAO_PAULO, "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("minute", [None, 0, HALF_PAST_EIGHT, 2 * 60 + 30, 23 * 60 + 59])
def test_for_a_year_it_comes_once_a_working_day(zone: str, minute: int | None) -> None:
    week = hours(zone)
    now, days = datetime(2026, 1, 1, tzinfo=UTC), []
    while now < datetime(2027, 1, 1, tzinfo=UTC):
        now = next_brief_at(now, hours=week, minute=minute).astimezone(UTC)
        local = now.astimezone(ZoneInfo(zone))
        assert week.is_working_day(local.date())
        days.append(local.date())
    assert days == sorted(set(days))
    assert len(days) in (261, 262)


def test_on_a_day_off_there_is_none() -> None:
    assert brief_on(date(2026, 11, 21), hours=hours(), minute=HALF_PAST_EIGHT) is None


def test_where_no_day_is_worked_for_long_it_is_looked_at_when_one_is() -> None:
    every = {date(2026, 11, 18) + timedelta(days=day) for day in range(500)}
    week = WorkingHours.of(zone=BERLIN, week=DEFAULT_WEEK, holidays=every)
    assert next_brief_at(at("2026-11-18 10:00"), hours=week, minute=None) > at("2028-01-01 00:00")


@pytest.mark.parametrize(
    ("until", "minute", "comes"),
    [
        ("2026-11-23 00:00", None, "Mon 2026-11-23 09:00"),
        ("2026-11-23 00:00", HALF_PAST_EIGHT, "Mon 2026-11-23 08:30"),
        ("2026-11-21 12:00", None, "Mon 2026-11-23 09:00"),
        ("2026-11-18 13:00", None, "Wed 2026-11-18 13:00"),  # back at noon: at once
        ("2026-11-18 18:00", None, "Thu 2026-11-19 09:00"),
        ("2026-11-18 09:00", None, "Wed 2026-11-18 09:00"),
        ("2026-11-18 09:00", 10 * 60, "Wed 2026-11-18 10:00"),  # when they want it
    ],
)
def test_whoever_returns_is_welcomed_with_the_first(
    until: str, minute: int | None, comes: str
) -> None:
    assert said(first_back_at(at(until), hours=hours(), minute=minute)) == comes


@pytest.mark.parametrize(
    ("since", "comes", "missed"),
    [
        ("2026-11-18 10:00", "2026-11-19 09:00", False),
        ("2026-11-18 10:00", "2026-11-19 13:00", True),
        ("2026-11-18 08:00", "2026-11-19 09:00", True),
        ("2026-11-20 17:00", "2026-11-23 09:00", False),  # a weekend is no absence
    ],
)
def test_an_absence_is_one_that_missed_a_brief(since: str, comes: str, missed: bool) -> None:
    assert missed_one(at(since), at(comes), hours=hours(), minute=None) is missed


@pytest.mark.parametrize(
    ("now", "week", "begins"),
    [
        ("2026-11-23 09:00", hours(), True),
        ("2026-11-24 09:00", hours(), False),
        ("2026-11-24 09:00", MONDAY_OFF, True),
        ("2026-11-24 13:00", SHORT, True),
        ("2026-11-27 09:00", SHORT, False),
    ],
)
def test_the_first_working_day_begins_the_week(now: str, week: WorkingHours, begins: bool) -> None:
    assert begins_week(at(now), week) is begins


@pytest.mark.parametrize("now", ["2026-11-16 00:00", "2026-11-20 23:00", "2026-11-22 23:59"])
def test_the_week_ends_with_its_sunday(now: str) -> None:
    assert said(week_ends_at(at(now), hours())) == "Mon 2026-11-23 00:00"
