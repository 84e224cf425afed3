"""Forecast: what comes next about a thing, to whom and when, and what it waits for, in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.attention import A_DAY, Held
from bot.core.courses import Coming
from bot.core.ladders import Audience
from bot.core.members import own_hours
from bot.core.recipients import People, ToMember
from bot.core.things import Thing
from bot.core.waits import NOTABLE, reached_at
from bot.messages import kit, rows, steps, wording


def sentence(one: Coming, thing: Thing, *, zone: ZoneInfo, now: datetime, people: People) -> str:
    """Say who hears, or would hear, of it when, why then and not before, and which step it is."""
    step = steps.named(one.nudge, thing)
    if one.to is None:
        at = wording.when(one.at, zone, now)
        return f"Nobody {verb(Audience.LEAD, thing)} {at}, for nobody can be reached: {step}."
    held, reached = _held(one, thing, people), reached_at(one.nudge, thing)
    if reached <= now and held:
        step += f", since {wording.when(reached, zone, now)}"
    if one.nudge.at - one.at >= timedelta(minutes=1):
        held = held or _along(one)
        if reached > one.at:
            step += f", at {wording.clock(reached.astimezone(zone))}"
    at = "within a minute" if one.at <= now else wording.when(one.at, zone, now)
    return (
        f"{_who(one)} {verb(one.nudge.audience, thing)} {at}{f', {held}' if held else ''}: {step}."
    )


def _along(one: Coming) -> str:
    return "with the morning brief" if one.beside is None else f"together with #{one.beside}"


def verb(audience: Audience, thing: Thing) -> str:
    if thing.team.is_shadow:
        return "would hear of it" if audience is Audience.LEAD else "would be reminded"
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


def _held(one: Coming, thing: Thing, people: People) -> str | None:
    """Say what it waits for; None if it comes when its step is reached."""
    if one.held is not Held.BRIEF and one.at - one.nudge.at < NOTABLE:
        return None
    name = kit.name(one.to.member.name) if isinstance(one.to, ToMember) else "the channel"
    match one.held:
        case Held.CLOSED:
            return _opening(one, people)
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


def _opening(one: Coming, people: People) -> str:
    """Say which opening it waits for: a day may have several."""
    if not isinstance(one.to, ToMember):
        return "when the team's working hours begin"
    member = one.to.member
    hours = own_hours(people.teams[member.team_id], member)
    first = hours.opening(one.at.astimezone(hours.zone).date())
    if first is not None and first < one.at:
        return f"after {kit.name(member.name)}'s break"
    return f"when {kit.name(member.name)}'s working hours begin"
