"""Customers in the store, found by name exactly, and nearly only after a miss."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy import insert as insert_into

from bot.core.customers import STANDARD, TIERS, Customer, tier_named
from bot.core.names import Known, bones
from bot.store import rows
from bot.store.prepared import Prepared
from bot.store.rows import Joined, insert
from bot.store.tables import contacts, customer_names, customers, members, of_tier, teams, tiers

NEIGHBOURS = 12  # of each kind that a near miss looks at, however many customers there are


def find(
    connection: Connection, workspace_id: str, keys: Sequence[str], *, lock: bool = False
) -> Known | None:
    """The customer with the longest of these names, its owner and the owner's team.

    With `lock` nobody else logs anything for this customer in the meantime.
    """
    query, joined = _find(lock=lock)
    row = query.first(connection, {"workspace": workspace_id, "keys": list(keys)})
    if row is None:
        return None
    customer, owner, team, tier = joined.apart(row)
    return Known(row[-1], rows.customer(customer, tier), rows.member(owner), rows.team(team))


@cache
def _find(*, lock: bool) -> tuple[Prepared, Joined]:
    joined = Joined.of(customers, members, teams, tiers)
    query = (
        select(*joined.columns, customer_names.c.key)
        .select_from(customer_names)
        .join(customers, customers.c.id == customer_names.c.customer_id)
        .join(members, _owns)
        .join(teams, teams.c.id == members.c.team_id)
        .outerjoin(tiers, of_tier)
        .where(
            customer_names.c.workspace_id == bindparam("workspace"),
            customer_names.c.key.in_(bindparam("keys", expanding=True)),
            # Its name may be read just before its adding is taken back.
            customers.c.is_void.is_(False),
        )
        .order_by(func.length(customer_names.c.key).desc())
        .limit(1)
    )
    if lock:
        # Rows that refer to the customer may still be written: that locks the key, no more.
        query = query.with_for_update(of=customers, key_share=True)
    return Prepared(query, lists=("keys",)), joined


_owns = (members.c.workspace_id == customers.c.workspace_id) & (
    members.c.id == customers.c.owner_id
)


def near(connection: Connection, workspace_id: str, key: str) -> list[tuple[str, str]]:
    """Some (key, name) that might have been meant, at most four dozen, in no order.

    One error leaves a beginning or an end intact, so the neighbours of the key in the order of
    names, and in the order of names read backwards, hold it; the bones hold the rest.
    """
    known = {"workspace": workspace_id, "key": key, "backwards": key[::-1], "bones": bones(key)}
    return [(row.key, row.name) for row in connection.execute(_near(), known)]


@cache
def _near() -> Select[Any]:
    ours = customer_names.c.workspace_id == bindparam("workspace")
    sides = [_neighbours(customer_names.c.key), _neighbours(customer_names.c.backwards)]
    same_bones = (
        select(customer_names.c.key, customer_names.c.customer_id)
        .where(ours, customer_names.c.bones == bindparam("bones"))
        .limit(NEIGHBOURS)
    )
    parts = [part.subquery() for pair in sides for part in pair] + [same_bones.subquery()]
    found = union(*(select(part) for part in parts)).subquery()
    return (
        select(found.c.key, customers.c.name)
        .join(customers, customers.c.id == found.c.customer_id)
        .where(customers.c.workspace_id == bindparam("workspace"))
    )


def _neighbours(column: Column[str]) -> tuple[Select[Any], Select[Any]]:
    names = select(customer_names.c.key, customer_names.c.customer_id).where(
        customer_names.c.workspace_id == bindparam("workspace")
    )
    value: Any = bindparam(column.name)
    up = names.where(column >= value).order_by(column).limit(NEIGHBOURS)
    down = names.where(column < value).order_by(column.desc()).limit(NEIGHBOURS)
    return up, down


def add(connection: Connection, workspace_id: str, customer: Customer, *, key: str) -> Customer:
    """Write a new customer under its name; the key must be free."""
    values = {
        "workspace_id": workspace_id,
        "name": customer.name,
        "owner_id": customer.owner_id,
        "tier": customer.tier,
        "is_internal": customer.is_internal,
        "since": customer.since,
        "needs": customer.needs,
        "in_workspace": workspace_id,
        "of_tier": customer.tier,
    }
    [row] = _add().rows(connection, values)
    edited = dict(zip(tiers.c.keys(), row[1:], strict=True))
    terms = rows.tier(edited) if edited["name"] else tier_named(customer.tier)
    name(connection, workspace_id, customer_id=row[0], key=key, spelled=customer.name)
    return replace(customer, id=row[0], terms=terms)


@cache
def _add() -> Prepared:
    """Its tier's terms come back with it: whoever adds a customer by the way waits no longer."""
    terms = [
        select(column)
        .where(
            tiers.c.workspace_id == bindparam("in_workspace"),
            tiers.c.name == bindparam("of_tier"),
        )
        .scalar_subquery()
        .label(f"tier_{column.name}")
        for column in tiers.c
    ]
    names = ("workspace_id", "name", "owner_id", "tier", "is_internal", "since", "needs")
    new = insert_into(customers).values({each: bindparam(each) for each in names})
    return Prepared(new.returning(customers.c.id, *terms))


