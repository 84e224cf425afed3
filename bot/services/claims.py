"""Claims: what is owed, leased to one sender, and what was seen of it when it was claimed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from bot.core import attention, things
from bot.core.bundles import bundle
from bot.core.deliveries import Bundle, Delivery, DeliveryKind, DeliveryState
from bot.core.nudges import Nudge, NudgeState, is_mention
from bot.core.recipients import ToChannel, ToMember
from bot.core.scenes import Scene
from bot.core.turns import A_MOMENT, AT_ONCE, channel_opening, judge, opening_for
from bot.core.verdicts import Moot, Wait
from bot.services import beside, briefs, plans, scenes, untimely
from bot.services.desk import Desk
from bot.store import delivery_leases, nudges, tidings

LEASE = timedelta(seconds=60)
AHEAD = 10  # claimed at once: so many share one transaction and one look
OF_NUDGES = (DeliveryKind.NUDGES, DeliveryKind.CHANNEL, DeliveryKind.BRIEF)


@dataclass(frozen=True, slots=True)
class Sight:
    """The nudges of one delivery, and the scene in which they were seen."""

    said: tuple[Nudge, ...]
    scene: Scene


def claim(
    desk: Desk, kinds: Collection[DeliveryKind], *, lease: timedelta = LEASE
) -> Delivery | None:
    """Take one owed delivery; nobody else takes it before the lease is over."""
    return next(iter(claim_ahead(desk, kinds, lease=lease, limit=1)), None)


def claim_ahead(
    desk: Desk,
    kinds: Collection[DeliveryKind],
    *,
    lease: timedelta = LEASE,
    limit: int = AHEAD,
) -> list[Delivery]:
    """Take what is owed next. The first is begun; the others are leased until they are begun.

    So one message at most is in doubt when whoever has them does not come back.
    """
    system_now = desk.system_now()
    with desk.store.read() as connection:
        if not delivery_leases.is_owed(connection, kinds, system_now=system_now):
            return []
    with desk.store.write() as connection:
        found = delivery_leases.claim(
            connection, kinds=kinds, system_now=system_now, lease=lease, limit=limit
        )
        if found:
            delivery_leases.begin(connection, found[0], system_now=system_now)
        return found


def begin(desk: Desk, delivery: Delivery) -> bool:
    """Write down that a leased delivery is about to be said; False if it is no longer ours."""
    with desk.store.write() as connection:
        return delivery_leases.begin(connection, delivery, system_now=desk.system_now())


def give_back(desk: Desk, unsaid: Sequence[Delivery]) -> None:
    """Owe what was claimed and not said as it was owed before."""
    if not unsaid:
        return
    now = desk.system_now()
    with desk.store.write() as connection:
        for delivery in unsaid:
            delivery_leases.settle(connection, delivery, state=as_it_was(delivery), ready_at=now)


def as_it_was(delivery: Delivery) -> DeliveryState:
    """What was perhaps said stays so; what was not is owed as before."""
    is_new = delivery.state is DeliveryState.PENDING
    return DeliveryState.PENDING if is_new else DeliveryState.UNKNOWN


def sights(desk: Desk, claimed: Sequence[Delivery]) -> dict[int, Sight]:
    """Look at many deliveries at once, in a constant number of statements for each workspace.

    What an earlier one of them changes by being said, its reader and its things, is not seen for
    a later one: that must be looked at when its turn comes.
    """
    seen: dict[int, Sight] = {}
    ours = [one for one in claimed if one.kind in OF_NUDGES]
    with desk.store.read() as connection:
        for workspace_id, group in groupby(ours, key=lambda one: one.workspace_id):
            together = list(group)
            said = nudges.of_deliveries(connection, workspace_id, [one.id for one in together])
            every = [nudge for one in said.values() for nudge in one]
            readers = {one.recipient_id for one in together if one.kind is DeliveryKind.BRIEF}
            scene = scenes.look(connection, workspace_id, every, now=desk.now(), readers=readers)
            scene = beside.seen(connection, workspace_id, scene)
            touched: set[object] = set()
            for one in together:
                touches: set[object] = {one.recipient_id, *(nudge.number for nudge in said[one.id])}
                if not touches & touched:
                    seen[one.id] = Sight(tuple(said[one.id]), scene)
                touched |= touches
    return seen


def bundle_of(desk: Desk, delivery: Delivery, *, sight: Sight | None = None) -> Bundle | None:
    """What a claimed delivery of nudges says now; None when nothing of it is left to say.

    What is moot, or now somebody else's, leaves the delivery; what was queued behind it joins it.
    """
    sight = sight or _look_at(desk, delivery)
    if sight is None:
        return None
    if delivery.kind is DeliveryKind.BRIEF and untimely.is_untimely(delivery, sight.scene):
        untimely.give_up(desk, delivery, sight.said)
        return None
    changes = [_leaves(nudge, delivery, sight.scene) for nudge in sight.said]
    left = [change for change in changes if change is not None]
    kept = [nudge for nudge, one in zip(sight.said, changes, strict=True) if one is None]
    joined = [_bound(nudge, delivery) for nudge in kept if nudge.state is NudgeState.QUEUED]
    changed = [*left, *joined]
    brief = briefs.brief_of(desk, delivery) if delivery.kind is DeliveryKind.BRIEF else None
    is_moot = not kept and (brief is None or not brief.says_more)
    if (changed or is_moot) and not _change(desk, delivery, changed, is_moot=is_moot):
        return None
    if is_moot:
        return None
    return bundle(delivery.kind, delivery.id, delivery.recipient_id, kept, sight.scene, brief)


def _look_at(desk: Desk, delivery: Delivery) -> Sight | None:
    with desk.store.read() as connection:
        if not delivery_leases.still_mine(connection, delivery, system_now=desk.system_now()):
            return None
        said = nudges.of_delivery(connection, delivery.workspace_id, delivery.id)
        readers = [delivery.recipient_id] if delivery.kind is DeliveryKind.BRIEF else []
        scene = scenes.look(
            connection, delivery.workspace_id, said, now=desk.now(), readers=readers
        )
        return Sight(tuple(said), beside.seen(connection, delivery.workspace_id, scene))


def _bound(nudge: Nudge, delivery: Delivery) -> dict[str, Any]:
    """From now on it is part of the message behind which it was queued."""
    return {
        "nudge_id": nudge.id,
        "state": NudgeState.BOUND,
        "delivery_id": delivery.id,
        "recipient_id": delivery.recipient_id,
        "why": nudge.why,
    }


def _change(
    desk: Desk, delivery: Delivery, changes: Sequence[dict[str, Any]], *, is_moot: bool
) -> bool:
    with desk.store.write() as connection:
        if not delivery_leases.still_mine(connection, delivery, system_now=desk.system_now()):
            return False
        nudges.settle(connection, delivery.workspace_id, changes)
        if is_moot:
            delivery_leases.settle(connection, delivery, state=DeliveryState.MOOT)
            # What was to be said on the occasion is said by itself.
            tidings.again(connection, delivery.workspace_id, delivery.id, at=desk.now())
        return True


def leaves(delivery: Delivery, sight: Sight) -> bool:
    """Whether any nudge no longer belongs in its delivery."""
    return any(_leaves(nudge, delivery, sight.scene) is not None for nudge in sight.said)


# What a message takes along is reached after it.
SOON = {DeliveryKind.BRIEF: attention.AHEAD, DeliveryKind.NUDGES: attention.APART}
UNBRIEFED = "it had changed when the brief was sent"


def _leaves(nudge: Nudge, delivery: Delivery, scene: Scene) -> dict[str, Any] | None:
    """What becomes of a nudge that no longer belongs in its delivery; None if it does."""
    change = _belongs_not(nudge, delivery, scene)
    if change is None or not is_mention(nudge):
        return change
    # A brief speaks of it or nobody does: it is no reminder of its own.
    return {"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": UNBRIEFED}


def _belongs_not(nudge: Nudge, delivery: Delivery, scene: Scene) -> dict[str, Any] | None:
    if nudge.number not in scene.things:
        return {"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": "it is gone"}
    back = {"nudge_id": nudge.id, "state": NudgeState.QUEUED, "ready_at": scene.now}
    is_brief = delivery.kind is DeliveryKind.BRIEF
    thing = scene.things[nudge.number]
    if not things.is_sound(thing):
        return back | {"ready_at": scene.now + plans.POISON_WAITS}
    if thing.team.is_shadow and not is_mention(nudge):
        return back
    soon = SOON.get(delivery.kind, AT_ONCE)
    match judge(replace(nudge, state=NudgeState.QUEUED), scene, ahead=soon):
        case Moot(why=why):
            return {"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": why}
        case Wait(until=until, held=held):
            return back | {"ready_at": max(until, scene.now + A_MOMENT), "why": held}
        case ToMember(member=member) if member.id == delivery.recipient_id:
            # A brief comes when its reader wants it.
            opening = scene.now if is_brief else opening_for(nudge, member, scene)
            return None if opening <= scene.now else back | {"ready_at": opening}
        case ToChannel(channel_id=channel_id) if channel_id == delivery.recipient_id:
            opening = channel_opening(thing, scene)
            return None if opening <= scene.now else back | {"ready_at": opening}
        case _:
            return back
