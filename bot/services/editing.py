"""Editing: which posted messages are behind what the store knows, and what they ought to say."""

from dataclasses import replace
from datetime import timedelta

from bot.core import things
from bot.core.bundles import bundle
from bot.core.deliveries import Bundle, DeliveryKind, Posted
from bot.core.members import Member
from bot.core.rows import Scene, row
from bot.services import bundling
from bot.services.claims import LEASE
from bot.services.desk import Desk
from bot.store import posted, workspaces


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
        scene = bundling.look(connection, message.workspace_id, said, now=desk.now())
    visible = [one for one in message.rows if one.is_shown]
    reader = _reader(message, scene)
    whole = bundle(message.kind, message.delivery_id, message.recipient_id, said, scene)
    return replace(
        whole,
        rows=tuple(
            row(one.nudge, scene, reader_id=reader.id if reader else None, is_old=one.is_old)
            for one in visible
        ),
        more=_still_open(message, scene),
        introduce=False,
    )


def _reader(message: Posted, scene: Scene) -> Member | None:
    if message.kind is not DeliveryKind.NUDGES:
        return None
    return scene.people.members.get(message.recipient_id)


def _still_open(message: Posted, scene: Scene) -> int:
    hidden = {one.nudge.number for one in message.rows if not one.is_shown and not one.is_old}
    return sum(_is_open(scene, number) for number in hidden)


def _is_open(scene: Scene, number: int) -> bool:
    return number in scene.things and things.is_open(scene.things[number])


def done(desk: Desk, message: Posted) -> None:
    with desk.store.write() as connection:
        posted.shown(connection, message)


def later(desk: Desk, message: Posted, *, wait: timedelta) -> None:
    with desk.store.write() as connection:
        posted.try_later(connection, message, ready_at=desk.system_now() + wait)
