"""Inquiries and promises in the store: what may need a nudge, with whom it concerns."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, select, update

from bot.core.history import Kind
from bot.core.inquiries import Inquiry, InquiryState
from bot.core.promises import Promise, PromiseState
from bot.core.things import Thing
from bot.store import rows
from bot.store.rows import Fields, insert, labelled, part
from bot.store.tables import contacts, customers, inquiries, is_open, members, promises, teams

TABLES = {Kind.INQUIRY: inquiries, Kind.PROMISE: promises}


def inquiry(row: Fields) -> Inquiry:
    return Inquiry(
        number=row["number"],
        customer_id=row["customer_id"],
        contact_id=row["contact_id"],
        care=rows.care(row),
        opened_at=row["opened_at"],
        logged_at=row["logged_at"],
        last_word_at=row["last_word_at"],
        chases=row["chases"],
        state=InquiryState(row["state"]),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        spent=row["spent"],
        target=row["target"],
        linked_to=row["linked_to"],
        episode=row["episode"],
    )


def promise(row: Fields) -> Promise:
    return Promise(
        number=row["number"],
        customer_id=row["customer_id"],
        words=row["words"],
        care=rows.care(row),
        made_at=row["made_at"],
        made_by=row["made_by"],
        due_at=row["due_at"],
        logged_at=row["logged_at"],
        state=PromiseState(row["state"]),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        moves=row["moves"],
        reason=row["reason"],
        episode=row["episode"],
    )


def columns(item: Inquiry | Promise) -> dict[str, Any]:
    """What a row of `item` holds, but for the workspace and the sweep's own columns."""
    values = rows.care_columns(item.care)
    names = ["number", "customer_id", "logged_at", "state", "settled_at", "settled_by", "episode"]
    if isinstance(item, Inquiry):
        names += ["contact_id", "opened_at", "last_word_at", "chases", "spent", "target"]
        names += ["linked_to"]
    else:
        names += ["words", "made_at", "made_by", "due_at", "moves", "reason"]
    return values | {name: getattr(item, name) for name in names}


def kind_of(item: Inquiry | Promise) -> Kind:
    return Kind.INQUIRY if isinstance(item, Inquiry) else Kind.PROMISE


def add(
    connection: Connection, workspace_id: str, item: Inquiry | Promise, *, nudge_at: datetime | None
) -> None:
    table = TABLES[kind_of(item)]
    new = insert(connection, table).values(workspace_id=workspace_id, **columns(item))
    connection.execute(new.values(nudge_at=nudge_at))


def save(
    connection: Connection, workspace_id: str, item: Inquiry | Promise, *, nudge_at: datetime | None
) -> None:
    """Write what an item has become, and when to look at it (None: it is settled)."""
    table = TABLES[kind_of(item)]
    query = update(table).where(table.c.workspace_id == workspace_id, table.c.number == item.number)
    connection.execute(query.values(**columns(item), nudge_at=nudge_at))


def _query(kind: Kind, workspace_id: str) -> Select[Any]:
    table = TABLES[kind]
    words = contacts.c.words if kind is Kind.INQUIRY else promises.c.words
    query = (
        select(
            *labelled(table, "item"),
            *labelled(customers, "customer"),
            *labelled(members, "owner"),
            *labelled(teams, "team"),
            words.label("words"),
        )
        .join(customers, customers.c.id == table.c.customer_id)
        .join(
            members,
            (members.c.workspace_id == table.c.workspace_id) & (members.c.id == table.c.owner_id),
        )
        .join(teams, teams.c.id == members.c.team_id)
        .where(table.c.workspace_id == workspace_id)
    )
    if kind is Kind.INQUIRY:
        query = query.outerjoin(contacts, contacts.c.id == inquiries.c.contact_id)
    return query


def _thing(kind: Kind, row: Fields) -> Thing:
    item = part(row, "item")
    return Thing(
        item=inquiry(item) if kind is Kind.INQUIRY else promise(item),
        customer=rows.customer(part(row, "customer")),
        owner=rows.member(part(row, "owner")),
        team=rows.team(part(row, "team")),
        words=row["words"] or "",
        poked_at=item["poked_at"],
    )


def _all(connection: Connection, kind: Kind, query: Select[Any]) -> list[Thing]:
    return [_thing(kind, row) for row in connection.execute(query).mappings()]


