"""Edits: have the messages edited that show what has changed."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    select,
    union_all,
    update,
)

from bot.store.prepared import Prepared
from bot.store.tables import inquiries, is_open, posted, posted_rows, promises


def touch(connection: Connection, workspace_id: str, numbers: Collection[int]) -> bool:
    """Those that show these things; return whether there are any."""
    known = {"in_workspace": workspace_id, "numbers": list(numbers)}
    return _touch().change(connection, known) > 0


def touch_deliveries(
    connection: Connection, workspace_id: str, delivery_ids: Collection[int]
) -> bool:
    """The same for the messages that these deliveries became."""
    query = update(posted).where(
        posted.c.workspace_id == workspace_id, posted.c.delivery_id.in_(delivery_ids)
    )
    return connection.execute(query.values(wanted=posted.c.wanted + 1)).rowcount > 0


def touch_customer(
    connection: Connection, workspace_id: str, customer_id: int, *, settled: bool = False
) -> bool:
    """The same for what is open of a customer; with `settled` for all that ever was shown of it."""
    of = [
        select(table.c.number).where(
            table.c.workspace_id == workspace_id,
            table.c.customer_id == customer_id,
            *(() if settled else (is_open(table),)),
        )
        for table in (inquiries, promises)
    ]
    showing = select(posted_rows.c.posted_id).where(
        posted_rows.c.workspace_id == workspace_id, posted_rows.c.number.in_(union_all(*of))
    )
    if not settled:
        showing = showing.where(posted_rows.c.is_old.is_(False))
    query = update(posted).where(posted.c.workspace_id == workspace_id, posted.c.id.in_(showing))
    return connection.execute(query.values(wanted=posted.c.wanted + 1)).rowcount > 0


@cache
def _touch() -> Prepared:
    showing = select(posted_rows.c.posted_id).where(
        posted_rows.c.workspace_id == bindparam("in_workspace"),
        posted_rows.c.number.in_(bindparam("numbers", expanding=True)),
        posted_rows.c.is_old.is_(False),
    )
    query = update(posted).where(
        # As a plain column SQLite would go through every message of the workspace.
        func.coalesce(posted.c.workspace_id, "") == bindparam("in_workspace"),
        posted.c.id.in_(showing),
    )
    return Prepared(query.values(wanted=posted.c.wanted + 1), lists=("numbers",))
