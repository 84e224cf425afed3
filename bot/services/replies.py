"""Replies that travel by themselves: to a response_url, to one member in a channel, by DM."""

from collections.abc import Mapping
from typing import Any

from bot.core.deliveries import DeliveryKind
from bot.services.desk import Desk
from bot.store import deliveries

Body = Mapping[str, Any]


def reply(desk: Desk, workspace_id: str, member_id: str, *, address: str, body: Body) -> None:
    """Answer a click where it was made."""
    _owe(desk, workspace_id, DeliveryKind.REPLY, member_id, address=address, body=body)


def whisper(
    desk: Desk,
    workspace_id: str,
    member_id: str,
    *,
    channel_id: str,
    body: Body,
    once: str | None = None,
) -> None:
    """Say something in a channel that one member alone sees; with `once`, once."""
    kind = DeliveryKind.WHISPER
    _owe(desk, workspace_id, kind, member_id, channel_id=channel_id, body=body, once=once)


def notice(
    desk: Desk, workspace_id: str, member_id: str, *, body: Body, once: str | None = None
) -> None:
    """Say something to a member by direct message; with `once`, once."""
    _owe(desk, workspace_id, DeliveryKind.NOTICE, member_id, body=body, once=once)


def _owe(desk: Desk, workspace_id: str, kind: DeliveryKind, member_id: str, **fields: Any) -> None:
    with desk.store.write() as connection:
        deliveries.add(
            connection,
            workspace_id,
            kind,
            recipient_id=member_id,
            now=desk.now(),
            system_now=desk.system_now(),
            **fields,
        )
    desk.wake()