def by_number(
    connection: Connection,
    workspace_id: str,
    numbers: Collection[int],
    *,
    kinds: Sequence[Kind] = (Kind.INQUIRY, Kind.PROMISE),
    lock: bool = False,
) -> dict[int, Thing]:
    """The things with these numbers; with `lock` nobody else changes them in the meantime."""
    found: dict[int, Thing] = {}
    for kind in kinds:
        left = set(numbers) - set(found)
        if not left:
            break
        table = TABLES[kind]
        query = _query(kind, workspace_id).where(table.c.number.in_(left))
        if lock:
            query = query.with_for_update(of=table)
        found |= {thing.number: thing for thing in _all(connection, kind, query)}
    return found


def of_customer(
    connection: Connection,
    workspace_id: str,
    customer_id: int,
    kind: Kind,
    *,
    settled: int = 0,
    ended: str | None = None,
) -> list[Thing]:
    """What is open for a customer, oldest first, then the `settled` last settled.

    With `ended`, of the settled only those that ended in that state.
    """
    table = TABLES[kind]
    query = _query(kind, workspace_id).where(table.c.customer_id == customer_id)
    if settled == 0:
        query = query.where(is_open(table))
    else:
        query = query.where(
            table.c.number.in_(_open_or_last(table, workspace_id, customer_id, settled, ended))
        )
    query = query.order_by(table.c.number).with_for_update(of=table)
    things = _all(connection, kind, query)
    return sorted(things, key=lambda thing: (thing.item.settled_at is not None, thing.number))


def _open_or_last(
    table: Table, workspace_id: str, customer_id: int, settled: int, ended: str | None
) -> Any:
    of = (table.c.workspace_id == workspace_id, table.c.customer_id == customer_id)
    opened = select(table.c.number).where(*of, is_open(table))
    last = (
        select(table.c.number)
        .where(*of, table.c.settled_at.is_not(None) if ended is None else table.c.state == ended)
        .order_by(table.c.settled_at.desc())
        .limit(settled)
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
    """A page of what is open for these owners, worst first; and how many there are in all."""
    table = TABLES[kind]
    worst = inquiries.c.opened_at if kind is Kind.INQUIRY else promises.c.due_at
    where = (is_open(table), table.c.owner_id.in_(owners))
    query = _query(kind, workspace_id).where(*where).order_by(worst, table.c.number)
    query = query.limit(limit).offset((page - 1) * limit)
    count = select(func.count()).where(table.c.workspace_id == workspace_id, *where)
    return _all(connection, kind, query), int(connection.execute(count).scalar_one())


def to_judge(
    connection: Connection, workspace_id: str, kind: Kind, *, now: datetime, limit: int
) -> list[Thing]:
    """What must be looked at by now, in the order of its turn; other workers' rows left out."""
    table = TABLES[kind]
    query = (
        _query(kind, workspace_id)
        .where(table.c.nudge_at <= now)
        .order_by(table.c.nudge_at, table.c.number)
        .limit(limit)
        .with_for_update(of=table, skip_locked=True)
    )
    return _all(connection, kind, query)


def look_again(
    connection: Connection, workspace_id: str, kind: Kind, looks: Sequence[dict[str, Any]]
) -> None:
    """Set the next look of many rows: dicts of `row` (the number) and `look_at`."""
    if not looks:
        return
    table = TABLES[kind]
    query = (
        update(table)
        .where(table.c.workspace_id == workspace_id, table.c.number == bindparam("row"))
        .values(nudge_at=bindparam("look_at"))
    )
    connection.execute(query, looks)


def poke(connection: Connection, workspace_id: str, *, now: datetime, team_id: int) -> None:
    """Have everything open of a team judged again: its hours, or its ladder, have changed.

    Rows whose look is due already are left: what they owe, they still owe.
    """
    of_team = select(members.c.id).where(
        members.c.workspace_id == workspace_id, members.c.team_id == team_id
    )
    for table in TABLES.values():
        where = (
            table.c.workspace_id == workspace_id,
            is_open(table),
            table.c.owner_id.in_(of_team),
            (table.c.nudge_at.is_(None)) | (table.c.nudge_at > now),
        )
        connection.execute(update(table).where(*where).values(nudge_at=now, poked_at=now))
