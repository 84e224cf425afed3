"""Untimely briefs: what could not be sent in its time is not sent, and its reminders wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.core.attention import AHEAD
from bot.core.deliveries import Delivery, DeliveryState
from bot.core.members import own_hours
from bot.core.nudges import Nudge, NudgeState, is_mention
from bot.core.punctuality import is_outdated, may_come
from bot.core.scenes import Scene
from bot.services.desk import Desk
from bot.store import deliveries, delivery_leases, members, nudges, tidings

TOO_LATE = "the brief could not be sent in its time"
A_WHILE = timedelta(minutes=10)  # for the message that takes along what an older one was to say


def is_untimely(delivery: Delivery, scene: Scene) -> bool:
    """Whether a brief comes outside its reader's hours, unasked, or on another day than its own."""
    reader = scene.people.members.get(delivery.recipient_id)
    if reader is None:
        return False
    was_asked_for = (delivery.body or {}).get("asked")
    if was_asked_for and scene.now < delivery.created_at + AHEAD:
        return False
    hours = own_hours(scene.people.teams[reader.team_id], reader)
    if not may_come(scene.now, hours=hours, minute=reader.brief_minute):
        return True
    return is_outdated(delivery.created_at, scene.now, hours=hours)


def give_up(desk: Desk, delivery: Delivery, said: Sequence[Nudge]) -> None:
    """Never send a brief; its reminders go into the message that is owed since, or are queued."""
    workspace_id, now = delivery.workspace_id, desk.now()
    with desk.store.write() as connection:
        if not delivery_leases.still_mine(connection, delivery, system_now=desk.system_now()):
            return
        owed = deliveries.unsaid(connection, workspace_id, [delivery.recipient_id])
        newest = owed.get(delivery.recipient_id, delivery.id)
        back: dict[str, Any] = {"state": NudgeState.QUEUED, "ready_at": now}
        if newest != delivery.id:
            back |= {"ready_at": now + A_WHILE, "delivery_id": newest}
        moot = {"state": NudgeState.MOOT, "why": TOO_LATE}
        changes = [(moot if is_mention(one) else back) | {"nudge_id": one.id} for one in said]
        nudges.settle(connection, workspace_id, changes)
        delivery_leases.settle(connection, delivery, state=DeliveryState.MOOT)
        tidings.again(connection, workspace_id, delivery.id, at=now)
        since = (delivery.body or {}).get("since")
        if isinstance(since, str):
            # Their absence was not spoken of after all: the next brief does.
            away_since = datetime.fromisoformat(since)
            members.change(connection, workspace_id, delivery.recipient_id, away_since=away_since)
