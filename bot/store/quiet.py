"""Quiet customers in the store: whom the lists of each week have named."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.store.tables import deliveries

UNSAID = (DeliveryState.MOOT, DeliveryState.DEAD)

# When lists named each customer, by whom they were for.
Named = Mapping[str, Mapping[int, Sequence[datetime]]]


def named_in_briefs(
    connection: Connection, workspace_id: str, readers: Collection[str], *, since: datetime
) -> Named:
    """Whom these members' briefs have named since then."""
    is_brief = (deliveries.c.kind == DeliveryKind.BRIEF) & (deliveries.c.told_at >= since)
    return _named(connection, workspace_id, deliveries.c.recipient_id.in_(readers) & is_brief)


def named_in(connection: Connection, workspace_id: str, onces: Collection[str]) -> Named:
    """Whom these weekly messages have named."""
    return _named(connection, workspace_id, deliveries.c.once.in_(onces))


def _named(connection: Connection, workspace_id: str, which: Any) -> Named:
    query = select(deliveries.c.recipient_id, deliveries.c.body, deliveries.c.created_at).where(
        deliveries.c.workspace_id == workspace_id, deliveries.c.state.not_in(UNSAID), which
    )
    found: dict[str, dict[int, list[datetime]]] = {}
    for row in connection.execute(query):
        theirs = found.setdefault(row.recipient_id, {})
        for customer_id in _ids(row.body):
            theirs.setdefault(customer_id, []).append(row.created_at)
    return found


def _ids(body: Mapping[str, Any] | None) -> Iterable[int]:
    """Whom a list named; one that was asked for names everybody, and counts for nothing."""
    return () if body is None or body.get("asked") else body.get("quiet", ())
