"""Looks: what must be looked at by when, and when to look at it again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Select,
    Update,
    bindparam,
    literal_column,
    or_,
    select,
    union_all,
)

from bot.core.history import Kind
from bot.core.things import Thing
from bot.store.items import TABLES, update_of
from bot.store.prepared import Prepared
from bot.store.tables import is_open, members, nudges, workspaces
from bot.store.things import find, joined_query


def next_for(
    connection: Connection,
    workspace_id: str,
    asked: Collection[str],
    *,
    led: Collection[int],
    limit: int,
) -> list[Thing]:
    """What is looked at, or said, next of what is open of these owners, or claimed by them.

    Also of those they cover for, and of the members of the teams that they lead.
    """
    known = {"workspace": workspace_id, "asked": list(asked), "led": list(led), "limit": limit}
    return [one for kind in TABLES for one in find(connection, kind, _next_for(kind), known)]


@cache
def _next_for(kind: Kind) -> Prepared:
    table = TABLES[kind]
    asked: BindParameter[Any] = bindparam("asked", expanding=True)
    led: BindParameter[Any] = bindparam("led", expanding=True)
    theirs = select(members.c.id).where(
        members.c.workspace_id == bindparam("workspace"),
        members.c.id.in_(asked) | members.c.cover_id.in_(asked) | members.c.team_id.in_(led),
    )
    in_workspace = (table.c.workspace_id == bindparam("workspace")) & is_open(table)
    found = [
        select(table.c.number).where(in_workspace, table.c.owner_id.in_(theirs)),
        select(table.c.number).where(in_workspace, table.c.claimed_by.in_(asked)),
    ]
    waits = select(nudges.c.number).where(
        nudges.c.workspace_id == bindparam("workspace"),
        nudges.c.number == table.c.number,
        nudges.c.ready_at.is_not(None),
    )
    query = (
        joined_query(kind)
        .where(table.c.number.in_(union_all(*found)))
        .where(table.c.nudge_at.is_not(None) | waits.exists())
        .order_by(table.c.nudge_at, table.c.number)
        .limit(bindparam("limit"))
    )
    return Prepared(query, lists=("asked", "led"))


def soon_for(
    connection: Connection, workspace_id: str, asked: Collection[str], *, by: datetime
) -> list[Thing]:
    """What is open of these owners, or claimed by them, and has to be looked at by then."""
    known = {"workspace": workspace_id, "asked": list(asked), "by": by}
    every = [find(connection, kind, _soon_for(kind), known) for kind in TABLES]
    return [thing for found in every for thing in found]


@cache
def _soon_for(kind: Kind) -> Prepared:
    table = TABLES[kind]
    asked: BindParameter[Any] = bindparam("asked", expanding=True)
    whose = or_(table.c.owner_id.in_(asked), table.c.claimed_by.in_(asked))
    # By the index of what is to be looked at: that is little, however much is open.
    query = joined_query(kind).where(
        table.c.workspace_id == bindparam("workspace"), table.c.nudge_at <= bindparam("by"), whose
    )
    return Prepared(query.order_by(table.c.number), lists=("asked",))


def due(
    connection: Connection, workspace_ids: Collection[str], *, now: datetime
) -> list[tuple[str, Kind]]:
    """Where anything must be looked at by now, without taking the writer's turn to find out."""
    known = {"workspaces": list(workspace_ids), "now": now}
    return [(row.id, Kind(row.kind)) for row in connection.execute(_due(), known)]


@cache
def _due() -> CompoundSelect[Any]:
    return union_all(*(_due_of(kind) for kind in TABLES))


def _due_of(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    is_due = select(table.c.number).where(
        table.c.workspace_id == workspaces.c.id, table.c.nudge_at <= bindparam("now")
    )
    return select(workspaces.c.id, literal_column(f"'{kind}'").label("kind")).where(
        workspaces.c.id.in_(bindparam("workspaces", expanding=True)), is_due.exists()
    )


def to_judge(
    connection: Connection, workspace_id: str, kind: Kind, *, now: datetime, limit: int
) -> list[Thing]:
    """What must be looked at by now, in the order of its turn; other workers' rows left out."""
    known = {"workspace": workspace_id, "now": now, "limit": limit}
    return find(connection, kind, _to_judge(kind), known)


@cache
def _to_judge(kind: Kind) -> Prepared:
    table = TABLES[kind]
    query = (
        joined_query(kind)
        .where(table.c.nudge_at <= bindparam("now"))
        .order_by(table.c.nudge_at, table.c.number)
        .limit(bindparam("limit"))
        .with_for_update(of=table, skip_locked=True)
    )
    return Prepared(query)


def look_again(
    connection: Connection, workspace_id: str, kind: Kind, looks: Sequence[dict[str, Any]]
) -> None:
    """Set the next look of many rows: dicts of `row` (the number) and `look_at`."""
    if not looks:
        return
    where = {"in_workspace": workspace_id}
    connection.execute(_look_again(kind), [where | look for look in looks])


@cache
def _look_again(kind: Kind) -> Update:
    return update_of(kind).values(nudge_at=bindparam("look_at"))
