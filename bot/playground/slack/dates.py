"""Says an instant in the tokens of Slack's dates: {date_short}, {time}, {ago} …"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

TOKEN = re.compile(r"\{(\w+)\}")

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@dataclass(frozen=True, slots=True)
class Dated:
    """What a date mark asks for: which instant, in which form, and where a press leads."""

    seconds: int
    form: str
    link: str = ""

    @classmethod
    def of(cls, target: str) -> "Dated | None":
        """Read `!date^seconds^form^link`; None where no instant is named."""
        _, seconds, form, link = (*target.split("^", 3), "", "", "")[:4]
        # More digits than these lie beyond the calendar.
        if not re.fullmatch(r"-?[0-9]{1,10}|[0-9]{11}", seconds) or not form:
            return None
        return cls(int(seconds), form, link)


def worded(form: str, *, at: datetime, now: datetime | None) -> str:
    """Return the form with its tokens said; an unknown token stays as it is."""
    return TOKEN.sub(lambda found: token(found[1], at=at, now=now) or found[0], form)


def token(name: str, *, at: datetime, now: datetime | None) -> str | None:
    """Return one token's words, on the wall that `at` hangs on; None for an unknown one."""
    said = _plainly(at)
    if name == "ago":
        return _ago(at, now) if now else said["date_short"]
    if name == "day_divider_pretty":
        this_year = now is None or now.astimezone(at.tzinfo).year == at.year
        return _near(at, now) or (said["day"] if this_year else said["date_long"])
    if name.endswith("_pretty"):
        name = name.removesuffix("_pretty")
        return (_near(at, now) or said[name]) if name.startswith("date") and name in said else None
    return said.get(name) if name != "day" else None


def _plainly(at: datetime) -> dict[str, str]:
    ending = "th" if 10 < at.day < 14 else _ENDINGS.get(at.day % 10, "th")
    date = f"{at:%B} {at.day}{ending}, {at.year}"
    return {
        "date_num": f"{at:%Y-%m-%d}",
        "date_slash": f"{at:%Y/%m/%d}",
        "date_short": f"{at:%b} {at.day}, {at.year}",
        "date": date,
        "date_long": f"{at:%A}, {date}",
        "date_long_full": f"{at:%B} {at.day}, {at.year}",
        "time": f"{at:%H:%M}",
        "time_secs": f"{at:%H:%M:%S}",
        "day": f"{at:%A}, {at:%B} {at.day}{ending}",
    }


def _near(at: datetime, now: datetime | None) -> str:
    if now is None:
        return ""
    days = (at.date() - now.astimezone(at.tzinfo).date()).days
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, "")


def _ago(at: datetime, now: datetime) -> str:
    passed = now - at
    seconds = int(abs(passed).total_seconds())
    unit, size = next((each for each in _UNITS if seconds >= each[1]), _UNITS[-1])
    count = seconds // size
    said = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{said} ago" if passed >= timedelta() else f"in {said}"
