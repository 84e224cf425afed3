"""First days: since when a team is reminded, and the shadow in which it first is not."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core.members import Team


def out_of_shadow(before: Team, after: Team, *, now: datetime) -> Team:
    """Whoever leaves the shadow begins anew: what was reached in it is not said after it."""
    if not before.is_shadow or after.is_shadow:
        return after
    return replace(after, left_shadow_at=now)


def began(team: Team, zone: ZoneInfo) -> datetime | None:
    """When reminders of what waits in this zone begin; None if nothing ever kept them back."""
    instants = (team.enforce_from, team.left_shadow_at, _midnight(team, zone))
    return max((at for at in instants if at is not None), default=None)


def _midnight(team: Team, zone: ZoneInfo) -> datetime | None:
    """So early that what becomes due before that day's opening is said at its opening."""
    return None if team.start_on is None else datetime.combine(team.start_on, time(), zone)


def is_ahead(team: Team, zone: ZoneInfo, now: datetime) -> bool:
    """Whether the day from which on the team is reminded is still to come."""
    begins = _midnight(team, zone)
    return begins is not None and now < begins
