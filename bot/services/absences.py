"""Absences: who is away, by their own word or by their status, and what their return sets off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.core import briefs
from bot.core.covers import cover_of
from bot.core.errors import Refusal
from bot.core.heed_asks import Away
from bot.core.heed_outcomes import AwayShown
from bot.core.history import Kind, Verb
from bot.core.members import Member, Team, away_end, is_away, may_act, may_be_nudged, own_hours
from bot.core.restoring import Part, noted
from bot.services.desk import Turn
from bot.services.setup import active
from bot.store import members, waking

ABSENCE = ("away_until", "cover_id", "away_since")


def away(turn: Turn, ask: Away) -> AwayShown:
    """The speaker is away until then; whoever covers gets what would have come."""
    if ask.cover == turn.member.id:
        raise Refusal("You cannot cover for yourself. Who else could?", about="member")
    cover = None if ask.cover is None else active(turn, ask.cover, "cover for you")
    members.change(
        turn.connection,
        turn.workspace_id,
        turn.member.id,
        away_until=ask.until,
        cover_id=None if cover is None else cover.id,
        away_since=turn.member.away_since or turn.now,
    )
    _woken(turn)
    event = turn.event(Verb.AWAY, Kind.MEMBER, member_id=ask.cover, until=ask.until)
    turn.record(event, facts=noted(turn.member, Part.AWAY, ABSENCE))
    name, missing = _covering(turn, cover)
    return AwayShown(ask.until, name, changed=True, day_off=ask.day_off, missing_name=missing)


def _covering(turn: Turn, cover: Member | None) -> tuple[str | None, str | None]:
    """Who really stands in for the speaker, and who was to, if nobody reaches them."""
    if cover is None or (may_be_nudged(cover) and not is_away(cover, turn.now)):
        return None if cover is None else cover.name, None
    people = members.circle(turn.connection, turn.workspace_id, [turn.member.id])
    found = cover_of(turn.member.id, people, turn.now)
    return None if found is None else people.members[found.member_id].name, cover.name


def back(turn: Turn) -> AwayShown:
    """The speaker is back, whatever their status says until it changes."""
    values = {"away_until": None, "cover_id": None, "status_until": None}
    member, now = turn.member, turn.now
    was_away = is_away(member, now)
    returns = _returned(member, turn.team, now) if was_away else {}
    members.change(turn.connection, turn.workspace_id, turn.member.id, **(values | returns))
    _woken(turn)
    if was_away:
        facts = noted(member, Part.AWAY, (*ABSENCE, "status_until"))
        turn.record(turn.event(Verb.BACK, Kind.MEMBER), facts=facts)
    else:
        turn.sign()
    return AwayShown(None, None, changed=True)


def put_back(turn: Turn, before: Mapping[str, Any]) -> AwayShown:
    """The speaker is away, or here, as before they said otherwise."""
    member, now = replace(turn.member, **before), turn.now
    values = dict(before)
    if is_away(turn.member, now) and not is_away(member, now):
        returns = _returned(turn.member, turn.team, now)
        if "brief_at" in returns:
            # Whoever has missed a brief by now is welcomed back with one.
            values |= returns | {"away_since": turn.member.away_since}
    members.change(turn.connection, turn.workspace_id, member.id, **values)
    _woken(turn)
    return _shown(turn, member)


def _woken(turn: Turn) -> None:
    """What waits may be for somebody else now, or has waited long enough."""
    waking.wake_of(turn.connection, turn.workspace_id, [turn.member.id], now=turn.now)
    turn.left.append("nudges")


def show(turn: Turn) -> AwayShown:
    """Until when the speaker is away, and by whose word."""
    return _shown(turn, turn.member)


def _shown(turn: Turn, member: Member) -> AwayShown:
    until = away_end(member, turn.now)
    if until is None:
        return AwayShown(None, None, changed=False)
    cover = member.cover_id
    named = members.named(turn.connection, turn.workspace_id, [cover] if cover else [])
    name, missing = _covering(turn, named.get(cover or ""))
    return AwayShown(
        until,
        name,
        changed=False,
        by_status=until == member.status_until,
        missing_name=missing,
    )


def followed(
    connection: Connection,
    workspace_id: str,
    known: Mapping[str, Member],
    found: Sequence[Member],
    *,
    now: datetime,
) -> None:
    """Whoever is away by their status since now, has left, or is back: all is weighed again."""
    changed = [
        one.id for one in found if one.id in known and may_act(known[one.id]) != may_act(one)
    ]
    teams: Mapping[int, Team] = {}
    for member in found:
        before = known.get(member.id)
        if before is None or before.status_until == member.status_until:
            continue
        was, is_now = is_away(before, now), _stands(before, member, now)
        if was == is_now:
            continue
        teams = teams or members.all_teams(connection, workspace_id)
        changed.append(member.id)
        gone: dict[str, datetime | None] = {"away_since": before.away_since or now}
        values = gone if is_now else _returned(before, teams[before.team_id], now)
        members.change(connection, workspace_id, member.id, **values)
    if changed:
        waking.wake_of(connection, workspace_id, changed, now=now)


def _stands(before: Member, found: Member, now: datetime) -> bool:
    ends = (before.away_until, found.status_until)
    return any(end is not None and now < end for end in ends)


def _returned(member: Member, team: Team, now: datetime) -> dict[str, datetime | None]:
    """Whoever missed a brief is welcomed back with one; a shorter absence leaves no trace."""
    hours, minute, since = own_hours(team, member), member.brief_minute, member.away_since
    if since is None or not briefs.missed_one(since, now, hours=hours, minute=minute):
        return {"away_since": None}
    if not member.wants_brief:
        return {"away_since": None}
    return {"brief_at": briefs.first_back_at(now, hours=hours, minute=minute)}
