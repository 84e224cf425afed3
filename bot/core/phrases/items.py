"""What the pieces of a phrase say, before anybody asks what day it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Which(StrEnum):
    """How a weekday is pointed at."""

    BARE = "bare"
    THIS = "this"
    NEXT = "next"
    LAST = "last"
    COMING = "coming"


class Named(StrEnum):
    """A time of day with a name."""

    NOON = "noon"
    MIDNIGHT = "midnight"
    CLOSE = "close"
    OPEN = "open"


class Part(StrEnum):
    """A stretch of the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """Today, tomorrow, yesterday."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    number: int
    which: Which


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and a month, with or without a year."""

    day: int
    month: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Numeric:
    """Two numbers with a slash: day and month, in an order that nobody said."""

    first: int
    second: int
    year: int | None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The 3rd."""

    day: int


@dataclass(frozen=True, slots=True)
class Period:
    """This, next or last week, month, quarter, year or weekend."""

    unit: str
    ahead: int


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Quarter:
    number: int


@dataclass(frozen=True, slots=True)
class End:
    """The end of something longer than a day: its last working day, or plainly its last."""

    of: Period | Month | Quarter
    is_plain: bool = False


# In place of a weekday's number: the first working day of a month.
ANY_WORKING_DAY: Final = 7


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The first Monday of a month, or with -1 the last."""

    nth: int
    number: int
    of: Period | Month


@dataclass(frozen=True, slots=True)
class Week:
    """A week: of a day, the nth of a month (-1 is the last), or by its number in the year."""

    nth: int = 0
    of: "DayItem | Period | Month | None" = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """An instant written with its offset from UTC."""

    at: datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `sure` when morning and evening cannot be confused."""

    hour: int
    minute: int
    second: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Zoned:
    """A time zone's abbreviation."""

    name: str


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that makes what stands beside it loose."""

    word: str


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, from now or from another day."""

    months: int = 0
    days: int = 0
    working_days: int = 0
    seconds: float = 0
    working_seconds: float = 0
    sign: int = 1
    origin: "DayItem | None" = None

    @property
    def is_timed(self) -> bool:
        return bool(self.seconds or self.working_seconds)


DayItem = DayAhead | Weekday | Dated | Numeric | DayOfMonth | NthWeekday
TimeItem = Clock | Named | Part
Item = DayItem | TimeItem | Period | Month | Quarter | End | Stamp | Zoned | Hedge | Span | Week
Found = tuple[tuple[Item, ...], int]
