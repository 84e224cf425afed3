"""Posting: claim what is owed, render it from what is true now, and settle what came of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core.attention import Moot, Wait
from bot.core.bundles import bundle
from bot.core.deliveries import Bundle, Delivery, DeliveryKind, DeliveryState
from bot.core.members import own_hours
from bot.core.nudges import Nudge, NudgeState
from bot.core.recipients import ToChannel, ToMember
from bot.core.rows import Scene, shown, worst_first
from bot.services import bundling
from bot.services.desk import Desk
from bot.store import deliveries, members, nudges, posted, workspaces

LEASE = timedelta(seconds=60)
MAYBE = "nobody knows whether it arrived"
OF_NUDGES = (DeliveryKind.NUDGES, DeliveryKind.CHANNEL)


def claim(
    desk: Desk, kinds: Collection[DeliveryKind], *, lease: timedelta = LEASE
) -> Delivery | None:
    """Take one owed delivery; nobody else takes it before the lease is over."""
    system_now = desk.system_now()
    with desk.store.read() as connection:
        if not deliveries.is_owed(connection, kinds, system_now=system_now):
            return None
    with desk.store.write() as connection:
        return deliveries.claim(connection, kinds=kinds, system_now=system_now, lease=lease)


def bundle_of(desk: Desk, delivery: Delivery) -> Bundle | None:
    """What a claimed delivery of nudges says now; None when nothing of it is left to say.

    What is moot, or now somebody else's, leaves the delivery.
    """
    with desk.store.write() as connection:
        if not deliveries.still_mine(connection, delivery, system_now=desk.system_now()):
            return None
        said = nudges.of_delivery(connection, delivery.workspace_id, delivery.id)
        scene = bundling.look(connection, delivery.workspace_id, said, now=desk.now())
        changes = [_leaves(nudge, delivery, scene) for nudge in said]
        nudges.settle(connection, delivery.workspace_id, [one for one in changes if one])
        kept = [nudge for nudge, change in zip(said, changes, strict=True) if change is None]
        if not kept:
            deliveries.settle(connection, delivery, state=DeliveryState.MOOT)
            return None
        joined = [nudge for nudge in kept if nudge.state is NudgeState.QUEUED]
        nudges.settle(connection, delivery.workspace_id, [_bound(one, delivery) for one in joined])
        return bundle(delivery.kind, delivery.id, delivery.recipient_id, kept, scene)


def _bound(nudge: Nudge, delivery: Delivery) -> dict[str, Any]:
    """From now on it is part of the message behind which it was queued."""
    return {
        "nudge_id": nudge.id,
        "state": NudgeState.BOUND,
        "delivery_id": delivery.id,
        "recipient_id": delivery.recipient_id,
    }


def _part_of(connection: Connection, delivery: Delivery) -> list[Nudge]:
    """What a message says, without what is merely queued behind it."""
    said = nudges.of_delivery(connection, delivery.workspace_id, delivery.id)
    return [nudge for nudge in said if nudge.state is NudgeState.BOUND]


def _leaves(nudge: Nudge, delivery: Delivery, scene: Scene) -> dict[str, Any] | None:
    """What becomes of a nudge that no longer belongs in its delivery; None if it does."""
    if nudge.number not in scene.things:
        return {"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": "it is gone"}
    back = {"nudge_id": nudge.id, "state": NudgeState.QUEUED, "ready_at": scene.now}
    match bundling.judge(replace(nudge, state=NudgeState.QUEUED), scene):
        case Moot(why=why):
            return {"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": why}
        case Wait(until=until):
            return back | {"ready_at": max(until, scene.now + bundling.A_MOMENT)}
        case ToMember(member=member) if member.id == delivery.recipient_id:
            opening = own_hours(scene.people.teams[member.team_id], member).next_opening(scene.now)
            return None if opening <= scene.now else back | {"ready_at": opening}
        case ToChannel(channel_id=channel_id) if channel_id == delivery.recipient_id:
            opening = bundling.channel_opening(scene.things[nudge.number], scene)
            return None if opening <= scene.now else back | {"ready_at": opening}
        case _:
            return back


def sent(desk: Desk, delivery: Delivery, *, channel_id: str, ts: str) -> bool:
    """Settle a delivery that stands in Slack; False when another attempt settled it."""
    with desk.store.write() as connection:
        values: dict[str, Any] = {"channel_id": channel_id, "ts": ts}
        if delivery.kind is DeliveryKind.NUDGES:
            # It may have been owed for hours: the next one is an hour after it was said.
            values["told_at"] = desk.now()
        done = deliveries.settle(connection, delivery, state=DeliveryState.SENT, **values)
        if done and delivery.kind in OF_NUDGES:
            _said(connection, desk, delivery, channel_id=channel_id, ts=ts)
        return done


def _said(
    connection: Connection, desk: Desk, delivery: Delivery, *, channel_id: str, ts: str
) -> None:
    now = desk.now()
    said = _part_of(connection, delivery)
    scene = bundling.look(connection, delivery.workspace_id, said, now=now)
    rows = {nudge.id for nudge in shown(said, scene)[0]}
    order = worst_first(said, scene)
    order += [nudge for nudge in said if nudge not in order]
    posted.add(
        connection,
        delivery,
        [(nudge, nudge.id in rows) for nudge in order],
        channel_id=channel_id,
        ts=ts,
        now=now,
        # Between the rendering and now nobody could know that this message shows these things.
        is_stale=any(_leaves(nudge, delivery, scene) is not None for nudge in said),
    )
    state = {
        "state": NudgeState.SENT,
        "sent_at": now,
        "delivery_id": delivery.id,
        "recipient_id": delivery.recipient_id,
    }
    nudges.settle(connection, delivery.workspace_id, [state | {"nudge_id": one.id} for one in said])
    if delivery.kind is DeliveryKind.NUDGES:
        members.change(connection, delivery.workspace_id, delivery.recipient_id, introduced_at=now)


def later(desk: Desk, delivery: Delivery, *, wait: timedelta, error: str, unknown: bool) -> None:
    """Try again after `wait`; `unknown`: it may have arrived, so look before saying it again."""
    with desk.store.write() as connection:
        state = DeliveryState.UNKNOWN if unknown else DeliveryState.PENDING
        ready_at = desk.system_now() + wait
        deliveries.settle(connection, delivery, state=state, ready_at=ready_at, error=error[:300])


def drop(desk: Desk, delivery: Delivery, *, state: DeliveryState, error: str) -> None:
    """Give a delivery up for good.

    Nudges that may have arrived count as said: the lead's turn comes as if they had.
    """
    with desk.store.write() as connection:
        done = deliveries.settle(connection, delivery, state=state, error=error[:300])
        if done and state is DeliveryState.UNKNOWN and delivery.kind in OF_NUDGES:
            said = _part_of(connection, delivery)
            values = {
                "state": NudgeState.SENT,
                "sent_at": desk.now(),
                "delivery_id": delivery.id,
                "recipient_id": delivery.recipient_id,
                "why": MAYBE,
            }
            changes = [values | {"nudge_id": nudge.id} for nudge in said]
            nudges.settle(connection, delivery.workspace_id, changes)


def keep_channel(desk: Desk, delivery: Delivery, channel_id: str) -> Delivery:
    """Write down where a message is about to go, so that it can be looked for there."""
    with desk.store.write() as connection:
        deliveries.address(connection, delivery, channel_id)
        if delivery.kind is not DeliveryKind.CHANNEL:
            members.change(
                connection, delivery.workspace_id, delivery.recipient_id, dm_id=channel_id
            )
    return replace(delivery, channel_id=channel_id)


def dm_of(desk: Desk, delivery: Delivery) -> str | None:
    """The recipient's direct message channel, if it was opened before."""
    with desk.store.read() as connection:
        member = members.get(connection, delivery.workspace_id, delivery.recipient_id)
    return None if member is None else member.dm_id


