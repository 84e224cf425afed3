"""What is open of a customer or of owners, as it is listed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, literal_column, select, union_all

from bot.core.history import Kind
from bot.core.inquiries import InquiryState
from bot.core.things import Thing, worst_first
from bot.store.items import TABLES
from bot.store.prepared import Prepared
from bot.store.tables import inquiries, is_open, promises
from bot.store.things import find, joined_query

RECKONED = 300  # inquiries put in the order in which they are due; a longer list is read by pages


def of_customer(
    connection: Connection,
    workspace_id: str,
    customer_id: int,
    kind: Kind,
    *,
    settled: int = 0,
    ended: str | None = None,
    lock: bool = False,
) -> list[Thing]:
    """What is open for a customer, oldest first, then the `settled` last settled.

    With `ended`, of the settled only those that ended in that state.
    """
    known = {"workspace": workspace_id, "customer": customer_id}
    if settled:
        known |= {"settled": settled}
    query = _of_customer(kind, settled=settled > 0, ended=ended, lock=lock)
    things = find(connection, kind, query, known)
    return sorted(things, key=lambda thing: (thing.item.settled_at is not None, thing.number))


@cache
def _of_customer(kind: Kind, *, settled: bool, ended: str | None, lock: bool) -> Prepared:
    table = TABLES[kind]
    if settled:
        which: Any = table.c.number.in_(_open_or_last(table, ended=ended))
    else:
        which = (table.c.customer_id == bindparam("customer")) & is_open(table)
    query = joined_query(kind).where(which).order_by(table.c.number)
    return Prepared(query.with_for_update(of=table) if lock else query)


def _open_or_last(table: Table, *, ended: str | None) -> Any:
    of = (
        table.c.workspace_id == bindparam("workspace"),
        table.c.customer_id == bindparam("customer"),
    )
    opened = select(table.c.number).where(*of, is_open(table))
    # There are partial indexes on the state: for a value that is not in the statement's own words
    # SQLite would plan anew each time, which takes longer than to carry it out.
    is_settled = (
        table.c.settled_at.is_not(None)
        if ended is None
        else table.c.state == literal_column(f"'{InquiryState(ended)}'")
    )
    last = (
        select(table.c.number)
        .where(*of, is_settled)
        # As a plain column SQLite would go through what was settled of all customers.
        .order_by(func.coalesce(table.c.settled_at, table.c.logged_at).desc())
        .limit(bindparam("settled"))
        .subquery()
    )
    return opened.union_all(select(last.c.number))


def open_of(
    connection: Connection,
    workspace_id: str,
    kind: Kind,
    *,
    owners: Sequence[str],
    limit: int,
    page: int = 1,
) -> tuple[list[Thing], int]:
    """A page of what is open for these owners, worst first; and how many there are in all.

    When an answer is due is reckoned, not stored: the first pages are put in order here, and what
    is beyond them comes by the customer's first word.
    """
    table = TABLES[kind]
    known = {"workspace": workspace_id, "owners": list(owners)}
    before = (page - 1) * limit
    is_reckoned = kind is Kind.INQUIRY and before + limit <= RECKONED
    place = {"limit": RECKONED, "before": 0} if is_reckoned else {"limit": limit, "before": before}
    things = find(connection, kind, _open_of(kind), known | place)
    if is_reckoned:
        things = worst_first(things)[before : before + limit]
    count = select(func.count()).where(table.c.workspace_id == bindparam("workspace"))
    return things, int(connection.execute(count.where(*_owned(table)), known).scalar_one())


@cache
def _open_of(kind: Kind) -> Prepared:
    table = TABLES[kind]
    worst = inquiries.c.opened_at if kind is Kind.INQUIRY else promises.c.due_at
    query = joined_query(kind).where(*_owned(table)).order_by(worst, table.c.number)
    return Prepared(query.limit(bindparam("limit")).offset(bindparam("before")), lists=("owners",))


def _owned(table: Table) -> tuple[Any, Any]:
    return is_open(table), table.c.owner_id.in_(bindparam("owners", expanding=True))


def open_for(
    connection: Connection, workspace_id: str, asked: Collection[str], *, due_by: datetime
) -> list[Thing]:
    """What is open of these owners, or claimed by them; promises if due before then."""
    known = {"workspace": workspace_id, "asked": list(asked)}
    found = find(connection, Kind.INQUIRY, _open_for(Kind.INQUIRY), known)
    soon = known | {"due_by": due_by}
    found += find(connection, Kind.PROMISE, _open_for(Kind.PROMISE), soon)
    return found


@cache
def _open_for(kind: Kind) -> Prepared:
    table = TABLES[kind]
    mine = [
        select(table.c.number).where(
            table.c.workspace_id == bindparam("workspace"),
            is_open(table),
            column.in_(bindparam("asked", expanding=True)),
        )
        for column in (table.c.owner_id, table.c.claimed_by)
    ]
    query = joined_query(kind).where(table.c.number.in_(union_all(*mine)))
    if kind is Kind.PROMISE:
        query = query.where(promises.c.due_at < bindparam("due_by"))
    return Prepared(query.order_by(table.c.number), lists=("asked",))
