"""Undelivered: what becomes of a delivery that could not be made, and of what it said."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.core.deliveries import TO_MEMBERS, Delivery, DeliveryKind, DeliveryState
from bot.core.ladders import Audience
from bot.core.nudges import MAYBE, NudgeState, is_mention
from bot.core.recipients import ToMember, recipient
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.tidings import Deed
from bot.services import scenes, tidings
from bot.services.claims import OF_NUDGES, as_it_was
from bot.services.desk import Desk
from bot.services.posting import part_of
from bot.store import delivery_leases, members, nudges, waking, workspaces


def later(desk: Desk, delivery: Delivery, *, wait: timedelta, error: str, unknown: bool) -> None:
    """Try again after `wait`; `unknown`: it may have arrived, so look before saying it again."""
    with desk.store.write() as connection:
        state = DeliveryState.UNKNOWN if unknown else DeliveryState.PENDING
        ready_at = desk.system_now() + wait
        delivery_leases.settle(
            connection, delivery, state=state, ready_at=ready_at, error=error[:300]
        )


def drop(desk: Desk, delivery: Delivery, *, state: DeliveryState, error: str) -> None:
    """Give a delivery up for good.

    Nudges that may have arrived count as said: the lead's turn comes as if they had.
    """
    with desk.store.write() as connection:
        done = delivery_leases.settle(connection, delivery, state=state, error=error[:300])
        if done and state is DeliveryState.UNKNOWN and delivery.kind in OF_NUDGES:
            said = part_of(connection, delivery)
            values = {
                "state": NudgeState.SENT,
                "sent_at": desk.now(),
                "delivery_id": delivery.id,
                "recipient_id": delivery.recipient_id,
                "why": MAYBE,
            }
            changes = [values | {"nudge_id": nudge.id} for nudge in said]
            nudges.settle(connection, delivery.workspace_id, changes)


def pause(desk: Desk, delivery: Delivery, *, why: str) -> None:
    """Slack has closed the door: keep everything owed until Heed is let in again."""
    with desk.store.write() as connection:
        delivery_leases.settle(
            connection,
            delivery,
            state=as_it_was(delivery),
            ready_at=desk.system_now(),
            error=why[:300],
        )
        workspaces.pause(connection, delivery.workspace_id, now=desk.now(), why=why)


def refused(desk: Desk, delivery: Delivery, *, error: str) -> None:
    """Nobody can be reached there: give the nudges back to be routed anew, around it.

    A member who cannot be reached is skipped from now on, until Slack says otherwise; a channel
    that cannot be posted to is taken off its team, whose reminders go to direct messages. Whoever
    hears instead, or else the owner, is told of that once, in their own hours.
    """
    now = desk.now()
    with desk.store.write() as connection:
        done = delivery_leases.settle(
            connection, delivery, state=DeliveryState.DEAD, error=error[:300]
        )
        if done and delivery.kind is DeliveryKind.TIDINGS:
            # Whoever is told that they stand in is found to have left before they are needed.
            _skip(connection, delivery, error=error, now=now)
        if not done or delivery.kind not in OF_NUDGES:
            return
        said = nudges.of_delivery(connection, delivery.workspace_id, delivery.id)
        back = {"state": NudgeState.QUEUED, "ready_at": now}
        gone = {"state": NudgeState.MOOT, "why": "the brief could not be sent"}
        changes = [(gone if is_mention(one) else back) | {"nudge_id": one.id} for one in said]
        nudges.settle(connection, delivery.workspace_id, changes)
        if delivery.kind in TO_MEMBERS:
            _skip(connection, delivery, error=error, now=now)
        elif members.leave_channel(connection, delivery.workspace_id, delivery.recipient_id):
            scene = scenes.look(connection, delivery.workspace_id, said, now=now)
            left = {_instead(thing, scene) for thing in scene.things.values()}
            told = {"channel_id": delivery.recipient_id, "error": error}
            _tell(connection, desk, delivery, Deed.LEFT, left, told)
    desk.wake()


def _tell(
    connection: Connection,
    desk: Desk,
    delivery: Delivery,
    deed: Deed,
    readers: Iterable[str],
    told: Mapping[str, object],
) -> None:
    once, now = f"{deed}:{delivery.id}", desk.now()
    for reader_id in sorted(readers):
        of = (connection, delivery.workspace_id, reader_id, deed)
        tidings.of_itself(*of, once=once, now=now, changes=told)


def _skip(connection: Connection, delivery: Delivery, *, error: str, now: datetime) -> None:
    """A channel that is gone is opened anew; a member who cannot be opened is skipped.

    Who covers for whom is judged anew, and so is what waits for them.
    """
    workspace_id, member_id = delivery.workspace_id, delivery.recipient_id
    is_gone = error == "channel_not_found" and delivery.channel_id is not None
    members.change(connection, workspace_id, member_id, dm_id=None, is_unreachable=not is_gone)
    if not is_gone:
        waking.wake_of(connection, workspace_id, [member_id], now=now)


def _instead(thing: Thing, scene: Scene) -> str:
    found = recipient(
        Audience.LEAD,
        warns=False,
        care=thing.care,
        team=thing.team,
        people=scene.people,
        now=scene.now,
    )
    return found.member.id if isinstance(found, ToMember) else thing.owner.id


def dead(desk: Desk, delivery: Delivery, *, error: str) -> None:
    """Give a delivery up for good; whoever leads is told so once, in their own hours."""
    with desk.store.write() as connection:
        done = delivery_leases.settle(
            connection, delivery, state=DeliveryState.DEAD, error=error[:300]
        )
        if not done:
            return
        said = part_of(connection, delivery)
        lost = {"state": NudgeState.LOST, "why": error[:200]}
        moot = lost | {"state": NudgeState.MOOT}
        changes = [(moot if is_mention(one) else lost) | {"nudge_id": one.id} for one in said]
        nudges.settle(connection, delivery.workspace_id, changes)
        scene = scenes.look(connection, delivery.workspace_id, said, now=desk.now())
        leads = {thing.team.lead_id or thing.owner.id for thing in scene.things.values()}
        _tell(connection, desk, delivery, Deed.LOST, leads, {"error": error[:200]})
    desk.wake()
