"""Rosters: which teams there are, who is in them, and moving people between them."""

from collections.abc import Sequence

from bot.core.authority import Action
from bot.core.calendars import days_off, next_week
from bot.core.errors import Choice, Refusal
from bot.core.grammar.team import RESERVED, find_team, read_of_team, unknown_team
from bot.core.heed_asks import ShowSetup
from bot.core.heed_outcomes import SetupShown
from bot.core.history import Kind, Verb
from bot.core.members import Member, Team, may_act
from bot.core.rosters import MembersMoved, TeamRemoved, TeamShown, TeamsListed
from bot.core.setups import AddTeam, ListTeams, OfTeam, RemoveTeam
from bot.core.team_names import name_of_team, team_key
from bot.services import authority, digests, teams
from bot.services.desk import Turn
from bot.store import members, workspaces
from bot.store import teams as stored

TeamOutcome = TeamShown | TeamsListed | TeamRemoved | MembersMoved | SetupShown


def do(turn: Turn, ask: OfTeam | ListTeams | AddTeam | RemoveTeam) -> TeamOutcome:
    """Carry out what was typed after `/heed team`."""
    match ask:
        case ListTeams():
            return listed(turn)
        case AddTeam(name=name):
            return add(turn, name)
        case RemoveTeam(name=name):
            return remove(turn, name)
        case OfTeam(words=words):
            every = members.all_teams(turn.connection, turn.workspace_id)
            found, rest = find_team(words, every.values())
            team = found or turn.team
            what = read_of_team(rest, team, now=turn.now, hours=turn.hours)
            return (
                shown(turn, team)
                if isinstance(what, ShowSetup)
                else teams.change(turn, what, team=team)
            )


def shown(turn: Turn, team: Team, *, added: bool = False) -> TeamShown:
    """A team as it stands: its people, its hours, the days off ahead, and next week."""
    people = members.in_team(turn.connection, turn.workspace_id, [team.id])
    lead = members.get(turn.connection, turn.workspace_id, team.lead_id or "")
    calendar = team.calendar_in(team.zone or turn.member.zone)
    today = turn.now.astimezone(calendar.hours.zone).date()
    return TeamShown(
        team,
        lead_name=None if lead is None else lead.name,
        members=[one for one in people if may_act(one)],
        week=next_week(calendar, turn.now),
        days_off=days_off(calendar, today),
        today=today,
        is_own=team.id == turn.team.id,
        added=added,
        by=authority.who_sets_up(turn, team),
    )


def listed(turn: Turn) -> TeamsListed:
    every = members.all_teams(turn.connection, turn.workspace_id).values()
    leads = members.named(
        turn.connection, turn.workspace_id, {team.lead_id for team in every if team.lead_id}
    )
    return TeamsListed(
        sorted(every, key=lambda team: team.id),
        leads={lead.id: lead.name for lead in leads.values()},
        sizes=stored.sizes(turn.connection, turn.workspace_id),
        own_id=turn.team.id,
        by=authority.who_leads(turn, Action.ADD_TEAM),
    )


def add(turn: Turn, name: str) -> TeamShown:
    """A new team, with the calendar of the speaker's until it is given another."""
    # One at a time, so that no two get the same name in two spellings.
    workspaces.known(turn.connection, turn.workspace_id, lock=True)
    authority.must_lead(turn.connection, turn.workspace_id, turn.member, Action.ADD_TEAM)
    every = members.all_teams(turn.connection, turn.workspace_id).values()
    name = name_of_team(name, taken=every, reserved=RESERVED)
    team = stored.add(turn.connection, turn.workspace_id, name, like=turn.team)
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts={"added": team.name})
    return shown(turn, team, added=True)


def remove(turn: Turn, name: str) -> TeamRemoved:
    """Remove a team that nobody is in any more."""
    workspaces.known(turn.connection, turn.workspace_id, lock=True)
    every = members.all_teams(turn.connection, turn.workspace_id)
    team = next((one for one in every.values() if team_key(one.name) == team_key(name)), None)
    if team is None:
        raise unknown_team(name, every.values(), verb="remove")
    others = [one for one in every.values() if one.id != team.id]
    if not others:
        raise Refusal(f"{team.name} is the only team. Add another one first.")
    # Nobody is moved into it while it goes.
    teams.held(turn, team.id)
    people = members.in_team(turn.connection, turn.workspace_id, [team.id])
    if left := [one for one in people if may_act(one)]:
        raise _not_empty(team, others[0], left)
    stored.empty_into(turn.connection, turn.workspace_id, team.id, to=others[0].id)
    stored.remove(turn.connection, turn.workspace_id, team.id)
    led = members.named(turn.connection, turn.workspace_id, [team.lead_id or ""])
    digests.plan_anew(turn.connection, turn.workspace_id, led.values(), now=turn.now)
    if people:
        # What whoever has left still owns waits in other hours now.
        teams.judge_anew(turn, [one.id for one in people])
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts={"removed": team.name})
    return TeamRemoved(team.name)


def _not_empty(team: Team, other: Team, left: Sequence[Member]) -> Refusal:
    count = f"{len(left)} people are" if len(left) > 1 else f"{left[0].name} is"
    mentions = " ".join(f"<@{one.id}>" for one in left)
    return Refusal(
        f"{count} still in {team.name}. Move them to another team first.",
        choices=[Choice(f"To {other.name}", f"team {other.name} members {mentions}")],
    )
