"""Days off as a calendar file names them: whole ones, parts of days, and what was left out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """Why an event of the file is no day off."""

    CANCELLED = "it is cancelled"
    FREE = "it is marked as free time"
    SHORT = "it is shorter than 2 hours"
    LONG = "it is longer than 6 weeks"
    ODD = "it repeats in a way I do not read"
    ZONE = "its time zone is not known to me"
    UNCLEAR = "its dates cannot be read"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A whole day on which nobody works."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A part of a day in which nobody works, on the clock of the team; it may end at 24:00."""

    day: date
    since: str
    until: str
    name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event that was not taken, and why; said once, however often it repeats."""

    name: str
    why: Why


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What a file says about the days asked for, in their order."""

    whole: tuple[DayOff, ...] = ()
    halves: tuple[HalfDay, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def holidays(self) -> frozenset[date]:
        """The whole days off, as working hours take them."""
        return frozenset(one.day for one in self.whole)

    @property
    def breaks(self) -> dict[date, list[tuple[str, str]]]:
        """The parts of days off, as working hours take them."""
        found: dict[date, list[tuple[str, str]]] = {}
        for one in self.halves:
            found.setdefault(one.day, []).append((one.since, one.until))
        return found
