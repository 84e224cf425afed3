"""Bundling: give every queued nudge whose turn has come to the message it will be part of."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from bot.core.attention import Held
from bot.core.deliveries import DeliveryKind
from bot.core.nudges import Nudge
from bot.core.recipients import ToChannel, ToMember
from bot.core.scenes import Scene
from bot.core.soon import taken_along
from bot.core.turns import A_MOMENT, channel_opening, judge, turn_of, until, urgent
from bot.core.verdicts import Moot, Wait
from bot.services import shadows
from bot.services.desk import Desk
from bot.services.owing import Owed, in_each
from bot.services.plans import Plan
from bot.services.scenes import look
from bot.services.soon import look_ahead
from bot.store import deliveries, nudges, workspaces

LIMIT = 5000  # at once, so that all that is ready of one member goes into one message


A_WHILE = timedelta(minutes=10)  # the longest that a message which could not be sent waits


def bundle(desk: Desk) -> Owed:
    """Bundle in every active workspace; what cannot be judged in one keeps no other waiting."""
    with desk.store.read() as connection:
        active = workspaces.active(connection)
    return in_each(active, lambda workspace_id: _bundle(desk, workspace_id))


def _bundle(desk: Desk, workspace_id: str) -> Owed:
    now = desk.now()
    with desk.store.read() as connection:
        if not nudges.ready(connection, workspace_id, now=now, limit=1):
            return Owed()
    with desk.store.write() as connection:
        # Spacing and cap are a person's, so one bundler at a time decides about a workspace.
        if not workspaces.lock(connection, workspace_id):
            return Owed()
        ready = nudges.ready(connection, workspace_id, now=now, limit=LIMIT)
        scene = look(connection, workspace_id, ready, now=now)
        plan = Plan()
        for nudge in ready:
            try:
                _route(nudge, scene, plan)
            except Exception as fault:  # noqa: BLE001 - reported by the caller, and judged again
                plan.poisoned(nudge, fault, now=now)
        owed = _owe_members(connection, desk, workspace_id, scene, plan)
        owed += _owe_channels(connection, desk, workspace_id, scene, plan)
        nudges.settle(connection, workspace_id, plan.changes)
        return Owed(owed, tuple(plan.faults))


def _route(nudge: Nudge, scene: Scene, plan: Plan) -> None:
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
    connection: Connection, desk: Desk, workspace_id: str, scene: Scene, plan: Plan
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


def _tried(member_id: str, scene: Scene, plan: Plan) -> list[Nudge]:
    try:
        return _in_turn(member_id, scene, plan)
    except Exception as fault:  # noqa: BLE001 - reported by the caller, and judged again
        for nudge in plan.to_members[member_id]:
            plan.poisoned(nudge, fault, now=scene.now)
        return []


def _in_turn(member_id: str, scene: Scene, plan: Plan) -> list[Nudge]:
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
    connection: Connection, desk: Desk, workspace_id: str, scene: Scene, plan: Plan
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
