"""Handing over in the store: all that a member owns becomes another's, in a few statements."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    false,
    func,
    insert,
    literal,
    null,
    select,
    update,
)

from bot.core.handing_over import Owned
from bot.core.history import Kind, Surface, Verb
from bot.store.columns import Instant
from bot.store.items import TABLES
from bot.store.moving import CUSTOMER
from bot.store.tables import customers, history, inquiries, is_open, moved_rows, promises

_GIVEN = (
    *("workspace_id", "change_id", "kind", "verb", "surface", "actor_id", "at", "recorded_at"),
    *("number", "customer_id", "member_id", "told", "is_complaint"),
)


def owned(connection: Connection, workspace_id: str, owner_id: str) -> Owned:
    """How much a member owns, of what is open."""
    counts = [
        select(func.count())
        .where(table.c.workspace_id == workspace_id, table.c.owner_id == owner_id, which)
        .scalar_subquery()
        for table, which in (
            (customers, customers.c.is_void.is_(False)),
            (inquiries, is_open(inquiries)),
            (promises, is_open(promises)),
        )
    ]
    return Owned(*connection.execute(select(*counts)).one())


def open_count(connection: Connection, workspace_id: str, owner_ids: Collection[str]) -> int:
    """How many inquiries and promises of these members are open."""
    counts = [
        select(func.count())
        .where(table.c.workspace_id == workspace_id, table.c.owner_id.in_(owner_ids))
        .where(is_open(table))
        .scalar_subquery()
        for table in (inquiries, promises)
    ]
    return sum(connection.execute(select(*counts)).one())


def gave_since(connection: Connection, workspace_id: str, former: str, *, since: int) -> bool:
    """Whether all that a member owned was handed over after an entry of the history."""
    query = select(history.c.id).where(
        *_standing(workspace_id, since), history.c.facts["former"].as_string() == former
    )
    return connection.execute(query.limit(1)).first() is not None


def went_since(
    connection: Connection, workspace_id: str, customer_ids: Collection[int], *, since: int
) -> bool:
    """Whether any of these customers went along when all of their owner's was handed over."""
    return _went(connection, workspace_id, since, moved_rows.c.ref.in_(customer_ids))


def went_on(connection: Connection, workspace_id: str, history_id: int) -> bool:
    """Whether any customer that a hand-over of all has moved was handed over so once more."""
    same = select(moved_rows.c.ref).where(
        moved_rows.c.workspace_id == workspace_id,
        moved_rows.c.history_id == history_id,
        moved_rows.c.kind == CUSTOMER,
    )
    # One more table of the same name, so that the two are not taken for one.
    which = moved_rows.c.ref.in_(select(same.subquery().c.ref))
    return _went(connection, workspace_id, history_id, which)


def _went(
    connection: Connection, workspace_id: str, since: int, which: ColumnElement[bool]
) -> bool:
    query = (
        select(history.c.id)
        .join(moved_rows, moved_rows.c.history_id == history.c.id)
        .where(
            *_standing(workspace_id, since),
            moved_rows.c.workspace_id == workspace_id,
            moved_rows.c.kind == CUSTOMER,
            which,
        )
    )
    return connection.execute(query.limit(1)).first() is not None


def _standing(workspace_id: str, since: int) -> tuple[ColumnElement[bool], ...]:
    """Hand-overs of all after an entry that were not taken back."""
    later = history.alias()
    undone = select(later.c.id).where(
        later.c.workspace_id == workspace_id, later.c.undoes == history.c.id
    )
    return (
        history.c.workspace_id == workspace_id,
        history.c.id > since,
        history.c.kind == Kind.CUSTOMER,
        history.c.verb == Verb.HANDED,
        ~undone.exists(),
    )


def lock(connection: Connection, workspace_id: str, owner_id: str) -> list[int]:
    """Have nobody else change what a member owns; return the numbers of what is open."""
    held = select(customers.c.id).where(
        customers.c.workspace_id == workspace_id,
        customers.c.owner_id == owner_id,
        customers.c.is_void.is_(False),
    )
    connection.execute(held.order_by(customers.c.id).with_for_update(key_share=True)).all()
    numbers: list[int] = []
    for table in TABLES.values():
        query = select(table.c.number).where(*_theirs(table, workspace_id, owner_id))
        found = connection.execute(query.order_by(table.c.number).with_for_update())
        numbers += found.scalars()
    return numbers


def give(
    connection: Connection,
    workspace_id: str,
    kind: Kind,
    *,
    former: str,
    to: str,
    actor_id: str,
    change_id: str,
    surface: Surface,
    now: datetime,
    customer_id: int | None = None,
    tells: bool = False,
) -> None:
    """Write what is open of a member as another's, and that it was given, each in one statement.

    Only what is of one customer, if that is named. With `tells` each tells its new owner of it.
    What becomes of a thing is what core.care makes of the entry.
    """
    table = TABLES[kind]
    which = _theirs(table, workspace_id, former)
    if customer_id is not None:
        which = (*which, table.c.customer_id == customer_id)
    at = literal(now, type_=Instant())
    shared: list[Any] = [literal(value) for value in (workspace_id, change_id, kind, Verb.GIVEN)]
    shared += [literal(surface), literal(actor_id), at, at]
    told = null() if tells else false()
    entries = (
        select(*shared, table.c.number, table.c.customer_id, literal(to), told, false())
        .where(*which)
        .order_by(table.c.number)
    )
    connection.execute(insert(history).from_select(_GIVEN, entries))
    given = {"given_at": now, "given_by": actor_id if tells else None, "note": None}
    free = dict.fromkeys(("claimed_by", "claimed_until", "snoozed_until"))
    query = update(table).where(*which)
    connection.execute(query.values(owner_id=to, nudge_at=now, **given, **free))


def _theirs(table: Table, workspace_id: str, owner_id: str) -> tuple[Any, ...]:
    return table.c.workspace_id == workspace_id, table.c.owner_id == owner_id, is_open(table)
