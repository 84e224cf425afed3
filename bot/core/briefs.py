"""Briefs: when a member's comes, what is in it, and which nudges it takes along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core import things
from bot.core.attention import AHEAD, turn
from bot.core.history import Kind
from bot.core.hours import WorkingHours
from bot.core.members import Member, away_end, may_be_nudged, own_hours
from bot.core.nudges import Due, Nudge, NudgeState
from bot.core.punctuality import later_today, may_come
from bot.core.recipients import ToMember, in_charge
from bot.core.scenes import Scene
from bot.core.soon import about_to_be, is_awake
from bot.core.things import Thing
from bot.core.turns import judge as route

MOST = 60  # things of one brief: eight of them rows, the others behind its button
HORIZON = 400  # days in which there is a working day, or there is none
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a brief would say: queued nudges, steps that are about to be reached, and the rest."""

    along: tuple[Nudge, ...] = ()
    steps: tuple[tuple[Thing, Due], ...] = ()
    mentions: tuple[Thing, ...] = ()
    beyond: int = 0

    @property
    def is_empty(self) -> bool:
        said = any(due.why_not is None for _, due in self.steps)
        return not (self.along or self.mentions or said)


def brief_on(day: date, *, hours: WorkingHours, minute: int | None) -> datetime | None:
    """When the brief of that day comes; None if it is off."""
    opening = hours.opening(day)
    if opening is None or minute is None:
        return opening
    return datetime.combine(day, time(minute // 60, minute % 60), hours.zone)


def next_brief_at(after: datetime, *, hours: WorkingHours, minute: int | None) -> datetime:
    """When the first brief later than `after` comes."""
    day = after.astimezone(hours.zone).date()
    for _ in range(HORIZON):
        at = brief_on(day, hours=hours, minute=minute)
        if at is not None and at > after:
            return at
        day += A_DAY
    return hours.next_opening(after + A_DAY)


def first_back_at(until: datetime, *, hours: WorkingHours, minute: int | None) -> datetime:
    """When the brief comes that welcomes back whoever is away until then."""
    opening = hours.next_opening(until)
    at = brief_on(opening.date(), hours=hours, minute=minute)
    return opening if at is None or at < until else at


def missed_one(since: datetime, at: datetime, *, hours: WorkingHours, minute: int | None) -> bool:
    """Whether a brief would have come after `since` and before `at`."""
    return next_brief_at(since, hours=hours, minute=minute) < at


def begins_week(now: datetime, hours: WorkingHours) -> bool:
    """Whether it is the first working day of the week."""
    today = now.astimezone(hours.zone).date()
    monday = today - timedelta(days=today.weekday())
    return not any(
        hours.is_working_day(monday + timedelta(days=day)) for day in range(today.weekday())
    )


def week_ends_at(now: datetime, hours: WorkingHours) -> datetime:
    """The end of the week, at midnight of its Sunday."""
    today = now.astimezone(hours.zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    return datetime.combine(monday, time(), hours.zone)


def following(reader: Member, scene: Scene) -> datetime:
    """When the reader's brief after this one comes."""
    hours = own_hours(scene.people.teams[reader.team_id], reader)
    return next_brief_at(scene.now, hours=hours, minute=reader.brief_minute)


def postponed(reader: Member, scene: Scene) -> datetime | None:
    """When to look again at a brief that cannot come now; None if it can."""
    team, now = scene.people.teams[reader.team_id], scene.now
    hours = own_hours(team, reader)
    if not (reader.wants_brief and may_be_nudged(reader)) or team.is_shadow:
        return following(reader, scene)
    end = away_end(reader, now)
    if end is not None:
        return first_back_at(end, hours=hours, minute=reader.brief_minute)
    at = turn(now, hours=hours, told=scene.told.get(reader.id, ()), outside=True).at
    if not may_come(at, hours=hours, minute=reader.brief_minute):
        return later_today(at, hours=hours) or following(reader, scene)
    return at if at > now else None


def asked_of(scene: Scene) -> dict[str, list[Thing]]:
    """The open things by whom they are asked of now: owner, claimer, or cover."""
    found: dict[str, list[Thing]] = {}
    for thing in scene.things.values():
        # What cannot be reckoned is reported by the sweep, and keeps no brief from coming.
        if not (things.is_open(thing) and things.is_sound(thing)):
            continue
        member = in_charge(thing.care, scene.people, scene.now)
        if member is not None:
            found.setdefault(member.id, []).append(thing)
    return found


def routed(scene: Scene) -> dict[str, list[Nudge]]:
    """The queued nudges by whom a brief of theirs would take them along."""
    found: dict[str, list[Nudge]] = {}
    for nudge in _queued(scene):
        thing = scene.things[nudge.number]
        if thing.team.is_shadow or not things.is_sound(thing):
            continue
        to = route(nudge, scene, ahead=AHEAD)
        if isinstance(to, ToMember):
            found.setdefault(to.member.id, []).append(nudge)
    return found


def contents(
    reader: Member,
    scene: Scene,
    *,
    theirs: Sequence[Thing],
    along: Sequence[Nudge],
    week_ends: datetime,
) -> Contents:
    """Put a member's brief together.

    `theirs` are the things asked of them, `along` the nudges that it takes along. Nothing that is
    snoozed or on hold is spoken of.
    """
    awake = [thing for thing in theirs if is_awake(thing, scene.now)]
    # In shadow a step is said to nobody; what is open can be looked at all the same.
    told = [thing for thing in awake if not thing.team.is_shadow]
    steps = [
        (thing, due) for thing in told for due in about_to_be(thing, reader, scene, ahead=AHEAD)
    ]
    said = {nudge.number for nudge in along}
    said |= {thing.number for thing, due in steps if due.why_not is None}
    rest = [thing for thing in awake if thing.number not in said and _matters(thing, week_ends)]
    rest.sort(key=lambda thing: (things.due_at(thing), thing.number))
    room = max(0, MOST - len(said))
    return Contents(tuple(along), tuple(steps), tuple(rest[:room]), beyond=len(rest[room:]))


def _queued(scene: Scene) -> list[Nudge]:
    every = (nudge for ledger in scene.ledgers.values() for nudge in ledger)
    return [one for one in every if one.state is NudgeState.QUEUED and one.number in scene.things]


def _matters(thing: Thing, week_ends: datetime) -> bool:
    """Whoever waits, and what is to be kept this week or is overdue."""
    return thing.kind is Kind.INQUIRY or things.due_at(thing) < week_ends
