"""Turns: whom a queued nudge is for now, and when they may be told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.attention import Held, Moot, Say, Turn, Wait, most_a_day, turn, weigh
from bot.core.care import asked
from bot.core.members import Member, channel_hours, is_away, own_hours
from bot.core.nudges import Nudge
from bot.core.recipients import NotYet, ToChannel, ToMember, recipient
from bot.core.scenes import Scene
from bot.core.things import Thing

A_MOMENT = timedelta(minutes=1)  # the soonest that what has to wait is looked at again


def judge(nudge: Nudge, scene: Scene) -> Moot | Wait | ToMember | ToChannel | None:
    """Still true? Its turn? And then for whom? None: for nobody who can be reached."""
    thing = scene.things[nudge.number]
    verdict = weigh(
        nudge, thing, ledger=scene.ledgers[nudge.number], people=scene.people, now=scene.now
    )
    if not isinstance(verdict, Say):
        return verdict
    found = recipient(
        nudge.audience,
        warns=nudge.warns,
        care=thing.care,
        team=thing.team,
        people=scene.people,
        now=scene.now,
    )
    if isinstance(found, NotYet):
        return Wait(found.until, Held.AWAY)
    return found if isinstance(found, ToMember | ToChannel) else None


def turn_of(member: Member, together: Sequence[Nudge], scene: Scene) -> Turn:
    """When a member may be told these, in one message: own hours, spacing, cap."""
    hours = own_hours(scene.people.teams[member.team_id], member)
    told = scene.told.get(member.id, ())
    return turn(scene.now, hours=hours, told=told, most=most_a_day(together))


def until(nudge: Nudge, turn: Turn, scene: Scene) -> Wait:
    """Until when a nudge waits for a member's turn: at most until whoever was meant is back."""
    held = turn.held or Held.LATER
    owner = scene.people.members.get(asked(scene.things[nudge.number].care, scene.now))
    if owner is None or not is_away(owner, scene.now) or owner.away_until is None:
        return Wait(turn.at, held)
    return Wait(min(turn.at, owner.away_until), held)


def channel_opening(thing: Thing, scene: Scene) -> datetime:
    """When a thing may be posted to its team's channel."""
    owner = scene.people.members.get(asked(thing.care, scene.now), thing.owner)
    return channel_hours(thing.team, owner).next_opening(scene.now)
