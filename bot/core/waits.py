"""Waits: why a reminder came later than the step that it is about."""

from datetime import datetime, timedelta

from bot.core.attention import Held
from bot.core.hours import WorkingHours
from bot.core.nudges import Nudge

NOTABLE = timedelta(minutes=5)  # a reminder that is as late as this says why


def held_back(nudge: Nudge, *, hours: WorkingHours | None, now: datetime) -> Held | None:
    """What a reminder had to wait for, in the end; None if it came when its step was reached.

    What came as its reader's day began waited for that, whatever else it was held for by then.
    """
    said_at = nudge.sent_at or now
    if said_at - nudge.at < NOTABLE:
        return None
    opening = nudge.at if hours is None else hours.next_opening(nudge.at)
    if nudge.at < opening <= said_at < opening + NOTABLE:
        return Held.CLOSED
    return Held(nudge.why) if nudge.why in set(Held) else None
