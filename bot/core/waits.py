"""Waits: why a reminder came later than the step that it is about."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import things
from bot.core.attention import Held
from bot.core.hours import WorkingHours
from bot.core.ladders import Audience, plain
from bot.core.nudges import Nudge
from bot.core.things import Thing

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


def reached_at(nudge: Nudge, thing: Thing) -> datetime:
    """When its step was reached: a claim puts off when the lead hears, not when that was."""
    care = thing.care
    if nudge.audience is not Audience.LEAD or not (care.claims or care.own_until):
        return nudge.at
    unclaimed = replace(thing.item, care=replace(care, claims=0, own_until=None))
    planned = things.plan(replace(thing, item=unclaimed))
    return next((one.at for one in planned if plain(one.name) == plain(nudge.step)), nudge.at)
