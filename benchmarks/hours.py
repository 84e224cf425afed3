"""Hours: adding working time, against a library that does and an oracle that counts minutes."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.rounds import Effort, Goal, Report, Row, clocked, compared, in_turns
from bot.core.hours import WorkingHours

YEAR = 2026
# Ten that change their clocks, on either side of the equator, one of them by half an hour.
ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Lisbon",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
)
# Lunch, a night shift into the changes of the clocks, and a Sunday.
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu"), (("09:00", "12:00"), ("13:00", "17:30"))) | {
    "sat": (("22:00", "24:00"),),
    "sun": (("00:00", "06:00"), ("10:00", "14:00")),
}
PLAIN = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
FOUR_HOURS = timedelta(hours=4)
MINUTE = timedelta(minutes=1)
ADDED, SLOWLY = 4_000, 100  # sums in a round; the library takes so long that it does fewer
STRIDE = 7  # minutes between the instants that are checked


def run(effort: Effort) -> Report:
    return Report((_speed(effort), _errors(effort)))


def _speed(effort: Effort) -> Row:
    import holidays

    closed = holidays.country_holidays("DE", subdiv="BE", years=range(YEAR, YEAR + 2))
    ours = WorkingHours.of(zone="Europe/Berlin", week=PLAIN, holidays=list(closed))
    theirs = _library(closed)
    starts = _starts(effort.of(ADDED))
    few = [start.astimezone(ZoneInfo("Europe/Berlin")) for start in starts[:SLOWLY]]
    pairs = in_turns(
        lambda: clocked(lambda: [_added(theirs, start) for start in few]) / len(few),
        lambda: clocked(lambda: [ours.add(start, FOUR_HOURS) for start in starts]) / len(starts),
        rounds=effort.in_process,
    )
    return compared(
        "4 working hours on, with holidays: businesstimedelta ÷ Heed",
        pairs,
        Goal(75, is_most=False),
        a="library",
        b="Heed",
    )


def _library(closed: object) -> object:
    import pytz
    from businesstimedelta import HolidayRule, Rules, WorkDayRule

    zone = pytz.timezone("Europe/Berlin")
    rule = WorkDayRule(start_time=time(9), end_time=time(17), working_days=[0, 1, 2, 3, 4], tz=zone)
    return Rules([rule, HolidayRule(closed, tz=zone)])


def _added(rules: object, start: datetime) -> datetime:
    from businesstimedelta import BusinessTimeDelta

    return start + BusinessTimeDelta(rules, hours=4)


def _starts(how_many: int) -> list[datetime]:
    chance = random.Random(482)
    first = datetime(YEAR, 1, 1, tzinfo=UTC)
    return [first + timedelta(minutes=chance.randrange(365 * 1440)) for _ in range(how_many)]


def _errors(effort: Effort) -> Row:
    zones = ZONES[: effort.of(len(ZONES))]
    checked = wrong = 0
    for zone in zones:
        found = list(_checked(zone))
        checked += len(found)
        wrong += found.count(False)
    return Row(
        f"against counted minutes, {len(zones)} zones with DST, a year",
        f"{checked:,} sums",
        f"{wrong} wrong",
        goal=Goal(0),
        is_reached=wrong == 0,
    )


def _checked(zone: str) -> Iterator[bool]:
    """Whether each sum is what counting minute by minute says."""
    holidays = {date(YEAR, 1, 1), date(YEAR, 3, 30), date(YEAR, 10, 26), date(YEAR, 12, 24)}
    hours = WorkingHours.of(zone=zone, week=WEEK, holidays=holidays)
    first = datetime(YEAR, 1, 1, tzinfo=UTC)
    minutes = open_minutes(zone, holidays, first, days=365)
    passed = 0
    at = 0
    for start in range(0, 358 * 1440, STRIDE):
        while at < len(minutes) and minutes[at] < start:
            at += 1
        passed = passed % 1500 + 1
        if at + passed > len(minutes):
            return
        # So much has passed when the last of these minutes is over.
        expected = first + (minutes[at + passed - 1] + 1) * MINUTE
        found = hours.add(first + start * MINUTE, passed * MINUTE)
        # In UTC: of two zones, Python calls no instants of a repeated hour equal.
        yield found.astimezone(UTC) == expected


def open_minutes(zone: str, holidays: set[date], first: datetime, *, days: int) -> list[int]:
    """The minutes of the year, in UTC, at which a clock on the wall shows an open time."""
    wall = ZoneInfo(zone)
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    windows = [[(_minute(a), _minute(b)) for a, b in WEEK.get(name, ())] for name in names]
    found = []
    for number in range(days * 1440):
        local = (first + number * MINUTE).astimezone(wall)
        shown = local.hour * 60 + local.minute
        is_open = any(a <= shown < b for a, b in windows[local.weekday()])
        if is_open and local.date() not in holidays:
            found.append(number)
    return found


def _minute(words: str) -> int:
    hour, minute = words.split(":")
    return int(hour) * 60 + int(minute)
