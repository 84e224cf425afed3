"""Rows of a reminder: one thing each, with what its words need to know."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.core import things
from bot.core.attention import Held
from bot.core.care import asked, claimer
from bot.core.courses import Coming
from bot.core.deliveries import NudgeRow
from bot.core.forecast import coming
from bot.core.ladders import Audience
from bot.core.members import may_break_hours, own_hours
from bot.core.nudges import MAYBE, Nudge, NudgeState
from bot.core.promises import Promise
from bot.core.recipients import ToChannel, ToMember, in_charge
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.waits import held_back

Ahead = Mapping[tuple[int, Audience], Coming]


def worst_first(nudges: Sequence[Nudge], scene: Scene) -> list[Nudge]:
    """The longest overdue first; at most one row of each thing, for the lead's eyes if any."""
    urgent: dict[int, Nudge] = {}
    for nudge in sorted(nudges, key=lambda one: (one.audience is Audience.LEAD, one.at, one.id)):
        urgent[nudge.number] = nudge
    return sorted(
        urgent.values(), key=lambda one: (things.due_at(scene.things[one.number]), one.number)
    )


def ahead(
    scene: Scene,
    numbers: Collection[int],
    *,
    saying: Collection[Nudge] = (),
    to: str | None = None,
) -> Ahead:
    """What is said next of each of these things to each audience, if nobody does anything."""
    open_things = [scene.things[one] for one in numbers if things.is_open(scene.things[one])]
    wanted = {(thing.number, step.audience) for thing in open_things for step in things.plan(thing)}
    found: dict[tuple[int, Audience], Coming] = {}
    for one in coming(scene, numbers, saying=saying, to=to):
        found.setdefault((one.nudge.number, one.nudge.audience), one)
        if found.keys() >= wanted:
            break
    return found


def row(
    nudge: Nudge,
    scene: Scene,
    *,
    reader_id: str | None,
    is_old: bool = False,
    following: Ahead | None = None,
) -> NudgeRow:
    """Put together what is to be said of one thing to one reader (None: a channel)."""
    thing = scene.things[nudge.number]
    item = thing.item
    first = asked(thing.care, scene.now)
    whose = (first, thing.care.owner_id, None)
    said = _last_told(thing, scene, Audience.OWNER)
    heard = _last_told(thing, scene, Audience.LEAD)
    following = ahead(scene, [nudge.number]) if following is None else following
    again = following.get((nudge.number, Audience.OWNER))
    lead = following.get((nudge.number, Audience.LEAD))
    again_to = _member(again)
    return NudgeRow(
        nudge=nudge,
        thing=thing,
        due_at=things.due_at(thing),
        is_old=is_old,
        moved_on=_moved_on(nudge, thing, scene, reader_id),
        handed_on=_handed_on(nudge, thing, reader_id, hears_again=lead is not None),
        again_at=_at(again),
        lead_at=_at(lead),
        lead_name=scene.name(_member(lead)),
        lead_id=_member(lead),
        told_at=None if said is None else said.sent_at,
        settled_by_name=scene.name(item.settled_by),
        claimed_by_name=scene.name(thing.care.claimed_by),
        instead_of_name=None if reader_id in whose else scene.name(first),
        told_name=None if said is None else scene.name(said.recipient_id),
        told_id=None if said is None else said.recipient_id,
        again_to_id=again_to,
        again_to_name=scene.name(again_to),
        made_by_name=scene.name(item.made_by) if isinstance(item, Promise) else None,
        given_by_name=scene.name(thing.care.given_by),
        is_news=_is_news(nudge, thing, scene, reader_id),
        is_of_same_hours=_is_of_same_hours(thing, scene),
        is_giver=reader_id is not None and thing.care.given_by == reader_id,
        again_in_channel=again is not None and isinstance(again.to, ToChannel),
        heard_at=None if heard is None else heard.sent_at,
        heard_id=None if heard is None else heard.recipient_id,
        heard_name=None if heard is None else scene.name(heard.recipient_id),
        waits=_waits(thing, scene),
        held=_held(nudge, scene, reader_id),
        is_urgent=_is_urgent(nudge, thing, scene, reader_id),
    )


