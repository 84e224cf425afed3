"""The outbox: the deliveries that are owed, and those that were made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, select
from sqlalchemy.sql.dml import ReturningInsert

from bot.core.deliveries import INTERRUPTS, TO_MEMBERS, Delivery, DeliveryKind, DeliveryState
from bot.store.rows import Fields, insert
from bot.store.tables import deliveries

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

OWED = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A delivery with what only the outbox knows: when it is tried (again), and what went wrong."""

    delivery: Delivery
    ready_at: datetime | None
    error: str | None


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
    values = {
        "workspace_id": workspace_id,
        "kind": kind,
        "once": once,
        "recipient_id": recipient_id,
        "channel_id": channel_id,
        "address": address,
        "body": body,
        "state": DeliveryState.PENDING,
        "created_at": now,
        "ready_at": system_now,
        "told_at": told_at,
    }
    found = connection.execute(_once(insert(connection, deliveries)), values).scalar()
    return None if found is None else int(found)


@cache
def _once(new: "sqlite.Insert | postgresql.Insert") -> ReturningInsert[int]:
    return new.on_conflict_do_nothing().returning(deliveries.c.id)


def told(
    connection: Connection,
    workspace_id: str,
    recipients: Collection[str],
    *,
    since: datetime,
    kinds: Collection[DeliveryKind] = INTERRUPTS,
) -> dict[str, list[datetime]]:
    """When each of these was nudged since then, or is about to be.

    What was only written down, in shadow, holds nothing back that is said.
    """
    query = select(deliveries.c.recipient_id, deliveries.c.told_at).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.recipient_id.in_(recipients),
        deliveries.c.told_at >= since,
        deliveries.c.kind.in_(kinds),
        deliveries.c.state.not_in([DeliveryState.MOOT, DeliveryState.DEAD]),
    )
    found: dict[str, list[datetime]] = {recipient: [] for recipient in recipients}
    for recipient, at in connection.execute(query):
        found[recipient].append(at)
    return found


def unsaid(
    connection: Connection, workspace_id: str, recipients: Collection[str]
) -> dict[str, int]:
    """The newest reminder owed to each of these that does not stand in Slack yet, if any."""
    query = select(deliveries.c.recipient_id, deliveries.c.id).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.recipient_id.in_(recipients),
        deliveries.c.kind.in_(TO_MEMBERS),
        # One of which nobody will ever know whether it arrived has no turn any more.
        deliveries.c.ready_at.is_not(None),
    )
    query = query.order_by(deliveries.c.id)
    return {row.recipient_id: row.id for row in connection.execute(query)}


def to_join(
    connection: Connection, workspace_id: str, recipients: Collection[str]
) -> dict[str, int]:
    """The message owed to each of these that something more may be said in: none has begun it.

    Whoever would begin it waits until that is decided.
    """
    query = select(deliveries.c.recipient_id, deliveries.c.id).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.recipient_id.in_(recipients),
        deliveries.c.kind.in_(TO_MEMBERS),
        deliveries.c.state == DeliveryState.PENDING,
        deliveries.c.ready_at.is_not(None),
    )
    found = connection.execute(query.order_by(deliveries.c.id).with_for_update())
    return {row.recipient_id: row.id for row in found}


def get(connection: Connection, workspace_id: str, delivery_id: int) -> Delivery | None:
    query = select(deliveries).where(
        deliveries.c.workspace_id == workspace_id, deliveries.c.id == delivery_id
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else value(row)


def in_shadow(
    connection: Connection, workspace_id: str, recipients: Collection[str], *, now: datetime
) -> None:
    """Write down the messages that these would have got now."""
    entries = [
        {
            "workspace_id": workspace_id,
            "kind": DeliveryKind.SHADOW,
            "recipient_id": recipient,
            "state": DeliveryState.SENT,
            "created_at": now,
            "told_at": now,
        }
        for recipient in recipients
    ]
    if entries:
        connection.execute(insert(connection, deliveries), entries)


def in_flight(connection: Connection, workspace_id: str, channel_id: str) -> bool:
    """Whether a message to this channel may stand in Slack without being settled yet."""
    query = select(deliveries.c.id).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.channel_id == channel_id,
        deliveries.c.state.in_([DeliveryState.SENDING, DeliveryState.UNKNOWN]),
    )
    return connection.execute(query.limit(1)).first() is not None


def newest(connection: Connection, workspace_id: str, *, limit: int) -> list[Outgoing]:
    """The end of the outbox, newest first."""
    query = select(deliveries).where(deliveries.c.workspace_id == workspace_id)
    found = connection.execute(query.order_by(deliveries.c.id.desc()).limit(limit))
    return [Outgoing(value(row), row["ready_at"], row["error"]) for row in found.mappings()]


def owed_to(connection: Connection, workspace_id: str, recipient_id: str) -> list[Delivery]:
    query = select(deliveries).where(
        and_(
            deliveries.c.workspace_id == workspace_id,
            deliveries.c.recipient_id == recipient_id,
            deliveries.c.state.in_(OWED),
        )
    )
    return list(map(value, connection.execute(query).mappings()))
