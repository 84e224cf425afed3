"""Workspaces in the store: who installed Heed, its numbers, and whether its outbox is paused."""

from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, false, inspect, select, update

from bot.core.workspaces import Workspace
from bot.store.prepared import Prepared
from bot.store.rows import Fields, insert
from bot.store.tables import teams, workspaces

FIRST_TEAM = "everyone"


def value(row: Fields) -> Workspace:
    return Workspace(
        id=row["id"],
        name=row["name"],
        bot_id=row["bot_id"],
        bot_member_id=row["bot_member_id"],
        emoji=row["emoji"] or {},
    )


def settle(connection: Connection, workspace: Workspace, *, is_playground: bool = False) -> None:
    """Make sure that the workspace and its first team are there, and that it is not paused."""
    found = {
        "name": workspace.name,
        "bot_id": workspace.bot_id,
        "bot_member_id": workspace.bot_member_id,
        "paused_at": None,
        "paused_why": None,
    }
    new = insert(connection, workspaces).values(
        id=workspace.id, is_playground=is_playground, **found
    )
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=found))
    # Only where there is none: the first team may be called otherwise by now.
    of_workspace = select(teams.c.id).where(teams.c.workspace_id == workspace.id)
    if connection.execute(of_workspace.limit(1)).first() is None:
        first = insert(connection, teams).values(workspace_id=workspace.id, name=FIRST_TEAM)
        connection.execute(first.on_conflict_do_nothing())


def get(connection: Connection, workspace_id: str, *, lock: bool = False) -> Workspace | None:
    """The workspace; with `lock` nobody else changes it in the meantime."""
    query = select(workspaces).where(workspaces.c.id == workspace_id)
    if lock:
        query = query.with_for_update()
    found = connection.execute(query).mappings().first()
    return None if found is None else value(found)


def known(connection: Connection, workspace_id: str, *, lock: bool = False) -> Workspace:
    """The same of a workspace that somebody speaks in."""
    workspace = get(connection, workspace_id, lock=lock)
    if workspace is None:
        raise LookupError(workspace_id)
    return workspace


def active(connection: Connection) -> list[str]:
    """The workspaces whose outbox is not paused."""
    return list(connection.execute(_active()).scalars())


@cache
def _active() -> Select[str]:
    query = select(workspaces.c.id).where(workspaces.c.paused_at.is_(None))
    return query.order_by(workspaces.c.id)


def is_active(connection: Connection, workspace_id: str) -> bool:
    query = select(workspaces.c.paused_at).where(workspaces.c.id == workspace_id)
    row = connection.execute(query).first()
    return row is not None and row[0] is None


def lock(connection: Connection, workspace_id: str) -> bool:
    """Hold the workspace for this transaction; False when another worker holds it."""
    query = select(workspaces.c.id).where(workspaces.c.id == workspace_id)
    return connection.execute(query.with_for_update(skip_locked=True)).first() is not None


def next_number(connection: Connection, workspace_id: str) -> int:
    """The next of the numbers that inquiries and promises share."""
    [[number]] = _next_number().rows(connection, {"workspace": workspace_id})
    return int(number)


@cache
def _next_number() -> Prepared:
    query = (
        update(workspaces)
        .where(workspaces.c.id == bindparam("workspace"))
        .values(last_number=workspaces.c.last_number + 1)
        .returning(workspaces.c.last_number)
    )
    return Prepared(query)


def pause(connection: Connection, workspace_id: str, *, now: datetime, why: str) -> None:
    """Stop sending to a workspace until Heed can reach it again; nothing is given up."""
    query = update(workspaces).where(workspaces.c.id == workspace_id)
    connection.execute(query.values(paused_at=now, paused_why=why[:200]))


def set_emoji(connection: Connection, workspace: Workspace, emoji: dict[str, str]) -> Workspace:
    query = update(workspaces).where(workspaces.c.id == workspace.id)
    connection.execute(query.values(emoji=emoji))
    return replace(workspace, emoji=emoji)


def any_paused(connection: Connection) -> bool:
    query = select(workspaces.c.id).where(workspaces.c.paused_at.is_not(None))
    return connection.execute(query.limit(1)).first() is not None


def real(connection: Connection) -> str | None:
    """The name of a workspace that is no playground, also in a store that was never migrated."""
    if not inspect(connection).has_table(workspaces.name):
        return None
    query = select(workspaces.c.name, workspaces.c.id)
    found = connection.execute(query.where(workspaces.c.is_playground == false())).first()
    return None if found is None else found.name or found.id
