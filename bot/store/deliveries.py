"""The outbox: deliveries, claimed with a lease on the system's clock."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.store.rows import Fields, insert
from bot.store.tables import deliveries, workspaces

OWED = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)


def value(row: Fields) -> Delivery:
    return Delivery(
        id=row["id"],
        workspace_id=row["workspace_id"],
        kind=DeliveryKind(row["kind"]),
        recipient_id=row["recipient_id"],
        state=DeliveryState(row["state"]),
        created_at=row["created_at"],
        attempts=row["attempts"],
        channel_id=row["channel_id"],
        address=row["address"],
        body=row["body"],
        ts=row["ts"],
    )


def add(
    connection: Connection,
    workspace_id: str,
    kind: DeliveryKind,
    *,
    recipient_id: str,
    now: datetime,
    system_now: datetime,
    once: str | None = None,
    channel_id: str | None = None,
    address: str | None = None,
    body: Mapping[str, Any] | None = None,
    told_at: datetime | None = None,
) -> int | None:
    """Owe someone a message; None when the same `once` is owed, or was said, already."""
    new = insert(connection, deliveries).values(
        workspace_id=workspace_id,
        kind=kind,
        once=once,
        recipient_id=recipient_id,
        channel_id=channel_id,
        address=address,
        body=body,
        state=DeliveryState.PENDING,
        created_at=now,
        ready_at=system_now,
        told_at=told_at,
    )
    query = new.on_conflict_do_nothing().returning(deliveries.c.id)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def claim(
    connection: Connection,
    *,
    kinds: Collection[DeliveryKind],
    system_now: datetime,
    lease: timedelta,
) -> Delivery | None:
    """Take the delivery that has waited longest, of an active workspace; None if nothing is owed.

    `state` in the answer is what it was before: SENDING means that whoever claimed it last did
    not come back, and that it may have been said.
    """
    query = (
        select(deliveries)
        .where(
            _active(),
            deliveries.c.ready_at <= system_now,
            deliveries.c.kind.in_(kinds),
            _free(system_now),
        )
        .order_by(deliveries.c.ready_at, deliveries.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    taken = update(deliveries).where(
        deliveries.c.workspace_id == row["workspace_id"], deliveries.c.id == row["id"]
    )
    connection.execute(
        taken.values(
            state=DeliveryState.SENDING
            if row["state"] == DeliveryState.PENDING
            else DeliveryState.UNKNOWN,
            leased_until=system_now + lease,
            attempts=row["attempts"] + 1,
        )
    )
    return value(row)


def is_owed(
    connection: Connection, kinds: Collection[DeliveryKind], *, system_now: datetime
) -> bool:
    """Whether there is anything to claim, without taking the writer's turn to find out."""
    query = select(deliveries.c.id).where(
        _active(),
        deliveries.c.ready_at <= system_now,
        deliveries.c.kind.in_(kinds),
        _free(system_now),
    )
    return connection.execute(query.limit(1)).first() is not None


def _active() -> Any:
    """Whether a delivery's workspace is not paused.

    Asked of each in its turn: as a list of workspaces it would make the planner read everything
    that was ever sent to them, rather than what is owed.
    """
    its_own = workspaces.c.id == deliveries.c.workspace_id
    return select(workspaces.c.id).where(its_own, workspaces.c.paused_at.is_(None)).exists()


def _free(system_now: datetime) -> Any:
    return or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= system_now)


def still_mine(connection: Connection, delivery: Delivery, *, system_now: datetime) -> bool:
    """Whether the lease taken with `delivery` still holds: nobody claimed it since."""
    query = select(deliveries.c.id).where(
        deliveries.c.id == delivery.id,
        deliveries.c.workspace_id == delivery.workspace_id,
        deliveries.c.attempts == delivery.attempts + 1,
        deliveries.c.leased_until > system_now,
        deliveries.c.state.in_(OWED),
    )
    return connection.execute(query.with_for_update()).first() is not None


def settle(connection: Connection, delivery: Delivery, **values: object) -> bool:
    """Write the outcome of an attempt and give up the lease; False if another attempt has begun.

    Without a `ready_at` there will be no further attempt.
    """
    values = {"ready_at": None, "leased_until": None} | values
    query = update(deliveries).where(
        deliveries.c.id == delivery.id,
        deliveries.c.workspace_id == delivery.workspace_id,
        deliveries.c.attempts == delivery.attempts + 1,
        deliveries.c.state.in_(OWED),
    )
    return connection.execute(query.values(**values)).rowcount == 1


def address(connection: Connection, delivery: Delivery, channel_id: str) -> None:
    """Keep the channel before the first post, so that its history can be searched later."""
    query = update(deliveries).where(
        deliveries.c.id == delivery.id, deliveries.c.workspace_id == delivery.workspace_id
    )
    connection.execute(query.values(channel_id=channel_id))


def told(
    connection: Connection, workspace_id: str, recipients: Collection[str], *, since: datetime
) -> dict[str, list[datetime]]:
    """When each of these was nudged since then, or is about to be."""
    query = select(deliveries.c.recipient_id, deliveries.c.told_at).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.recipient_id.in_(recipients),
        deliveries.c.told_at >= since,
        deliveries.c.kind == DeliveryKind.NUDGES,
        deliveries.c.state.not_in([DeliveryState.MOOT, DeliveryState.DEAD]),
    )
    found: dict[str, list[datetime]] = {recipient: [] for recipient in recipients}
    for recipient, at in connection.execute(query):
        found[recipient].append(at)
    return found


def in_flight(connection: Connection, workspace_id: str, channel_id: str) -> bool:
    """Whether a message to this channel may stand in Slack without being settled yet."""
    query = select(deliveries.c.id).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.channel_id == channel_id,
        deliveries.c.state.in_([DeliveryState.SENDING, DeliveryState.UNKNOWN]),
    )
    return connection.execute(query.limit(1)).first() is not None


def owed_to(connection: Connection, workspace_id: str, recipient_id: str) -> list[Delivery]:
    query = select(deliveries).where(
        and_(
            deliveries.c.workspace_id == workspace_id,
            deliveries.c.recipient_id == recipient_id,
            deliveries.c.state.in_(OWED),
        )
    )
    return list(map(value, connection.execute(query).mappings()))
