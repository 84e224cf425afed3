"""Posting: settle what came of a delivery that was claimed."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from bot.core.bundles import bundle as bundled
from bot.core.deliveries import TO_MEMBERS, Brief, Bundle, Delivery, DeliveryKind, DeliveryState
from bot.core.inquiries import Inquiry
from bot.core.nudges import Nudge, NudgeState
from bot.core.promises import Promise
from bot.services import beside, claims, scenes
from bot.services.claims import OF_NUDGES, Sight
from bot.services.desk import Desk
from bot.store import delivery_leases, items, members, nudges, posted, tidings


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether a delivery was still ours to settle, and whether the next has begun."""

    is_ours: bool
    has_begun: bool = False


def sent(
    desk: Desk, delivery: Delivery, *, channel_id: str, ts: str, bundle: Bundle | None = None
) -> bool:
    """Settle a delivery that stands in Slack; False when another attempt settled it."""
    return settle(desk, delivery, channel_id=channel_id, ts=ts, bundle=bundle).is_ours


def settle(
    desk: Desk,
    delivery: Delivery,
    *,
    channel_id: str,
    ts: str,
    bundle: Bundle | None = None,
    following: Delivery | None = None,
) -> Settled:
    """Settle a delivery that stands in Slack and begin the one after it, in one transaction.

    `bundle` is what it says, where that is known.
    """
    with desk.store.write() as connection:
        values: dict[str, Any] = {"channel_id": channel_id, "ts": ts}
        if delivery.kind in TO_MEMBERS:
            # It may have been owed for hours: the next one is an hour after it was said.
            values["told_at"] = desk.now()
        done = delivery_leases.settle(connection, delivery, state=DeliveryState.SENT, **values)
        if done and delivery.kind in OF_NUDGES:
            _said(connection, desk, delivery, bundle, channel_id=channel_id, ts=ts)
        if done and delivery.kind is DeliveryKind.TIDINGS:
            # What it tells of may be taken back, or forgotten.
            _told(connection, desk, delivery, channel_id=channel_id, ts=ts)
        has_begun = following is not None and delivery_leases.begin(
            connection, following, system_now=desk.system_now()
        )
        return Settled(done, has_begun)


def _told(
    connection: Connection, desk: Desk, delivery: Delivery, *, channel_id: str, ts: str
) -> None:
    posted.add(
        connection,
        delivery,
        [],
        channel_id=channel_id,
        ts=ts,
        now=desk.now(),
        is_stale=tidings.have_changed(connection, delivery),
    )


def _said(
    connection: Connection,
    desk: Desk,
    delivery: Delivery,
    bundle: Bundle | None,
    *,
    channel_id: str,
    ts: str,
) -> None:
    now = desk.now()
    if bundle is None:
        bundle, is_stale = _found_there(connection, desk, delivery)
    else:
        # Between the rendering and now nobody could know that this message shows these things.
        is_stale = _has_changed(connection, delivery, bundle)
    visible = [row.nudge for row in bundle.rows]
    posted.add(
        connection,
        delivery,
        [*((one, True) for one in visible), *((one, False) for one in bundle.hidden)],
        channel_id=channel_id,
        ts=ts,
        now=now,
        is_stale=is_stale,
    )
    state = {
        "state": NudgeState.SENT,
        "sent_at": now,
        "delivery_id": delivery.id,
        "recipient_id": delivery.recipient_id,
    }
    # Why one had to wait is kept: it explains the hour at which it came.
    changes = [state | {"nudge_id": one.id, "why": one.why} for one in (*visible, *bundle.hidden)]
    nudges.settle(connection, delivery.workspace_id, changes)
    if bundle.introduce:
        members.change(connection, delivery.workspace_id, delivery.recipient_id, introduced_at=now)


def part_of(connection: Connection, delivery: Delivery) -> list[Nudge]:
    """What a message says, without what is merely queued behind it."""
    said = nudges.of_delivery(connection, delivery.workspace_id, delivery.id)
    return [nudge for nudge in said if nudge.state is NudgeState.BOUND]


def _found_there(connection: Connection, desk: Desk, delivery: Delivery) -> tuple[Bundle, bool]:
    """What a message that somebody else posted ought to say, and whether it may say otherwise."""
    said = part_of(connection, delivery)
    readers = [delivery.recipient_id] if delivery.kind is DeliveryKind.BRIEF else []
    scene = scenes.look(connection, delivery.workspace_id, said, now=desk.now(), readers=readers)
    scene = beside.seen(connection, delivery.workspace_id, scene)
    brief = Brief() if delivery.kind is DeliveryKind.BRIEF else None
    whole = bundled(delivery.kind, delivery.id, delivery.recipient_id, said, scene, brief)
    return whole, claims.leaves(delivery, Sight(tuple(said), scene))


def _has_changed(connection: Connection, delivery: Delivery, bundle: Bundle) -> bool:
    """Whether anything it speaks of is no longer what it was when it was rendered."""
    seen = {number: thing.item for number, thing in bundle.things.items()}
    now: dict[int, Inquiry | Promise] = {}
    for kind in sorted({thing.kind for thing in bundle.things.values()}):
        now |= items.by_number(connection, delivery.workspace_id, kind, seen)
    return now != seen


def keep_channel(desk: Desk, delivery: Delivery, channel_id: str) -> Delivery:
    """Write down where a message is about to go, so that it can be looked for there."""
    with desk.store.write() as connection:
        delivery_leases.address(connection, delivery, channel_id)
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
