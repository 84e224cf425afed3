"""Set-up as it stands, and check: whether ladders end somewhere."""

from collections.abc import Sequence

from bot.core.covers import absent
from bot.core.dead_ends import dead_ends
from bot.core.errors import Refusal
from bot.core.heed_outcomes import Checked, SetupShown
from bot.core.members import Member, may_act
from bot.services import authority
from bot.services.desk import Turn
from bot.store import customers, members, teams, watches, workspaces


def show(turn: Turn) -> SetupShown:
    """The team's set-up as it stands, and what is wrong with it."""
    checked = check(turn)
    workspace = workspaces.known(turn.connection, turn.workspace_id)
    return SetupShown(
        turn.team,
        workspace,
        checked.lead_name,
        problems=checked.problems,
        by=authority.who_sets_up(turn, turn.team),
    )


def active(turn: Turn, member_id: str, what: str) -> Member:
    return all_active(turn, [member_id], what)[0]


def all_active(turn: Turn, member_ids: Sequence[str], what: str) -> list[Member]:
    """The same of several, in one statement however many."""
    known = members.named(turn.connection, turn.workspace_id, member_ids)
    if any(one not in known for one in member_ids):
        raise Refusal(
            "I do not know that member yet. Pick the name from Slack's list.", about="member"
        )
    found = [known[one] for one in member_ids]
    for member in found:
        if not may_act(member):
            raise Refusal(f"{member.name} cannot {what}: only active members can.", about="member")
    return found


def check(turn: Turn) -> Checked:
    """Prove that every ladder of every team ends at somebody who can be reached."""
    owners = customers.owners(turn.connection, turn.workspace_id)
    every = members.all_teams(turn.connection, turn.workspace_id)
    leads = {team.lead_id or "" for team in every.values()}
    ids = leads | {turn.member.id, *owners} - {""}
    people = members.circle(turn.connection, turn.workspace_id, ids)
    sizes = teams.sizes(turn.connection, turn.workspace_id)
    problems, fine = list[str](), list[tuple[str, str | None]]()
    for team in sorted(every.values(), key=lambda one: one.id):
        theirs = [one for one in owners if people.members[one].team_id == team.id]
        if sizes.get(team.id) or team.id == turn.team.id:
            found = dead_ends(team, people, turn.now, theirs)
            problems += [f"{team.name}: {one}" for one in found] if len(every) > 1 else found
            if not found and len(every) > 1:
                heard = people.members.get(team.lead_id or "")
                fine.append((team.name, None if heard is None else heard.name))
    lead = people.members.get(turn.team.lead_id or "")
    channels = {turn.team.channel_id or "", *(team.channel_id or "" for team in every.values())}
    return Checked(
        turn.team,
        None if lead is None else lead.name,
        problems,
        channels=tuple(sorted(channels - {""})),
        fine=fine,
        watched=watches.channels(turn.connection, turn.workspace_id),
        leavers=[people.members[one] for one in owners if people.members[one].is_deactivated],
        absent=absent(owners, people, turn.now),
    )
