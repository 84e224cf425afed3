"""The outbox: deliveries, claimed with a lease on the system's clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    and_,
    bindparam,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from bot.core.deliveries import TO_MEMBERS, Delivery, DeliveryKind, DeliveryState
from bot.store.columns import Instant
from bot.store.rows import Fields, insert
from bot.store.tables import deliveries, workspaces

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


def claim(
    connection: Connection,
    *,
    kinds: Collection[DeliveryKind],
    system_now: datetime,
    lease: timedelta,
    limit: int = 1,
) -> list[Delivery]:
    """Lease the deliveries that have waited longest, of active workspaces, until they are begun.

    `state` in the answer is what it was before: SENDING means that whoever began it last did
    not come back, and that it may have been said.
    """
    known = {"now": system_now, "kinds": list(kinds), "limit": limit}
    found = list(map(value, connection.execute(_claim(), known).mappings()))
    taken = [
        {
            "state": _unless_new(one, DeliveryState.PENDING),
            "leased_until": system_now + lease,
            "attempts": one.attempts + 1,
            "in_workspace": one.workspace_id,
            "delivery": one.id,
        }
        for one in found
    ]
    if taken:
        connection.execute(_change(), taken)
    return found


@cache
def _claim() -> Select[Any]:
    return (
        select(deliveries)
        .where(_owed())
        .order_by(deliveries.c.ready_at, deliveries.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


def _unless_new(delivery: Delivery, state: DeliveryState) -> DeliveryState:
    """What may have been said stays so, until somebody has looked."""
    return state if delivery.state is DeliveryState.PENDING else DeliveryState.UNKNOWN


def begin(connection: Connection, delivery: Delivery, *, system_now: datetime) -> bool:
    """Write down that it is about to be said; False if the lease no longer holds."""
    known = {"now": system_now, "state": _unless_new(delivery, DeliveryState.SENDING)}
    return connection.execute(_begin(), _same(delivery) | known).rowcount == 1


@cache
def _begin() -> Update:
    """Sets whatever columns it is given values for."""
    return update(deliveries).where(_leased())


@cache
def _change() -> Update:
    """Sets whatever columns it is given values for."""
    return update(deliveries).where(
        deliveries.c.workspace_id == bindparam("in_workspace"),
        deliveries.c.id == bindparam("delivery"),
    )


def is_owed(
    connection: Connection, kinds: Collection[DeliveryKind], *, system_now: datetime
) -> bool:
    """Whether there is anything to claim, without taking the writer's turn to find out."""
    known = {"now": system_now, "kinds": list(kinds)}
    return connection.execute(_is_owed(), known).first() is not None


@cache
def _is_owed() -> Select[int]:
    return select(deliveries.c.id).where(_owed()).limit(1)


def _owed() -> ColumnElement[bool]:
    now = bindparam("now", type_=Instant())
    kinds: Any = bindparam("kinds", expanding=True)
    return and_(_active(), deliveries.c.ready_at <= now, deliveries.c.kind.in_(kinds), _free(now))


def _active() -> Any:
    """Whether a delivery's workspace is not paused.

    Asked of each in its turn: as a list of workspaces it would make the planner read everything
    that was ever sent to them, rather than what is owed.
    """
    its_own = workspaces.c.id == deliveries.c.workspace_id
    return select(workspaces.c.id).where(its_own, workspaces.c.paused_at.is_(None)).exists()


def _free(system_now: Any) -> Any:
    return or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= system_now)


def still_mine(connection: Connection, delivery: Delivery, *, system_now: datetime) -> bool:
    """Whether the lease taken with `delivery` still holds: nobody claimed it since."""
    known = _same(delivery) | {"now": system_now}
    return connection.execute(_still_mine(), known).first() is not None


@cache
def _still_mine() -> Select[int]:
    return select(deliveries.c.id).where(_leased()).with_for_update()


def _same(delivery: Delivery) -> dict[str, Any]:
    return {
        "in_workspace": delivery.workspace_id,
        "delivery": delivery.id,
        "attempt": delivery.attempts + 1,
    }


def _leased() -> ColumnElement[bool]:
    return and_(_unsettled(), deliveries.c.leased_until > bindparam("now", type_=Instant()))


def _unsettled() -> ColumnElement[bool]:
    """Nobody has claimed it since, or has settled it."""
    return and_(
        deliveries.c.id == bindparam("delivery"),
        deliveries.c.workspace_id == bindparam("in_workspace"),
        deliveries.c.attempts == bindparam("attempt"),
        # In the statement's own words: a list of values would be put in anew each time.
        deliveries.c.state.in_([literal_column(f"'{state}'") for state in OWED]),
    )


def settle(connection: Connection, delivery: Delivery, **values: object) -> bool:
    """Write the outcome of an attempt and give up the lease; False if another attempt has begun.

    Without a `ready_at` there will be no further attempt.
    """
    values = {"ready_at": None, "leased_until": None} | values
    return connection.execute(_settle(), values | _same(delivery)).rowcount == 1


@cache
def _settle() -> Update:
    """Sets whatever columns it is given values for."""
    return update(deliveries).where(_unsettled())


def address(connection: Connection, delivery: Delivery, channel_id: str) -> None:
    """Keep the channel before the first post, so that its history can be searched later."""
    where = {"in_workspace": delivery.workspace_id, "delivery": delivery.id}
    connection.execute(_change(), where | {"channel_id": channel_id})


def told(
    connection: Connection,
    workspace_id: str,
    recipients: Collection[str],
    *,
    since: datetime,
    kinds: Collection[DeliveryKind] = TO_MEMBERS,
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
