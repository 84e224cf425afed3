"""Rows of a reminder: one thing each, with what its words need to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import things
from bot.core.attention import FAIR_WARNING
from bot.core.care import asked, claimer, held_until, is_snoozed
from bot.core.deliveries import NudgeRow
from bot.core.ladders import Audience, Planned
from bot.core.members import Member, own_hours
from bot.core.nudges import Nudge, NudgeState
from bot.core.promises import Promise
from bot.core.recipients import Nobody, NotYet, People, Recipient, ToMember, recipient, stand_in
from bot.core.things import Thing


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that decides about some nudges: their things, ledgers and people."""

    things: Mapping[int, Thing]
    ledgers: Mapping[int, Sequence[Nudge]]
    people: People
    now: datetime

    def name(self, member_id: str | None) -> str | None:
        member = self.people.members.get(member_id or "")
        return None if member is None else member.name


def worst_first(nudges: Sequence[Nudge], scene: Scene) -> list[Nudge]:
    """The longest overdue first; at most one row of each thing, for the lead's eyes if any."""
    urgent: dict[int, Nudge] = {}
    for nudge in sorted(nudges, key=lambda one: (one.audience is Audience.LEAD, one.at, one.id)):
        urgent[nudge.number] = nudge
    return sorted(
        urgent.values(), key=lambda one: (things.due_at(scene.things[one.number]), one.number)
    )


def row(nudge: Nudge, scene: Scene, *, reader_id: str | None, is_old: bool = False) -> NudgeRow:
    """Put together what is to be said of one thing to one reader (None: a channel)."""
    thing = scene.things[nudge.number]
    lead = recipient(
        Audience.LEAD,
        warns=False,
        care=thing.care,
        team=thing.team,
        people=scene.people,
        now=scene.now,
    )
    first = asked(thing.care, scene.now)
    again_at = _next(thing, scene, Audience.OWNER)
    # Claims expire and people come back: who is asked then may not be who is asked now.
    then = again_at or scene.now
    next_asked = stand_in(asked(thing.care, then), scene.people, then)
    said = _last_told(thing, scene)
    item = thing.item
    is_nobody = isinstance(lead, Nobody | NotYet)
    return NudgeRow(
        nudge=nudge,
        thing=thing,
        due_at=things.due_at(thing),
        is_old=is_old,
        moved_on=_moved_on(nudge, thing, scene, reader_id),
        again_at=_opening(again_at, next_asked, scene),
        lead_at=None if is_nobody else _opening(_lead_at(thing, scene), _member(lead), scene),
        lead_name=lead.member.name if isinstance(lead, ToMember) else None,
        told_at=None if said is None else said.sent_at,
        settled_by_name=scene.name(thing.item.settled_by),
        claimed_by_name=scene.name(claimer(thing.care, scene.now)),
        instead_of_name=scene.name(first) if reader_id not in (first, None) else None,
        told_name=None if said is None else scene.name(said.recipient_id),
        again_to_id=None if next_asked is None else next_asked.id,
        again_to_name=None if next_asked is None else next_asked.name,
        made_by_name=scene.name(item.made_by) if isinstance(item, Promise) else None,
        given_by_name=scene.name(thing.care.given_by),
    )


def _moved_on(nudge: Nudge, thing: Thing, scene: Scene, reader_id: str | None) -> bool:
    """Whether an owner's row has become somebody else's since it was said."""
    if reader_id is None or nudge.audience is Audience.LEAD:
        return False
    if reader_id in (thing.care.owner_id, claimer(thing.care, scene.now)):
        return False
    # Whoever covers, or leads, keeps the row while the owner cannot be reached.
    found = stand_in(asked(thing.care, scene.now), scene.people, scene.now)
    return found is not None and found.id != reader_id


def _unsaid(thing: Thing, scene: Scene) -> list[Planned]:
    recorded = {one.step for one in scene.ledgers[thing.number] if one.episode == thing.episode}
    return [step for step in things.plan(thing) if step.name not in recorded]


def _next(thing: Thing, scene: Scene, audience: Audience) -> datetime | None:
    later = [
        step.at
        for step in _unsaid(thing, scene)
        if step.audience is audience and step.at > scene.now
    ]
    return max([min(later), *_quiet(thing, scene, audience)]) if later else None


def _quiet(thing: Thing, scene: Scene, audience: Audience) -> list[datetime]:
    """Until when nothing is said of it, whatever is reached: on hold, or snoozed by the owner."""
    until = [held_until(thing.care, scene.now)]
    if audience is Audience.OWNER and is_snoozed(thing.care, scene.now):
        until.append(thing.care.snoozed_until)
    return [instant for instant in until if instant is not None]


def _lead_at(thing: Thing, scene: Scene) -> datetime | None:
    """When the lead will hear, if nothing is done: never sooner than fair warning allows."""
    step = next((one for one in _unsaid(thing, scene) if one.audience is Audience.LEAD), None)
    if step is None:
        return None
    fair = things.hours_of(thing).add(scene.now, FAIR_WARNING)
    return max([step.at, fair, *_quiet(thing, scene, Audience.LEAD)])


def _member(found: Recipient) -> Member | None:
    return found.member if isinstance(found, ToMember) else None


def _opening(at: datetime | None, member: Member | None, scene: Scene) -> datetime | None:
    """When a member will read what is reached at `at`: in their own hours."""
    if at is None or member is None:
        return at
    return own_hours(scene.people.teams[member.team_id], member).next_opening(at)


def _last_told(thing: Thing, scene: Scene) -> Nudge | None:
    """The last nudge that the owner, or whoever stood in, got about it."""
    said = [
        one
        for one in scene.ledgers[thing.number]
        if one.audience is Audience.OWNER
        and one.state is NudgeState.SENT
        and one.sent_at is not None
    ]
    return max(said, key=lambda one: (one.sent_at, one.id), default=None)
