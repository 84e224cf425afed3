"""Contacts in the store."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Case,
    Connection,
    Exists,
    and_,
    case,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.core.contacts import Became, Contact, Direction, Mood, Via
from bot.store.prepared import Prepared
from bot.store.rows import Fields
from bot.store.tables import contacts, customers, heard

_OF_CONTACT = (
    heard.c.workspace_id == contacts.c.workspace_id,
    heard.c.contact_id == contacts.c.id,
)


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
        is_ack=row["is_ack"],
        number=row["number"],
        is_complaint=row["is_complaint"],
        permalink=row["permalink"],
        is_heard=row["is_heard"],
    )


def add(connection: Connection, workspace_id: str, contact: Contact) -> int:
    """Write a contact and return its id."""
    values = {
        "workspace_id": workspace_id,
        "customer_id": contact.customer_id,
        "member_id": contact.member_id,
        "direction": contact.direction,
        "at": contact.at,
        "logged_at": contact.logged_at,
        "words": contact.words,
        "via": contact.via,
        "mood": contact.mood,
        "fyi": contact.fyi,
        "is_ack": contact.is_ack,
        "number": contact.number,
        "is_complaint": contact.is_complaint,
        "permalink": contact.permalink,
        "is_heard": contact.is_heard,
    }
    [[contact_id]] = _add().rows(connection, values)
    return int(contact_id)


@cache
def _add() -> Prepared:
    return Prepared(insert(contacts).returning(contacts.c.id))


def recent(
    connection: Connection, workspace_id: str, customer_id: int, *, limit: int, before: int = 0
) -> list[Contact]:
    """The last contacts with a customer, the latest first, without so many of these.

    Of what was heard in their channel also what its author made of it since.
    """
    stands = exists().where(*_OF_CONTACT, heard.c.is_deleted.is_(False))
    is_other = or_(heard.c.edited_at.is_not(None), heard.c.is_deleted)
    became = case(
        (and_(contacts.c.is_heard, exists().where(*_OF_CONTACT, is_other)), _became(stands)),
        else_=None,
    )
    query = (
        select(contacts, became.label("became"))
        .where(*_of(workspace_id, customer_id))
        .order_by(contacts.c.at.desc(), contacts.c.id.desc())
        .limit(limit)
        .offset(before)
    )
    found = connection.execute(query).mappings()
    return [replace(value(row), became=row["became"] and Became(row["became"])) for row in found]


def _became(stands: Exists) -> Case[str]:
    """Of what was said in a row, a part may be deleted: then the rest is edited."""
    return case((stands, literal(Became.EDITED.value)), else_=literal(Became.DELETED.value))


def _of(workspace_id: str, customer_id: int) -> tuple[Any, ...]:
    return (
        contacts.c.workspace_id == workspace_id,
        contacts.c.customer_id == customer_id,
        contacts.c.is_void.is_(False),
    )


def get(connection: Connection, workspace_id: str, contact_id: int) -> Contact | None:
    """A contact that was not taken back, and from now on nobody else changes its customer's."""
    query = (
        select(contacts)
        .select_from(customers)
        .join(contacts, contacts.c.customer_id == customers.c.id)
        .where(
            contacts.c.workspace_id == workspace_id,
            contacts.c.id == contact_id,
            contacts.c.is_void.is_(False),
            # Of a customer that was forgotten nothing can be made any more.
            customers.c.is_void.is_(False),
        )
        # The contact too: only what is locked is looked at again after waiting for its turn.
        .with_for_update(of=[customers, contacts], key_share=True)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else value(row)


def stands(connection: Connection, workspace_id: str, contact_id: int) -> bool:
    """Whether a contact was not taken back, without having anybody wait."""
    query = select(contacts.c.id).where(
        contacts.c.workspace_id == workspace_id,
        contacts.c.id == contact_id,
        contacts.c.is_void.is_(False),
    )
    return connection.execute(query).first() is not None


def words(connection: Connection, workspace_id: str, contact_id: int) -> str:
    """What was said, without having anybody wait."""
    query = select(contacts.c.words).where(
        contacts.c.workspace_id == workspace_id, contacts.c.id == contact_id
    )
    return connection.execute(query).scalar_one_or_none() or ""


def reword(connection: Connection, workspace_id: str, contact_id: int, words: str) -> None:
    """What was said turns out to be more, or something else."""
    query = update(contacts).where(
        contacts.c.workspace_id == workspace_id, contacts.c.id == contact_id
    )
    connection.execute(query.values(words=words))


def redate(connection: Connection, workspace_id: str, contact_id: int, at: datetime) -> None:
    """A contact took place at another time than was said."""
    query = update(contacts).where(
        contacts.c.workspace_id == workspace_id, contacts.c.id == contact_id
    )
    connection.execute(query.values(at=at))


def void(connection: Connection, workspace_id: str, ids: Collection[int]) -> None:
    """Take contacts back that were logged by mistake."""
    query = update(contacts).where(contacts.c.workspace_id == workspace_id, contacts.c.id.in_(ids))
    connection.execute(query.values(is_void=True))
