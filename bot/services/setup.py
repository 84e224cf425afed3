"""Set-up, away and check: the lead, the channel, the hours, and whether ladders end somewhere."""

from dataclasses import replace

from bot.core import recipients
from bot.core.asks import (
    Away,
    Setup,
    SetupChannel,
    SetupClosed,
    SetupEmoji,
    SetupHours,
    SetupLead,
    SetupReminders,
)
from bot.core.digests import next_digest_at
from bot.core.errors import Refusal
from bot.core.history import Kind, Verb
from bot.core.hours import WorkingHours
from bot.core.members import Member, Team, Where, may_act, own_hours
from bot.core.outcomes import AwayShown, Checked, SetupShown
from bot.core.workspaces import Workspace
from bot.services.desk import Turn
from bot.store import customers, members, nudges, things, workspaces


def show(turn: Turn) -> SetupShown:
    """The team's set-up as it stands, and what is wrong with it."""
    checked = check(turn)
    workspace = _workspace(turn)
    return SetupShown(turn.team, workspace, checked.lead_name, problems=checked.problems)


def _workspace(turn: Turn, *, lock: bool = False) -> Workspace:
    workspace = workspaces.get(turn.connection, turn.workspace_id, lock=lock)
    if workspace is None:
        raise LookupError(turn.workspace_id)
    return workspace


def change(turn: Turn, ask: Setup) -> SetupShown:
    """Change one thing of the set-up, and have judged anew what it touches."""
    if isinstance(ask, SetupEmoji):
        return _emoji(turn, ask.gesture.value, ask.emoji)
    # The team as it stands: whoever was changing it beside us has done so by now.
    team, lead = members.lock_team(turn.connection, turn.workspace_id, turn.team.id)
    match ask:
        case SetupLead(member=member_id):
            return _lead(turn, team, member_id)
        case SetupChannel(channel=channel_id):
            return _reroute(turn, replace(team, channel_id=channel_id), lead, "channel")
        case SetupReminders(where=where):
            if where is Where.CHANNEL and team.channel_id is None:
                raise Refusal("Which channel? First `/heed setup channel #your-channel`.")
            return _reroute(turn, replace(team, where=where), lead, "reminders")
        case SetupHours(week=week, zone=zone):
            WorkingHours.of(zone=zone or turn.member.zone, week=week)
            return _reckon(turn, replace(team, week=week, zone=zone), lead, "hours")
        case SetupClosed(days=days):
            closed = tuple(sorted({*team.closed, *days}))
            return _reckon(turn, replace(team, closed=closed), lead, "closed")


def _reroute(turn: Turn, team: Team, lead: Member | None, changed: str) -> SetupShown:
    """What is queued may wait for somebody who is no longer meant."""
    members.save_team(turn.connection, turn.workspace_id, team)
    nudges.wake_team(turn.connection, turn.workspace_id, team.id, now=turn.now)
    turn.left.append("nudges")
    return _shown(turn, team, lead, changed)


def _reckon(turn: Turn, team: Team, lead: Member | None, changed: str) -> SetupShown:
    """What is open is due at another time by now, and so may the next digest be."""
    members.save_team(turn.connection, turn.workspace_id, team)
    things.poke(turn.connection, turn.workspace_id, now=turn.now, team_id=team.id)
    if lead is not None:
        _plan_digest(turn, team, lead, before=None)
    return _shown(turn, team, lead, changed)


def _lead(turn: Turn, team: Team, member_id: str) -> SetupShown:
    lead = _active(turn, member_id, "lead a team")
    _plan_digest(turn, team, lead, before=team.lead_id)
    return _reroute(turn, replace(team, lead_id=lead.id), lead, "lead")


def _plan_digest(turn: Turn, team: Team, lead: Member, *, before: str | None) -> None:
    """Who leads, and which days are off, decide when the next digest comes."""
    following = next_digest_at(turn.now, own_hours(team, lead))
    members.digest_to(turn.connection, turn.workspace_id, lead.id, at=following, not_to=before)


def _shown(turn: Turn, team: Team, lead: Member | None, changed: str) -> SetupShown:
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM))
    name = None if lead is None else lead.name
    return SetupShown(team, Workspace(turn.workspace_id), name, changed=changed)


def _active(turn: Turn, member_id: str, what: str) -> Member:
    member = members.get(turn.connection, turn.workspace_id, member_id)
    if member is None:
        raise Refusal("I do not know that member yet. Pick the name from Slack's list.")
    if not may_act(member):
        raise Refusal(f"{member.name} cannot {what}: only active members can.")
    return member


def _emoji(turn: Turn, gesture: str, emoji: str) -> SetupShown:
    workspace = _workspace(turn, lock=True)
    workspace = workspaces.set_emoji(
        turn.connection, workspace, {**workspace.emoji, emoji: gesture}
    )
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM))
    lead = members.get(turn.connection, turn.workspace_id, turn.team.lead_id or "")
    name = None if lead is None else lead.name
    return SetupShown(turn.team, workspace, name, changed="emoji")


def check(turn: Turn) -> Checked:
    """Prove that every ladder ends at somebody who can be reached."""
    team = turn.team
    owners = customers.owners(turn.connection, turn.workspace_id)
    ids = {team.lead_id or "", turn.member.id, *owners} - {""}
    people = members.circle(turn.connection, turn.workspace_id, ids)
    lead = people.members.get(team.lead_id or "")
    problems = recipients.dead_ends(team, people, turn.now, owners)
    return Checked(team, None if lead is None else lead.name, problems)


def away(turn: Turn, ask: Away) -> AwayShown:
    """The speaker is away until then; whoever covers gets what would have come."""
    if ask.cover == turn.member.id:
        raise Refusal("You cannot cover for yourself. Who else could?")
    cover = None if ask.cover is None else _active(turn, ask.cover, "cover for you")
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
