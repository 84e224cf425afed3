"""Contacts in the store."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.core.contacts import Contact, Direction, Mood, Via
from bot.store.rows import Fields, insert
from bot.store.tables import contacts


def value(row: Fields) -> Contact:
    return Contact(
        id=row["id"],
        customer_id=row["customer_id"],
        member_id=row["member_id"],
        direction=Direction(row["direction"]),
        at=row["at"],
        logged_at=row["logged_at"],
        words=row["words"],
        via=Via(row["via"]) if row["via"] else None,
        mood=Mood(row["mood"]) if row["mood"] else None,
        fyi=row["fyi"],
        number=row["number"],
    )


def add(connection: Connection, workspace_id: str, contact: Contact) -> int:
    """Write a contact and return its id."""
    new = insert(connection, contacts).values(
        workspace_id=workspace_id,
        customer_id=contact.customer_id,
        member_id=contact.member_id,
        direction=contact.direction,
        at=contact.at,
        logged_at=contact.logged_at,
        words=contact.words,
        via=contact.via,
        mood=contact.mood,
        fyi=contact.fyi,
        number=contact.number,
    )
    return int(connection.execute(new.returning(contacts.c.id)).scalar_one())


def recent(
    connection: Connection, workspace_id: str, customer_id: int, *, limit: int
) -> list[Contact]:
    query = (
        select(contacts)
        .where(*_of(workspace_id, customer_id))
        .order_by(contacts.c.at.desc(), contacts.c.id.desc())
        .limit(limit)
    )
    return list(map(value, connection.execute(query).mappings()))


def _of(workspace_id: str, customer_id: int) -> tuple[Any, ...]:
    return (
        contacts.c.workspace_id == workspace_id,
        contacts.c.customer_id == customer_id,
        contacts.c.is_void.is_(False),
    )


def void(
    connection: Connection, workspace_id: str, ids: Collection[int], *, logged_at: datetime
) -> None:
    """Take contacts back that were logged then by mistake; those logged before stay."""
    query = update(contacts).where(
        contacts.c.workspace_id == workspace_id,
        contacts.c.id.in_(ids),
        contacts.c.logged_at == logged_at,
    )
    connection.execute(query.values(is_void=True))
