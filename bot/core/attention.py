"""Attention: how often, and when, a person may be interrupted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.hours import WorkingHours
from bot.core.ladders import REPEATS, Audience
from bot.core.nudges import Nudge
from bot.core.silences import UPDATE

APART = timedelta(minutes=60)
A_DAY = 6
FOR_OTHERS = A_DAY - 1  # the last message of a day is kept for what is due, and for the lead
ROWS = 8  # of one message; the rest is "… and 7 more"
AHEAD = timedelta(minutes=30)  # what would come so soon after a brief is part of it


class Held(StrEnum):
    """What holds back a nudge that is true."""

    CLOSED = "closed"  # outside the working hours of whoever it is for
    SPACING = "spacing"
    CAP = "cap"
    AWAY = "away"  # nobody is back before
    HOLD = "hold"  # we wait for the customer
    SNOOZE = "snooze"
    WARNING = "warning"  # the owner was told less than an hour ago
    BRIEF = "brief"  # the reader's morning brief comes within the half hour
    LATER = "later"  # its step was put off, or a later one is about to take its place


CROWDED = (Held.SPACING, Held.CAP)  # its reader was told of other things


@dataclass(frozen=True, slots=True)
class Turn:
    """When a member may be told, and what keeps it from being now."""

    at: datetime
    held: Held | None = None


def turn(
    now: datetime,
    *,
    hours: WorkingHours,
    told: Sequence[datetime],
    most: int = A_DAY,
    outside: bool = False,
) -> Turn:
    """When, from `now` on, a member who was `told` then may be told again; so many times a day.

    With `outside` also outside the member's hours, though never more often.
    """
    at = now if outside else hours.next_opening(now)
    held = Held.CLOSED if at > now else None
    # A clock that ran ahead must not silence anybody until it is caught up with.
    told = [when for when in told if when <= now]
    if told and max(told) + APART > at:
        at = max(told) + APART
        at = at if outside else hours.next_opening(at)
        held = Held.SPACING if at == max(told) + APART else Held.CLOSED
    today = at.astimezone(hours.zone).date()
    if sum(when.astimezone(hours.zone).date() == today for when in told) >= most:
        midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), hours.zone)
        return Turn(hours.next_opening(midnight), Held.CAP)
    return Turn(at, held)


def most_a_day(together: Sequence[Nudge]) -> int:
    """How many messages a day may have been said for these to be the next.

    What warns early, or says once more that something is late, must not take the turn of what
    becomes due.
    """
    return FOR_OTHERS if all(map(_can_wait, together)) else A_DAY


def _can_wait(nudge: Nudge) -> bool:
    """Whether it is an early warning or a repeat."""
    is_early = nudge.warns or nudge.step.startswith(UPDATE)
    return nudge.audience is Audience.OWNER and (is_early or nudge.step.startswith(REPEATS))
