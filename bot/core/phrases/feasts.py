"""Feasts that move from year to year: their days are offered, never taken for granted."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bot.core.errors import Refusal
from bot.core.phrases.moment import Moment
from bot.core.phrases.offers import worked_after, worked_before
from bot.core.phrases.refusals import Reading, moving

_DAY: Final = timedelta(days=1)
_NAMED: Final = re.compile(
    r"(?:(?:by|on|at|over|until|till|around) )?(?P<side>before |after )?(?:the )?"
    r"(?P<name>[a-z' ]+?)(?: (?P<year>20[0-9]{2}))?"
)


def easter(year: int) -> date:
    """Return Easter Sunday, by the Gregorian reckoning (Oudin's)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    ahead = epact - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def _by_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + days * _DAY


def _thanksgiving(year: int) -> date:
    """Return the Thursday of the United States; Canada's Monday is in October."""
    first = date(year, 11, 1)
    return first + ((3 - first.weekday()) % 7 + 21) * _DAY


_FEASTS: Final[dict[str, Callable[[int], date]]] = {
    **dict.fromkeys(("easter", "easter sunday"), _by_easter(0)),
    "good friday": _by_easter(-2),
    "easter monday": _by_easter(1),
    **dict.fromkeys(("ascension", "ascension day"), _by_easter(39)),
    **dict.fromkeys(("pentecost", "whit sunday", "whitsun"), _by_easter(49)),
    "whit monday": _by_easter(50),
    "thanksgiving": _thanksgiving,
    "black friday": lambda year: _thanksgiving(year) + _DAY,
    "cyber monday": lambda year: _thanksgiving(year) + 4 * _DAY,
}


def feast_in(words: str, moment: Moment) -> Refusal | None:
    """Return the question which day a movable feast was meant to be, if one is named."""
    found = _NAMED.fullmatch(words)
    day_of = _FEASTS.get(found["name"]) if found else None
    if found is None or day_of is None or not moment.is_due:
        return None
    year = int(found["year"] or moment.today.year)
    if not moment.is_within_reach(date(year, 6, 1)):
        return None
    day = day_of(year)
    if not found["year"] and day < moment.today:
        day = day_of(year + 1)
    return moving(moment, [Reading(moment.end(one)) for one in _beside(day, found, moment)])


def _beside(day: date, found: re.Match[str], moment: Moment) -> list[date]:
    if found["side"] == "after ":
        following = worked_after(day, moment)
        return [following, worked_after(following, moment)]
    before = worked_before(day, moment)
    if found["side"] == "before ":
        return [before, worked_before(before, moment)]
    return [day, before]
