"""The next briefs: when they come, for members who are new or whose hours have changed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.core import briefs
from bot.core.members import Member, Team, may_be_nudged, own_hours
from bot.store import briefs as stored
from bot.store import members


def replan(
    connection: Connection,
    workspace_id: str,
    found: Iterable[tuple[Member, Team]],
    *,
    now: datetime,
) -> None:
    """Set when the next brief of these comes: they are new, or their hours have changed."""
    coming = {}
    for member, team in found:
        wants = member.wants_brief and may_be_nudged(member)
        hours, minute = own_hours(team, member), member.brief_minute
        coming[member.id] = briefs.next_brief_at(now, hours=hours, minute=minute) if wants else None
    stored.plan(connection, workspace_id, coming)


def plan_anew(
    connection: Connection, workspace_id: str, which: int | Collection[str], *, now: datetime
) -> None:
    """The same for a whole team, or for these members, as far as theirs is planned at all."""
    found = members.briefed(connection, workspace_id, which)
    if found:
        teams = members.all_teams(connection, workspace_id)
        theirs = [(member, teams[member.team_id]) for member in found]
        replan(connection, workspace_id, theirs, now=now)
