"""Suggestions: customers as they are found while somebody types their name."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from bot.store.tables import customer_names, customers


def begun(
    connection: Connection, workspace_id: str, *, key: str, owner_id: str, limit: int
) -> list[tuple[int, str]]:
    """Customers of whom some word of a name begins with `key`: (id, name).

    The speaker's own come first. Without a key it is all of them.
    """
    query = select(customers.c.id, customers.c.name).where(
        customers.c.workspace_id == workspace_id, customers.c.is_void.is_(False)
    )
    if key:
        named = customer_names.c.key
        begins = named.startswith(key, autoescape=True) | named.contains(f" {key}", autoescape=True)
        theirs = select(customer_names.c.customer_id).where(
            customer_names.c.workspace_id == workspace_id, begins
        )
        query = query.where(customers.c.id.in_(theirs))
    order = (customers.c.owner_id != owner_id, func.lower(customers.c.name), customers.c.id)
    found = connection.execute(query.order_by(*order).limit(limit))
    return [(row.id, row.name) for row in found]


def called(
    connection: Connection, workspace_id: str, keys: Collection[str]
) -> list[tuple[int, str]]:
    """The customers of those names: (id, name)."""
    query = (
        select(customers.c.id, customers.c.name)
        .join(customer_names, customer_names.c.customer_id == customers.c.id)
        .where(
            customers.c.workspace_id == workspace_id,
            customers.c.is_void.is_(False),
            customer_names.c.workspace_id == workspace_id,
            customer_names.c.key.in_(keys),
        )
        .order_by(customers.c.name, customers.c.id)
    )
    return [(row.id, row.name) for row in connection.execute(query)]
