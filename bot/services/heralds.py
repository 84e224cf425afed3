"""Heralds: tell each member, in one message and in their own hours, what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState, Posted
from bot.core.members import Member, Team, may_be_nudged
from bot.core.tidings import JUST_NOW, Tiding, Tidings, may_hear_at, turn_at
from bot.services import covers
from bot.services.desk import Desk, StoreBusy
from bot.services.recounting import recounted
from bot.store import deliveries, delivery_leases, members, workspaces
from bot.store import tidings as stored

FAULT_WAITS = timedelta(hours=1)
TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Heard:
    """How many messages are owed now, and of which workspace or reader it could not be told."""

    owed: int = 0
    faults: tuple[tuple[str, Exception], ...] = ()

    def __add__(self, other: "Heard") -> "Heard":
        return Heard(self.owed + other.owed, self.faults + other.faults)


def herald(desk: Desk) -> Heard:
    """Owe a message to everybody for whom something waits that they may be told now."""
    with desk.store.read() as connection:
        due = stored.due(connection, now=desk.now())
    total = Heard()
    for workspace_id in due:
        try:
            total += _herald(desk, workspace_id)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception as fault:  # noqa: BLE001 - reported by the caller, and tried again
            total += Heard(faults=((workspace_id, fault),))
    return total


def _herald(desk: Desk, workspace_id: str) -> Heard:
    now, total = desk.now(), Heard()
    with desk.store.write() as connection:
        # As with reminders, one worker at a time decides about a workspace.
        if not workspaces.lock(connection, workspace_id):
            return total
        covers.judge(connection, workspace_id, now=now)
        waiting = stored.waiting(connection, workspace_id, now=now)
        if not waiting:
            return total
        known = members.named(connection, workspace_id, list(waiting))
        teams = members.all_teams(connection, workspace_id)
        since = now - TWO_DAYS
        told = deliveries.told(connection, workspace_id, list(waiting), since=since)
        owed = deliveries.to_join(connection, workspace_id, list(waiting))
        for reader_id, theirs in waiting.items():
            ids = [one.id for one in theirs]
            try:
                reader = known[reader_id]
                if reader_id in owed:
                    stored.bind(connection, workspace_id, ids, delivery_id=owed[reader_id])
                    continue
                team, lately = teams[reader.team_id], told[reader_id]
                total += _turn(connection, desk, workspace_id, reader, team, theirs, lately)
            except SQLAlchemyError:
                raise
            except Exception as fault:  # noqa: BLE001 - reported by the caller, and tried again
                stored.wait(connection, workspace_id, ids, until=now + FAULT_WAITS)
                total += Heard(faults=((reader_id, fault),))
    return total


def _turn(
    connection: Connection,
    desk: Desk,
    workspace_id: str,
    reader: Member,
    team: Team,
    theirs: Sequence[Tiding],
    told: Sequence[datetime],
) -> Heard:
    """Owe one reader all of it, or have it wait for them."""
    now, ids = desk.now(), [one.id for one in theirs]
    if not may_be_nudged(reader):
        stored.drop(connection, workspace_id, ids)
        return Heard()
    since = min(one.at for one in theirs)
    at = turn_at(now, team=team, member=reader, told=told, since=since)
    if at > now:
        stored.wait(connection, workspace_id, ids, until=at)
        return Heard()
    delivery_id = deliveries.add(
        connection,
        workspace_id,
        DeliveryKind.TIDINGS,
        recipient_id=reader.id,
        channel_id=reader.dm_id,
        now=now,
        system_now=desk.system_now(),
        # What is said at once takes nobody's turn.
        told_at=now if now - since >= JUST_NOW else None,
    )
    stored.bind(connection, workspace_id, ids, delivery_id=delivery_id or 0)
    return Heard(owed=1)


def said(desk: Desk, delivery: Delivery) -> list[Tidings] | None:
    """What such a message says now; None when nothing of it is left, or it has to wait again."""
    now, of = desk.now(), delivery.workspace_id
    with desk.store.write() as connection:
        if not delivery_leases.still_mine(connection, delivery, system_now=desk.system_now()):
            return None
        told = stored.of_delivery(connection, of, delivery.id)
        reader = members.named(connection, of, [delivery.recipient_id])[delivery.recipient_id]
        teams = members.all_teams(connection, of)
        at = may_hear_at(now, team=teams[reader.team_id], member=reader)
        if at > now:
            # It was owed for long: by now its reader is off work.
            stored.again(connection, of, delivery.id, at=at)
            delivery_leases.settle(connection, delivery, state=DeliveryState.MOOT)
            return None
        found = recounted(connection, of, told, reader, now=now)
        stored.drop(connection, of, [one.id for one in told if one.id not in found])
        if not found:
            delivery_leases.settle(connection, delivery, state=DeliveryState.MOOT)
        return list(found.values()) or None


def beside(desk: Desk, delivery: Delivery) -> list[Tidings]:
    """What a reminder or a brief that has been begun says besides of what others did."""
    now, of = desk.now(), delivery.workspace_id
    with desk.store.read() as connection:
        if not stored.of_delivery(connection, of, delivery.id):
            return []
    with desk.store.write() as connection:
        told = stored.of_delivery(connection, of, delivery.id)
        reader = members.named(connection, of, [delivery.recipient_id])[delivery.recipient_id]
        found = recounted(connection, of, told, reader, now=now)
        stored.drop(connection, of, [one.id for one in told if one.id not in found])
        return list(found.values())


def said_again(desk: Desk, message: Posted) -> list[Tidings]:
    """What a message that stands in Slack says by what is true now: nothing of it goes."""
    of = message.workspace_id
    with desk.store.read() as connection:
        told = stored.of_delivery(connection, of, message.delivery_id)
        if not told:
            return []
        reader = members.named(connection, of, [message.recipient_id])[message.recipient_id]
        return list(recounted(connection, of, told, reader, now=desk.now(), is_said=True).values())
