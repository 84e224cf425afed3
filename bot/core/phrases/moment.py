"""The moment at which a phrase is said: now, whose hours count, and whether it looks ahead."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.hours import WorkingHours

# What a closed day's end and start are taken to be.
CLOSED_DAY_END: Final = (17, 0, 0)
CLOSED_DAY_START: Final = (9, 0, 0)
LAST_MINUTE: Final = (23, 59, 0)

HORIZON_YEARS: Final = 10
_HORIZON: Final = timedelta(days=HORIZON_YEARS * 366)

WallTime = tuple[int, int, int]


class Sense(StrEnum):
    """Which side of now a phrase has to lie on."""

    DUE = "due"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, on the wall clock of the hours that count."""

    now: datetime
    hours: WorkingHours
    sense: Sense
    text: str

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def is_due(self) -> bool:
        return self.sense is Sense.DUE

    def wall(self, day: date, time: WallTime) -> datetime:
        """Return a wall time as an instant: the first of two, or shifted out of a gap."""
        hour, minute, second = time
        at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=self.hours.zone)
        return self.local(at)

    def local(self, at: datetime) -> datetime:
        """Return the instant in the zone of the hours; through UTC, which has no gaps."""
        return at.astimezone(UTC).astimezone(self.hours.zone)

    def fits(self, at: datetime) -> bool:
        """Return whether the instant lies on the side that was asked for."""
        is_ahead = at.astimezone(UTC) > self.now.astimezone(UTC)
        return is_ahead if self.is_due else not is_ahead

    def is_within_reach(self, day: date) -> bool:
        return abs(day - self.today) < _HORIZON

    def close(self, day: date) -> datetime:
        """Return when work ends that day; a closed day has an end too."""
        closing = self.hours.closing(day)
        if closing is None:
            return self.wall(day, CLOSED_DAY_END)
        # Hours up to 24:00 end on the next date: the last minute is still that day.
        return closing if closing.date() == day else self.wall(day, LAST_MINUTE)

    def open(self, day: date) -> datetime:
        return self.hours.opening(day) or self.wall(day, CLOSED_DAY_START)

    def end(self, day: date) -> datetime:
        """Return the close of a day, or its last minute once today has closed."""
        closing = self.close(day)
        return closing if day != self.today or self.fits(closing) else self.wall(day, LAST_MINUTE)

    def is_at_work(self, day: date, time: WallTime) -> bool:
        """Return whether people are usually at work then; a closed day is like the next open one.

        The lunch break counts: "at 1" is still the afternoon.
        """
        if not self.hours.is_working_day(day):
            noon = self.wall(day, (12, 0, 0))
            day = self.hours.next_opening(noon).date()
        at = self.wall(day, time).astimezone(UTC)
        return self.open(day).astimezone(UTC) <= at <= self.close(day).astimezone(UTC)
