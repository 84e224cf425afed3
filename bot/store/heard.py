"""Messages of watched channels in the store: who said what, and which rule it counted by."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, insert, select, union, update

from bot.core.heard import Heard, Rule, Said
from bot.core.sides import Side
from bot.store import rows
from bot.store.prepared import Prepared
from bot.store.rows import Fields
from bot.store.tables import heard

NEAR = timedelta(minutes=5)
MOST = 100  # of each kind that one more message is judged by
OPENING = (Rule.OPENED, Rule.CAME_BACK, Rule.LOGGED)


def value(row: Fields) -> Heard:
    return Heard(
        ts=row["ts"],
        root=row["root"],
        author_id=row["author_id"],
        side=Side(row["side"]),
        rule=Rule(row["rule"]),
        at=row["at"],
        customer_id=row["customer_id"],
        number=row["number"],
        contact_id=row["contact_id"],
        change_id=row["change_id"],
        words=row["words"],
        is_deleted=row["is_deleted"],
        edited_at=row["edited_at"],
    )


def add(connection: Connection, workspace_id: str, channel_id: str, one: Heard) -> None:
    """Write down what came of a message; the same one a second time fails, and all with it."""
    values = {"workspace_id": workspace_id, "channel_id": channel_id} | _columns(one)
    _add().change(connection, values)


def put(connection: Connection, workspace_id: str, channel_id: str, one: Heard) -> None:
    """Write down what came of a message, in the place of what came of it before."""
    values = {"workspace_id": workspace_id, "channel_id": channel_id} | _columns(one)
    keys = ["workspace_id", "channel_id", "ts"]
    new = rows.insert(connection, heard).values(**values)
    connection.execute(new.on_conflict_do_update(index_elements=keys, set_=_columns(one)))


def _columns(one: Heard) -> dict[str, Any]:
    names = ("ts", "root", "author_id", "side", "rule", "at", "customer_id", "number")
    more = ("contact_id", "change_id", "words", "is_deleted", "edited_at")
    return {name: getattr(one, name) for name in (*names, *more)}


@cache
def _add() -> Prepared:
    return Prepared(insert(heard))


def get(connection: Connection, workspace_id: str, channel_id: str, ts: str) -> Heard | None:
    query = select(heard).where(*_at(workspace_id, channel_id, ts))
    row = connection.execute(query).mappings().first()
    return None if row is None else value(row)


def _at(workspace_id: str, channel_id: str, ts: str) -> tuple[Any, ...]:
    return (
        heard.c.workspace_id == workspace_id,
        heard.c.channel_id == channel_id,
        heard.c.ts == ts,
    )


def around(
    connection: Connection, workspace_id: str, said: Said, *, numbers: Collection[int]
) -> list[Heard]:
    """What a message is judged by, oldest first, however much else was said.

    It itself, its thread, what was said within minutes of it, our words since, and what opened
    these inquiries.
    """
    known = {
        "workspace": workspace_id,
        "channel": said.channel_id,
        "root": said.root,
        "at": said.at,
        "since": said.at - NEAR,
        "until": said.at + NEAR,
        "numbers": list(numbers),
    }
    found = map(value, connection.execute(_around(), known).mappings())
    return sorted(found, key=lambda one: one.ts)


@cache
def _around() -> Select[Any]:
    ours = (
        heard.c.workspace_id == bindparam("workspace"),
        heard.c.channel_id == bindparam("channel"),
    )
    every = select(heard).where(*ours)
    by_us = heard.c.side == Side.OURS
    thread = every.where(heard.c.root == bindparam("root")).order_by(heard.c.at.desc())
    near = every.where(heard.c.at.between(bindparam("since"), bindparam("until")))
    since = every.where(heard.c.at >= bindparam("at"), by_us).order_by(heard.c.at)
    opening = every.where(
        heard.c.number.in_(bindparam("numbers", expanding=True)), heard.c.rule.in_(OPENING)
    )
    parts = (part.limit(MOST).subquery() for part in (thread, near, since, opening))
    return select(union(*(select(part) for part in parts)).subquery())


def of_contact(connection: Connection, workspace_id: str, contact_id: int) -> list[Heard]:
    """The messages that one contact is made of."""
    query = select(heard).where(
        heard.c.workspace_id == workspace_id, heard.c.contact_id == contact_id
    )
    return list(map(value, connection.execute(query.order_by(heard.c.ts)).mappings()))


def late(connection: Connection, workspace_id: str, number: int) -> list[Heard]:
    """What the customer said before an answer, and was heard only after it."""
    query = select(heard).where(
        heard.c.workspace_id == workspace_id,
        heard.c.number == number,
        heard.c.rule == Rule.LATE,
        heard.c.is_deleted.is_(False),
    )
    return list(map(value, connection.execute(query.order_by(heard.c.ts)).mappings()))


def change(
    connection: Connection, workspace_id: str, channel_id: str, ts: str, **values: object
) -> None:
    """Set what is known of a message: words, is_deleted, number, rule, change_id …"""
    query = update(heard).where(*_at(workspace_id, channel_id, ts))
    connection.execute(query.values(**values))


def drop(connection: Connection, workspace_id: str, channel_id: str, ts: str) -> None:
    """Forget a message, so that it is judged anew."""
    connection.execute(heard.delete().where(*_at(workspace_id, channel_id, ts)))


def renumber(
    connection: Connection, workspace_id: str, number: int, *, after: datetime, to: int
) -> None:
    """What the customer said after that instant belongs to another inquiry."""
    query: Update = update(heard).where(
        heard.c.workspace_id == workspace_id,
        heard.c.number == number,
        heard.c.side == Side.THEIRS,
        heard.c.at > after,
    )
    connection.execute(query.values(number=to, rule=Rule.CAME_BACK))


def move(connection: Connection, workspace_id: str, channel_id: str, *, to: str) -> None:
    """Slack gave a channel another id."""
    query = update(heard).where(
        heard.c.workspace_id == workspace_id, heard.c.channel_id == channel_id
    )
    connection.execute(query.values(channel_id=to))
