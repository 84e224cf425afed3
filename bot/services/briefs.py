"""Briefs: owe members their morning, once a day, and gather what it says when it is sent."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.core import briefs
from bot.core.briefs import Contents
from bot.core.deliveries import Brief, Covered, Delivery, DeliveryKind
from bot.core.history import Kind
from bot.core.ladders import BRIEF, Audience, Planned
from bot.core.members import Member
from bot.core.nudges import Due, NudgeState
from bot.core.quiet import MOST, Naming
from bot.services.desk import Desk
from bot.services.mornings import Morning, gather
from bot.services.owing import Owed, in_each
from bot.store import briefs as stored
from bot.store import customer_lists, deliveries, members, nudges, workspaces

BATCH = 100

FAULT_WAITS = timedelta(hours=1)


def are_due(desk: Desk) -> list[str]:
    """The active workspaces in which somebody's brief is due."""
    with desk.store.read() as connection:
        active = workspaces.active(connection)
        return stored.due(connection, active, now=desk.now())


def plan(desk: Desk, workspace_ids: Collection[str]) -> Owed:
    """Owe a brief to everybody whose turn has come and who has something to hear."""
    return in_each(workspace_ids, lambda workspace_id: _plan(desk, workspace_id))


def _plan(desk: Desk, workspace_id: str) -> Owed:
    total, has_more = Owed(), True
    while has_more:
        part, has_more = _batch(desk, workspace_id)
        total += part
    return total


def _batch(desk: Desk, workspace_id: str) -> tuple[Owed, bool]:
    now = desk.now()
    with desk.store.write() as connection:
        # As with reminders, one worker at a time decides about a workspace.
        if not workspaces.lock(connection, workspace_id):
            return Owed(), False
        due = stored.readers(connection, workspace_id, now=now, limit=BATCH + 1)
        readers = due[:BATCH]
        if not readers:
            return Owed(), False
        owed, faults, said = 0, [], list[str]()
        coming: dict[str, datetime | None] = {}
        morning = gather(connection, workspace_id, readers, now=now)
        for reader in readers:
            try:
                at = briefs.postponed(reader, morning.scene)
                coming[reader.id] = at or briefs.following(reader, morning.scene)
                if at is None:
                    said.append(reader.id)
                    owed += _owe(connection, desk, workspace_id, reader, morning)
            except Exception as fault:  # noqa: BLE001 - reported by the caller, and tried again
                faults.append((reader.id, fault))
                coming[reader.id] = now + FAULT_WAITS
        stored.plan(connection, workspace_id, coming)
        stored.welcomed(connection, workspace_id, said)
        return Owed(owed, tuple(faults)), len(due) > BATCH


def _owe(
    connection: Connection, desk: Desk, workspace_id: str, reader: Member, morning: Morning
) -> int:
    """Owe a brief to whoever has something to hear; return how many that are."""
    found = morning.contents(reader)
    quiet = morning.quiet.get(reader.id, Naming())
    body: dict[str, object] = {"beyond": found.beyond, **naming(quiet)}
    if reader.away_since is not None and _was_away(reader, reader.away_since, morning):
        body["since"] = reader.away_since.isoformat()
    is_covered = bool(_covered(connection, workspace_id, reader.id, body, morning.scene.now))
    has_quiet = bool(quiet.ids) and not morning.is_in_digest(reader)
    if found.is_empty and not has_quiet and not is_covered:
        return 0
    at = reader.brief_at or morning.scene.now
    delivery_id = deliveries.add(
        connection,
        workspace_id,
        DeliveryKind.BRIEF,
        recipient_id=reader.id,
        once=f"brief:{reader.id}:{at.isoformat()}",
        channel_id=reader.dm_id,
        body=body,
        now=morning.scene.now,
        system_now=desk.system_now(),
        told_at=morning.scene.now,
    )
    if delivery_id is not None:
        bind(connection, workspace_id, delivery_id, reader, found, now=morning.scene.now)
    return int(delivery_id is not None)


def naming(quiet: Naming) -> dict[str, object]:
    """What the body of a message says of the customers that it names."""
    return {"quiet": list(quiet.ids), "quiet_more": quiet.more} if quiet.ids else {}


def _was_away(reader: Member, since: datetime, morning: Morning) -> bool:
    """Whether they missed a brief; a shorter absence is nothing to come back from."""
    hours, at = morning.hours_of(reader), reader.brief_at or morning.scene.now
    return briefs.missed_one(since, at, hours=hours, minute=reader.brief_minute)


def bind(
    connection: Connection,
    workspace_id: str,
    delivery_id: int,
    reader: Member,
    found: Contents,
    *,
    now: datetime,
) -> None:
    """Make everything that a brief speaks of part of it."""
    mentions = [(thing, Due(_mention(delivery_id, now))) for thing in found.mentions]
    nudges.bind(
        connection,
        workspace_id,
        [*found.steps, *mentions],
        delivery_id=delivery_id,
        recipient_id=reader.id,
        now=now,
    )
    part = {
        "state": NudgeState.BOUND,
        "delivery_id": delivery_id,
        "recipient_id": reader.id,
    }
    changes = [part | {"nudge_id": nudge.id, "why": nudge.why} for nudge in found.along]
    nudges.settle(connection, workspace_id, changes)


def _mention(delivery_id: int, now: datetime) -> Planned:
    # Whatever its team's reminders do, a brief is for one member and never for a channel.
    return Planned(f"{BRIEF}{delivery_id}", Audience.OWNER, now, warns=True)


def brief_of(desk: Desk, delivery: Delivery) -> Brief:
    """What a brief says besides its rows: as it stands now, of the time when it was owed."""
    body = delivery.body or {}
    with desk.store.read() as connection:
        quiet, quiet_count = [], 0
        if ids := body.get("quiet"):
            found, quiet_count = customer_lists.quiet(
                connection,
                delivery.workspace_id,
                owners=[delivery.recipient_id],
                now=delivery.created_at,
                limit=MOST,
                among=ids,
            )
            quiet = [(customer, last) for customer, _, last in found]
            quiet_count += body.get("quiet_more", 0)
        back = _covered(
            connection, delivery.workspace_id, delivery.recipient_id, body, delivery.created_at
        )
    return Brief(
        quiet, quiet_count, is_back="since" in body, back=back, beyond=body.get("beyond", 0)
    )


def _covered(
    connection: Connection,
    workspace_id: str,
    member_id: str,
    body: Mapping[str, object],
    until: datetime,
) -> list[Covered]:
    """What others did for a member while they were away."""
    since = body.get("since")
    if not isinstance(since, str):
        return []
    settled = stored.settled_meanwhile(
        connection, workspace_id, member_id, since=datetime.fromisoformat(since), until=until
    )
    names = members.named(connection, workspace_id, {one.by for one in settled})
    found: dict[str, Covered] = {}
    for one in settled:
        name = names[one.by].name if one.by in names else one.by
        covered = found.setdefault(one.by, Covered(name))
        is_answer = one.kind is Kind.INQUIRY
        found[one.by] = replace(
            covered,
            answered=covered.answered + (one.count if is_answer else 0),
            kept=covered.kept + (0 if is_answer else one.count),
        )
    return list(found.values())