def _waits(thing: Thing, scene: Scene) -> str | None:
    """What keeps back a nudge that the owner is owed."""
    owed = [
        one.why
        for one in scene.ledgers[thing.number]
        if one.audience is Audience.OWNER
        and one.state is NudgeState.QUEUED
        and one.episode == thing.episode
    ]
    return owed[-1] if owed else None


def _held(nudge: Nudge, scene: Scene, reader_id: str | None) -> Held | None:
    """What it had to wait for."""
    reader = scene.people.members.get(reader_id or "")
    hours = None if reader is None else own_hours(scene.people.teams[reader.team_id], reader)
    return held_back(nudge, hours=hours, now=scene.now)


def _is_urgent(nudge: Nudge, thing: Thing, scene: Scene, reader_id: str | None) -> bool:
    """Whether it comes, or came, outside its reader's hours, as they allow."""
    reader = scene.people.members.get(reader_id or "")
    if reader is None or not may_break_hours(thing.customer.terms, reader):
        return False
    hours = own_hours(scene.people.teams[reader.team_id], reader)
    return not hours.is_open(nudge.sent_at or scene.now)


def _at(one: Coming | None) -> datetime | None:
    """When it will be read; None if nobody could be told."""
    return None if one is None or one.to is None else one.at


def _member(one: Coming | None) -> str | None:
    return one.to.member.id if one is not None and isinstance(one.to, ToMember) else None


def _moved_on(nudge: Nudge, thing: Thing, scene: Scene, reader_id: str | None) -> bool:
    """Whether an owner's row has become somebody else's since it was said."""
    if reader_id is None or nudge.audience is Audience.LEAD:
        return False
    if reader_id in (thing.care.owner_id, claimer(thing.care, scene.now)):
        return False
    # Whoever covers, or leads, keeps the row while the owner cannot be reached.
    found = in_charge(thing.care, scene.people, scene.now)
    return found is not None and found.id != reader_id


def _handed_on(nudge: Nudge, thing: Thing, reader_id: str | None, *, hears_again: bool) -> bool:
    """Whether a lead's row was dealt with by a hand-over, theirs or one they will hear more of."""
    care, sent_at = thing.care, nudge.sent_at
    if nudge.audience is not Audience.LEAD or care.given_at is None or sent_at is None:
        return False
    is_since = care.given_at >= sent_at and reader_id != care.owner_id
    return is_since and (hears_again or (reader_id is not None and care.given_by == reader_id))


def _is_of_same_hours(thing: Thing, scene: Scene) -> bool:
    """Whether whoever handed it over works by the same clock, in the same team, as its owner."""
    giver = scene.people.members.get(thing.care.given_by or "")
    owner = thing.owner
    return giver is not None and (giver.zone, giver.team_id) == (owner.zone, owner.team_id)


def _is_news(nudge: Nudge, thing: Thing, scene: Scene, reader_id: str | None) -> bool:
    """Whether this is the first that its new owner hears since it was handed to them."""
    care, at = thing.care, nudge.sent_at or scene.now
    if care.given_by is None or care.given_at is None or reader_id != care.owner_id:
        return False
    then = [
        one.sent_at
        for one in scene.ledgers[thing.number]
        if one.recipient_id == reader_id and one.audience is Audience.OWNER and one.sent_at
    ]
    return care.given_at <= at and not any(care.given_at <= one < at for one in then)


def _last_told(thing: Thing, scene: Scene, audience: Audience) -> Nudge | None:
    """The last nudge about it that the owner, the lead, or whoever stood in, got."""
    said = [
        one
        for one in scene.ledgers[thing.number]
        if one.audience is audience
        and one.state is NudgeState.SENT
        and one.sent_at is not None
        # A lead who has taken it over is its owner now, and not whom it went to.
        and (audience is Audience.OWNER or one.recipient_id != thing.care.owner_id)
        # To the lead it matters that the owner was told at all; to the owner, what is said now.
        and (audience is Audience.OWNER or (one.episode == thing.episode and one.why != MAYBE))
    ]
    return max(said, key=lambda one: (one.sent_at, one.id), default=None)