def name(
    connection: Connection, workspace_id: str, *, customer_id: int, key: str, spelled: str
) -> None:
    values = {"key": key, "customer_id": customer_id, "backwards": key[::-1], "bones": bones(key)}
    values["spelled"] = spelled
    connection.execute(
        insert(connection, customer_names).values(workspace_id=workspace_id, **values)
    )


def name_is_of(connection: Connection, workspace_id: str, key: str) -> int | None:
    """Whose name that is, if it is anybody's."""
    query = select(customer_names.c.customer_id).where(
        customer_names.c.workspace_id == workspace_id, customer_names.c.key == key
    )
    return connection.execute(query).scalar_one_or_none()


def unname(connection: Connection, workspace_id: str, *, customer_id: int, key: str) -> None:
    """A customer is no longer called that; its other names stay."""
    connection.execute(
        customer_names.delete().where(
            customer_names.c.workspace_id == workspace_id,
            customer_names.c.customer_id == customer_id,
            customer_names.c.key == key,
        )
    )


def save(connection: Connection, workspace_id: str, customer: Customer) -> None:
    """Write what was agreed with a customer, what it is called and who owns it."""
    query = update(customers).where(
        customers.c.workspace_id == workspace_id, customers.c.id == customer.id
    )
    connection.execute(
        query.values(
            name=customer.name,
            owner_id=customer.owner_id,
            tier=customer.tier,
            target=customer.target,
            cadence_days=None if customer.cadence is None else customer.cadence.days,
            since=customer.since,
            needs=customer.needs,
            people="\n".join(customer.people) or None,
            channel_id=customer.channel_id,
            watched_since=customer.watched_since,
        )
    )


def names(connection: Connection, workspace_id: str, customer_id: int) -> dict[str, str]:
    """Everything a customer is called: as it is found, and as somebody wrote it."""
    query = select(customer_names.c.key, customer_names.c.spelled).where(
        customer_names.c.workspace_id == workspace_id, customer_names.c.customer_id == customer_id
    )
    found = connection.execute(query.order_by(customer_names.c.key))
    return {row.key: row.spelled or row.key for row in found}


def with_channel(connection: Connection, workspace_id: str, channel_id: str) -> Customer | None:
    """The customer that we meet in this channel."""
    return _one(connection, workspace_id, customers.c.channel_id == channel_id)


def get(connection: Connection, workspace_id: str, customer_id: int) -> Customer | None:
    return _one(connection, workspace_id, customers.c.id == customer_id)


def standing(connection: Connection, workspace_id: str, customer_id: int) -> Customer | None:
    """The same, unless it was taken back, merged or forgotten."""
    is_standing = (customers.c.id == customer_id) & customers.c.is_void.is_(False)
    return _one(connection, workspace_id, is_standing)


def _one(connection: Connection, workspace_id: str, which: ColumnElement[bool]) -> Customer | None:
    joined = Joined.of(customers, tiers)
    query = (
        select(*joined.columns)
        .select_from(customers)
        .outerjoin(tiers, of_tier)
        .where(customers.c.workspace_id == workspace_id, which)
    )
    row = connection.execute(query).first()
    return None if row is None else rows.customer(*joined.apart(row))


def forget_name(connection: Connection, workspace_id: str, customer_id: int) -> None:
    """Take back an adding: the name is free again and the customer no longer listed."""
    where = (
        customer_names.c.workspace_id == workspace_id,
        customer_names.c.customer_id == customer_id,
    )
    connection.execute(customer_names.delete().where(*where))
    query = update(customers).where(
        customers.c.workspace_id == workspace_id, customers.c.id == customer_id
    )
    connection.execute(query.values(is_void=True))


