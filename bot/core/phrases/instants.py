"""The instants that a day and a time of day may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.core.phrases.dates import Days
from bot.core.phrases.items import Clock, Named, Part, TimeItem
from bot.core.phrases.moment import LAST_MINUTE, Moment, WallTime
from bot.core.phrases.refusals import Reading

NOON: Final = (12, 0, 0)
MIDNIGHT: Final = (0, 0, 0)
_DAY: Final = timedelta(days=1)

# By when something is due that is due "in the morning", and when something happened then.
_ENDS: Final[dict[Part, WallTime]] = {
    Part.MORNING: NOON,
    Part.AFTERNOON: (17, 0, 0),
    Part.EVENING: (20, 0, 0),
    Part.NIGHT: LAST_MINUTE,
}
_MIDDLES: Final[dict[Part, WallTime]] = {
    Part.MORNING: (10, 0, 0),
    Part.AFTERNOON: (15, 0, 0),
    Part.EVENING: (19, 0, 0),
    Part.NIGHT: (21, 0, 0),
}
_HOURS: Final = {
    Part.MORNING: range(12),
    Part.AFTERNOON: range(12, 19),
    Part.EVENING: range(16, 24),
    Part.NIGHT: range(18, 24),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """The readings of a phrase, and why to ask although there may be one only."""

    readings: tuple[Reading, ...]
    reason: str = ""


def time_of(items: Sequence[TimeItem]) -> TimeItem | None:
    """Return the one time that the items name together, or None where they clash."""
    if len(items) == 1:
        return items[0]
    clocks = [item for item in items if isinstance(item, Clock)]
    parts = [item for item in items if isinstance(item, Part)]
    if len(items) != 2 or len(parts) != 1:
        return None
    if len(clocks) == 1:
        return _within(clocks[0], parts[0])
    return Named.MIDNIGHT if parts[0] is Part.NIGHT and Named.MIDNIGHT in items else None


def _within(clock: Clock, part: Part) -> Clock | None:
    hours = {clock.hour} if clock.sure else {clock.hour % 12, clock.hour % 12 + 12}
    fitting = [hour for hour in hours if hour in _HOURS[part]]
    # "12 in the morning" is midnight to some and noon to others.
    if len(fitting) != 1 or (part is Part.MORNING and fitting[0] == 0):
        return None
    return replace(clock, hour=fitting[0], sure=True)


def settle(days: Days | None, time: TimeItem | None, moment: Moment) -> Settled:
    """Return every instant that the day and the time may mean."""
    if days is None:
        return _without_day(time, moment)
    found: list[Reading] = []
    reason = days.reason
    for day in days.dates:
        readings = _on(day, time, moment, is_rolling=bool(days.rolls))
        if days.rolls and day == moment.today:
            live = [reading for reading in readings if moment.fits(reading.at)]
            readings = live or _on(day + days.rolls, time, moment, is_rolling=True)
        if time is Named.MIDNIGHT and len(readings) > 1:
            reason = "may be the start or the end of that day"
        found += readings
    return Settled(tuple(found), reason)


def _without_day(time: TimeItem | None, moment: Moment) -> Settled:
    today = moment.today
    if time is Named.OPEN and moment.is_due:
        return Settled((Reading(moment.hours.next_opening(moment.now), is_timed=True),))
    if time is Named.CLOSE:
        return Settled(tuple(_on(today, time, moment)))
    if time is Named.MIDNIGHT:
        day = today + _DAY if moment.is_due else today
        return Settled((Reading(moment.wall(day, MIDNIGHT), is_timed=True),))
    found: list[Reading] = []
    for reading in _on(today, time, moment):
        if moment.is_due and not moment.fits(reading.at):
            wall = (reading.at.hour, reading.at.minute, reading.at.second)
            reading = Reading(moment.wall(today + _DAY, wall), is_timed=True)
        found.append(reading)
    return Settled(tuple(found))


def _on(
    day: date, time: TimeItem | None, moment: Moment, *, is_rolling: bool = False
) -> list[Reading]:
    """Return the instants of a time on a day."""
    match time:
        case None:
            return [_whole(day, moment, is_rolling=is_rolling)]
        case Clock():
            walls = _walls(time, day, moment)
        case Part():
            walls = [_ENDS[time] if moment.is_due else _MIDDLES[time]]
        case Named.NOON:
            walls = [NOON]
        case Named.CLOSE:
            is_end = moment.is_due and not is_rolling
            return [Reading(moment.end(day) if is_end else moment.close(day))]
        case Named.OPEN:
            return [Reading(moment.open(day), is_timed=True)]
        case Named.MIDNIGHT:
            if day == moment.today and moment.is_due:
                walls, day = [MIDNIGHT], day + _DAY
            else:
                walls = [MIDNIGHT, LAST_MINUTE]
    return [Reading(moment.wall(day, wall), is_timed=True) for wall in walls]


def _whole(day: date, moment: Moment, *, is_rolling: bool) -> Reading:
    """Return the instant of a day without a time: its close ahead, its noon behind."""
    if moment.is_due:
        return Reading(moment.close(day) if is_rolling else moment.end(day))
    noon = moment.wall(day, NOON)
    return Reading(noon if day != moment.today or moment.fits(noon) else moment.now)


def _walls(clock: Clock, day: date, moment: Moment) -> list[WallTime]:
    """Return the clock's reading at work if there is one such, else both."""
    if clock.sure:
        return [(clock.hour, clock.minute, clock.second)]
    hours = (clock.hour % 12, clock.hour % 12 + 12)
    both = [(hour, clock.minute, clock.second) for hour in hours]
    at_work = [wall for wall in both if moment.is_at_work(day, wall)]
    return at_work if len(at_work) == 1 else both
