"""Whatever is in a file: days off come back as they were written, or it is refused in words."""

import re
import time
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.core.ics import DaysOff, read_days
from bot.core.ics.repeats import days_between
from tests.core.calendars import calendar, event, whole

DATA = Path(__file__).parent.parent / "data" / "calendars"
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "America/New_York", "Asia/Tokyo")
DAY = timedelta(days=1)
SECONDS = 3.0  # many times what was measured: other tests run beside these

days = st.dates(FIRST, LAST)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30)


def read(content: str | bytes, zone: str = "Europe/Berlin") -> DaysOff:
    return read_days(content, zone=ZoneInfo(zone), first=FIRST, last=LAST)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text)


def folded(text: str) -> str:
    """The same with its lines broken where the standard asks for it, and more often."""
    return "\r\n".join("\r\n ".join(re.findall(".{1,20}", line)) for line in text.split("\r\n"))


@settings(deadline=None)
@given(st.dictionaries(days, st.integers(1, 5), max_size=12), st.sampled_from(ZONES))
def test_whole_days_come_back_in_every_zone(spans: dict[date, int], zone: str) -> None:
    written = [
        whole(f"{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=length):%Y%m%d}")
        for day, length in spans.items()
    ]
    expected = {
        day + timedelta(days=more) for day, length in spans.items() for more in range(length)
    }

    found = read(folded(calendar(*written)), zone)

    assert found.holidays == {day for day in expected if day <= LAST}
    assert (found.halves, found.left_out) == ((), ())


@settings(deadline=None)
@given(names)
def test_a_name_comes_back_without_what_nobody_types(name: str) -> None:
    [found] = read(folded(calendar(whole("20260701", f"SUMMARY:{escaped(name)}")))).whole

    assert found.name
    assert found.name in (" ".join(found.name.split()), "Day off")
    if re.fullmatch(r"[\w ()&.!'-]+", name) and name.strip():
        assert found.name == " ".join(name.split())


@settings(deadline=None)
@given(
    st.datetimes(_midnight(FIRST + 30 * DAY), _midnight(LAST - 30 * DAY)),
    st.integers(120, 3 * 24 * 60),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_a_part_of_a_day_is_as_long_on_the_teams_clock(
    start: datetime, minutes: int, theirs: str, ours: str
) -> None:
    start = start.replace(second=0, microsecond=0)
    begins = start.replace(tzinfo=ZoneInfo(theirs)).astimezone(ZoneInfo("UTC"))
    ends = begins + timedelta(minutes=minutes)

    written = event(f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}")
    found = read(calendar(written), ours)

    local = [at.astimezone(ZoneInfo(ours)).replace(tzinfo=None) for at in (begins, ends)]
    parts = sum(minute(one.until) - minute(one.since) for one in found.halves)
    assert parts + 24 * 60 * len(found.whole) == (local[1] - local[0]) / timedelta(minutes=1)


def minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


numbers = st.integers(-60, 60).map(str)
weekdays = st.tuples(st.sampled_from(["", "", "1", "-1", "2", "5", "-5", "20", "53"])).flatmap(
    lambda which: st.sampled_from(["MO", "TU", "WE", "FR", "SU"]).map(lambda day: which[0] + day)
)
PARTS: dict[str, st.SearchStrategy[str]] = {
    "INTERVAL": st.sampled_from(["1", "2", "3", "4", "7", "12", "28", "100", "999", "0", "x"]),
    "COUNT": st.integers(1, 500).map(str),
    "UNTIL": st.sampled_from(["20261231", "20261231T000000Z", "19990101"]),
    "BYDAY": st.lists(weekdays, min_size=1, max_size=3).map(",".join),
    "BYMONTH": st.lists(st.integers(0, 13).map(str), min_size=1, max_size=3).map(",".join),
    "BYMONTHDAY": st.lists(numbers, min_size=1, max_size=3).map(",".join),
    "BYSETPOS": st.sampled_from(["1", "-1", "4", "300"]),
    "BYWEEKNO": st.just("53"),
    "WKST": st.just("SU"),
}
rules = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "FORTNIGHTLY"])},
    optional=PARTS,
).map(lambda parts: ";".join(f"{name}={value}" for name, value in parts.items()))


