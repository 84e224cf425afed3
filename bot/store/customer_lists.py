"""Lists of customers: by name, and by how long they have gone quiet."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, or_, select, union

from bot.core.customers import STANDARD, TIERS, Customer
from bot.core.quiet import Silent
from bot.store import rows
from bot.store.customers import of_owner
from bot.store.rows import Joined
from bot.store.tables import contacts, customers, members, of_tier, tiers


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
        .join(members, of_owner)
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
    connection: Connection,
    workspace_id: str,
    *,
    owners: Sequence[str],
    now: datetime,
    limit: int,
    among: Collection[int] | None = None,
) -> tuple[list[tuple[Customer, str, datetime | None]], int]:
    """Customers of these owners who heard nothing for longer than their tier's cadence.

    The quietest first, perhaps only `among` some; and how many there are. Silence before the first
    contact counts from when the customer was added.
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
    if among is not None:
        where.append(customers.c.id.in_(among))
    joined = Joined.of(customers, tiers)
    query = (
        select(*joined.columns, members.c.name.label("member_name"), last.label("last"))
        .select_from(customers)
        .join(members, of_owner)
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


def silent(
    connection: Connection, workspace_id: str, *, owners: Collection[str], now: datetime
) -> list[Silent]:
    """Customers of these owners who heard nothing for longer than they should; quietest first."""
    since = func.coalesce(_last_contact(), customers.c.since)
    query = (
        select(customers.c.id, customers.c.owner_id, since.label("since"))
        .select_from(customers)
        .outerjoin(tiers, of_tier)
        .where(
            customers.c.workspace_id == workspace_id,
            customers.c.owner_id.in_(owners),
            customers.c.is_void.is_(False),
            _longer_than_cadence(since, now, _cadences(connection, workspace_id)),
        )
        .order_by(since, customers.c.id)
    )
    return [Silent(row.id, row.owner_id, row.since) for row in connection.execute(query)]


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
