"""Inquiries and promises with whom they concern: read by their numbers, or by any query."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, null, select, union_all

from bot.core.customers import Customer
from bot.core.history import Kind
from bot.core.members import Member, Team
from bot.core.things import Thing
from bot.store import rows
from bot.store.items import TABLES, inquiry, promise
from bot.store.prepared import Prepared
from bot.store.rows import Joined
from bot.store.tables import (
    contacts,
    customers,
    inquiries,
    is_our_word,
    members,
    of_tier,
    promises,
    teams,
    tiers,
)

_latest = contacts.alias("latest")


@cache
def _joined(kind: Kind) -> Joined:
    return Joined.of(TABLES[kind], customers, members, teams, tiers)


@cache
def joined_query(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    query = (
        select(*_joined(kind).columns, _told_at(table).label("told_at"), *_said(kind))
        .select_from(table)
        # A thing handed over just before it is locked has lost its owner in the join, and one whose
        # customer was merged just then its customer: see `find`.
        .outerjoin(customers, customers.c.id == table.c.customer_id)
        .outerjoin(
            members,
            (members.c.workspace_id == table.c.workspace_id) & (members.c.id == table.c.owner_id),
        )
        .outerjoin(teams, teams.c.id == members.c.team_id)
        .outerjoin(tiers, of_tier)
        .where(table.c.workspace_id == bindparam("workspace"))
    )
    if kind is Kind.INQUIRY:
        query = query.outerjoin(contacts, contacts.c.id == inquiries.c.contact_id)
        query = query.outerjoin(_latest, _latest.c.id == inquiries.c.latest_id)
    return query


def _said(kind: Kind) -> tuple[Any, ...]:
    """What was said first and last, and where."""
    source = contacts if kind is Kind.INQUIRY else promises
    latest = _latest.c.words if kind is Kind.INQUIRY else null()
    return (
        source.c.permalink.label("permalink"),
        source.c.words.label("words"),
        latest.label("latest"),
    )


def _told_at(table: Table) -> Any:
    """When the customer last heard from us, about whatever it was."""
    return (
        select(contacts.c.at)
        .where(
            contacts.c.workspace_id == table.c.workspace_id,
            contacts.c.customer_id == table.c.customer_id,
            is_our_word,
            contacts.c.is_void.is_(False),
        )
        .order_by(contacts.c.at.desc())
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )


def find(connection: Connection, kind: Kind, query: Prepared, known: dict[str, Any]) -> list[Thing]:
    found, lost = _read(connection, kind, query, known)
    if lost:
        anew = {"workspace": known["workspace"], "numbers": lost}
        found += _read(connection, kind, _by_number(kind, lock=False), anew)[0]
    return found


def _read(
    connection: Connection, kind: Kind, query: Prepared, known: dict[str, Any]
) -> tuple[list[Thing], list[int]]:
    """The things found, and the numbers of those that had another owner a moment ago."""
    read = inquiry if kind is Kind.INQUIRY else promise
    found: list[Thing] = []
    lost: list[int] = []
    # Many things are of few people and customers: each is read once.
    owners: dict[str, Member] = {}
    of: dict[int, Team] = {}
    theirs: dict[int, Customer] = {}
    joined = _joined(kind)
    owner, team = joined.place(members, "id"), joined.place(teams, "id")
    known_as = joined.place(customers, "id")
    for row in query.rows(connection, known):
        item, owner_id, team_id = joined.part(row, TABLES[kind]), row[owner], row[team]
        if owner_id is None or team_id is None or row[known_as] is None:
            lost.append(item["number"])
            continue
        if owner_id not in owners:
            owners[owner_id] = rows.member(joined.part(row, members))
        if team_id not in of:
            of[team_id] = rows.team(joined.part(row, teams))
        customer_id = item["customer_id"]
        if customer_id not in theirs:
            parts = (joined.part(row, table) for table in (customers, tiers))
            theirs[customer_id] = rows.customer(*parts)
        found.append(
            Thing(
                item=read(item),
                customer=theirs[customer_id],
                owner=owners[owner_id],
                team=of[team_id],
                words=row[-2] or "",
                poked_at=item["poked_at"],
                told_at=row[-4],
                permalink=row[-3],
                latest=row[-1] or "",
            )
        )
    return found, lost


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
        known = {"workspace": workspace_id, "numbers": list(left)}
        things = find(connection, kind, _by_number(kind, lock=lock), known)
        found |= {thing.number: thing for thing in things}
    return found


@cache
def _by_number(kind: Kind, *, lock: bool) -> Prepared:
    table = TABLES[kind]
    query = joined_query(kind).where(table.c.number.in_(bindparam("numbers", expanding=True)))
    return Prepared(query.with_for_update(of=table) if lock else query, lists=("numbers",))


def lock(
    connection: Connection,
    workspace_id: str,
    numbers: Collection[int],
    *,
    customer_ids: Collection[int],
) -> None:
    """Have nobody else change these things, or log anything for these customers, meanwhile.

    What was read before may be stale by now. Customers come before things, here as everywhere.
    """
    of_customers = (
        select(customers.c.id)
        .where(customers.c.workspace_id == workspace_id, customers.c.id.in_(customer_ids))
        .order_by(customers.c.id)
        .with_for_update(key_share=True)
    )
    of_things = [
        select(table.c.number)
        .where(table.c.workspace_id == workspace_id, table.c.number.in_(numbers))
        .order_by(table.c.number)
        .with_for_update()
        for table in TABLES.values()
    ]
    held = [select(part.subquery()) for part in (of_customers, *of_things)]
    connection.execute(union_all(*held)).all()
