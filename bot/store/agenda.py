"""The agenda: the next instant at which the workspace's clock will set something off."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.store.tables import inquiries, members, nudges, promises, tidings
from bot.store.workspaces import is_active


def next_instant(connection: Connection, workspace_id: str) -> datetime | None:
    """The soonest look, turn, tiding, brief or digest; None if none is to come or all is paused."""
    if not is_active(connection, workspace_id):
        return None
    columns = (
        inquiries.c.nudge_at,
        promises.c.nudge_at,
        nudges.c.ready_at,
        members.c.digest_at,
        members.c.brief_at,
        members.c.cover_at,
        tidings.c.ready_at,
    )
    found = [
        connection.execute(
            select(func.min(column)).where(column.table.c.workspace_id == workspace_id)
        ).scalar()
        for column in columns
    ]
    return min((instant for instant in found if instant is not None), default=None)
