"""Inquiries and promises in the store: how each is kept as a row, written and read."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Select,
    Update,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from bot.core.history import Kind
from bot.core.inquiries import Inquiry, InquiryState
from bot.core.promises import Promise, PromiseState
from bot.store import rows
from bot.store.prepared import Prepared
from bot.store.rows import Fields
from bot.store.tables import inquiries, members, promises

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
        due_at=row["due_at"],
        linked_to=row["linked_to"],
        episode=row["episode"],
        acked_at=row["acked_at"],
        complained_at=row["complained_at"],
        latest_id=row["latest_id"],
        complaint_logged_at=row["complaint_logged_at"],
        complaint_known_at=row["complaint_known_at"],
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
        missed=row["missed"],
        missed_due_at=row["missed_due_at"],
        untold_since=row["untold_since"],
        known_due_at=row["known_due_at"],
    )


def columns(item: Inquiry | Promise) -> dict[str, Any]:
    """What a row of `item` holds, but for the workspace and the sweep's own columns."""
    values = rows.care_columns(item.care)
    names = ["number", "customer_id", "logged_at", "state", "settled_at", "settled_by", "episode"]
    if isinstance(item, Inquiry):
        names += ["contact_id", "opened_at", "last_word_at", "chases", "spent", "target"]
        names += ["due_at"]
        names += ["linked_to", "acked_at", "latest_id"]
        names += ["complained_at", "complaint_logged_at", "complaint_known_at"]
    else:
        names += ["words", "made_at", "made_by", "due_at", "moves", "reason"]
        names += ["missed", "missed_due_at", "untold_since", "known_due_at"]
    return values | {name: getattr(item, name) for name in names}


def kind_of(item: Inquiry | Promise) -> Kind:
    return Kind.INQUIRY if isinstance(item, Inquiry) else Kind.PROMISE


def add(
    connection: Connection,
    workspace_id: str,
    item: Inquiry | Promise,
    *,
    nudge_at: datetime | None,
    permalink: str | None = None,
) -> None:
    """Write a new item; `permalink` is of a promise, an inquiry's stands with its contact."""
    values = columns(item) | {"workspace_id": workspace_id, "nudge_at": nudge_at}
    if permalink is not None:
        values["permalink"] = permalink
    _add(kind_of(item)).change(connection, values)


@cache
def _add(kind: Kind) -> Prepared:
    return Prepared(insert(TABLES[kind]))


def save(
    connection: Connection, workspace_id: str, item: Inquiry | Promise, *, nudge_at: datetime | None
) -> None:
    """Write what an item has become, and when to look at it (None: it is settled)."""
    where = {"in_workspace": workspace_id, "row": item.number}
    values = columns(item) | {"nudge_at": nudge_at}
    settled = {"is_settled": item.settled_at is not None, "whose": item.care.owner_id}
    _save(kind_of(item)).change(connection, values | where | settled)


@cache
def _save(kind: Kind) -> Prepared:
    """Sets whatever columns it is given values for."""
    table = TABLES[kind]
    its_team = select(members.c.team_id).where(
        members.c.workspace_id == bindparam("in_workspace"), members.c.id == bindparam("whose")
    )
    # Whose it was when it was settled stays, whatever is corrected later.
    settled_in = case(
        (
            bindparam("is_settled", type_=Boolean()),
            func.coalesce(table.c.settled_team_id, its_team.scalar_subquery()),
        ),
        else_=None,
    )
    return Prepared(update_of(kind).values(settled_team_id=settled_in))


@cache
def update_of(kind: Kind) -> Update:
    table = TABLES[kind]
    return update(table).where(
        table.c.workspace_id == bindparam("in_workspace"), table.c.number == bindparam("row")
    )


def by_number(
    connection: Connection, workspace_id: str, kind: Kind, numbers: Collection[int]
) -> dict[int, Inquiry | Promise]:
    """The inquiries or promises alone, without whom they concern."""
    read: Callable[[Fields], Inquiry | Promise] = inquiry if kind is Kind.INQUIRY else promise
    known = {"workspace": workspace_id, "numbers": list(numbers)}
    found = map(read, connection.execute(_by_number(kind), known).mappings())
    return {item.number: item for item in found}


@cache
def _by_number(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    return select(table).where(
        table.c.workspace_id == bindparam("workspace"),
        table.c.number.in_(bindparam("numbers", expanding=True)),
    )


def promised_at(connection: Connection, workspace_id: str, permalink: str) -> int | None:
    """The last promise that was made from the message there, unless it was taken back."""
    query = select(promises.c.number).where(
        promises.c.workspace_id == workspace_id,
        promises.c.permalink == permalink,
        promises.c.state.in_((PromiseState.OPEN, PromiseState.KEPT)),
    )
    return connection.execute(query.order_by(promises.c.number.desc()).limit(1)).scalar()
