"""First days: since when a team is reminded, and the shadow in which it first is not."""

from dataclasses import replace
from datetime import datetime

from bot.core.members import Team


def out_of_shadow(before: Team, after: Team, *, now: datetime) -> Team:
    """Whoever leaves the shadow begins anew: what was reached in it is not said after it."""
    if not before.is_shadow or after.is_shadow:
        return after
    return replace(after, enforce_from=max(now, after.enforce_from or now))
