"""What customers are called: exactly, nearly, and anew."""

from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, select, union

from bot.core.names import bones
from bot.store.rows import insert
from bot.store.tables import customer_names, customers

NEIGHBOURS = 12  # of each kind that a near miss looks at, however many customers there are


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


def names(connection: Connection, workspace_id: str, customer_id: int) -> dict[str, str]:
    """Everything a customer is called: as it is found, and as somebody wrote it."""
    query = select(customer_names.c.key, customer_names.c.spelled).where(
        customer_names.c.workspace_id == workspace_id, customer_names.c.customer_id == customer_id
    )
    found = connection.execute(query.order_by(customer_names.c.key))
    return {row.key: row.spelled or row.key for row in found}
