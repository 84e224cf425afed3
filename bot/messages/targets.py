"""Targets: how soon an answer is due, said in the unit it was given, and where that comes from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.things import Thing
from bot.messages import kit, wording


def within(thing: Thing) -> str:
    """Return “4 working hours”, or “1 working hour from the complaint” if that came later."""
    target = things.target(thing)
    later = " from the complaint" if target.since != things.waiting_since(thing) else ""
    return f"{wording.given(target.given)}{later}"


def rule(thing: Thing, zone: ZoneInfo, now: datetime) -> str:
    """Say what was agreed, as the beginning of a sentence."""
    target, tier = things.target(thing), f"tier {kit.safe(thing.customer.tier)}"
    given = wording.given(target.given)
    if target.of_complaint:
        at = wording.when(target.since, zone, now)
        return f"A complaint from {tier} is due an answer within {given}, counted from {at}"
    if thing.customer.target is not None:
        return f"The target agreed with this customer is {given}"
    return f"The target of {tier} is {given}"
