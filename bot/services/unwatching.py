"""Unwatching: a customer's channel that can no longer be heard, or goes by another id."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any
from uuid import uuid4

from bot.core.customers import Customer
from bot.core.deliveries import DeliveryKind
from bot.core.history import Event, Kind, Surface, Verb
from bot.core.particulars import Part
from bot.services.desk import Desk
from bot.store import customers, deliveries, heard, history, watches

Body = Mapping[str, Any]
NOBODY = "slack"  # who did it, where Slack does not say


class Ending(StrEnum):
    """What became of the channel."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    LEFT = "left"


def end(
    desk: Desk,
    workspace_id: str,
    channel_id: str,
    *,
    event_id: str,
    ending: Ending,
    by: str | None,
    say: Callable[[Customer], Body],
) -> bool:
    """Watch a channel no longer, and say so to the customer's owner; False if it was not watched.

    A second telling finds it unwatched, so that it is said once.
    """
    with desk.store.read() as connection:
        if not watches.is_watched(connection, workspace_id, channel_id):
            return False
    now = desk.now()
    with desk.store.write() as connection:
        known = watches.of_channel(connection, workspace_id, channel_id)
        if known is None or known.customer.watched_since is None:
            return False
        before = known.customer
        customers.save(connection, workspace_id, replace(before, watched_since=None))
        event = Event(Verb.EDITED, Kind.CUSTOMER, by or NOBODY, now, now, customer_id=before.id)
        facts = {
            "part": Part.CHANNEL,
            "channel_id": channel_id,
            "watched": before.watched_since and before.watched_since.isoformat(),
            "ending": ending,
        }
        history.append(
            connection,
            workspace_id,
            [event],
            change_id=uuid4().hex,
            surface=Surface.CHANNEL,
            facts=facts,
        )
        deliveries.add(
            connection,
            workspace_id,
            DeliveryKind.NOTICE,
            recipient_id=before.owner_id,
            body=say(before),
            now=now,
            system_now=desk.system_now(),
            once=f"unwatched:{event_id}",
        )
    desk.wake()
    return True


def follow(desk: Desk, workspace_id: str, channel_id: str, *, to: str) -> bool:
    """Go on watching a channel under its new id."""
    with desk.store.write() as connection:
        if not watches.move(connection, workspace_id, channel_id, to=to):
            return False
        heard.move(connection, workspace_id, channel_id, to=to)
    return True
