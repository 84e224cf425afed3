"""Forgetting in the store: the words and names of a customer go; figures and instants stay."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    delete,
    null,
    or_,
    select,
    union_all,
    update,
)

from bot.core.forgetting import FORGOTTEN
from bot.store.tables import (
    contacts,
    customer_names,
    customers,
    heard,
    history,
    history_words,
    inquiries,
    moved_rows,
    promises,
)

# What is left of it belongs to no change that could be taken back.
CHANGE = "forgotten"


def family(connection: Connection, workspace_id: str, customer_id: int) -> list[int]:
    """A customer and whatever became part of it, and of these."""
    root = (
        select(customers.c.id)
        .where(customers.c.workspace_id == workspace_id, customers.c.id == customer_id)
        .cte("family", recursive=True)
    )
    part = select(customers.c.id).where(
        customers.c.workspace_id == workspace_id, customers.c.merged_into == root.c.id
    )
    return list(connection.execute(select(root.union(part).c.id)).scalars())


def blank(connection: Connection, workspace_id: str, ids: Collection[int]) -> None:
    """Take every word of these customers out of the store."""
    entries = _entries(workspace_id, ids)
    for table, column in (
        (history_words, history_words.c.history_id),
        (moved_rows, moved_rows.c.history_id),
        (heard, heard.c.customer_id),
    ):
        which = ids if table is heard else entries
        gone = delete(table).where(table.c.workspace_id == workspace_id, column.in_(which))
        connection.execute(gone)
    blanked: tuple[tuple[Any, Any, dict[str, Any]], ...] = (
        (contacts, contacts.c.customer_id, {"words": "", "permalink": None}),
        (inquiries, inquiries.c.customer_id, {"note": None}),
        (
            promises,
            promises.c.customer_id,
            {"words": "", "permalink": None, "reason": None, "note": None},
        ),
        (history, history.c.id, {"change_id": CHANGE, "facts": null()}),
        (customers, customers.c.id, _nobody()),
    )
    for table, column, values in blanked:
        which = entries if table is history else ids
        query = update(table).where(table.c.workspace_id == workspace_id, column.in_(which))
        connection.execute(query.values(**values))
    connection.execute(
        delete(customer_names).where(
            customer_names.c.workspace_id == workspace_id, customer_names.c.customer_id.in_(ids)
        )
    )


def _nobody() -> dict[str, Any]:
    nothing = dict.fromkeys(("needs", "people", "channel_id", "watched_since"))
    return {"name": FORGOTTEN, "is_void": True, **nothing}


def _entries(workspace_id: str, ids: Collection[int]) -> Select[Any]:
    """Whatever the history says of these customers, or of their things."""
    return select(history.c.id).where(
        history.c.workspace_id == workspace_id,
        or_(history.c.customer_id.in_(ids), history.c.number.in_(_numbers(workspace_id, ids))),
    )


def numbers(
    connection: Connection, workspace_id: str, customer_ids: Collection[int]
) -> frozenset[int]:
    """The numbers of whatever was ever open for these customers."""
    return frozenset(connection.execute(_numbers(workspace_id, customer_ids)).scalars())


def _numbers(workspace_id: str, ids: Collection[int]) -> CompoundSelect[int]:
    of = [
        select(table.c.number).where(
            table.c.workspace_id == workspace_id, table.c.customer_id.in_(ids)
        )
        for table in (inquiries, promises)
    ]
    return union_all(*of)
