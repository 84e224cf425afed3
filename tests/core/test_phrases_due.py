"""Due phrases: what people type for a moment to come, read on Wednesday 18 November, 10:30."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.hours import WorkingHours
from bot.core.phrases import read_due

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=BERLIN)


def due(phrase: str, *, now: datetime = NOW, hours: WorkingHours = HOURS) -> str:
    return f"{read_due(phrase, now=now, hours=hours):%Y-%m-%d %H:%M}"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("fri 5pm", "2026-11-20 17:00"),
        ("friday 5pm", "2026-11-20 17:00"),
        ("tomorrow noon", "2026-11-19 12:00"),
        ("tomorrow at noon", "2026-11-19 12:00"),
        ("tomorrow 9am", "2026-11-19 09:00"),
        ("tomorrow 14:30", "2026-11-19 14:30"),
        ("in 2 business days", "2026-11-20"),
        ("eod", "2026-11-18 17:00"),
        ("end of day", "2026-11-18 17:00"),
        ("eow", "2026-11-20"),
        ("end of month", "2026-11-30"),
        ("eom", "2026-11-30"),
        ("next tue", "2026-11-24"),
        ("next tuesday", "2026-11-24"),
        ("tue", "2026-11-24"),
        ("by 3 Dec", "2026-12-03"),
        ("3 Dec", "2026-12-03"),
        ("Dec 3", "2026-12-03"),
        ("dec 3 5pm", "2026-12-03 17:00"),
        ("in 90m", "2026-11-18 12:00"),
        ("90m", "2026-11-18 12:00"),
        ("in 90 minutes", "2026-11-18 12:00"),
        ("in 2h", "2026-11-18 12:30"),
        ("2 hours", "2026-11-18 12:30"),
        ("in 3 days", "2026-11-21"),
        ("3d", "2026-11-21"),
        ("in 2 weeks", "2026-12-02"),
        ("2w", "2026-12-02"),
        ("next monday 10am", "2026-11-23 10:00"),
        ("monday", "2026-11-23"),
        ("wed", "2026-11-18 17:00"),  # today: the close of work is still ahead
        ("wednesday 5pm", "2026-11-18 17:00"),
        ("today 5pm", "2026-11-18 17:00"),
        ("5pm", "2026-11-18 17:00"),
        ("9am", "2026-11-19 09:00"),
        ("17:00", "2026-11-18 17:00"),
        ("noon", "2026-11-18 12:00"),
        ("midnight", "2026-11-19 00:00"),
        ("tonight", "2026-11-18"),
        ("2026-12-03", "2026-12-03"),
        ("2026-12-03 15:00", "2026-12-03 15:00"),
        ("2026-12-03T15:00", "2026-12-03 15:00"),
        ("12/03/2026", "2026-12-03"),  # the 12th of March 2026 is over
        ("3rd december", "2026-12-03"),
        ("the 3rd", "2026-12-03"),
        ("jan 5", "2027-01-05"),
        ("5 jan 9am", "2027-01-05 09:00"),
        ("friday next week", "2026-11-27"),
        ("a week from friday", "2026-11-27"),
        ("day after tomorrow", "2026-11-20"),
        ("tomorrow morning", "2026-11-19"),
        ("tomorrow eod", "2026-11-19 17:00"),
        ("fri eod", "2026-11-20 17:00"),
        ("end of next week", "2026-11-27"),
        ("in a week", "2026-11-25"),
        ("in half an hour", "2026-11-18 11:00"),
        ("first of next month", "2026-12-01"),
        ("sat", "2026-11-21"),
        ("sun", "2026-11-22"),
        ("at 5", "2026-11-18 17:00"),
    ],
)
def test_everyday_words_name_a_moment(phrase: str, expected: str) -> None:
    assert due(phrase).startswith(expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("BY   Friday,  5 P.M.", "2026-11-20 17:00"),
        ("due on friday at 5 p.m.", "2026-11-20 17:00"),
        ("“friday 5pm”", "2026-11-20 17:00"),
        ("3 o’clock", "2026-11-18 15:00"),
        ("2026—12—03", "2026-12-03 17:00"),
        ("friday.", "2026-11-20 17:00"),
        ("fri, at the latest", "2026-11-20 17:00"),
        ("no later than friday noon", "2026-11-20 12:00"),
        ("twenty-first of december", "2026-12-21 17:00"),
        ("an hour and a half", "2026-11-18 12:00"),
        ("in 2.5 hours", "2026-11-18 13:00"),
        ("1h 30m", "2026-11-18 12:00"),
        ("within the next 2 hours", "2026-11-18 12:30"),
        ("quarter to five", "2026-11-18 16:45"),
        ("tomorrow at 2.30", "2026-11-19 14:30"),
        ("thursday 19 nov", "2026-11-19 17:00"),
        ("tomorrow, thursday", "2026-11-19 17:00"),
        ("at 15h", "2026-11-18 15:00"),
        ("8 tonight", "2026-11-18 20:00"),
        ("5 tomorrow", "2026-11-19 17:00"),
        ("friday 5pm CET", "2026-11-20 17:00"),
        ("two weeks from now at noon", "2026-12-02 12:00"),
        ("within 2 weeks", "2026-12-02 17:00"),
        ("friday 16.30", "2026-11-20 16:30"),
        ("fri 17h", "2026-11-20 17:00"),
        ("fri pm", "2026-11-20 17:00"),
        ("month-end", "2026-11-30 17:00"),
        ("friday the week after next", "2026-12-04 17:00"),
        ("next working day", "2026-11-19 17:00"),
        ("first monday of december", "2026-12-07 17:00"),
        ("last friday of the month", "2026-11-27 17:00"),
        ("the second tuesday in jan at 10:30", "2027-01-12 10:30"),
        ("friday week", "2026-11-27 17:00"),
        ("a week on friday 3pm", "2026-11-27 15:00"),
        ("tomorrow week", "2026-11-26 17:00"),
        ("a fortnight on monday", "2026-12-07 17:00"),
        ("fortnight", "2026-12-02 17:00"),
        ("xmas eve noon", "2026-12-24 12:00"),
        ("nye", "2026-12-31 17:00"),
        ("christmas 2027", "2027-12-25 17:00"),
        ("end of q1", "2027-03-31 17:00"),
        ("eoq", "2026-12-31 17:00"),
        ("end december", "2026-12-31 17:00"),
        ("asap, friday latest", "2026-11-20 17:00"),
        ("at the very latest by fri 5pm", "2026-11-20 17:00"),
        ("friday 3pm max", "2026-11-20 15:00"),
        ("not later than friday noon please", "2026-11-20 12:00"),
        ("friday - 3pm", "2026-11-20 15:00"),
        ("friday (3pm)", "2026-11-20 15:00"),
        ("friday by 4", "2026-11-20 16:00"),
        ("c.o.b. friday", "2026-11-20 17:00"),
        ("2 bdays", "2026-11-20 17:00"),
        ("first working day of january", "2027-01-01 17:00"),
        ("the day before christmas", "2026-12-24 17:00"),
        ("on or before friday", "2026-11-20 17:00"),
        ("within the hour", "2026-11-18 11:30"),
        ("q1-end", "2027-03-31 17:00"),
        ("friday 3pm our time", "2026-11-20 15:00"),
        ("3. December", "2026-12-03 17:00"),
    ],
)
def test_the_same_words_are_read_however_they_are_typed(phrase: str, expected: str) -> None:
    assert due(phrase) == expected


@pytest.mark.parametrize(
    ("now", "phrase", "expected"),
    [
        ("2026-11-18 18:00", "today", "2026-11-18 23:59"),  # after closing: the end of the day
        ("2026-11-18 18:00", "eod", "2026-11-18 23:59"),
        ("2026-11-18 18:00", "18 nov", "2026-11-18 23:59"),
        ("2026-11-18 18:00", "wednesday", "2026-11-25 17:00"),  # today's close is over
        ("2026-11-18 18:00", "wed eod", "2026-11-25 17:00"),
        ("2026-11-18 18:00", "wed 9pm", "2026-11-18 21:00"),
        ("2026-11-18 17:00", "today", "2026-11-18 23:59"),  # at the very close
        ("2026-11-21 12:00", "today", "2026-11-21 17:00"),  # a closed day
        ("2026-11-21 18:00", "today", "2026-11-21 23:59"),
        ("2026-11-21 12:00", "next friday", "2026-11-27 17:00"),
        ("2026-11-22 12:00", "next monday", "2026-11-23 17:00"),  # Sunday ends the week
        ("2026-11-20 16:00", "in 2 working days", "2026-11-24 17:00"),
        ("2026-11-21 12:00", "in 1 working day", "2026-11-23 17:00"),
        ("2026-11-20 09:00", "eow", "2026-11-20 17:00"),
        ("2026-11-20 18:00", "eow", "2026-11-20 23:59"),
        ("2027-01-05 09:00", "eom", "2027-01-29 17:00"),  # the 31st is a Sunday
        ("2027-01-31 09:00", "in 1 month", "2027-02-28 17:00"),
        ("2026-12-31 12:00", "tomorrow 9am", "2027-01-01 09:00"),
        ("2026-11-18 00:10", "tonight", "2026-11-18 23:59"),
    ],
)
def test_the_moment_of_speaking_decides(now: str, phrase: str, expected: str) -> None:
    assert due(phrase, now=at(now)) == expected


def test_a_holiday_ends_at_five_and_is_no_working_day() -> None:
    hours = WorkingHours.of(
        zone="Europe/Berlin",
        week={day: [("08:00", "12:00"), ("13:00", "18:30")] for day in WEEK},
        holidays=[date(2026, 11, 20)],
    )
    assert due("friday", hours=hours) == "2026-11-20 17:00"
    assert due("thursday", hours=hours) == "2026-11-19 18:30"
    assert due("eow", hours=hours) == "2026-11-19 18:30"
    assert due("in 2 working days", hours=hours) == "2026-11-23 18:30"
    assert due("tomorrow at 12:30", hours=hours) == "2026-11-19 12:30"


def test_a_week_from_sunday_to_thursday_ends_on_thursday() -> None:
    hours = WorkingHours.of(
        zone="Asia/Jerusalem",
        week={day: [("09:00", "17:00")] for day in ("sun", "mon", "tue", "wed", "thu")},
    )
    assert due("eow", hours=hours) == "2026-11-19 17:00"
    sunday = datetime(2026, 11, 22, 10, 0, tzinfo=hours.zone)
    assert due("eow", now=sunday, hours=hours) == "2026-11-26 17:00"


def test_a_day_that_closes_at_midnight_is_due_in_its_last_minute() -> None:
    hours = WorkingHours.of(zone="Europe/Berlin", week={"fri": [("00:00", "24:00")]})
    assert due("friday", hours=hours) == "2026-11-20 23:59"


@pytest.mark.parametrize(
    ("now", "phrase", "expected"),
    [
        ("2026-03-28T12:00+01:00", "sunday 2:30am", "2026-03-29T03:30:00+02:00"),  # a gap
        ("2026-10-24T12:00+02:00", "sunday 2:30am", "2026-10-25T02:30:00+02:00"),  # the first
        ("2026-10-25T01:30+02:00", "in 2 hours", "2026-10-25T02:30:00+01:00"),  # as it passes
        ("2026-10-24T12:00+02:00", "in 24 hours", "2026-10-25T11:00:00+01:00"),
        ("2026-10-24T12:00+02:00", "in 1 day at noon", "2026-10-25T12:00:00+01:00"),
    ],
)
def test_days_keep_the_wall_clock_and_hours_pass(now: str, phrase: str, expected: str) -> None:
    found = read_due(phrase, now=datetime.fromisoformat(now), hours=HOURS)
    assert found.isoformat() == expected


def test_the_zone_is_that_of_the_hours_whatever_now_is_written_in() -> None:
    tokyo = WorkingHours.of(zone="Asia/Tokyo", week=WEEK)
    # 23:30 on Tuesday in London is Wednesday morning in Tokyo.
    found = read_due("today", now=datetime(2026, 11, 17, 23, 30, tzinfo=UTC), hours=tokyo)
    assert found.isoformat() == "2026-11-18T17:00:00+09:00"
    assert found.tzinfo is tokyo.zone


@pytest.mark.parametrize(
    "phrase",
    ["2026-12-03T14:00Z", "2026-12-03 14:00:00.000z", "2026-12-03T15:00+01:00", "2026-12-03 15:00"],
)
def test_an_offset_is_turned_into_the_zone(phrase: str) -> None:
    assert read_due(phrase, now=NOW, hours=HOURS).isoformat() == "2026-12-03T15:00:00+01:00"
