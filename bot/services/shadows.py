"""Shadows: what a team in shadow would have been told, written down at its turn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core.deliveries import DeliveryKind
from bot.core.nudges import Nudge, NudgeState
from bot.core.scenes import Scene
from bot.core.turns import turn_of, until
from bot.core.verdicts import Wait
from bot.store import deliveries

TWO_DAYS = timedelta(days=2)
CHANNEL = "the team's channel"


def would_have(nudge: Nudge, *, whom: str, recipient_id: str, now: datetime) -> dict[str, Any]:
    """What becomes of a nudge that would have been said now.

    It has an instant, so that the lead's turn comes as it would have.
    """
    return {
        "nudge_id": nudge.id,
        "state": NudgeState.PASSED,
        "why": f"shadow: {whom} would have been reminded"[:200],
        "recipient_id": recipient_id,
        "sent_at": now,
    }


def of_members(
    connection: Connection, workspace_id: str, shaded: Mapping[str, Sequence[Nudge]], scene: Scene
) -> list[dict[str, Any]]:
    """What becomes of members' nudges in shadow; hours, spacing and cap as if in the light."""
    if not shaded:
        return []
    scene = replace(scene, told=_told(connection, workspace_id, list(shaded), scene))
    changes: list[dict[str, Any]] = []
    reached: list[str] = []
    for member_id, said in shaded.items():
        member = scene.people.members[member_id]
        turn = turn_of(member, said, scene)
        if turn.at > scene.now:
            changes += [_waits(nudge, until(nudge, turn, scene)) for nudge in said]
            continue
        reached.append(member_id)
        changes += [
            would_have(nudge, whom=member.name, recipient_id=member_id, now=scene.now)
            for nudge in said
        ]
    deliveries.in_shadow(connection, workspace_id, reached, now=scene.now)
    return changes


def _told(
    connection: Connection, workspace_id: str, member_ids: Sequence[str], scene: Scene
) -> dict[str, list[datetime]]:
    """What was said and what would have been: else that is not what will be in the light."""
    written = deliveries.told(
        connection,
        workspace_id,
        member_ids,
        since=scene.now - TWO_DAYS,
        kinds=[DeliveryKind.SHADOW],
    )
    return {one: [*scene.told.get(one, ()), *written[one]] for one in member_ids}


def _waits(nudge: Nudge, wait: Wait) -> dict[str, Any]:
    queued = {"state": NudgeState.QUEUED, "ready_at": wait.until, "why": wait.held}
    return {"nudge_id": nudge.id} | queued
