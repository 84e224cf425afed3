"""Own hours: a member's week and public holidays, where the team's are not theirs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.calendars import next_week
from bot.core.hours import WorkingHours
from bot.core.members import Member, own_calendar
from bot.core.restoring import Part
from bot.core.rosters import OwnHoursShown
from bot.core.setups import OwnHolidays, OwnHours
from bot.services import digests, next_briefs, noting
from bot.services.desk import Turn
from bot.store import members, waking


def do(turn: Turn, ask: OwnHours | OwnHolidays) -> OwnHoursShown:
    """Show or change when the speaker may be nudged."""
    before = turn.member
    match ask:
        case OwnHours(shows=True):
            return _shown(turn, before)
        case OwnHours(week=week):
            if week is not None:
                WorkingHours.of(zone=before.zone, week=week)
            after, changed = replace(before, week=week), Part.HOURS
        case OwnHolidays(as_team=True):
            after, changed = replace(before, country=None, region=None), Part.HOLIDAYS
        case OwnHolidays(place=place):
            country, region = (place.country, place.region) if place else ("", None)
            after, changed = replace(before, country=country, region=region), Part.HOLIDAYS
    noting.note(turn, changed, week=after.week, country=after.country, region=after.region)
    _save(turn, after)
    return _shown(turn, after, changed=changed)


def put_back(turn: Turn, part: Part, before: Mapping[str, Any]) -> OwnHoursShown:
    """The speaker's hours or public holidays are as they were."""
    after = replace(turn.member, **before)
    _save(turn, after)
    return _shown(turn, after, changed=part)


def _save(turn: Turn, after: Member) -> None:
    week = None if after.week is None else {day: list(after.week[day]) for day in after.week}
    members.change(
        turn.connection,
        turn.workspace_id,
        after.id,
        week=week,
        country=after.country,
        region=after.region,
    )
    # Customers' waiting counts in the team's hours: only what is queued is touched.
    waking.wake_of(turn.connection, turn.workspace_id, [after.id], now=turn.now)
    turn.left.append("nudges")
    next_briefs.plan_anew(turn.connection, turn.workspace_id, [after.id], now=turn.now)
    digests.plan_leads(turn.connection, turn.workspace_id, [after.id], now=turn.now)


def _shown(turn: Turn, member: Member, *, changed: str | None = None) -> OwnHoursShown:
    calendar = own_calendar(turn.team, member)
    return OwnHoursShown(member, turn.team, next_week(calendar, turn.now), changed)
