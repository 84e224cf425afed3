"""Covers in the store: when to look anew who stands in for somebody who is away."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.store.tables import members


def due(connection: Connection, workspace_id: str, *, now: datetime) -> list[str]:
    """For whom to look, by now."""
    query = select(members.c.id).where(
        members.c.workspace_id == workspace_id, members.c.cover_at <= now
    )
    return list(connection.execute(query.order_by(members.c.id)).scalars())


def look_again(
    connection: Connection, workspace_id: str, coming: Mapping[str, datetime | None]
) -> None:
    """Set when to look for each of these (None: they are here)."""
    query = update(members).where(
        members.c.workspace_id == bindparam("in_workspace"), members.c.id == bindparam("of")
    )
    entries = [
        {"in_workspace": workspace_id, "of": member_id, "coming": at}
        for member_id, at in sorted(coming.items())
    ]
    if entries:
        connection.execute(query.values(cover_at=bindparam("coming")), entries)