def listed(
    connection: Connection, workspace_id: str, *, owner_id: str | None, page: int, size: int
) -> tuple[list[tuple[Customer, str, datetime | None]], int]:
    """A page of customers by name, with the owner's name and the last contact; and how many."""
    where = [customers.c.workspace_id == workspace_id, customers.c.is_void.is_(False)]
    if owner_id is not None:
        where.append(customers.c.owner_id == owner_id)
    joined = Joined.of(customers, tiers)
    query = (
        select(*joined.columns, members.c.name.label("member_name"), _last_contact().label("last"))
        .select_from(customers)
        .join(members, _owns)
        .outerjoin(tiers, of_tier)
        .where(*where)
        .order_by(func.lower(customers.c.name), customers.c.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    found = [
        (rows.customer(*joined.apart(row)), row.member_name, row.last)
        for row in connection.execute(query)
    ]
    total = connection.execute(select(func.count()).select_from(customers).where(*where))
    return found, int(total.scalar_one())


def _last_contact() -> Any:
    return (
        select(func.max(contacts.c.at))
        .where(
            contacts.c.workspace_id == customers.c.workspace_id,
            contacts.c.customer_id == customers.c.id,
            contacts.c.is_void.is_(False),
        )
        .correlate(customers)
        .scalar_subquery()
    )


def quiet(
    connection: Connection, workspace_id: str, *, owners: Sequence[str], now: datetime, limit: int
) -> tuple[list[tuple[Customer, str, datetime | None]], int]:
    """Customers of these owners who heard nothing for longer than their tier's cadence.

    The quietest first; and how many there are. Silence before the first contact counts from
    when the customer was added.
    """
    last = _last_contact()
    since = func.coalesce(last, customers.c.since)
    silent = _longer_than_cadence(since, now, _cadences(connection, workspace_id))
    where = [
        customers.c.workspace_id == workspace_id,
        customers.c.owner_id.in_(owners),
        customers.c.is_void.is_(False),
        silent,
    ]
    joined = Joined.of(customers, tiers)
    query = (
        select(*joined.columns, members.c.name.label("member_name"), last.label("last"))
        .select_from(customers)
        .join(members, _owns)
        .outerjoin(tiers, of_tier)
        .where(*where)
        .order_by(since, customers.c.id)
        .limit(limit)
    )
    found = [
        (rows.customer(*joined.apart(row)), row.member_name, row.last)
        for row in connection.execute(query)
    ]
    total = connection.execute(
        select(func.count()).select_from(customers).outerjoin(tiers, of_tier).where(*where)
    )
    return found, int(total.scalar_one())


def quiet_owners(
    connection: Connection, workspace_id: str, *, owners: Collection[str], now: datetime
) -> set[str]:
    """Which of these own a customer who heard nothing for longer than its tier's cadence."""
    since = func.coalesce(_last_contact(), customers.c.since)
    query = (
        select(customers.c.owner_id)
        .distinct()
        .select_from(customers)
        .outerjoin(tiers, of_tier)
        .where(
            customers.c.workspace_id == workspace_id,
            customers.c.owner_id.in_(owners),
            customers.c.is_void.is_(False),
            _longer_than_cadence(since, now, _cadences(connection, workspace_id)),
        )
    )
    return set(connection.execute(query).scalars())


def urgent_tiers(connection: Connection, workspace_id: str) -> list[str]:
    """The names of the tiers whose reminders may break into somebody's quiet hours."""
    query = select(tiers.c.name).where(tiers.c.workspace_id == workspace_id, tiers.c.urgent)
    return list(connection.execute(query.order_by(tiers.c.name)).scalars())


def _longer_than_cadence(since: Any, now: datetime, cadences: Collection[int]) -> Any:
    """Whether the silence exceeds what was agreed with this one, or is its tier's."""
    as_it_comes = case(
        {tier.name: tier.cadence.days for tier in TIERS.values()},
        value=customers.c.tier,
        else_=STANDARD.cadence.days,
    )
    days = func.coalesce(customers.c.cadence_days, tiers.c.cadence_days, as_it_comes)
    return or_(*((days == count) & (since < now - timedelta(days=count)) for count in cadences))


def _cadences(connection: Connection, workspace_id: str) -> list[int]:
    """Every cadence there is here, in days: the two databases count days differently."""
    of_customers = select(customers.c.cadence_days).where(
        customers.c.workspace_id == workspace_id, customers.c.cadence_days.is_not(None)
    )
    of_tiers = select(tiers.c.cadence_days).where(tiers.c.workspace_id == workspace_id)
    found = connection.execute(union(of_customers, of_tiers)).scalars()
    return sorted({tier.cadence.days for tier in TIERS.values()} | set(found))


def owners(connection: Connection, workspace_id: str, *, limit: int = 500) -> list[str]:
    """Everybody who owns a customer."""
    query = (
        select(customers.c.owner_id)
        .where(customers.c.workspace_id == workspace_id, customers.c.is_void.is_(False))
        .distinct()
        .order_by(customers.c.owner_id)
    )
    return list(connection.execute(query.limit(limit)).scalars())
