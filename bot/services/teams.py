"""Teams: change one thing of a team or several, and have judged anew what that touches."""

from collections.abc import Sequence

from bot.core.authority import Action
from bot.core.errors import Refusal
from bot.core.first_days import out_of_shadow
from bot.core.grammar.team import RESERVED
from bot.core.heed_asks import SetupEmoji, SetupTicks
from bot.core.heed_outcomes import SetupShown
from bot.core.history import Kind, Verb
from bot.core.members import Member, Team
from bot.core.rosters import MembersMoved
from bot.core.setups import SetupMembers, SetupName, TeamSetup, applied, difference
from bot.core.team_names import name_of_team
from bot.core.workspaces import Workspace
from bot.services import authority, digests, gathering, meanings, next_briefs, setup, tidings
from bot.services.desk import Turn
from bot.store import customers, members, pokes, waking
from bot.store import teams as stored

GONE = "That team is no longer there. `/heed team list` shows which there are."


def change(turn: Turn, ask: TeamSetup, *, team: Team | None = None) -> SetupShown | MembersMoved:
    """Change one thing of a team, or of the speaker's own."""
    of = turn.team if team is None else team
    if isinstance(ask, SetupEmoji):
        return meanings.give(turn, ask.emoji, ask.gesture)
    if isinstance(ask, SetupMembers):
        return gather(turn, of, ask.members)
    # The team as it stands: whoever was changing it beside us has done so by now.
    action = Action.TICKS if isinstance(ask, SetupTicks) else Action.SET_UP
    before, lead = held(turn, of.id, action=action)
    if isinstance(ask, SetupName):
        ask = SetupName(free_name(turn, before, ask.name))
    after = applied(before, ask, zone=turn.member.zone)
    return put(turn, before, after, lead=lead, changed=_part(ask))


def held(turn: Turn, team_id: int, *, action: Action = Action.SET_UP) -> tuple[Team, Member | None]:
    """A team as it stands, with its lead; nobody else changes it until the turn is over.

    Raises Refusal where the speaker may not.
    """
    found = members.lock_team(turn.connection, turn.workspace_id, team_id)
    if found is None:
        raise Refusal(GONE)
    authority.must_set_up(turn.connection, turn.workspace_id, turn.member, found[0], action=action)
    return found


def gather(turn: Turn, team: Team, member_ids: Sequence[str]) -> MembersMoved:
    """Move members into a team: their customers wait in its hours from now on."""
    team, _ = held(turn, team.id)
    people = setup.all_active(turn, member_ids, "be in a team")
    moved = [one for one in people if one.team_id != team.id]
    every = members.all_teams(turn.connection, turn.workspace_id)
    left = {every[one.team_id].id: every[one.team_id] for one in moved}
    authority.must_set_up(
        turn.connection, turn.workspace_id, turn.member, *left.values(), action=Action.GATHER
    )
    ids = [one.id for one in moved]
    if ids:
        stored.move(turn.connection, turn.workspace_id, ids, to=team.id)
        judge_anew(turn, ids)
    facts = {"team": team.name, "to": team.id, "joined": {one.id: one.team_id for one in moved}}
    if moved:
        turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts=facts)
    else:
        turn.sign()
    tidings.of_joining(turn, team, moved, left.values())
    return gathering.followed(
        turn,
        MembersMoved(
            team,
            moved=[(one.name, every[one.team_id].name) for one in moved],
            there=[one.name for one in people if one.team_id == team.id],
        ),
        ids,
    )


def judge_anew(turn: Turn, member_ids: Sequence[str]) -> None:
    """What these members own is due at another time now, and reaches them at another."""
    pokes.poke_of(turn.connection, turn.workspace_id, member_ids, now=turn.now)
    waking.wake_of(turn.connection, turn.workspace_id, member_ids, now=turn.now)
    next_briefs.plan_anew(turn.connection, turn.workspace_id, member_ids, now=turn.now)
    digests.plan_leads(turn.connection, turn.workspace_id, member_ids, now=turn.now)
    turn.left.append("nudges")


def put(
    turn: Turn, before: Team, after: Team, *, lead: Member | None, changed: str | None = None
) -> SetupShown:
    """Make a team what it is to be, whatever of it changes: one entry of the history.

    `before` is the team as it was locked in this turn, with its lead.
    """
    after, now_lead = make(turn, before, after, lead=lead)
    if after == before:
        # What is set as it was is no change that could be taken back.
        turn.sign()
    else:
        facts = {"id": after.id, **difference(before, after)}
        turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts=facts)
    tidings.of_set_up(turn, before, after)
    return SetupShown(
        after,
        Workspace(turn.workspace_id),
        None if now_lead is None else now_lead.name,
        changed=changed,
        was=before,
        was_lead=None if lead is None else lead.name,
        is_own=after.id == turn.team.id,
    )


def make(
    turn: Turn, before: Team, after: Team, *, lead: Member | None
) -> tuple[Team, Member | None]:
    """Save a team as it is to be, and have judged anew what that touches; return it with its lead.

    What is open is judged again if it is due at another time now, and what is queued if it may be
    for somebody else.
    """
    after = out_of_shadow(before, after, now=turn.now)
    if after.channel_id is not None and after.channel_id != before.channel_id:
        _must_be_ours(turn, after.channel_id)
    now_lead = lead if before.lead_id == after.lead_id else _lead(turn, after)
    members.save_team(turn.connection, turn.workspace_id, after)
    if before.lead_id != after.lead_id:
        touched = [one for one in (lead, now_lead) if one is not None]
        digests.plan_anew(turn.connection, turn.workspace_id, touched, now=turn.now)
    if _calendar(before) != _calendar(after):
        pokes.poke(turn.connection, turn.workspace_id, now=turn.now, team_id=after.id)
        next_briefs.plan_anew(turn.connection, turn.workspace_id, after.id, now=turn.now)
        digests.plan_leads(turn.connection, turn.workspace_id, after.id, now=turn.now)
        waking.hear_of(turn.connection, turn.workspace_id, after.id, now=turn.now)
    if _route(before) != _route(after):
        waking.wake_team(turn.connection, turn.workspace_id, after.id, now=turn.now)
        turn.left.append("nudges")
    return after, now_lead


def _lead(turn: Turn, after: Team) -> Member | None:
    return None if after.lead_id is None else setup.active(turn, after.lead_id, "lead a team")


def _must_be_ours(turn: Turn, channel_id: str) -> None:
    """Refuse the channel of a customer: they would read what is said about them."""
    customer = customers.with_channel(turn.connection, turn.workspace_id, channel_id)
    if customer is not None:
        raise Refusal(
            f"That is where we meet {customer.name}, who would read the reminders. Pick a channel"
            " of ours alone."
        )


def _calendar(team: Team) -> tuple[object, ...]:
    began = (team.enforce_from, team.start_on, team.left_shadow_at)
    return team.calendar_in(team.zone or ""), team.zone, began


def _route(team: Team) -> tuple[object, ...]:
    return team.lead_id, team.channel_id, team.where, team.is_shadow


def _part(ask: TeamSetup) -> str:
    return type(ask).__name__.removeprefix("Setup").lower()


def free_name(turn: Turn, team: Team, name: str) -> str:
    """The name for a team, if no other has it. Raises Refusal."""
    every = members.all_teams(turn.connection, turn.workspace_id).values()
    others = [one for one in every if one.id != team.id]
    return name_of_team(name, taken=others, reserved=RESERVED)
