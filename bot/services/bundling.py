"""Bundling: give every queued nudge whose turn has come to the message it will be part of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.core.attention import Held, Moot, Wait
from bot.core.deliveries import DeliveryKind
from bot.core.nudges import NOBODY, Nudge, NudgeState
from bot.core.recipients import ToChannel, ToMember
from bot.core.scenes import Scene
from bot.core.soon import taken_along
from bot.core.things import concerned
from bot.core.turns import A_MOMENT, channel_opening, judge, turn_of, until, urgent
from bot.services import shadows
from bot.services.desk import Desk, StoreBusy
from bot.services.soon import look_ahead
from bot.store import deliveries, members, nudges, things, workspaces

LIMIT = 5000  # at once, so that all that is ready of one member goes into one message
A_DAY = timedelta(days=1)
POISON_WAITS = timedelta(hours=1)
A_WHILE = timedelta(minutes=10)  # the longest that a message which could not be sent waits


@dataclass
class _Plan:
    """What is to become of the nudges at hand."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    to_members: dict[str, list[Nudge]] = field(default_factory=dict)
    to_channels: list[tuple[Nudge, str]] = field(default_factory=list)
    in_shadow: dict[str, list[Nudge]] = field(default_factory=dict)
    faults: list[tuple[str, Exception]] = field(default_factory=list)

    def moot(self, nudge: Nudge, why: str) -> None:
        self.changes.append({"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": why})

    def lost(self, nudge: Nudge) -> None:
        self.changes.append({"nudge_id": nudge.id, "state": NudgeState.LOST, "why": NOBODY})

    def wait(self, nudge: Nudge, wait: Wait) -> None:
        """What holds it back is kept: it explains why the nudge came late, when it comes."""
        change = {"nudge_id": nudge.id, "state": NudgeState.QUEUED, "ready_at": wait.until}
        self.changes.append(change | {"why": wait.held})

    def poisoned(self, nudge: Nudge, fault: Exception, *, now: datetime) -> None:
        """One thing that cannot be judged must not keep the others waiting."""
        self.faults.append((f"#{nudge.number}", fault))
        change = {"nudge_id": nudge.id, "state": NudgeState.QUEUED}
        self.changes.append(change | {"ready_at": now + POISON_WAITS})

    def join(self, nudge: Nudge, delivery_id: int, until: datetime) -> None:
        """Queue it behind a message that is owed already: if that one is late, it comes along."""
        self.wait(nudge, Wait(until, Held.SPACING))
        self.changes[-1]["delivery_id"] = delivery_id

    def bind(self, nudge: Nudge, delivery_id: int, recipient_id: str) -> None:
        self.changes.append(
            {
                "nudge_id": nudge.id,
                "state": NudgeState.BOUND,
                "delivery_id": delivery_id,
                "recipient_id": recipient_id,
                "why": nudge.why,
            }
        )


@dataclass(frozen=True, slots=True)
class Bundled:
    """How many messages are owed now, and what could not be judged, of which workspace or thing."""

    owed: int = 0
    faults: tuple[tuple[str, Exception], ...] = ()

    def __add__(self, other: "Bundled") -> "Bundled":
        return Bundled(self.owed + other.owed, self.faults + other.faults)


def bundle(desk: Desk) -> int:
    """Bundle in every active workspace; return how many messages are owed now."""
    return bundle_each(desk).owed


def bundle_each(desk: Desk) -> Bundled:
    """The same, and what could not be judged: that of one workspace keeps no other waiting."""
    with desk.store.read() as connection:
        active = workspaces.active(connection)
    total = Bundled()
    for workspace_id in active:
        try:
            total += _bundle(desk, workspace_id)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception as fault:  # noqa: BLE001 - reported by the caller, and tried again
            total += Bundled(faults=((workspace_id, fault),))
    return total


def _bundle(desk: Desk, workspace_id: str) -> Bundled:
    now = desk.now()
    with desk.store.read() as connection:
        if not nudges.ready(connection, workspace_id, now=now, limit=1):
            return Bundled()
    with desk.store.write() as connection:
        # Spacing and cap are a person's, so one bundler at a time decides about a workspace.
        if not workspaces.lock(connection, workspace_id):
            return Bundled()
        ready = nudges.ready(connection, workspace_id, now=now, limit=LIMIT)
        scene = look(connection, workspace_id, ready, now=now)
        plan = _Plan()
        for nudge in ready:
            try:
                _route(nudge, scene, plan)
            except Exception as fault:  # noqa: BLE001 - reported by the caller, and judged again
                plan.poisoned(nudge, fault, now=now)
        owed = _owe_members(connection, desk, workspace_id, scene, plan)
        owed += _owe_channels(connection, desk, workspace_id, scene, plan)
        nudges.settle(connection, workspace_id, plan.changes)
        return Bundled(owed, tuple(plan.faults))


def look(
    connection: Connection,
    workspace_id: str,
    ready: Sequence[Nudge],
    *,
    now: datetime,
    readers: Collection[str] = (),
) -> Scene:
    """Read everything that decides about these nudges, in a constant number of statements.

    `readers` are those to whom something is said even without any nudge.
    """
    numbers = {nudge.number for nudge in ready}
    return look_at(connection, workspace_id, numbers, now=now, readers=readers)