@settings(max_examples=600, deadline=None)
@given(rules, st.dates(date(2000, 1, 1), date(2027, 1, 1)))
def test_a_rule_that_is_followed_comes_again_soon(rule: str, start: date) -> None:
    """The library would look for what never comes until the year 9999."""
    if days_between(rule, start_day=start.day) is None:
        return
    bare = ";".join(one for one in rule.split(";") if not one.startswith(("COUNT", "UNTIL")))
    begins = _midnight(start)

    began = time.process_time()
    found = list(islice(rrulestr(bare, dtstart=begins), 3))

    assert len(found) == 3 or found[-1].year > 8000
    assert time.process_time() - began < 0.1


@settings(max_examples=300, deadline=None)
@given(rules, days)
def test_a_rule_is_read_as_the_library_reads_it(rule: str, day: date) -> None:
    begins = _midnight(day)
    found = read(calendar(whole(f"{day:%Y%m%d}", f"RRULE:{rule}")))

    if found.left_out:
        assert days_between(rule, start_day=day.day) is None or "UNTIL" in rule
        return
    plain = rule.replace("T000000Z", "")
    expected = {
        each.date()
        for each in rrulestr(plain, dtstart=begins).between(begins, _midnight(LAST), inc=True)
    }
    # The first time is one whether the rule names it or not, unless it is over by then.
    assert found.holidays - {day} == expected - {day}


PIECES = [
    line + "\r\n"
    for name in ("google", "outlook", "apple")
    for line in (DATA / f"{name}.ics").read_text().split("\n")
]
oddities = st.sampled_from(
    [
        "RRULE:FREQ=DAILY;UNTIL=\r\n",
        "RRULE:FREQ=YEARLY;BYDAY=\r\n",
        "RRULE:\r\n",
        "RRULE;X=1:FREQ=WEEKLY;COUNT=-4\r\n",
        "DTSTART;TZID=Europe:20260701T120000\r\n",
        "DTSTART;TZID=:20260701T120000\r\n",
        "DTSTART;VALUE=PERIOD:20260701T120000/P1D\r\n",
        "DTSTART:99991231T235959Z\r\n",
        "DTSTART;VALUE=DATE:99991231\r\n",
        "DTSTART;VALUE=DATE:00010101\r\n",
        "DTEND:00010101T000000\r\n",
        "DURATION:P99999999999D\r\n",
        "DURATION:-PT5H\r\n",
        "EXDATE:\r\n",
        "EXDATE;VALUE=DATE:20260701,x\r\n",
        "RDATE;VALUE=PERIOD:20260701T120000Z/PT4H,20260702T120000Z/20260702T180000Z\r\n",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260701\r\n",
        "SUMMARY;ENCODING=QUOTED-PRINTABLE:=C3\r\n",
        "SUMMARY:\\\r\n",
        "STATUS\r\n",
        "UID:\r\n",
        'DTSTART;TZID="\r\n',
        "X-WR-TIMEZONE:../../etc/hosts\r\n",
        "TZID:x\r\n",
        "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n",
    ]
)


def assert_answered(content: str | bytes) -> None:
    """It is read, or refused, and soon."""
    began = time.process_time()
    with suppress(Refusal):
        assert isinstance(read(content), DaysOff)
    assert time.process_time() - began < SECONDS


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | oddities, max_size=60))
def test_lines_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    assert_answered("".join(["BEGIN:VCALENDAR\r\n", *lines, "END:VCALENDAR\r\n"]))


properties = st.sampled_from([one for one in PIECES if not one.startswith(("BEGIN", "END"))])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(properties | oddities, max_size=8), max_size=4))
def test_events_of_any_properties_are_read_or_refused(events: list[list[str]]) -> None:
    written = [f"BEGIN:VEVENT\r\n{''.join(lines)}END:VEVENT" for lines in events]

    assert_answered(calendar(*written))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["google", "outlook", "apple"]))
    content = bytearray((DATA / f"{name}.ics").read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    cut: Any = data.draw(st.none() | st.integers(0, len(content)))

    assert_answered(bytes(content[:cut]))


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_else_is_refused(content: str | bytes) -> None:
    prefix = "BEGIN:VCALENDAR\n"
    assert_answered(content)
    assert_answered(prefix + content if isinstance(content, str) else prefix.encode() + content)
