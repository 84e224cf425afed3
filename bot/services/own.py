"""Own: what members set for themselves, their brief and urgent reminders."""

from collections.abc import Mapping
from typing import Any

from bot.core import briefs as rules
from bot.core.deliveries import DeliveryKind
from bot.core.errors import Refusal
from bot.core.heed_asks import BriefAt, BriefWanted, OwnAsk, ShowBrief, UrgentWanted
from bot.core.heed_outcomes import BriefComing, BriefSet, UrgentSet
from bot.core.members import away_end
from bot.core.quiet import Naming
from bot.core.restoring import Part
from bot.services import briefs, noting
from bot.services.desk import Turn
from bot.services.mornings import gather
from bot.store import customers, deliveries, members


def do(turn: Turn, ask: OwnAsk) -> BriefComing | BriefSet | UrgentSet:
    """Show the speaker's brief, or set what comes to them of itself."""
    match ask:
        case ShowBrief():
            return _show(turn)
        case BriefWanted(on=on):
            return _set(turn, wants_brief=on)
        case BriefAt(minute=minute):
            return _set(turn, wants_brief=True, brief_minute=minute)
        case UrgentWanted(on=on):
            return _urgent(turn, on=on)


def _set(turn: Turn, *, wants_brief: bool, **values: int | None) -> BriefSet:
    minute = values.get("brief_minute", turn.member.brief_minute)
    noting.note(turn, Part.BRIEF, wants_brief=wants_brief, brief_minute=minute)
    return brief_as(turn, {"wants_brief": wants_brief, "brief_minute": minute})


def brief_as(turn: Turn, values: Mapping[str, Any]) -> BriefSet:
    """The speaker's brief comes as these say, from the next one on."""
    at = None
    if values["wants_brief"]:
        at = rules.next_brief_at(turn.now, hours=turn.hours, minute=values["brief_minute"])
    members.change(turn.connection, turn.workspace_id, turn.member.id, brief_at=at, **values)
    return BriefSet(at, in_shadow=turn.team.is_shadow)


def _urgent(turn: Turn, *, on: bool) -> UrgentSet:
    noting.note(turn, Part.URGENT, takes_urgent=on)
    return urgent_as(turn, {"takes_urgent": on})


def urgent_as(turn: Turn, values: Mapping[str, Any]) -> UrgentSet:
    """Urgent reminders reach the speaker at any hour, or not."""
    members.change(turn.connection, turn.workspace_id, turn.member.id, **values)
    tiers = customers.urgent_tiers(turn.connection, turn.workspace_id)
    return UrgentSet(values["takes_urgent"], tiers)


def _show(turn: Turn) -> BriefComing:
    """Owe the speaker a brief now; one that is on its way already is the one that they want."""
    if away_end(turn.member, turn.now) is not None:
        raise Refusal(
            "You are away, so nothing is asked of you. `/mine` lists what is yours; "
            "`/heed back` says that you are here."
        )
    owed = deliveries.owed_to(turn.connection, turn.workspace_id, turn.member.id)
    is_coming = any(delivery.kind is DeliveryKind.BRIEF for delivery in owed)
    is_empty = not is_coming and not _owe(turn)
    turn.sign()
    return BriefComing(is_empty)


def _owe(turn: Turn) -> bool:
    morning = gather(turn.connection, turn.workspace_id, [turn.member], now=turn.now, asked=True)
    found = morning.contents(turn.member, in_shadow=True)
    quiet = morning.quiet.get(turn.member.id, Naming())
    if found.is_empty and not quiet.ids:
        return False
    delivery_id = deliveries.add(
        turn.connection,
        turn.workspace_id,
        DeliveryKind.BRIEF,
        recipient_id=turn.member.id,
        channel_id=turn.member.dm_id,
        body={"beyond": found.beyond, "asked": True, **briefs.naming(quiet)},
        now=turn.now,
        system_now=turn.system_now,
        told_at=turn.now,
    )
    briefs.bind(
        turn.connection, turn.workspace_id, delivery_id or 0, turn.member, found, now=turn.now
    )
    turn.left.append("a brief")
    return True
