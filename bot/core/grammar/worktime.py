"""Reading an amount of working time, such as `4h`, `90 min` or `2 working days`, and a cadence."""

import re
from datetime import timedelta

from bot.core.customers import WorkingTime
from bot.core.errors import Choice, Refusal
from bot.core.words import clean, decode, shorten

MOST_DAYS = 60
MOST_MINUTES = MOST_DAYS * 8 * 60
MOST_CADENCE = 366

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: float(count) for count, word in enumerate(_WORDS, start=1)} | {
    **dict.fromkeys(("a", "an"), 1.0),
    **dict.fromkeys(("half a", "half an", "half", "a half", "½"), 0.5),
}
_COUNT = (
    r"(?P<digits>[0-9]{1,6}(?:[.,][0-9]{1,2})?)(?P<half>\s?½)?"
    r"|(?P<word>half\s+an?|a\s+half|half|an?|½|" + "|".join(_WORDS) + r")\b"
)
_AMOUNT = re.compile(
    rf"(?:within\s+|in\s+)?(?:{_COUNT})(?P<and>\s+and\s+a\s+half)?\s*-?"
    r"(?P<work>\s*(?:working|business|work|office)[\s-]+)?\s*(?P<unit>[a-z]+)?",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?P<hours>[0-9]{1,4})\s*(?:h|hrs?|hours?)\s*(?:and\s+)?(?P<minutes>[0-9]{1,2})"
    r"\s*(?:m|mins?|minutes?)?(?:\s+of\s+working\s+time)?",
    re.IGNORECASE,
)
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("d", "day", "days", "wd", "bd"), "day"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
}
_EVERY = {"daily": 1, "weekly": 7, "fortnightly": 14, "monthly": 30, "quarterly": 90, "yearly": 365}
_OF_CALENDAR = {"day": 1, "week": 7, "month": 30}


def read_worktime(text: str) -> WorkingTime:
    """Read working time in the unit it is given; raises Refusal, whose choices are amounts."""
    words = _tidy(text)
    if both := _BOTH.fullmatch(words):
        return _checked(WorkingTime(minutes=_minutes(both)), words)
    found = _AMOUNT.fullmatch(words)
    count = None if found is None else _count(found)
    unit = None if found is None or found["unit"] is None else _UNITS.get(found["unit"].lower())
    if found is None or count is None or (found["unit"] and unit is None):
        raise _unread(words)
    if unit is None:
        raise _without_unit(words, found)
    return _checked(_amount(count, unit, words, says_working=bool(found["work"])), words)


def read_cadence(text: str) -> timedelta:
    """Read the longest silence, in days of the calendar: a bare number is days."""
    words = re.sub(r"^(?:every|at\s+least\s+every)\s+", "", _tidy(text), flags=re.IGNORECASE)
    if words.lower() in _EVERY:
        return timedelta(days=_EVERY[words.lower()])
    if words.lower() in _UNITS:  # "every week"
        words = f"one {words}"
    found = _AMOUNT.fullmatch(words)
    count = None if found is None else _count(found)
    unit = "" if found is None else _UNITS.get((found["unit"] or "d").lower(), "")
    days = (count or 0) * _OF_CALENDAR.get(unit, 0)
    if found is None or days != int(days) or days < 1 or found["work"]:
        raise Refusal(
            f"I can't read “{shorten(decode(words), limit=40)}” as a number of days. Write it in "
            "days of the calendar, as in “10 days” or “2 weeks”.",
            choices=[Choice(f"{each} days", f"{each} days") for each in (7, 14, 30)],
        )
    if days > MOST_CADENCE:
        raise Refusal(
            f"Stay in touch at least every {MOST_CADENCE} days: that is the longest I keep."
        )
    return timedelta(days=int(days))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", clean(decode(text))).strip(" .,;:=")


def _minutes(both: re.Match[str]) -> int:
    minutes = int(both["hours"]) * 60 + int(both["minutes"])
    if int(both["minutes"]) >= 60 or not minutes:
        raise _unread(both[0])
    return minutes


def _count(found: re.Match[str]) -> float | None:
    if found["word"]:
        count = _COUNTS[" ".join(found["word"].lower().split())]
    else:
        count = float(found["digits"].replace(",", ".")) + (0.5 if found["half"] else 0)
    return count + (0.5 if found["and"] else 0)


def _amount(count: float, unit: str, words: str, *, says_working: bool) -> WorkingTime:
    if unit in ("week", "month"):
        days = _days(max(1, round(count * (5 if unit == "week" else 21))))
        raise Refusal(
            f"Only working time counts. “{shorten(words)}” would be {days.label}, say.",
            choices=[days],
        )
    if unit == "day":
        if count != int(count):
            raise _part_of_day(words, count)
        return _whole(int(count), words, days=True)
    minutes = count * (60 if unit == "hour" else 1)
    if minutes != int(minutes):
        raise _unread(words)
    if unit == "hour" and not says_working and int(minutes) in (1440, 2880, 4320):
        # Whoever says "within 24 hours" means by tomorrow; in working hours that is three days.
        raise _of_days(words, int(minutes) // 60)
    return _whole(int(minutes), words, days=False)


def _whole(count: int, words: str, *, days: bool) -> WorkingTime:
    if count < 1:
        raise Refusal(f"“{shorten(words)}” is no time at all. The least is a working minute.")
    return WorkingTime(days=count) if days else WorkingTime(minutes=count)


def _checked(time: WorkingTime, words: str) -> WorkingTime:
    if time.days > MOST_DAYS or time.minutes > MOST_MINUTES:
        raise Refusal(
            f"“{shorten(words)}” is too long. The most is {MOST_DAYS} working days.",
            choices=[Choice(f"{MOST_DAYS} working days", f"{MOST_DAYS} working days")],
        )
    return time


def _of_days(words: str, hours: int) -> Refusal:
    return Refusal(
        f"Only working time counts, so “{shorten(words)}” may mean two things. Which?",
        choices=[_days(hours // 24), Choice(f"{hours} working hours", f"{hours} working hours")],
    )


def _part_of_day(words: str, count: float) -> Refusal:
    hours = f"{count * 8:g} working hours"
    sooner, later = int(count), int(count) + 1
    whole = [_days(days) for days in (sooner, later) if days]
    return Refusal(
        f"Working days differ in length, so “{shorten(words)}” may mean several things. Which?",
        choices=[Choice(hours, hours), *whole],
    )


def _without_unit(words: str, found: re.Match[str]) -> Refusal:
    count = " ".join(found[0].split())
    ways = [Choice(f"{count} {unit}", f"{count} {unit}") for unit in ("minutes", "hours", "days")]
    return Refusal(f"“{shorten(words)}” of what? Minutes, hours or days.", choices=ways)


def _days(count: int) -> Choice:
    said = f"{count} working day{'' if count == 1 else 's'}"
    return Choice(said, said)


def _unread(words: str) -> Refusal:
    shown = shorten(decode(words), limit=40)
    said = f"I can't read “{shown}” as working time." if shown else "How much working time?"
    return Refusal(
        f"{said} Write it as in “4h”, “90 min” or “2 working days”.",
        choices=[Choice(said, said) for said in ("1 hour", "4 hours", "1 working day")],
    )
