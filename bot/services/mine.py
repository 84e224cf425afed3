"""Mine, and why: what is open for whom, and what decides about its nudges."""

from datetime import datetime
from math import ceil
from typing import Any

from bot.core import things
from bot.core.asks import Mine, Why
from bot.core.care import held_until, is_snoozed
from bot.core.errors import Refusal
from bot.core.history import Kind
from bot.core.ladders import Audience
from bot.core.nudges import judge
from bot.core.outcomes import MineShown, WhyShown
from bot.core.things import Thing
from bot.services.desk import Turn
from bot.store import members, nudges
from bot.store import things as stored

SHOWN = 15


def mine(turn: Turn, ask: Mine) -> MineShown:
    """Who waits for the speaker (or the team), and what was promised; worst first."""
    owners = [turn.member.id]
    if ask.team:
        team = members.in_team(turn.connection, turn.workspace_id, [turn.team.id])
        owners = [member.id for member in team]
    of = (turn.connection, turn.workspace_id)
    part: dict[str, Any] = {"owners": owners, "limit": SHOWN, "page": ask.page}
    inquiries, inquiry_count = stored.open_of(*of, Kind.INQUIRY, **part)
    promises, promise_count = stored.open_of(*of, Kind.PROMISE, **part)
    pages = max(1, ceil(max(inquiry_count, promise_count) / SHOWN))
    if ask.page > pages:
        raise Refusal(f"There is no page {ask.page}: the list has {pages}.")
    return MineShown(
        inquiries,
        promises,
        inquiry_count,
        promise_count,
        team=ask.team,
        page=ask.page,
        pages=pages,
    )


def why(turn: Turn, ask: Why) -> WhyShown:
    """Which rule, which clock, which hours, what was said, and what comes next."""
    found = stored.by_number(turn.connection, turn.workspace_id, [ask.number])
    thing = found.get(ask.number)
    if thing is None:
        raise Refusal(f"There is no #{ask.number}. `/mine` lists what is open for you.")
    ledger = nudges.of_numbers(turn.connection, turn.workspace_id, [ask.number])[ask.number]
    recorded = {nudge.step for nudge in ledger if nudge.episode == thing.episode}
    plan = things.plan(thing)
    judged = judge(
        plan,
        care=thing.care,
        now=turn.now,
        since=things.known_since(thing),
        recorded=recorded,
    )
    quiet = _quiet_until(thing, turn)
    later = [
        step
        for step in plan
        if step.name not in recorded
        and step.at > turn.now
        and not (step.audience is Audience.OWNER and quiet is not None and step.at < quiet)
    ]
    step = min(later, key=lambda one: one.at, default=None) if things.is_open(thing) else None
    ids = {nudge.recipient_id or "" for nudge in ledger}
    ids |= {thing.care.claimed_by or "", thing.item.settled_by or "", thing.team.lead_id or ""}
    known = members.named(turn.connection, turn.workspace_id, ids - {""})
    return WhyShown(
        thing=thing,
        ledger=ledger,
        look_at=judged.look_at,
        names={member.id: member.name for member in known.values()},
        next_step=None if step is None else step.name,
        next_at=None if step is None else step.at,
    )


def _quiet_until(thing: Thing, turn: Turn) -> datetime | None:
    """Until when nothing is said to the owner: on hold, or snoozed."""
    if is_snoozed(thing.care, turn.now):
        return thing.care.snoozed_until
    return held_until(thing.care, turn.now)
