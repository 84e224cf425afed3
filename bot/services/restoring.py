"""Restoring: a setting becomes what it was before somebody's last change of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.errors import Choice, Refusal
from bot.core.heed_outcomes import SetupShown
from bot.core.history import Event, Kind, Verb
from bot.core.outcomes import Reset
from bot.core.restoring import Part, team_before, was
from bot.core.team_forms import TeamSaved
from bot.services import absences, meanings, own, own_hours, team_forms, teams
from bot.services.desk import Turn
from bot.store import history, members

AGAIN = "The same of that team was set again since; nothing was changed. "


def restore(turn: Turn, event: Event, facts: Mapping[str, Any], *, since: datetime) -> Reset:
    """Make a setting what it was. Raises Refusal where that is not undone."""
    if event.verb is Verb.FORGOTTEN:
        way = _way_before(turn, event, since)
        raise Refusal(f"Your last change was to forget a customer, and that is for good.{way}")
    if event.kind is Kind.MEMBER:
        return _own(turn, facts)
    if "emoji" in facts:
        return _emoji(turn, facts)
    if "id" in facts:
        return _team(turn, facts)
    raise not_undone(facts, way_before=_way_before(turn, event, since))


def _way_before(turn: Turn, event: Event, since: datetime) -> str:
    """How what the speaker did before is undone, if that has a number."""
    before = history.of_last_change(
        turn.connection, turn.workspace_id, turn.member.id, since=since, before=event.id
    )
    number = next((one.number for one in before if one.number is not None), None)
    if number is None:
        return ""
    return f" What you did before it is undone by number: `/heed undo {number}`."


def _own(turn: Turn, facts: Mapping[str, Any]) -> Reset:
    before = was(facts)
    match Part(facts["part"]):
        case Part.AWAY:
            return absences.put_back(turn, before)
        case Part.BRIEF:
            return own.brief_as(turn, before)
        case Part.URGENT:
            return own.urgent_as(turn, before)
        case Part.HOURS | Part.HOLIDAYS as part:
            return own_hours.put_back(turn, part, before)


def _team(turn: Turn, facts: Mapping[str, Any]) -> TeamSaved:
    # Whoever set it may take it back, also who leads no more because of it.
    found = members.lock_team(turn.connection, turn.workspace_id, facts["id"])
    if found is None:
        raise Refusal(teams.GONE)
    team, lead = found
    before = team_before(team, facts)
    if before is None:
        raise Refusal(f"{AGAIN}`/heed setup show` shows how it is set up.")
    if before.name != team.name:
        teams.free_name(turn, team, before.name)
    after, now_lead = teams.make(turn, team, before, lead=lead)
    name = None if now_lead is None else now_lead.name
    saved = team_forms.saved(turn, team, after, lead_name=name, was_lead=lead)
    return replace(saved, is_undone=True)


def _emoji(turn: Turn, facts: Mapping[str, Any]) -> SetupShown:
    [(emoji, gesture)] = facts["emoji"].items()
    return meanings.put_back(turn, emoji, gesture, facts["was"])


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What those who heard of the change are told was taken back."""
    if "tier" in facts:
        return {"changes": {"tier": facts["tier"]}}
    if "emoji" in facts:
        return {"named": f"what :{next(iter(facts['emoji']))}: means"}
    return {"team": facts["id"]} if "id" in facts else {}


def not_undone(facts: Mapping[str, Any], *, way_before: str = "") -> Refusal:
    """What this was, and how it is made what it was; what came before it is not in its stead."""
    is_new = "added" in facts
    name = facts["added" if is_new else "removed"]
    back = f"team {'remove' if is_new else 'add'} {name}"
    how = "removes it while nobody is in it" if is_new else "adds one with your team's calendar"
    return Refusal(
        f"Your last change was to {'add' if is_new else 'remove'} the team “{name}”, and that is "
        f"not undone. `/heed {back}` {how}.{way_before}",
        choices=[Choice("Remove it" if is_new else "Add it", back)],
    )
