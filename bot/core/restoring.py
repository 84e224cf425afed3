"""Restoring: a setting as it was, from what the history wrote down beside its change."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.core.members import Member, Team, Where
from bot.core.setups import difference

INSTANTS = frozenset(("enforce_from", "left_shadow_at", "away_until", "away_since", "status_until"))


class Part(StrEnum):
    """Which of their own settings a member has changed."""

    AWAY = "away"
    BRIEF = "brief"
    URGENT = "urgent"
    HOURS = "hours"
    HOLIDAYS = "holidays"


def noted(member: Member, part: Part, names: Collection[str]) -> dict[str, Any]:
    """What a member's own settings are before they change, as JSON has it."""
    values = {name: getattr(member, name) for name in names}
    written = {name: str(one) if name in INSTANTS and one else one for name, one in values.items()}
    return {"part": part, "was": written}


def was(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a member's own settings were, from what was noted."""
    return {name: _read(name, one) for name, one in facts["was"].items()}


def team_before(team: Team, facts: Mapping[str, Any]) -> Team | None:
    """The team as it was before a change; None where the same has been changed again since."""
    changes = {name: two for name, two in facts.items() if name not in ("id", "team")}
    before = replace(team, **{name: _read(name, two[0]) for name, two in changes.items()})
    still = difference(before, team)
    return before if all(_is_same(name, still, two[1]) for name, two in changes.items()) else None


def _is_same(name: str, still: Mapping[str, Any], left: Any) -> bool:
    """Whether a thing is as the change has left it, in whatever zone an instant is written."""
    if name not in still:
        return False
    if name in INSTANTS:
        return bool(_read(name, still[name][1]) == _read(name, left))
    return bool(still[name][1] == left)


def _read(name: str, written: Any) -> Any:
    if name in INSTANTS and written:
        return datetime.fromisoformat(written)
    match name:
        case "start_on":
            return date.fromisoformat(written) if written else None
        case "closed":
            return tuple(date.fromisoformat(day) for day in written)
        case "breaks":
            return {date.fromisoformat(day): _windows(cut) for day, cut in written.items()}
        case "week" if written is not None:
            return {day: _windows(some) for day, some in written.items()}
        case "where":
            return Where(written)
    return written


def _windows(written: Collection[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((begins, ends) for begins, ends in written)
