"""Forecast: what comes next about a thing, to whom and when, and what it waits for, in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.attention import A_DAY, Held
from bot.core.courses import Coming
from bot.core.ladders import Audience
from bot.core.recipients import ToChannel, ToMember
from bot.core.things import Thing
from bot.messages import kit, rows, steps, wording


def sentence(one: Coming, thing: Thing, *, zone: ZoneInfo, now: datetime) -> str:
    """Say who hears of it when, why then and not before, and which step it is."""
    step = steps.named(one.nudge, thing)
    if one.to is None:
        at = wording.when(one.at, zone, now)
        return f"Nobody hears of it {at}, for nobody can be reached: {step}."
    held = _held(one, thing)
    if one.nudge.at <= now and held:
        step += f", since {wording.when(one.nudge.at, zone, now)}"
    if one.nudge.at - one.at >= timedelta(minutes=1):
        held = held or _along(one)
        step += f", at {wording.clock(one.nudge.at.astimezone(zone))}"
    at = "within a minute" if one.at <= now else wording.when(one.at, zone, now)
    return f"{_who(one)} {verb(one.nudge.audience)} {at}{f', {held}' if held else ''}: {step}."


def _along(one: Coming) -> str:
    return "with the morning brief" if one.beside is None else f"together with #{one.beside}"


def verb(audience: Audience) -> str:
    return "hears of it" if audience is Audience.LEAD else "is reminded"


def _who(one: Coming) -> str:
    match one.to:
        case ToMember(member=member, instead_of=None):
            return kit.name(member.name)
        case ToMember(member=member):
            stands_in = one.nudge.audience is Audience.OWNER
            return f"{kit.name(member.name)}{' (standing in)' if stands_in else ''}"
        case _:
            return "The team's channel"


def _held(one: Coming, thing: Thing) -> str | None:
    """Say what it waits for; None if it comes when its step is reached."""
    name = kit.name(one.to.member.name) if isinstance(one.to, ToMember) else "the channel"
    match one.held:
        case Held.CLOSED:
            is_channel = isinstance(one.to, ToChannel)
            return f"when {'the team' if is_channel else name}'s working hours begin"
        case Held.SPACING:
            return f"not before, for I write to {name} at most once an hour"
        case Held.CAP:
            most = wording.counted(A_DAY, "time")
            return f"not before, for I write to {name} at most {most} a day"
        case Held.BRIEF:
            return f"with {name}'s morning brief"
        case Held.AWAY:
            return f"when {name} is back"
        case Held.HOLD:
            return "when the hold ends: until then we wait for the customer"
        case Held.SNOOZE:
            return "when the snooze ends"
        case Held.WARNING:
            return f"a working hour after {rows.owner(thing)} was reminded"
        case _:
            return None
