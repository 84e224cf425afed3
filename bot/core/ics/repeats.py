"""Tells the repetitions that can be followed from those that would never end, or never come."""

import re
from dataclasses import dataclass

from bot.core.errors import Refusal

# Faster than daily is no day off: such a rule only takes time.
_TOO_OFTEN = {"SECONDLY": "second", "MINUTELY": "minute", "HOURLY": "hour"}
_LENGTHS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
)
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,4}")
_LAST_FOR_SURE = 28


def days_between(rule: str, *, start_day: int = 31) -> int | None:
    """Return how many days lie at least between two looks; None if it cannot be followed.

    Followed is a rule that surely comes again within some decades: the library would search for
    the next day of any other until the year 9999. A rule that names months alone means the day
    of the month on which it starts. Raises Refusal for what repeats within a day.
    """
    parts = dict(part.upper().partition("=")[::2] for part in rule.split(";"))
    freq = parts.get("FREQ", "")
    if freq in _TOO_OFTEN:
        raise Refusal(
            f"An event in that file repeats every {_TOO_OFTEN[freq]}, which no day off does. "
            "Take it out of the calendar, and export it again."
        )
    interval = parts.get("INTERVAL", "1")
    if freq not in _LENGTHS or not parts.keys() <= _PARTS or not re.fullmatch(r"\d+", interval):
        return None
    read = _read(parts, freq, start_day=start_day)
    if not 1 <= int(interval[:5]) <= 999 or read is None:
        return None
    if not read.comes_again() or (interval != "1" and not read.comes_at_any_pace()):
        return None
    return _LENGTHS[freq] * int(interval)


@dataclass(frozen=True, slots=True)
class _Rule:
    """On which days of its period something repeats; weekdays as which of its kind, 0 for every."""

    freq: str
    weekdays: list[int]
    days: list[int]
    months: list[int]
    places: list[int]

    def comes_again(self) -> bool:
        """Whether there is such a day at all, if every period is looked at."""
        counted = [one for one in self.weekdays if one]
        # The library would want a day that is both one of the counted and one of the others.
        is_mixed = 0 < len(counted) < len(self.weekdays)
        if is_mixed or (counted and (self.days or self.freq in ("DAILY", "WEEKLY"))):
            return False
        is_bare = bool(self.weekdays) and not self.days and not counted
        if self.places and not (self.freq == "MONTHLY" and is_bare):
            return False
        furthest = 53 if self.freq == "YEARLY" and not self.months else 5
        is_near = max(map(abs, counted), default=1) <= furthest
        return is_near and _exists(self.days, self.months)

    def comes_at_any_pace(self) -> bool:
        """Whether every period has such a day, so that leaping over some misses none."""
        if (self.days and self.weekdays) or (self.months and self.freq != "YEARLY"):
            return False
        if self.weekdays and self.freq == "DAILY":
            return False
        is_in_all = min(map(abs, self.days), default=1) <= _LAST_FOR_SURE
        return is_in_all and min(map(abs, self.weekdays), default=1) <= 4


def _read(parts: dict[str, str], freq: str, *, start_day: int) -> _Rule | None:
    weekdays = _weekdays(parts.get("BYDAY"))
    days = _numbers(parts.get("BYMONTHDAY"), least=1, most=31)
    months = _numbers(parts.get("BYMONTH"), least=1, most=12)
    places = _numbers(parts.get("BYSETPOS"), least=1, most=4)
    if weekdays is None or days is None or months is None or places is None:
        return None
    if min(months, default=1) < 1:
        return None
    if months and not days and not weekdays and freq in ("MONTHLY", "YEARLY"):
        days = [start_day]
    return _Rule(freq, weekdays, days, months, places)


def _exists(days: list[int], months: list[int]) -> bool:
    longest = max((_MONTH_LENGTHS[month - 1] for month in months), default=31)
    return min(map(abs, days), default=1) <= longest


def _weekdays(text: str | None) -> list[int] | None:
    """Return which of its kind each weekday is, 0 for every one; None if it cannot be read."""
    found = [_WEEKDAY.fullmatch(part) for part in text.split(",")] if text is not None else []
    read = [int(one[1]) if one[1] else 0 for one in found if one]
    has_zeroth = any(one and one[1] and int(one[1]) == 0 for one in found)
    return None if len(read) < len(found) or has_zeroth else read


def _numbers(text: str | None, *, least: int, most: int) -> list[int] | None:
    """Return numbers whose size is within bounds; None if one is not."""
    found = text.split(",") if text is not None else []
    read = [int(part) for part in found if _NUMBER.fullmatch(part)]
    are_within = all(least <= abs(one) <= most for one in read)
    return read if are_within and len(read) == len(found) else None
