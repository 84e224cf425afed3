"""Pokes: what is open is judged again soon, because what it is judged by has changed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, Update, select, update

from bot.store.items import TABLES
from bot.store.tables import customers, inquiries, is_open, members


def poke(connection: Connection, workspace_id: str, *, now: datetime, team_id: int) -> None:
    """Have everything open of a team judged again: its hours, or its ladder, have changed.

    Rows whose look is due already are left: what they owe, they still owe.
    """
    of_team = select(members.c.id).where(
        members.c.workspace_id == workspace_id, members.c.team_id == team_id
    )
    _poke(connection, workspace_id, of_team, now=now)


def poke_of(
    connection: Connection, workspace_id: str, owners: Collection[str], *, now: datetime
) -> None:
    """The same for everything open of these members: their zone has changed."""
    _poke(connection, workspace_id, owners, now=now)


def poke_tier(connection: Connection, workspace_id: str, tier: str, *, now: datetime) -> None:
    """The same for everything open of a tier's customers: what they are due has changed."""
    of_tier = select(customers.c.id).where(
        customers.c.workspace_id == workspace_id, customers.c.tier == tier
    )
    _poke(connection, workspace_id, of_tier, now=now, by="customer_id")


def poke_customer(
    connection: Connection, workspace_id: str, customer_id: int, *, now: datetime
) -> None:
    """The same for everything open of one customer."""
    _poke(connection, workspace_id, [customer_id], now=now, by="customer_id")


def look_soon(
    connection: Connection, workspace_id: str, customer_ids: Collection[int], *, now: datetime
) -> None:
    """Have everything open of these customers judged again: we did not speak to them, or not then.

    What is past by now is said: only the silence is longer than was thought.
    """
    for table in TABLES.values():
        query = _unlooked(table, workspace_id, table.c.customer_id.in_(customer_ids), now=now)
        connection.execute(query.values(nudge_at=now))


def look_at_acknowledged(
    connection: Connection, workspace_id: str, customer_id: int, *, now: datetime
) -> None:
    """Have the customer's acknowledged inquiries judged again: another silence begins.

    Nothing else of theirs needs that: what a word puts off is found to be put off in its time.
    """
    is_acked = (inquiries.c.customer_id == customer_id) & inquiries.c.acked_at.is_not(None)
    query = _unlooked(inquiries, workspace_id, is_acked, now=now)
    connection.execute(query.values(nudge_at=now))


def _poke(
    connection: Connection,
    workspace_id: str,
    which: Collection[str] | Collection[int] | Select[Any],
    *,
    now: datetime,
    by: str = "owner_id",
) -> None:
    for table in TABLES.values():
        query = _unlooked(table, workspace_id, table.c[by].in_(which), now=now)
        connection.execute(query.values(nudge_at=now, poked_at=now))


def _unlooked(
    table: Table, workspace_id: str, which: ColumnElement[bool], *, now: datetime
) -> Update:
    """Change what is open of these and not to be looked at yet."""
    # In the order in which everybody locks several things, so that nobody waits in a circle.
    touched = (
        select(table.c.number)
        .where(
            table.c.workspace_id == workspace_id,
            is_open(table),
            which,
            (table.c.nudge_at.is_(None)) | (table.c.nudge_at > now),
        )
        .order_by(table.c.number)
        .with_for_update()
    )
    return update(table).where(table.c.workspace_id == workspace_id, table.c.number.in_(touched))
