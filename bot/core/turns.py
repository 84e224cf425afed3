"""Turns: whom a queued nudge is for now, and when they may be told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.attention import A_DAY, AHEAD, CROWDED, Held, Turn, most_a_day, turn
from bot.core.care import asked
from bot.core.ladders import GIVEN, Audience
from bot.core.members import Member, away_end, channel_hours, may_break_hours, own_hours
from bot.core.nudges import Nudge, NudgeState
from bot.core.recipients import NotYet, Recipient, ToChannel, ToMember, recipient
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.verdicts import Moot, Say, Wait, weigh

AT_ONCE = timedelta(0)
OWN_DEED = "it would have gone to whoever handed it over"
A_MOMENT = timedelta(minutes=1)  # the soonest that what has to wait is looked at again


def judge(
    nudge: Nudge, scene: Scene, *, ahead: timedelta = AT_ONCE
) -> Moot | Wait | ToMember | ToChannel | None:
    """Still true? Its turn? And then for whom? None: for nobody who can be reached."""
    thing = scene.things[nudge.number]
    verdict = weigh(
        nudge,
        thing,
        ledger=_ledger_for(nudge, scene),
        people=scene.people,
        now=scene.now,
        ahead=ahead,
    )
    if not isinstance(verdict, Say):
        return verdict
    found = _recipient(nudge, scene)
    if isinstance(found, NotYet):
        return Wait(found.until, Held.AWAY)
    is_of_giver = isinstance(found, ToMember) and found.member.id == thing.care.given_by
    if is_of_giver and nudge.step.startswith(GIVEN):
        # Whoever stands in for the new owner may be the very one who handed it over.
        return Moot(OWN_DEED)
    return found if isinstance(found, ToMember | ToChannel) else None


def _recipient(nudge: Nudge, scene: Scene) -> Recipient:
    """Whom a nudge is for now."""
    thing = scene.things[nudge.number]
    return recipient(
        nudge.audience,
        warns=nudge.warns,
        care=thing.care,
        team=thing.team,
        people=scene.people,
        now=scene.now,
    )


def _ledger_for(nudge: Nudge, scene: Scene) -> Sequence[Nudge]:
    """The ledger that decides about a nudge; to the lead it matters when the owner's turn comes."""
    ledger = scene.ledgers[nudge.number]
    if nudge.audience is not Audience.LEAD:
        return ledger
    return [_at_its_turn(one, scene) for one in ledger]


def _at_its_turn(nudge: Nudge, scene: Scene) -> Nudge:
    """A queued nudge for the owner that is looked at now, as it will wait after that look."""
    is_looked_at = nudge.ready_at is not None and nudge.ready_at <= scene.now
    if nudge.state is not NudgeState.QUEUED or not is_looked_at:
        return nudge
    if nudge.audience is not Audience.OWNER:
        return nudge
    found = _turn_of_owner(nudge, scene)
    # What can wait may yet be said now, together with what is due.
    may_join = found.held is Held.CAP and most_a_day([nudge]) < A_DAY
    if found.at <= scene.now or may_join:
        return nudge
    return replace(nudge, ready_at=found.at, why=found.held)


def _turn_of_owner(nudge: Nudge, scene: Scene) -> Turn:
    thing = scene.things[nudge.number]
    found = _recipient(nudge, scene)
    if isinstance(found, ToMember):
        return turn_of(found.member, [nudge], scene)
    is_posted = isinstance(found, ToChannel)
    return Turn(channel_opening(thing, scene) if is_posted else scene.now, Held.CLOSED)


def turn_of(member: Member, together: Sequence[Nudge], scene: Scene) -> Turn:
    """When a member may be told these, in one message: own hours, spacing, cap.

    If all of them are urgent, at any hour. What would come in the half hour before the morning
    brief is part of that.
    """
    team = scene.people.teams[member.team_id]
    hours, told = own_hours(team, member), scene.told.get(member.id, ())
    is_urgent = len(urgent(together, member, scene)) == len(together)
    found = turn(scene.now, hours=hours, told=told, most=most_a_day(together), outside=is_urgent)
    at = member.brief_at
    if at is None or team.is_shadow or is_urgent or not scene.now < at <= found.at + AHEAD:
        return found
    if found.held in CROWDED and at <= found.at:
        # Without the brief it would not have come sooner.
        return found
    return Turn(max(at, found.at), Held.BRIEF)


def urgent(said: Sequence[Nudge], member: Member, scene: Scene) -> list[Nudge]:
    """Those of which a member may be told outside their hours."""
    return [one for one in said if may_break_hours(scene.things[one.number].customer.terms, member)]


def opening_for(nudge: Nudge, member: Member, scene: Scene) -> datetime:
    """When a nudge may be said, as far as the hours of its reader go."""
    hours = own_hours(scene.people.teams[member.team_id], member)
    return scene.now if urgent([nudge], member, scene) else hours.next_opening(scene.now)


def until(nudge: Nudge, turn: Turn, scene: Scene) -> Wait:
    """Until when a nudge waits for a member's turn: at most until whoever was meant is back."""
    held = turn.held or Held.LATER
    owner = scene.people.members.get(asked(scene.things[nudge.number].care, scene.now))
    back = None if owner is None else away_end(owner, scene.now)
    return Wait(turn.at if back is None else min(turn.at, back), held)


def channel_opening(thing: Thing, scene: Scene) -> datetime:
    """When a thing may be posted to its team's channel."""
    owner = scene.people.members.get(asked(thing.care, scene.now), thing.owner)
    return channel_hours(thing.team, owner).next_opening(scene.now)
