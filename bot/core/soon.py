"""Soon: the owner's steps that a message takes along, since they are reached just after it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core import things
from bot.core.attention import APART, ROWS
from bot.core.care import claimer, held_until, is_snoozed
from bot.core.ladders import Audience
from bot.core.members import Member
from bot.core.nudges import COMING, Due, judge, recorded
from bot.core.recipients import ToMember, recipient
from bot.core.scenes import Scene
from bot.core.things import Thing

# What is reached just as Heed may write again is said then.
UNTIL_NEXT = APART - timedelta(microseconds=1)


def taken_along(
    reader: Member, said: Collection[int], scene: Scene
) -> list[tuple[Thing, list[Due]]]:
    """What else a reminder says: steps reached before Heed may write to its reader again.

    `said` are the things that it speaks of anyway; of each of the others it takes all or nothing.
    """
    found = [
        (thing, dues)
        for thing in scene.things.values()
        if thing.number not in said and _may_come_along(thing, scene)
        if _says_something(dues := about_to_be(thing, reader, scene, ahead=UNTIL_NEXT))
    ]
    found.sort(key=lambda one: (things.due_at(one[0]), one[0].number))
    return found[: max(0, ROWS - len(said))]


def about_to_be(thing: Thing, reader: Member, scene: Scene, *, ahead: timedelta) -> list[Due]:
    """The owner's steps that nobody has queued yet, and that are reached so soon.

    What is reached once a claim is over is for somebody else to hear, and is not so before.
    """
    ledger = scene.ledgers[thing.number]
    until = thing.care.claimed_until if claimer(thing.care, scene.now) else None
    judged = judge(
        [step for step in things.plan(thing) if until is None or step.at < until],
        care=thing.care,
        now=scene.now + ahead,
        since=things.known_since(thing),
        recorded=recorded(ledger, thing.episode),
        began=things.began(thing),
        left_shadow_at=thing.team.left_shadow_at,
        logged_at=thing.item.logged_at,
    )
    return [
        due
        for due in judged.due
        if due.step.audience is Audience.OWNER and _is_told(due, thing, reader, scene)
    ]


def is_awake(thing: Thing, now: datetime) -> bool:
    return held_until(thing.care, now) is None and not is_snoozed(thing.care, now)


def _may_come_along(thing: Thing, scene: Scene) -> bool:
    """Whether nothing else is owed about it: that has its own turn, and so has the lead's."""
    if not things.is_open(thing) or thing.team.is_shadow or not is_awake(thing, scene.now):
        return False
    ledger = scene.ledgers[thing.number]
    return not any(one.state in COMING and one.episode == thing.episode for one in ledger)


def _says_something(dues: Collection[Due]) -> bool:
    return any(due.why_not is None for due in dues)


def _is_told(due: Due, thing: Thing, reader: Member, scene: Scene) -> bool:
    found = recipient(
        Audience.OWNER,
        warns=due.step.warns,
        care=thing.care,
        team=thing.team,
        people=scene.people,
        now=scene.now,
    )
    return isinstance(found, ToMember) and found.member.id == reader.id
