"""Tells the repetitions that can be followed from those that would never end, or never come."""

import re

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


def days_between(rule: str) -> int | None:
    """Return how many days lie at least between two looks; None if it cannot be followed.

    Followed is a rule that surely comes again within some decades: the library would search for
    the next day of any other until the year 9999. Raises Refusal for what repeats within a day.
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
    if not 1 <= int(interval[:5]) <= 999 or not _comes_again(parts, freq, is_each=interval == "1"):
        return None
    return _LENGTHS[freq] * int(interval)


def _comes_again(parts: dict[str, str], freq: str, *, is_each: bool) -> bool:
    weekdays = _weekdays(parts.get("BYDAY"))
    days = _numbers(parts.get("BYMONTHDAY"), least=1, most=31)
    months = _numbers(parts.get("BYMONTH"), least=1, most=12)
    places = _numbers(parts.get("BYSETPOS"), least=1, most=4)
    if (
        weekdays is None
        or days is None
        or months is None
        or places is None
        or min(months, default=1) < 1
    ):
        return False
    counted = [one for one in weekdays if one]
    if counted and (days or freq in ("DAILY", "WEEKLY")):
        return False
    if places and (freq != "MONTHLY" or days or counted or not weekdays):
        return False
    if not is_each and not _comes_at_any_pace(freq, weekdays, days, months):
        return False
    furthest = 53 if freq == "YEARLY" and not months else 5
    return max(map(abs, counted), default=1) <= furthest and _exists(days, months)


def _comes_at_any_pace(freq: str, weekdays: list[int], days: list[int], months: list[int]) -> bool:
    """Whether every period looked at has such a day, so that leaping over some misses none."""
    if (days and weekdays) or (months and freq != "YEARLY") or (weekdays and freq == "DAILY"):
        return False
    nearest = min(map(abs, days), default=1)
    return nearest <= _LAST_FOR_SURE and min(map(abs, weekdays), default=1) <= 4


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
