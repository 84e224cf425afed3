"""Customers in the store: found by their names, added, and changed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update
from sqlalchemy import insert as insert_into

from bot.core.customers import Customer, tier_named
from bot.core.names import Known
from bot.store import rows
from bot.store.customer_names import name
from bot.store.prepared import Prepared
from bot.store.rows import Joined
from bot.store.tables import customer_names, customers, members, of_tier, teams, tiers


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
        .join(members, of_owner)
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


of_owner = (members.c.workspace_id == customers.c.workspace_id) & (
    members.c.id == customers.c.owner_id
)


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


def urgent_tiers(connection: Connection, workspace_id: str) -> list[str]:
    """The names of the tiers whose reminders may break into somebody's quiet hours."""
    query = select(tiers.c.name).where(tiers.c.workspace_id == workspace_id, tiers.c.urgent)
    return list(connection.execute(query.order_by(tiers.c.name)).scalars())


def owners(connection: Connection, workspace_id: str, *, limit: int = 500) -> list[str]:
    """Everybody who owns a customer."""
    query = (
        select(customers.c.owner_id)
        .where(customers.c.workspace_id == workspace_id, customers.c.is_void.is_(False))
        .distinct()
        .order_by(customers.c.owner_id)
    )
    return list(connection.execute(query.limit(limit)).scalars())