def look_at(
    connection: Connection,
    workspace_id: str,
    numbers: Collection[int],
    *,
    now: datetime,
    readers: Collection[str] = (),
) -> Scene:
    """The same of the things with these numbers, as far as there are any."""
    found = things.by_number(connection, workspace_id, numbers)
    ledgers = nudges.of_numbers(connection, workspace_id, numbers)
    ids = {member_id for thing in found.values() for member_id in concerned(thing)}
    # Whoever was told, or reads an older message, need have nothing to do with it any more.
    ids |= {nudge.recipient_id or "" for ledger in ledgers.values() for nudge in ledger}
    ids |= set(readers)
    people = members.circle(connection, workspace_id, ids - {""})
    told = deliveries.told(connection, workspace_id, list(people.members), since=now - 2 * A_DAY)
    return Scene(found, ledgers, people, now, told)


def _route(nudge: Nudge, scene: Scene, plan: _Plan) -> None:
    thing = scene.things.get(nudge.number)
    if thing is None:
        plan.moot(nudge, "it is gone")
        return
    match judge(nudge, scene):
        case Moot(why=why):
            plan.moot(nudge, why)
        case Wait(until=until) as wait:
            plan.wait(nudge, replace(wait, until=max(until, scene.now + A_MOMENT)))
        case ToMember(member=member) if thing.team.is_shadow:
            plan.in_shadow.setdefault(member.id, []).append(nudge)
        case ToMember(member=member):
            plan.to_members.setdefault(member.id, []).append(nudge)
        case ToChannel() if (opening := channel_opening(thing, scene)) > scene.now:
            plan.wait(nudge, Wait(opening, Held.CLOSED))
        case ToChannel(channel_id=channel_id):
            plan.to_channels.append((nudge, channel_id))
        case _:
            plan.lost(nudge)


def _owe_members(
    connection: Connection, desk: Desk, workspace_id: str, scene: Scene, plan: _Plan
) -> int:
    told_lately = [one for one in plan.to_members if scene.told.get(one)]
    unsaid = deliveries.unsaid(connection, workspace_id, told_lately)
    owed = 0
    plan.changes += shadows.of_members(connection, workspace_id, plan.in_shadow, scene)
    in_turn = {member_id: _tried(member_id, scene, plan) for member_id in plan.to_members}
    in_turn = {member_id: said for member_id, said in in_turn.items() if said}
    soon = look_ahead(connection, workspace_id, set(in_turn) - set(unsaid), scene)
    for member_id, said in in_turn.items():
        if member_id in unsaid:
            for nudge in said:
                plan.join(nudge, unsaid[member_id], scene.now + A_WHILE)
            continue
        delivery_id = deliveries.add(
            connection,
            workspace_id,
            DeliveryKind.NUDGES,
            recipient_id=member_id,
            # Where it is known, nothing has to be looked up or kept before the post.
            channel_id=scene.people.members[member_id].dm_id,
            now=scene.now,
            system_now=desk.system_now(),
            told_at=scene.now,
        )
        for nudge in said:
            plan.bind(nudge, delivery_id or 0, member_id)
        along = taken_along(soon.people.members[member_id], {one.number for one in said}, soon)
        nudges.bind(
            connection,
            workspace_id,
            [(thing, due) for thing, dues in along for due in dues],
            delivery_id=delivery_id or 0,
            recipient_id=member_id,
            now=scene.now,
        )
        owed += 1
    return owed


def _tried(member_id: str, scene: Scene, plan: _Plan) -> list[Nudge]:
    try:
        return _in_turn(member_id, scene, plan)
    except Exception as fault:  # noqa: BLE001 - reported by the caller, and judged again
        for nudge in plan.to_members[member_id]:
            plan.poisoned(nudge, fault, now=scene.now)
        return []


def _in_turn(member_id: str, scene: Scene, plan: _Plan) -> list[Nudge]:
    """What may be said to a member now; the rest waits for its turn."""
    member, said = scene.people.members[member_id], plan.to_members[member_id]
    pressing = urgent(said, member, scene)
    for together in (said, pressing):
        turn = turn_of(member, together, scene)
        waiting = [one for one in together if turn.at > scene.now]
        for nudge in waiting:
            plan.wait(nudge, until(nudge, turn, scene))
        if together and not waiting:
            return together
    return []


def _owe_channels(
    connection: Connection, desk: Desk, workspace_id: str, scene: Scene, plan: _Plan
) -> int:
    owed = 0
    for nudge, channel_id in plan.to_channels:
        if scene.things[nudge.number].team.is_shadow:
            to = {"whom": shadows.CHANNEL, "recipient_id": channel_id}
            plan.changes.append(shadows.would_have(nudge, now=scene.now, **to))
            deliveries.in_shadow(connection, workspace_id, [channel_id], now=scene.now)
            continue
        delivery_id = deliveries.add(
            connection,
            workspace_id,
            DeliveryKind.CHANNEL,
            recipient_id=channel_id,
            channel_id=channel_id,
            now=scene.now,
            system_now=desk.system_now(),
            told_at=scene.now,
        )
        plan.bind(nudge, delivery_id or 0, channel_id)
        owed += 1
    return owed
