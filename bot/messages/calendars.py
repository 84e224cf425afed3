"""Calendars in words: next week day by day, days off ahead, whose public holidays."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.core.calendars import DayAhead, Why
from bot.core.countries import place_name
from bot.core.members import Team
from bot.messages import kit, wording

MOST = 4  # days off, or runs of them, in a line


def week_lines(days: Sequence[DayAhead], today: date) -> list[str]:
    """Say when each day is worked and why it is not as usual; days that never are, together."""
    worked = [_line(one, today) for one in days if one.windows or one.why]
    never = [f"{one.day:%a}" for one in days if not one.windows and not one.why]
    return [*worked, f"{', '.join(never)} · closed"] if never else worked


def _line(one: DayAhead, today: date) -> str:
    day = wording.day(one.day, now=today)
    if one.why is Why.HALF and one.windows:
        return f"*{day}* · half day, {_hours(one)}"
    return f"*{day}* · {_hours(one) if one.windows else _why(one)}"


def day_off(one: DayAhead, today: date) -> str:
    """Say a day that is not as usual: “Thu 24 Dec until 12:00”, “Fri 25 Dec (Christmas Day)”."""
    day = wording.day(one.day, now=today)
    if one.why is Why.HALF and one.windows:
        return f"{day} ({_hours(one)} only)"
    return f"{day} ({kit.safe(one.holiday)})" if one.holiday else day


def days_off(days: Sequence[DayAhead], today: date) -> str:
    """The days off ahead in one line, those of the team's own that follow each other as one."""
    runs = list(_runs(days))
    shown = [_run(run, today) for run in runs[:MOST]]
    left = sum(len(run) for run in runs[MOST:])
    return (", ".join(shown) + (f" … and {left} more" if left else "")) or "none"


def _runs(days: Sequence[DayAhead]) -> Iterator[Sequence[DayAhead]]:
    start = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or not _follows(days[place - 1], days[place]):
            yield days[start:place]
            start = place


def _follows(one: DayAhead, other: DayAhead) -> bool:
    return one.why is other.why is Why.CLOSED and (other.day - one.day).days == 1


def _run(run: Sequence[DayAhead], today: date) -> str:
    first, last = day_off(run[0], today), day_off(run[-1], today)
    return first if len(run) == 1 else f"{first} to {last}"


def holidays(team: Team) -> str:
    place = team.place
    return kit.safe(place_name(place)) if place else "none"


def _why(one: DayAhead) -> str:
    return kit.safe(one.holiday) if one.holiday else "day off"


def _hours(one: DayAhead) -> str:
    return wording.windows(one.windows)
