"""The form of a team is read: what is spelled is read as the same, what is wrong is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendars import YEARS
from bot.core.errors import Refusal
from bot.core.grammar.day_lines import LONGEST, read_lines, spell_days
from bot.core.grammar.team_form import (
    LONGEST_ERROR,
    Reading,
    read_form,
    spelled,
    with_days,
)
from bot.core.grammar.week import read_hours
from bot.core.grammar.week_spelled import spell_week
from bot.core.ics import DayOff, DaysOff, HalfDay
from bot.core.members import Team, Where
from bot.core.team_forms import Field

NOW = datetime(2026, 12, 17, 9, tzinfo=UTC)
TODAY = NOW.date()
TEAM = Team(1, "Support", lead_id="U0BEN", channel_id="C0TEAM")
HOURS = TEAM.hours_in("Europe/Berlin")
READING = Reading(NOW, HOURS, "Europe/Berlin", TODAY)
MORNING, AFTERNOON = (("00:00", "13:00"),), (("12:00", "24:00"),)
CHRISTMAS = date(2026, 12, 24)

days = st.dates(TODAY, date(YEARS[-1], 12, 31))
minutes = st.integers(0, 23 * 60)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


windows = st.tuples(minutes, st.integers(1, 60)).map(
    lambda one: ((clock(one[0]), clock(one[0] + one[1])),)
)


@given(
    closed=st.frozensets(days, max_size=40),
    breaks=st.dictionaries(days, windows | st.sampled_from(((), MORNING, AFTERNOON)), max_size=20),
)
def test_days_that_are_spelled_are_read_as_the_same(
    closed: frozenset[date], breaks: dict[date, tuple[tuple[str, str], ...]]
) -> None:
    breaks = {day: cut for day, cut in breaks.items() if day not in closed}
    shown = spell_days(tuple(closed), breaks, since=TODAY)

    read = read_lines(shown.text, known={}, now=NOW, hours=HOURS)

    assert len(shown.text) <= LONGEST
    assert read.closed == {day for day in closed if day <= shown.last}
    assert read.breaks == {day: cut for day, cut in breaks.items() if day <= shown.last}


@pytest.mark.parametrize(
    ("line", "closed", "breaks"),
    [
        ("2026-12-24", [CHRISTMAS], {}),
        ("24 Dec", [CHRISTMAS], {}),
        ("• 2026-12-24.", [CHRISTMAS], {}),
        ("2026-12-24, 2026-12-25", [CHRISTMAS, date(2026, 12, 25)], {}),
        ("2026-12-24 to 2026-12-25", [CHRISTMAS, date(2026, 12, 25)], {}),
        ("2026-12-24 until 12", [], {CHRISTMAS: AFTERNOON}),
        ("24 Dec from 1pm", [], {CHRISTMAS: MORNING}),
        ("2026-12-24 off 12-13, 15-16", [], {CHRISTMAS: (("12:00", "13:00"), ("15:00", "16:00"))}),
        ("2026-12-24 worked", [], {CHRISTMAS: ()}),
        ("2026-12-24; 2026-12-24", [CHRISTMAS], {}),
        ("", [], {}),
    ],
)
def test_a_line_says_what_a_day_is(
    line: str, closed: list[date], breaks: dict[date, object]
) -> None:
    read = read_lines(line, known={}, now=NOW, hours=HOURS)

    assert sorted(read.closed) == closed
    assert read.breaks == breaks


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("2026-12-24\n2026-12-24 until 12", "stands there twice"),
        ("2026-12-24 until 12\n2026-12-24 from 13", "stands there twice"),
        ("2026-12-24 to 2026-12-25\n2026-12-25 worked", "stands there twice"),
        ("2026-12-01", "is over"),
        ("2026-12-24 off lunch", "I can't read"),
        ("2026-12-24 off 25-26", "off 10-12"),
        ("works outing", "I can't read"),
        ("2026-13-45", "no day 2026-13-45"),
    ],
)
def test_a_line_that_is_not_one_is_refused(lines: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_lines(lines, known={}, now=NOW, hours=HOURS)


def test_a_line_that_stood_there_stands_though_its_day_is_over_by_now() -> None:
    team = replace(TEAM, closed=(TODAY, CHRISTMAS))
    later = replace(READING, now=NOW + timedelta(days=1))

    after, errors = read_form(team, {Field.DAYS: f"{TODAY}\n2026-12-28"}, reading=later)

    assert errors == {}
    assert after.closed == (TODAY, date(2026, 12, 28))


def test_days_before_and_beyond_the_field_stay_as_they_are() -> None:
    long = tuple(TODAY + timedelta(days=2 * count) for count in range(-5, 400))
    team = replace(TEAM, closed=long)
    shown = spell_days(team.closed, team.breaks, since=TODAY)
    assert shown.last < long[-1]

    after, errors = read_form(team, {Field.DAYS: "2026-12-24"}, reading=READING)

    assert errors == {}
    kept = tuple(day for day in long if day < TODAY or day > shown.last)
    assert after.closed == tuple(sorted((*kept, CHRISTMAS)))


@pytest.mark.parametrize(
    "text",
    [
        "mon-fri 9:00-17:00",
        "mon-fri 9:00-12:00, 13:00-17:30; sat 10:00-12:00",
        "mon 0:00-24:00; wed 22:30-24:00",
        "mon 9:00-10:00; tue-wed 9:00-11:00; sun 8:00-9:00",
    ],
)
def test_a_week_is_spelled_as_it_is_typed(text: str) -> None:
    assert spell_week(read_hours(text).week) == text


@pytest.mark.parametrize(
    "team",
    [
        TEAM,
        replace(TEAM, zone="Asia/Tokyo", country="DE", region="BY", where=Where.CHANNEL),
        replace(TEAM, country="BR", region="SP", is_shadow=True, lead_id=None),
        replace(TEAM, start_on=date(2027, 1, 4)),
        replace(TEAM, closed=(CHRISTMAS,), breaks={date(2026, 12, 28): AFTERNOON}),
    ],
)
def test_a_form_sent_as_it_was_shown_leaves_the_team_as_it_is(team: Team) -> None:
    shown = spelled(team, reading=READING, has_lead=True)

    assert read_form(team, shown, reading=READING) == (team, {})


@pytest.mark.parametrize(
    ("filled", "wrong"),
    [
        ({Field.HOURS: ""}, {Field.HOURS: "When does the team work?"}),
        ({Field.HOURS: "x", Field.ZONE: "y"}, {Field.HOURS: "I can't", Field.ZONE: "I know no"}),
        ({Field.COUNTRY: "germny"}, {Field.COUNTRY: "Did you mean one of these? Germany"}),
        (
            {Field.CHANNEL: "", Field.REMINDERS: "channel"},
            {Field.REMINDERS: "Pick the channel"},
        ),
        ({Field.START: "soon"}, {Field.START: "Pick a day"}),
        ({Field.COUNTRY: "x" * 500}, {Field.COUNTRY: "I don't know"}),
    ],
)
def test_what_cannot_be_read_is_said_short_at_its_field(
    filled: dict[Field, str], wrong: dict[Field, str]
) -> None:
    team, errors = read_form(TEAM, filled, reading=READING)

    assert set(errors) == set(wrong)
    assert all(said in errors[field] for field, said in wrong.items())
    assert all(len(said) <= LONGEST_ERROR for said in errors.values())
    assert team.week == TEAM.week


def test_hours_may_name_their_zone_and_a_start_is_a_day() -> None:
    filled = {Field.HOURS: "mon-fri 9-17 in Asia/Tokyo", Field.START: "2027-01-04"}

    team, errors = read_form(TEAM, filled, reading=READING)

    assert errors == {}
    assert team.zone == "Asia/Tokyo"
    assert team.start_on == date(2027, 1, 4)


def test_a_file_adds_days_and_what_was_set_by_hand_stays() -> None:
    team = replace(TEAM, closed=(CHRISTMAS,), breaks={date(2026, 12, 25): ()})
    file = DaysOff(
        whole=(DayOff(date(2026, 12, 25), "x"), DayOff(date(2026, 12, 28), "y")),
        halves=(
            HalfDay(CHRISTMAS, "12:00", "24:00", "z"),
            HalfDay(date(2026, 12, 31), "12:00", "14:00", "a"),
            HalfDay(date(2026, 12, 31), "16:00", "24:00", "b"),
        ),
    )

    after = with_days(team, file)

    assert after.closed == (CHRISTMAS, date(2026, 12, 28))
    assert after.breaks == {
        date(2026, 12, 25): (),
        date(2026, 12, 31): [("12:00", "14:00"), ("16:00", "24:00")],
    }
