"""Tidying: what may be deleted, and what waits for nothing."""

from datetime import datetime

from sqlalchemy import Connection, delete, update

from bot.core.deliveries import DeliveryKind
from bot.store.tables import deliveries, drafts, homes, posted, receipts


def receipts_before(connection: Connection, instant: datetime) -> None:
    connection.execute(delete(receipts).where(receipts.c.at < instant))


def drafts_before(connection: Connection, instant: datetime) -> None:
    connection.execute(delete(drafts).where(drafts.c.kept_at < instant))


def replies_before(connection: Connection, instant: datetime) -> None:
    kinds = [DeliveryKind.REPLY, DeliveryKind.WHISPER]
    connection.execute(
        delete(deliveries).where(
            deliveries.c.kind.in_(kinds),
            deliveries.c.created_at < instant,
            deliveries.c.ready_at.is_(None),
        )
    )


def waits_beyond(
    connection: Connection, workspace_id: str, instant: datetime, *, ready_at: datetime
) -> None:
    """Whatever is to be said or shown later than that has its turn at `ready_at` instead."""
    for table in (deliveries, posted, homes):
        late = update(table).where(table.c.workspace_id == workspace_id, table.c.ready_at > instant)
        connection.execute(late.values(ready_at=ready_at))


def leases_beyond(connection: Connection, workspace_id: str, instant: datetime) -> None:
    """Whatever is leased for longer than that is free; what is settled has no turn any more."""
    for table, owed in (
        (deliveries, deliveries.c.ready_at.is_not(None)),
        (posted, posted.c.wanted > posted.c.shown),
        (homes, homes.c.leased_until.is_not(None)),
    ):
        late = update(table).where(
            table.c.workspace_id == workspace_id, owed, table.c.leased_until > instant
        )
        connection.execute(late.values(leased_until=None))
