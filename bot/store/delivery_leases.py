"""Leases on deliveries, on the system's clock: claimed, begun, and settled once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

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

from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.store.columns import Instant
from bot.store.deliveries import OWED, value
from bot.store.tables import deliveries, workspaces


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
