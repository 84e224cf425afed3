"""Tiers in the store: only those that somebody has changed or added; the rest are as they come."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from bot.core.customers import STANDARD, TIERS, Tier
from bot.store import rows
from bot.store.rows import insert
from bot.store.tables import customers, tiers


def every(connection: Connection, workspace_id: str) -> dict[str, Tier]:
    """All tiers by name: those that come with Heed first, then by name."""
    query = select(tiers).where(tiers.c.workspace_id == workspace_id).order_by(tiers.c.name)
    found = map(rows.tier, connection.execute(query).mappings())
    return dict(TIERS) | {tier.name: tier for tier in found}


def counts(connection: Connection, workspace_id: str) -> dict[str, int]:
    """How many customers each tier has."""
    query = (
        select(customers.c.tier, func.count())
        .where(customers.c.workspace_id == workspace_id, customers.c.is_void.is_(False))
        .group_by(customers.c.tier)
    )
    return {name: int(count) for name, count in connection.execute(query)}


def hold(connection: Connection, workspace_id: str, name: str) -> Tier | None:
    """A tier as it stands, which nobody else changes in the meantime; None if there is none."""
    if name in TIERS:
        # One that was never changed is no row yet, and only a row can be held.
        new = insert(connection, tiers).values(workspace_id=workspace_id, **_columns(TIERS[name]))
        connection.execute(new.on_conflict_do_nothing())
    query = (
        select(tiers)
        .where(tiers.c.workspace_id == workspace_id, tiers.c.name == name)
        .with_for_update()
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else rows.tier(row)


def add(connection: Connection, workspace_id: str, tier: Tier) -> None:
    """Write a new tier; its name must be free."""
    connection.execute(
        insert(connection, tiers).values(workspace_id=workspace_id, **_columns(tier))
    )


def save(connection: Connection, workspace_id: str, tier: Tier) -> None:
    query = update(tiers).where(tiers.c.workspace_id == workspace_id, tiers.c.name == tier.name)
    connection.execute(query.values(_columns(tier)))


def remove(connection: Connection, workspace_id: str, name: str) -> list[int]:
    """Remove a tier; its customers, whose ids are returned, fall back to the standard one."""
    connection.execute(
        delete(tiers).where(tiers.c.workspace_id == workspace_id, tiers.c.name == name)
    )
    query = update(customers).where(
        customers.c.workspace_id == workspace_id, customers.c.tier == name
    )
    moved = connection.execute(query.values(tier=STANDARD.name).returning(customers.c.id))
    return sorted(moved.scalars())


def give(
    connection: Connection, workspace_id: str, name: str, customer_ids: Collection[int]
) -> None:
    """Put customers into a tier who are in no other but the standard one."""
    query = update(customers).where(
        customers.c.workspace_id == workspace_id,
        customers.c.id.in_(customer_ids),
        customers.c.tier == STANDARD.name,
    )
    connection.execute(query.values(tier=name))


def _columns(tier: Tier) -> dict[str, Any]:
    return {
        "name": tier.name,
        "target": tier.target,
        "complaint": tier.complaint,
        "next_word": tier.next_word,
        "update": tier.update,
        "cadence_days": tier.cadence.days,
        "urgent": tier.urgent,
    }
