"""Calendars: days off, half days, public holidays, and what next week looks like."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.calendars import (
    YEARS,
    Calendar,
    DayAhead,
    Why,
    day_ahead,
    days_off,
    holidays_of,
    next_week,
)
from bot.core.countries import Place
from bot.core.hours import WorkingHours
from bot.core.members import (
    DEFAULT_WEEK,
    Member,
    Team,
    channel_hours,
    own_calendar,
    own_hours,
    waiting_hours,
)
from tests.core.cast import ADA, BERLIN, FAY, SAO_PAULO, at, member, said, team

IN_BERLIN, IN_BAVARIA = Place("DE", "BE"), Place("DE", "BY")
IN_SAO_PAULO = Place("BR", "SP")
HALF = {date(2026, 12, 24): (("12:00", "24:00"),)}


def calendar(place: Place | None = IN_BERLIN, zone: str = BERLIN, **more: object) -> Calendar:
    return Calendar.of(zone=zone, week=DEFAULT_WEEK, place=place, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        (IN_BERLIN, date(2026, 12, 25), "Christmas Day"),
        (IN_BERLIN, date(2027, 3, 8), "Women's Day"),
        (IN_BAVARIA, date(2027, 3, 8), None),
        (IN_BAVARIA, date(2026, 1, 6), "Epiphany"),
        (IN_BERLIN, date(2026, 1, 6), None),
        (IN_SAO_PAULO, date(2026, 7, 9), "Constitutionalist Revolution"),
        (Place("BR"), date(2026, 7, 9), None),
        (Place("GB"), date(2026, 8, 31), None),  # of England, not of Scotland
        (Place("GB", "ENG"), date(2026, 8, 31), "Late Summer Bank Holiday"),
    ],
)
def test_public_holidays_are_those_of_the_region(place: Place, day: date, name: str | None) -> None:
    assert holidays_of(place).get(day) == name
    assert calendar(place).hours.is_working_day(day) is (name is None)


def test_public_holidays_are_known_far_back_and_far_ahead() -> None:
    known = holidays_of(IN_BERLIN)
    assert {date(2016, 12, 25), date(2046, 12, 25)} <= known.keys()
    assert (min(known).year, max(known).year) == (YEARS[0], YEARS[-1])


def test_a_country_whose_feasts_are_known_for_fewer_years_is_no_trouble() -> None:
    assert holidays_of(Place("IN"))[date(2026, 1, 26)] == "Republic Day"


def test_without_a_country_there_are_no_public_holidays() -> None:
    assert holidays_of(None) == {}
    assert calendar(None).hours.is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # Four working hours: on Christmas Eve until noon, then not before Monday.
        ("2026-12-24 10:00", "Mon 2026-12-28 11:00"),
        ("2026-12-23 15:00", "Thu 2026-12-24 11:00"),
        ("2026-12-26 12:00", "Mon 2026-12-28 13:00"),
    ],
)
def test_waiting_counts_neither_on_holidays_nor_on_the_rest_of_a_half_day(
    start: str, due: str
) -> None:
    hours = calendar(breaks=HALF).hours
    four = hours.add(at(start), hours.elapsed(at("2026-12-22 09:00"), at("2026-12-22 13:00")))
    assert said(four) == due


def test_what_is_due_on_a_holiday_can_still_be_placed() -> None:
    hours = calendar().hours
    assert hours.closing(date(2026, 12, 25)) is None
    assert said(hours.next_opening(at("2026-12-25 17:00"))) == "Mon 2026-12-28 09:00"
    assert hours.add_days(at("2026-12-24 10:00"), 1) == date(2026, 12, 28)


def test_a_holiday_on_the_day_of_a_clock_change_counts_as_any_other() -> None:
    # In Berlin the clocks go forward on Easter Sunday 2027: none of these days is worked.
    hours = calendar().hours
    worked = hours.elapsed(at("2027-03-25 17:00"), at("2027-03-30 10:00"))
    assert worked == hours.elapsed(at("2027-03-25 09:00"), at("2027-03-25 10:00"))


@pytest.mark.parametrize(
    ("breaks", "holiday", "hours"),
    [
        ({}, "Christmas Day", []),
        # What is said of a day by hand counts more than the country's holidays.
        ({date(2026, 12, 25): ()}, None, [("09:00", "17:00")]),
        ({date(2026, 12, 25): (("12:00", "24:00"),)}, None, [("09:00", "12:00")]),
    ],
)
def test_a_public_holiday_may_be_worked(
    breaks: dict[date, tuple[tuple[str, str], ...]],
    holiday: str | None,
    hours: list[tuple[str, str]],
) -> None:
    found = day_ahead(calendar(breaks=breaks), date(2026, 12, 25))
    assert (found.holiday, list(found.windows)) == (holiday, hours)


def test_next_week_says_of_each_day_when_it_is_worked_or_why_not() -> None:
    week = next_week(calendar(breaks=HALF, closed=[date(2026, 12, 22)]), at("2026-12-18 10:00"))
    full = (("09:00", "17:00"),)
    assert week == [
        DayAhead(date(2026, 12, 21), full),
        DayAhead(date(2026, 12, 22), (), Why.CLOSED),
        DayAhead(date(2026, 12, 23), full),
        DayAhead(date(2026, 12, 24), (("09:00", "12:00"),), Why.HALF),
        DayAhead(date(2026, 12, 25), (), Why.HOLIDAY, "Christmas Day"),
        DayAhead(date(2026, 12, 26), ()),  # a holiday, but a Saturday anyhow
        DayAhead(date(2026, 12, 27), ()),
    ]


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        ("2026-12-20 23:30", BERLIN, date(2026, 12, 21)),  # a Sunday night
        ("2026-12-21 00:30", BERLIN, date(2026, 12, 28)),
        ("2026-12-21 00:30", SAO_PAULO, date(2026, 12, 21)),  # still Sunday there
    ],
)
def test_next_week_begins_on_the_next_monday_there(now: str, zone: str, monday: date) -> None:
    assert next_week(calendar(zone=zone), at(now))[0].day == monday


def test_the_days_off_ahead_are_those_that_are_not_as_usual() -> None:
    ahead = days_off(calendar(breaks=HALF), date(2026, 12, 1))
    assert [one.day for one in ahead[:3]] == [
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2027, 1, 1),  # the 26th is a Saturday
    ]


def test_a_team_waits_by_its_own_calendar_wherever_its_members_are() -> None:
    support = team(zone=BERLIN, country="DE", region="BE", breaks=HALF)
    friday = at("2026-12-25 12:00")
    assert said(waiting_hours(support, member(FAY)).next_opening(friday)) == "Mon 2026-12-28 09:00"
    assert said(channel_hours(support, member(FAY)).next_opening(friday)) == "Mon 2026-12-28 09:00"


@pytest.mark.parametrize(
    ("own", "opens"),
    [
        ({}, "Mon 2026-12-28 13:00"),  # the team's week and holidays, in her own zone
        ({"country": "BR", "region": "SP"}, "Mon 2026-12-28 13:00"),
        ({"country": ""}, "Fri 2026-12-25 13:00"),  # she keeps none at all
        ({"country": "SA"}, "Fri 2026-12-25 13:00"),
        ({"week": {"tue": [["10:00", "12:00"]]}}, "Tue 2026-12-29 14:00"),
    ],
)
def test_nudges_arrive_by_ones_own_week_holidays_and_zone(
    own: dict[str, object], opens: str
) -> None:
    support = team(zone=BERLIN, country="DE", region="BE")
    hours = own_hours(support, member(FAY, **own))
    assert said(hours.next_opening(at("2026-12-25 09:00"))) == opens


def test_days_off_of_the_company_are_days_off_for_those_with_their_own_week_too() -> None:
    half = {date(2026, 12, 28): (("12:00", "24:00"),)}
    support = team(closed=(date(2026, 12, 29),), breaks=half)
    week = {day: [("10:00", "15:00")] for day in ("mon", "tue")}
    hours = own_hours(support, member(ADA, week=week))
    assert said(hours.next_opening(at("2026-12-28 12:30"))) == "Mon 2027-01-04 10:00"


def test_equal_calendars_share_one_timetable() -> None:
    zones = (BERLIN, SAO_PAULO, "Asia/Tokyo")
    support = team(country="DE", region="BE", breaks=HALF)
    people = [Member(f"U{count}", "One", zones[count % 3]) for count in range(1000)]
    own = [
        replace(one, week={"mon": [["9:00", "12:00"]], "fri": [["09:00", "12:00"]]})
        for one in people
    ]
    # Read anew each time, as from the store.
    shared = {id(own_hours(replace(support), one)) for one in (*people, *own)}
    assert len(shared) == 2 * len(zones)


def test_equal_calendars_are_equal_however_their_days_are_spelled() -> None:
    one = calendar(closed=[date(2026, 12, 24), date(2026, 12, 23)])
    other = Calendar.of(
        zone=BERLIN,
        week={day: [list(DEFAULT_WEEK[day][0])] for day in ("fri", "thu", "wed", "tue", "mon")},  # type: ignore[misc]
        closed=(date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 24)),
        place=IN_BERLIN,
    )
    assert one == other
    assert one.hours is other.hours


def test_a_member_sees_their_own_calendar() -> None:
    support = Team(1, "Support", country="DE", region="BE", closed=(date(2026, 12, 23),))
    own = own_calendar(support, member(FAY, country="BR", region="SP"))
    assert (own.zone, own.place, own.closed) == (SAO_PAULO, IN_SAO_PAULO, support.closed)
    assert isinstance(own.hours, WorkingHours)
    now = datetime(2026, 12, 18, 10, tzinfo=UTC)
    assert [one.why for one in next_week(own, now)[2:5]] == [Why.CLOSED, None, Why.HOLIDAY]
