"""A calendar file says which days are off, as the calendars that companies use write it."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.ics import DaysOff, LeftOut, Why, read_days
from tests.core.calendars import calendar, event, whole

DATA = Path(__file__).parent.parent / "data" / "calendars"
FIRST, LAST = date(2026, 7, 1), date(2027, 12, 31)
BERLIN, SAO_PAULO = "Europe/Berlin", "America/Sao_Paulo"


def read(content: str | bytes, *, zone: str = BERLIN) -> DaysOff:
    return read_days(content, zone=ZoneInfo(zone), first=FIRST, last=LAST)


def exported(name: str, *, zone: str) -> DaysOff:
    # Calendars write the line ends that the standard asks for.
    return read((DATA / f"{name}.ics").read_text().replace("\n", "\r\n").encode(), zone=zone)


def days(found: DaysOff) -> list[str]:
    return [f"{one.day} {one.name}" for one in found.whole]


def halves(found: DaysOff) -> list[str]:
    return [f"{one.day} {one.since}-{one.until} {one.name}" for one in found.halves]


def why(*properties: str) -> list[Why]:
    return [one.why for one in read(calendar(event(*properties))).left_out]


def test_what_google_exports_is_read() -> None:
    found = exported("google", zone=SAO_PAULO)

    assert days(found) == [
        *(f"2026-12-{day} Winter break" for day in range(24, 32)),
        "2027-01-01 Winter break",
    ]
    # The last afternoon of the year is within the break.
    assert halves(found) == ["2027-02-10 09:00-13:00 Ash Wednesday, morning"]
    assert found.left_out == (
        LeftOut("Stand-up", Why.SHORT),
        LeftOut("Company outing", Why.CANCELLED),
    )


def test_what_outlook_exports_is_read_with_zones_of_its_own() -> None:
    found = exported("outlook", zone=BERLIN)

    assert days(found) == [
        "2026-12-24 Heiligabend (Büro zu)",
        "2027-05-13 Brückentag",
        "2027-12-24 Heiligabend (Büro zu)",
    ]
    # On 17 March New York's clocks have changed, and Berlin's have not: five hours apart.
    assert halves(found) == [
        "2026-12-23 13:00-18:00 Weihnachtsfeier",
        "2027-03-17 14:00-17:00 Move of the servers",
    ]
    assert found.left_out == ()


def test_what_apple_exports_is_read_with_its_exceptions() -> None:
    found = exported("apple", zone="Europe/London")

    assert days(found) == [
        "2026-07-02 Inventory",
        "2026-08-31 Summer bank holiday",
        "2026-10-01 Inventory",
        "2027-01-04 Inventory",
        "2027-08-30 Summer bank holiday",
    ]
    assert halves(found) == [
        "2026-07-03 14:30-17:00 Summer Friday",
        "2026-07-10 14:30-17:00 Summer Friday",
        "2026-07-24 12:00-17:00 Summer party",
    ]
    assert found.left_out == (LeftOut("Summer Friday", Why.CANCELLED),)


def test_working_hours_take_what_was_read() -> None:
    found = exported("outlook", zone=BERLIN)

    hours = WorkingHours.of(
        zone=BERLIN,
        week={name: [("09:00", "17:00")] for name in ("mon", "tue", "wed", "thu", "fri")},
        holidays=found.holidays,
        breaks=found.breaks,
    )

    assert not hours.is_working_day(date(2026, 12, 24))
    assert (closing := hours.closing(date(2026, 12, 23)))
    assert closing.hour == 13


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        # A calendar's end is the first day that is no longer part of it.
        (("DTEND;VALUE=DATE:20260703",), ["2026-07-01 Off", "2026-07-02 Off"]),
        (("DURATION:P2D",), ["2026-07-01 Off", "2026-07-02 Off"]),
        # Without an end, or with the same one, it is one day.
        ((), ["2026-07-01 Off"]),
        (("DTEND;VALUE=DATE:20260701",), ["2026-07-01 Off"]),
        # All calendars mark whole days as free unless told otherwise.
        (("TRANSP:TRANSPARENT",), ["2026-07-01 Off"]),
        (("RRULE:FREQ=YEARLY",), ["2026-07-01 Off", "2027-07-01 Off"]),
        (("RRULE:FREQ=YEARLY;COUNT=1",), ["2026-07-01 Off"]),
        (("RRULE:FREQ=YEARLY;UNTIL=20261231T000000Z",), ["2026-07-01 Off"]),
        (("RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20260701"), ["2027-07-01 Off"]),
        (("RDATE;VALUE=DATE:20260706,20280101",), ["2026-07-01 Off", "2026-07-06 Off"]),
        # The last working day of each quarter, as Outlook says it.
        (
            ("RRULE:FREQ=MONTHLY;INTERVAL=6;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",),
            ["2026-07-01 Off", "2026-07-31 Off", "2027-01-29 Off", "2027-07-30 Off"],
        ),
    ],
)
def test_an_event_without_times_takes_whole_days(
    properties: tuple[str, ...], expected: list[str]
) -> None:
    found = read(calendar(whole("20260701", *properties)))

    assert days(found) == expected
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (":20260701T120000", ":20260701T170000", ["2026-07-01 12:00-17:00 Off"]),
        (":20260701T120000Z", ":20260701T170000Z", ["2026-07-01 14:00-19:00 Off"]),
        (
            ";TZID=America/Sao_Paulo:20260701T080000",
            ";TZID=America/Sao_Paulo:20260701T120000",
            ["2026-07-01 13:00-17:00 Off"],
        ),
        (
            ";TZID=/example.org/Europe/Lisbon:20260701T080000",
            ";TZID=/example.org/Europe/Lisbon:20260701T120000",
            ["2026-07-01 09:00-13:00 Off"],
        ),
        # Over midnight it takes a part of both days.
        (
            ":20260701T220000",
            ":20260702T060000",
            ["2026-07-01 22:00-24:00 Off", "2026-07-02 00:00-06:00 Off"],
        ),
        # In Berlin the clocks go back that night: three hours pass between 1 and 3.
        (":20261025T010000", ":20261025T030000", ["2026-10-25 01:00-03:00 Off"]),
    ],
)
def test_an_event_with_times_takes_a_part_of_a_day_on_the_teams_clock(
    start: str, end: str, expected: list[str]
) -> None:
    found = read(calendar(event(f"DTSTART{start}", f"DTEND{end}")))

    assert halves(found) == expected
    assert days(found) == []


def test_an_event_from_noon_to_noon_takes_the_days_between_as_a_whole() -> None:
    found = read(calendar(event("DTSTART:20260701T120000", "DTEND:20260703T120000")))

    assert days(found) == ["2026-07-02 Off"]
    assert halves(found) == ["2026-07-01 12:00-24:00 Off", "2026-07-03 00:00-12:00 Off"]


def test_a_day_that_two_events_take_is_off_once_under_both_names() -> None:
    found = read(
        calendar(
            whole("20261225", "UID:a", "SUMMARY:Weihnachten"),
            whole("20261225", "UID:b", "SUMMARY:Betriebsferien"),
            event("UID:c", "DTSTART:20261225T120000", "DTEND:20261225T180000"),
        )
    )

    assert days(found) == ["2026-12-25 Betriebsferien, Weihnachten"]
    assert halves(found) == []


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (("DTSTART:20260701T120000", "DTEND:20260701T135900"), Why.SHORT),
        (("DTSTART:20260701T120000",), Why.SHORT),
        (("DTSTART:20260701T100000", "DTEND:20260701T180000", "TRANSP:TRANSPARENT"), Why.FREE),
        (("DTSTART;VALUE=DATE:20260701", "STATUS:CANCELLED"), Why.CANCELLED),
        # A project that takes a quarter closes no office.
        (("DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260930"), Why.LONG),
        (("DTSTART;VALUE=DATE:20260701", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), Why.ODD),
        (("DTSTART;VALUE=DATE:20260701", "RRULE:FREQ=YEARLY;BYWEEKNO=53"), Why.ODD),
        (("DTSTART;TZID=Mars/Olympus:20260701T120000", "DURATION:PT6H"), Why.ZONE),
        (("DTSTART;VALUE=DATE:20260701", "DTEND:20260702T120000"), Why.UNCLEAR),
        (("DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260601"), Why.UNCLEAR),
        (("DTSTART;VALUE=DATE:20260231",), Why.UNCLEAR),
        (("SUMMARY:some day",), Why.UNCLEAR),
    ],
)
def test_what_is_no_day_off_is_left_out_and_said(
    properties: tuple[str, ...], expected: Why
) -> None:
    assert why(*properties) == [expected]


def test_a_file_may_describe_a_few_zones_of_its_own() -> None:
    text = (DATA / "outlook.ics").read_text()
    start, end = text.index("BEGIN:VTIMEZONE\nTZID:Cust"), text.index("BEGIN:VEVENT")
    zones = [text[start:end].replace("Customized", f"Our {number}") for number in range(40)]
    events = [
        event(
            f"UID:{number}", f"DTSTART;TZID=Our {number} Time Zone:20260701T120000", "DURATION:PT3H"
        )
        for number in range(40)
    ]

    found = read(calendar(*zones, *events))

    assert {one.since for one in found.halves} == {"18:00"}
    assert found.left_out == (LeftOut("Off", Why.ZONE),)


def test_a_meeting_that_repeats_is_left_out_once() -> None:
    found = read(calendar(event("DTSTART:20260701T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")))

    assert found == DaysOff(left_out=(LeftOut("Off", Why.SHORT),))


def test_one_broken_event_does_not_spoil_the_others() -> None:
    found = read(calendar(event("DTSTART:nonsense", "UID:a"), whole("20260701", "UID:b")))

    assert days(found) == ["2026-07-01 Off"]
    assert found.left_out == (LeftOut("Off", Why.UNCLEAR),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_be_written_in_any_of_the_usual_alphabets(encoding: str) -> None:
    found = read(calendar(whole("20260701", "SUMMARY:Brückentag")).encode(encoding))

    assert days(found) == ["2026-07-01 Brückentag"]


def test_a_name_is_one_short_line_and_nothing_else_is_read() -> None:
    found = read(calendar(whole("20260701", f"SUMMARY:{'long ' * 200}\\n*loud*", "ATTENDEE:x")))

    assert len(found.whole[0].name) <= 80
    assert "\n" not in found.whole[0].name


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "no calendar file"),
        ("name,day\nChristmas,2026-12-25", "no calendar file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no calendar file"),
        (b"\xff\xfe\x00", "no calendar file"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "damaged"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 5_000, "no calendar file"),
        (calendar(whole("20260701"))[:-20], "breaks off"),
        (calendar(whole("20260701", "RRULE:FREQ=SECONDLY")), "repeats every second"),
        (calendar(whole("20260701", "RRULE:FREQ=HOURLY;COUNT=3")), "repeats every hour"),
        (calendar(*[whole("20260701")] * 3_001), "too large"),
        (b"BEGIN:VCALENDAR" + b" " * 10_000_000, "too large"),
        (calendar(*[whole("20260101", "RRULE:FREQ=DAILY")] * 9), "too many days"),
        (calendar(whole("00010101", "RRULE:FREQ=DAILY")), "too many days"),
    ],
)
def test_what_is_no_calendar_of_days_off_is_refused_in_words(
    content: str | bytes, expected: str
) -> None:
    with pytest.raises(Refusal, match=expected):
        read(content)
