"""Authority: whom an action is about, as far as it takes to judge who may."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from bot.core.authority import About, Action, may, must_be_allowed
from bot.core.customers import Customer
from bot.core.members import Member, Team, may_act
from bot.core.recipients import People, leads
from bot.services.desk import Turn
from bot.store import members


def must_set_up(
    connection: Connection,
    workspace_id: str,
    member: Member,
    *teams: Team,
    action: Action = Action.SET_UP,
) -> None:
    """Refuse whoever may not change one of these teams."""
    if member.is_admin:
        return
    others = [team for team in teams if team.lead_id not in (None, member.id)]
    people = _people(connection, workspace_id, [team.lead_id or "" for team in others])
    for team in others:
        must_be_allowed(member, action, About(_leads(team, people), team))


def teams_for(
    connection: Connection, workspace_id: str, member: Member, every: Mapping[int, Team]
) -> list[Team]:
    """The teams that a member may set up."""
    teams = list(every.values())
    people = _people(connection, workspace_id, [team.lead_id or "" for team in teams])
    return [team for team in teams if may(member, Action.SET_UP, About(_leads(team, people), team))]


def who_sets_up(turn: Turn, team: Team) -> tuple[str, ...]:
    """Who can change a team that the speaker may not change: the name of its nearest lead."""
    if turn.member.is_admin or team.lead_id in (None, turn.member.id):
        return ()
    people = _people(turn.connection, turn.workspace_id, [team.lead_id or ""])
    about = About(_leads(team, people), team)
    may_change = may(turn.member, Action.SET_UP, about)
    return () if may_change else tuple(one.name for one in about.leads[:1])


def who_leads(turn: Turn, action: Action) -> tuple[str, ...]:
    """Who can do what is for whoever leads a team, if the speaker may not: their names."""
    if turn.member.is_admin or turn.team.lead_id == turn.member.id:
        return ()
    every = members.all_teams(turn.connection, turn.workspace_id).values()
    ids = {team.lead_id for team in every if team.lead_id is not None}
    found = members.named(turn.connection, turn.workspace_id, ids) if ids else {}
    leads = list(found.values())
    if may(turn.member, action, About(leads)):
        return ()
    return tuple(sorted(one.name for one in leads if may_act(one)))


def must_lead(connection: Connection, workspace_id: str, member: Member, action: Action) -> None:
    """Refuse whoever leads no team, unless nobody leads any."""
    if member.is_admin:
        return
    every = members.all_teams(connection, workspace_id).values()
    ids = {team.lead_id for team in every if team.lead_id is not None}
    if member.id not in ids:
        found = members.named(connection, workspace_id, ids) if ids else {}
        must_be_allowed(member, action, About(list(found.values())))


def must_own(turn: Turn, action: Action, *customers: Customer) -> None:
    """Refuse whoever neither owns one of these customers nor leads its owner."""
    if turn.member.is_admin or turn.member.id in {one.owner_id for one in customers}:
        return
    people = _people(turn.connection, turn.workspace_id, [one.owner_id for one in customers])
    found = [people.members[one.owner_id] for one in customers if one.owner_id in people.members]
    above = [lead for one in found for lead in _leads(people.teams[one.team_id], people)]
    must_be_allowed(turn.member, action, About(above, owners=found, customer=customers[0]))


def _people(connection: Connection, workspace_id: str, ids: Iterable[str]) -> People:
    wanted = {one for one in ids if one}
    return members.circle(connection, workspace_id, wanted) if wanted else People({}, {})


def _leads(team: Team, people: People) -> list[Member]:
    """Who leads a team, nearest first, as far as they are there."""
    known = (people.members.get(one) for one in leads("", team, people))
    return [one for one in known if one is not None and may_act(one)]
