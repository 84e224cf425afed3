"""Set-up as it stands, check and away: whether ladders end somewhere, and who is there."""

from bot.core.asks import Away
from bot.core.dead_ends import dead_ends
from bot.core.errors import Refusal
from bot.core.history import Kind, Verb
from bot.core.members import Member, may_act
from bot.core.outcomes import AwayShown, Checked, SetupShown
from bot.services.desk import Turn
from bot.store import customers, members, nudges, teams, workspaces


def show(turn: Turn) -> SetupShown:
    """The team's set-up as it stands, and what is wrong with it."""
    checked = check(turn)
    workspace = workspaces.known(turn.connection, turn.workspace_id)
    return SetupShown(turn.team, workspace, checked.lead_name, problems=checked.problems)


def active(turn: Turn, member_id: str, what: str) -> Member:
    member = members.get(turn.connection, turn.workspace_id, member_id)
    if member is None:
        raise Refusal("I do not know that member yet. Pick the name from Slack's list.")
    if not may_act(member):
        raise Refusal(f"{member.name} cannot {what}: only active members can.")
    return member


def check(turn: Turn) -> Checked:
    """Prove that every ladder of every team ends at somebody who can be reached."""
    owners = customers.owners(turn.connection, turn.workspace_id)
    every = members.all_teams(turn.connection, turn.workspace_id)
    leads = {team.lead_id or "" for team in every.values()}
    ids = leads | {turn.member.id, *owners} - {""}
    people = members.circle(turn.connection, turn.workspace_id, ids)
    sizes = teams.sizes(turn.connection, turn.workspace_id)
    problems = []
    for team in sorted(every.values(), key=lambda one: one.id):
        theirs = [one for one in owners if people.members[one].team_id == team.id]
        if sizes.get(team.id) or team.id == turn.team.id:
            found = dead_ends(team, people, turn.now, theirs)
            problems += [f"{team.name}: {one}" for one in found] if len(every) > 1 else found
    lead = people.members.get(turn.team.lead_id or "")
    channels = {turn.team.channel_id or "", *(team.channel_id or "" for team in every.values())}
    return Checked(
        turn.team,
        None if lead is None else lead.name,
        problems,
        channels=tuple(sorted(channels - {""})),
    )


def away(turn: Turn, ask: Away) -> AwayShown:
    """The speaker is away until then; whoever covers gets what would have come."""
    if ask.cover == turn.member.id:
        raise Refusal("You cannot cover for yourself. Who else could?")
    cover = None if ask.cover is None else active(turn, ask.cover, "cover for you")
    members.change(
        turn.connection,
        turn.workspace_id,
        turn.member.id,
        away_until=ask.until,
        cover_id=None if cover is None else cover.id,
    )
    # What waits for the speaker may now be for somebody else.
    nudges.wake_team(turn.connection, turn.workspace_id, turn.team.id, now=turn.now)
    turn.left.append("nudges")
    turn.record(turn.event(Verb.AWAY, Kind.MEMBER, member_id=ask.cover, until=ask.until))
    return AwayShown(ask.until, None if cover is None else cover.name, changed=True)


def back(turn: Turn) -> AwayShown:
    """The speaker is back."""
    values = {"away_until": None, "cover_id": None}
    members.change(turn.connection, turn.workspace_id, turn.member.id, **values)
    # What waited for the end of the absence has waited long enough.
    nudges.wake_team(turn.connection, turn.workspace_id, turn.team.id, now=turn.now)
    turn.left.append("nudges")
    turn.record(turn.event(Verb.BACK, Kind.MEMBER))
    return AwayShown(None, None, changed=True)


def show_away(turn: Turn) -> AwayShown:
    until = turn.member.away_until
    if until is None or until <= turn.now:
        return AwayShown(None, None, changed=False)
    cover = turn.member.cover_id
    named = members.named(turn.connection, turn.workspace_id, [cover] if cover else [])
    return AwayShown(until, named[cover].name if cover in named else None, changed=False)
