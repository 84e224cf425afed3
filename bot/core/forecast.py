"""Forecast: what is said next about some things, to whom and when, if nobody does anything.

It lets the sweep and the bundling run ahead, by their own rules, on values. What else its readers
are told of meanwhile runs along, for it takes their turns.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.core import things
from bot.core.courses import Coming, Course
from bot.core.members import Member
from bot.core.nudges import COMING, Nudge, NudgeState
from bot.core.recipients import People
from bot.core.scenes import Scene
from bot.core.things import Thing, concerned

MOST_BESIDE = 30  # more than six a day for each who hears of it
MOST_TURNS = 1000  # more than any ladder needs: what takes more is not foretold


def coming(
    scene: Scene,
    numbers: Collection[int],
    *,
    saying: Collection[Nudge] = (),
    to: str | None = None,
) -> Iterator[Coming]:
    """Yield what will be said of these things, in order, until nothing is left to say.

    `saying` are the nudges that are being said this very moment, to a member or a channel.
    """
    ours = set(numbers)
    beside = _beside(scene, ours)
    course = _begun(scene, ours | beside, {one.id: to for one in saying})
    for _ in range(MOST_TURNS):
        yield from (one for one in course.pass_on() if one.nudge.number in ours)
        following = course.following() if course.has_left(ours) else None
        if following is None:
            return
        course.scene = replace(course.scene, now=following)


def _beside(scene: Scene, ours: set[int]) -> set[int]:
    """What else may soon be said to whoever hears of ours: as much as one can be told in days."""
    near = readers([scene.things[one] for one in ours], scene.people)
    others = [
        thing
        for number, thing in scene.things.items()
        if number not in ours and things.is_open(thing) and not thing.team.is_shadow
    ]
    looks = [
        (_looked_at(thing, scene), thing.number)
        for thing in others
        if not near.isdisjoint({*concerned(thing), thing.owner.cover_id or ""})
    ]
    return {number for _, number in sorted(looks)[:MOST_BESIDE]}


def _looked_at(thing: Thing, scene: Scene) -> datetime:
    """When it is looked at next, as far as a glance tells."""
    ledger = scene.ledgers[thing.number]
    if any(one.state in COMING for one in ledger):
        return scene.now
    left = [step.at for step in things.plan(thing) if step.at > scene.now]
    return min(left, default=scene.now)


def readers(found: Iterable[Thing], people: People) -> set[str]:
    """Whoever may come to hear of these things, as ids."""
    return set(_near(found, people))


def _begun(scene: Scene, numbers: set[int], said: dict[int, str | None]) -> Course:
    """The course from here: what is on its way counts as said, what waits is weighed anew."""
    every = [one for number in numbers for one in scene.ledgers[number]]
    said = {one.id: one.recipient_id for one in every if one.state is NudgeState.BOUND} | said
    ledgers = {
        number: [_at_first(one, said, scene.now) for one in scene.ledgers[number]]
        for number in numbers
    }
    told = {member_id: sorted(then) for member_id, then in scene.told.items()}
    for to in {one for one in said.values() if one is not None}:
        # Its turn was written down when it was bundled; it counts from when it is said.
        told[to] = [*told.get(to, [])[:-1], scene.now]
    looks = {
        number: scene.now if things.is_open(scene.things[number]) else None for number in numbers
    }
    found = {number: scene.things[number] for number in numbers}
    near = _near(found.values(), scene.people)
    people = People(near, scene.people.teams)
    own = replace(scene, things=found, ledgers=ledgers, people=people, told=told)
    last_id = max((one.id for one in every), default=0)
    return Course(own, ledgers, told, looks, near, last_id=last_id)


def _near(found: Iterable[Thing], people: People) -> dict[str, Member]:
    """Whoever may come to hear of these things: owners, covers, leads, and theirs in turn."""
    near: dict[str, Member] = {}
    ahead = {one for thing in found for one in concerned(thing)}
    while ahead:
        known = [people.members[one] for one in ahead - set(near) if one in people.members]
        near |= {one.id: one for one in known}
        ahead = {one.cover_id or "" for one in known}
        ahead |= {people.teams[one.team_id].lead_id or "" for one in known}
        ahead -= set(near)
        ahead &= set(people.members)
    return near


def _at_first(nudge: Nudge, said: dict[int, str | None], now: datetime) -> Nudge:
    if nudge.id in said:
        return replace(
            nudge, state=NudgeState.SENT, sent_at=now, ready_at=None, recipient_id=said[nudge.id]
        )
    return replace(nudge, ready_at=now) if nudge.state is NudgeState.QUEUED else nudge
