"""Gathering: what follows when members are moved to another team, and moving them back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.authority import Action
from bot.core.dead_ends import dead_ends
from bot.core.errors import Refusal
from bot.core.history import Event
from bot.core.members import Member, Team
from bot.core.rosters import MembersMoved
from bot.services import authority
from bot.services.desk import Turn
from bot.store import handing_over, history, members
from bot.store import teams as stored


def followed(turn: Turn, outcome: MembersMoved, ids: Sequence[str]) -> MembersMoved:
    """What follows for what is open of theirs, as they are in the team now."""
    if not ids:
        return outcome
    team, of = outcome.team, (turn.connection, turn.workspace_id)
    people = members.circle(*of, {*ids, team.lead_id or ""} - {""})
    lead = people.members.get(team.lead_id or "")
    return replace(
        outcome,
        open_count=handing_over.open_count(*of, ids),
        lead_name=None if lead is None or lead.id in ids else lead.name,
        problems=dead_ends(team, people, turn.now, ids),
        change_id=turn.change_id,
    )


def move_back(turn: Turn, event: Event) -> list[tuple[Member, Team]]:
    """Whoever was moved, and not again since, is in the team that they were in; return them."""
    of = (turn.connection, turn.workspace_id)
    facts = history.facts(*of, event.id)
    every = members.all_teams(*of)
    if event.actor_id != turn.member.id:
        here = [team for team in every.values() if team.id == facts["to"]]
        authority.must_set_up(*of, turn.member, *here, action=Action.GATHER)
    members.lock_team(*of, facts["to"])
    known = members.named(*of, list(facts["joined"]))
    there = {one.id for one in known.values() if one.team_id == facts["to"]}
    back = {one: former for one, former in facts["joined"].items() if one in there}
    if not back or not set(back.values()) <= set(every):
        raise Refusal("They were moved again since, or their team is gone; nothing was changed.")
    for former in sorted(set(back.values())):
        ids = [one for one, team_id in back.items() if team_id == former]
        stored.move(*of, ids, to=former)
    return [(known[one], every[former]) for one, former in back.items()]
