"""Moving: what belongs to one customer or owner becomes another's, and can be moved back."""

from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    String,
    Table,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
    update,
)

from bot.core.history import Kind
from bot.core.merging import Belongings
from bot.store.tables import (
    contacts,
    customer_names,
    customers,
    history,
    inquiries,
    moved_rows,
    promises,
)
from bot.store.tables.metadata import RowId

NAME, CUSTOMER = "name", "customer"
# What is of a customer, and by what each is known.
OF_CUSTOMER: dict[str, tuple[Table, Column[Any]]] = {
    "contact": (contacts, contacts.c.id),
    "inquiry": (inquiries, inquiries.c.number),
    "promise": (promises, promises.c.number),
    "history": (history, history.c.id),
    NAME: (customer_names, customer_names.c.key),
}
_ENTRIES = ("workspace_id", "history_id", "kind", "ref", "key")


def belongings(connection: Connection, workspace_id: str, customer_id: int) -> Belongings:
    """How much there is of a customer that was not taken back."""

    def count(table: Table) -> Any:
        query = select(func.count()).where(
            table.c.workspace_id == workspace_id, table.c.customer_id == customer_id
        )
        if "is_void" in table.c:
            query = query.where(table.c.is_void.is_(False))
        if "state" in table.c:
            query = query.where(table.c.state != "void")
        return query.scalar_subquery()

    counts = [count(table) for table in (inquiries, promises, contacts, customer_names)]
    return Belongings(*connection.execute(select(*counts)).one())


def note_belongings(
    connection: Connection, workspace_id: str, customer_id: int, *, history_id: int
) -> None:
    """Write down what is about to move, beside the entry that moves it."""
    parts = [
        _entry(workspace_id, history_id, kind, column).where(
            table.c.workspace_id == workspace_id, table.c.customer_id == customer_id
        )
        for kind, (table, column) in OF_CUSTOMER.items()
        if table is not history
    ]
    # What was done to the customer itself stays its own.
    parts.append(
        _entry(workspace_id, history_id, "history", history.c.id).where(
            history.c.workspace_id == workspace_id,
            history.c.customer_id == customer_id,
            history.c.kind != Kind.CUSTOMER,
        )
    )
    connection.execute(insert(moved_rows).from_select(_ENTRIES, union_all(*parts)))


def _entry(workspace_id: str, history_id: int, kind: str, column: Column[Any]) -> Select[Any]:
    ref = cast(null(), RowId) if kind == NAME else cast(column, RowId)
    key = column if kind == NAME else cast(null(), String(80))
    shared = (literal(workspace_id), literal(history_id), literal(kind))
    return select(*shared, ref.label("ref"), key.label("key"))


def move_noted(
    connection: Connection, workspace_id: str, *, history_id: int, customer_id: int
) -> None:
    """Make what an entry has moved, or is about to, this customer's."""
    for kind, (table, column) in OF_CUSTOMER.items():
        noted = moved_rows.c.key if kind == NAME else moved_rows.c.ref
        which = _noted(workspace_id, history_id, kind, noted)
        query = update(table).where(table.c.workspace_id == workspace_id, column.in_(which))
        connection.execute(query.values(customer_id=customer_id))


def _noted(workspace_id: str, history_id: int, kind: str, column: Column[Any]) -> Select[Any]:
    return select(column).where(
        moved_rows.c.workspace_id == workspace_id,
        moved_rows.c.history_id == history_id,
        moved_rows.c.kind == kind,
    )


def absorb(connection: Connection, workspace_id: str, customer_id: int, *, into: int) -> None:
    """A customer is part of another one now, and no longer listed."""
    nowhere = {"channel_id": None, "watched_since": None}
    _mark(connection, workspace_id, customer_id, is_void=True, merged_into=into, **nowhere)


def release(connection: Connection, workspace_id: str, customer_id: int) -> None:
    """A customer stands for itself again."""
    _mark(connection, workspace_id, customer_id, is_void=False, merged_into=None)


def part_of(connection: Connection, workspace_id: str, customer_id: int) -> int | None:
    """The customer that this one is part of by now, however often it was merged, or itself."""
    whole = (
        select(customers.c.id, customers.c.merged_into)
        .where(customers.c.workspace_id == workspace_id, customers.c.id == customer_id)
        .cte("whole", recursive=True)
    )
    next_one = select(customers.c.id, customers.c.merged_into).where(
        customers.c.workspace_id == workspace_id, customers.c.id == whole.c.merged_into
    )
    every = whole.union(next_one)
    found = select(every.c.id).where(every.c.merged_into.is_(None))
    return connection.execute(found).scalar_one_or_none()


def _mark(connection: Connection, workspace_id: str, customer_id: int, **values: object) -> None:
    query = update(customers).where(
        customers.c.workspace_id == workspace_id, customers.c.id == customer_id
    )
    connection.execute(query.values(**values))


def note_customers_of(
    connection: Connection, workspace_id: str, owner_id: str, *, history_id: int
) -> None:
    """Write down whose owner is about to be another member."""
    owned = _entry(workspace_id, history_id, CUSTOMER, customers.c.id).where(
        customers.c.workspace_id == workspace_id,
        customers.c.owner_id == owner_id,
        customers.c.is_void.is_(False),
    )
    connection.execute(insert(moved_rows).from_select(_ENTRIES, owned))


def own_noted(
    connection: Connection, workspace_id: str, *, history_id: int, former: str, to: str
) -> int:
    """Give the customers that an entry has moved, or is about to, from one owner to another.

    Return how many these are.
    """
    noted = _noted(workspace_id, history_id, CUSTOMER, moved_rows.c.ref)
    query = update(customers).where(
        customers.c.workspace_id == workspace_id,
        customers.c.id.in_(noted),
        customers.c.owner_id == former,
    )
    return connection.execute(query.values(owner_id=to)).rowcount
