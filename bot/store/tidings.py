"""Tidings in the store: what waits for whom, and which message each is part of."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update

from bot.core.deliveries import Delivery, DeliveryState
from bot.core.tidings import Deed, Tiding
from bot.store.columns import Instant
from bot.store.rows import Fields, insert
from bot.store.tables import deliveries, members, tidings, workspaces

NOT_SAID = (DeliveryState.MOOT, DeliveryState.DEAD)


def value(row: Fields) -> Tiding:
    return Tiding(
        id=row["id"],
        recipient_id=row["recipient_id"],
        deed=Deed(row["deed"]),
        by_id=row["by_id"],
        change_id=row["change_id"],
        at=row["at"],
        told=row["told"],
        ready_at=row["ready_at"],
        delivery_id=row["delivery_id"],
    )


def add(connection: Connection, workspace_id: str, *owed: Tiding) -> None:
    """Owe tidings, to each reader once for each change."""
    values = [
        {
            "workspace_id": workspace_id,
            "recipient_id": one.recipient_id,
            "deed": one.deed,
            "by_id": one.by_id,
            "change_id": one.change_id,
            "at": one.at,
            "told": dict(one.told),
            "ready_at": one.ready_at,
        }
        for one in owed
    ]
    if values:
        new = insert(connection, tidings).values(values).on_conflict_do_nothing()
        connection.execute(new)


def due(connection: Connection, *, now: datetime) -> list[str]:
    """The active workspaces where a tiding, or who covers for whom, is to be looked at."""
    return list(connection.execute(_due(), {"now": now}).scalars())


@cache
def _due() -> Select[str]:
    now = bindparam("now", type_=Instant())
    told = select(tidings.c.id).where(
        tidings.c.workspace_id == workspaces.c.id, tidings.c.ready_at <= now
    )
    covered = select(members.c.id).where(
        members.c.workspace_id == workspaces.c.id, members.c.cover_at <= now
    )
    return select(workspaces.c.id).where(
        workspaces.c.paused_at.is_(None), told.exists() | covered.exists()
    )


def waiting(connection: Connection, workspace_id: str, *, now: datetime) -> dict[str, list[Tiding]]:
    """What waits for whoever has anything to be looked at by now, oldest first."""
    ours = tidings.c.workspace_id == workspace_id
    readers = select(tidings.c.recipient_id).where(ours, tidings.c.ready_at <= now)
    query = select(tidings).where(
        ours, tidings.c.ready_at.is_not(None), tidings.c.recipient_id.in_(readers)
    )
    found: dict[str, list[Tiding]] = {}
    for row in connection.execute(query.order_by(tidings.c.id)).mappings():
        found.setdefault(row["recipient_id"], []).append(value(row))
    return found


def of_delivery(connection: Connection, workspace_id: str, delivery_id: int) -> list[Tiding]:
    query = select(tidings).where(
        tidings.c.workspace_id == workspace_id, tidings.c.delivery_id == delivery_id
    )
    return list(map(value, connection.execute(query.order_by(tidings.c.id)).mappings()))


def wait(
    connection: Connection, workspace_id: str, ids: Collection[int], *, until: datetime
) -> None:
    """Have what still waits looked at then."""
    _change(connection, workspace_id, ids, ready_at=until)


def bind(
    connection: Connection, workspace_id: str, ids: Collection[int], *, delivery_id: int
) -> None:
    """Make what still waits part of a message."""
    _change(connection, workspace_id, ids, ready_at=None, delivery_id=delivery_id)


def _change(
    connection: Connection, workspace_id: str, ids: Collection[int], **values: object
) -> None:
    query = update(tidings).where(
        tidings.c.workspace_id == workspace_id,
        tidings.c.id.in_(ids),
        # Somebody may have taken the change back in the meantime.
        tidings.c.ready_at.is_not(None),
    )
    connection.execute(query.values(**values))


def again(connection: Connection, workspace_id: str, delivery_id: int, *, at: datetime) -> None:
    """Have what a message was to say wait once more."""
    query = update(tidings).where(
        tidings.c.workspace_id == workspace_id, tidings.c.delivery_id == delivery_id
    )
    connection.execute(query.values(ready_at=at, delivery_id=None))


def drop(connection: Connection, workspace_id: str, ids: Collection[int]) -> None:
    """Do not say these."""
    if ids:
        query = update(tidings).where(tidings.c.workspace_id == workspace_id, tidings.c.id.in_(ids))
        connection.execute(query.values(ready_at=None, delivery_id=None))


def undone(connection: Connection, workspace_id: str, said: Sequence[Tiding], *, by: str) -> None:
    """Write down who took back what these were told of."""
    for one in said:
        query = update(tidings).where(
            tidings.c.workspace_id == workspace_id, tidings.c.id == one.id
        )
        connection.execute(query.values(told={**one.told, "undone_by": by}))


def of_changes(
    connection: Connection, workspace_id: str, change_ids: Collection[str]
) -> list[Tiding]:
    """What these changes had people told of; nobody else gives it to a message meanwhile."""
    query = select(tidings).where(
        tidings.c.workspace_id == workspace_id, tidings.c.change_id.in_(change_ids)
    )
    query = query.order_by(tidings.c.id).with_for_update()
    return list(map(value, connection.execute(query).mappings()))


def of_covers(
    connection: Connection, workspace_id: str, member_ids: Collection[str], deeds: Collection[Deed]
) -> list[Tiding]:
    """Who was, or is to be, told that they stand in for these members, oldest first."""
    query = select(tidings).where(
        tidings.c.workspace_id == workspace_id,
        tidings.c.by_id.in_(member_ids),
        tidings.c.deed.in_(deeds),
    )
    query = query.order_by(tidings.c.id).with_for_update()
    return list(map(value, connection.execute(query).mappings()))


def apart(
    connection: Connection, workspace_id: str, found: Collection[Tiding]
) -> tuple[list[Tiding], list[Tiding]]:
    """Which of these were said, or are just being said, and which are still to be said."""
    bound = {one.delivery_id for one in found if one.delivery_id is not None}
    states = dict[int, DeliveryState]()
    if bound:
        query = select(deliveries.c.id, deliveries.c.state).where(
            deliveries.c.workspace_id == workspace_id, deliveries.c.id.in_(bound)
        )
        # None of them is begun until this is decided.
        rows: list[Any] = list(connection.execute(query.with_for_update()))
        states = {row.id: DeliveryState(row.state) for row in rows}
    said, unsaid = list[Tiding](), list[Tiding]()
    for one in found:
        state = states.get(one.delivery_id or 0)
        if one.ready_at is not None or state is DeliveryState.PENDING:
            unsaid.append(one)
        elif state is not None and state not in NOT_SAID:
            said.append(one)
    return said, unsaid


def have_changed(connection: Connection, delivery: Delivery) -> bool:
    """Whether any of what is just being said was taken back, or forgotten, since it was worded."""
    told = of_delivery(connection, delivery.workspace_id, delivery.id)
    return any({"undone_by", "forgotten"} & set(one.told) for one in told)
