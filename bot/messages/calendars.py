"""Calendars in words: next week day by day, days off ahead, whose public holidays."""

from collections.abc import Sequence
from datetime import date

from bot.core.calendars import DayAhead, Why
from bot.core.countries import place_name
from bot.core.members import Team
from bot.messages import kit, wording


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
    """The days off ahead, in one line."""
    return ", ".join(day_off(one, today) for one in days) or "none"


def holidays(team: Team) -> str:
    place = team.place
    return kit.safe(place_name(place)) if place else "none"


def _why(one: DayAhead) -> str:
    return kit.safe(one.holiday) if one.holiday else "day off"


def _hours(one: DayAhead) -> str:
    return wording.windows(one.windows)