def pause(desk: Desk, delivery: Delivery, *, why: str) -> None:
    """Slack has closed the door: keep everything owed until Heed is let in again."""
    with desk.store.write() as connection:
        deliveries.settle(
            connection,
            delivery,
            state=_as_it_was(delivery),
            ready_at=desk.system_now(),
            error=why[:300],
        )
        workspaces.pause(connection, delivery.workspace_id, now=desk.now(), why=why)


def _as_it_was(delivery: Delivery) -> DeliveryState:
    """What was perhaps said stays so; what was not is owed as before."""
    said = delivery.state in (DeliveryState.UNKNOWN, DeliveryState.SENDING)
    return DeliveryState.UNKNOWN if said else DeliveryState.PENDING


def refused(desk: Desk, delivery: Delivery, *, error: str) -> None:
    """Nobody can be reached there: give the nudges back to be routed anew, around it.

    A member who cannot be reached is skipped from now on, until Slack says otherwise; a channel
    that cannot be posted to is taken off its team, whose reminders go to direct messages.
    """
    now = desk.now()
    with desk.store.write() as connection:
        done = deliveries.settle(connection, delivery, state=DeliveryState.DEAD, error=error[:300])
        if not done or delivery.kind not in OF_NUDGES:
            return
        said = nudges.of_delivery(connection, delivery.workspace_id, delivery.id)
        back = {"state": NudgeState.QUEUED, "ready_at": now}
        changes = [back | {"nudge_id": one.id} for one in said]
        nudges.settle(connection, delivery.workspace_id, changes)
        if delivery.kind is DeliveryKind.NUDGES:
            # A channel that is gone is opened anew; a member who cannot be opened is skipped.
            is_gone = error == "channel_not_found" and delivery.channel_id is not None
            members.change(
                connection,
                delivery.workspace_id,
                delivery.recipient_id,
                dm_id=None,
                is_unreachable=not is_gone,
            )
        else:
            members.leave_channel(connection, delivery.workspace_id, delivery.recipient_id)
    desk.wake()


def dead(desk: Desk, delivery: Delivery, *, error: str) -> list[str]:
    """Give a delivery up for good; return the leads who should know, each once."""
    with desk.store.write() as connection:
        done = deliveries.settle(connection, delivery, state=DeliveryState.DEAD, error=error[:300])
        if not done:
            return []
        said = _part_of(connection, delivery)
        lost = {"state": NudgeState.LOST, "why": error[:200]}
        changes = [lost | {"nudge_id": one.id} for one in said]
        nudges.settle(connection, delivery.workspace_id, changes)
        scene = bundling.look(connection, delivery.workspace_id, said, now=desk.now())
    leads = {thing.team.lead_id or thing.owner.id for thing in scene.things.values()}
    return sorted(leads)
