"""Tidying: what may be deleted, in every workspace alike."""

from datetime import datetime

from sqlalchemy import Connection, delete

from bot.core.deliveries import DeliveryKind
from bot.store.tables import deliveries, drafts, receipts


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
