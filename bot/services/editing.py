"""Editing: which posted messages are behind what the store knows, and what they ought to say."""

from datetime import timedelta

from bot.core.bundles import as_posted
from bot.core.deliveries import Bundle, DeliveryKind, Posted
from bot.services import beside, briefs, scenes
from bot.services.claims import LEASE
from bot.services.desk import Desk
from bot.store import deliveries, posted, workspaces


def claim(desk: Desk, *, lease: timedelta = LEASE) -> Posted | None:
    """Take one message that no longer says what is true."""
    with desk.store.read() as connection:
        active = workspaces.active(connection)
        if not posted.is_behind(connection, active):
            return None
    with desk.store.write() as connection:
        return posted.claim_dirty(
            connection, system_now=desk.system_now(), lease=lease, active=active
        )


def bundle_of(desk: Desk, message: Posted) -> Bundle:
    """What a posted message ought to say now, row by row as it was."""
    with desk.store.read() as connection:
        said = [one.nudge for one in message.rows]
        is_brief = message.kind is DeliveryKind.BRIEF
        readers = [message.recipient_id] if is_brief else []
        scene = scenes.look(connection, message.workspace_id, said, now=desk.now(), readers=readers)
        scene = beside.seen(connection, message.workspace_id, scene)
        owed = None
        if is_brief:
            owed = deliveries.get(connection, message.workspace_id, message.delivery_id)
    brief = None if owed is None else briefs.brief_of(desk, owed)
    return as_posted(message, scene, brief)


def done(desk: Desk, message: Posted) -> None:
    with desk.store.write() as connection:
        posted.shown(connection, message)


def later(desk: Desk, message: Posted, *, wait: timedelta) -> None:
    with desk.store.write() as connection:
        posted.try_later(connection, message, ready_at=desk.system_now() + wait)
