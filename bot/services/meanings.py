"""Meanings: what an emoji on a reminder does, where a workspace has it do something else."""

from bot.core.asks import Gesture
from bot.core.authority import Action
from bot.core.errors import Refusal
from bot.core.heed_outcomes import SetupShown
from bot.core.history import Kind, Verb
from bot.core.workspaces import Workspace, meaning
from bot.services import authority, tidings
from bot.services.desk import Turn
from bot.store import members, workspaces


def give(turn: Turn, emoji: str, gesture: Gesture) -> SetupShown:
    """An emoji on a reminder means this from now on."""
    authority.must_lead(turn.connection, turn.workspace_id, turn.member, Action.EMOJI)
    workspace = workspaces.known(turn.connection, turn.workspace_id, lock=True)
    was, facts = meaning(workspace, emoji), {"emoji": {emoji: gesture.value}}
    own = workspace.emoji.get(emoji)
    if own == gesture:
        turn.sign()
    else:
        turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts=facts | {"was": own})
    workspace = workspaces.set_emoji(
        turn.connection, workspace, {**workspace.emoji, emoji: gesture.value}
    )
    tidings.of_emoji(turn, emoji, was, gesture.value)
    return _shown(turn, workspace)


def put_back(turn: Turn, emoji: str, gesture: str, was: str | None) -> SetupShown:
    """An emoji means what it meant before, here or by itself. Raises Refusal."""
    workspace = workspaces.known(turn.connection, turn.workspace_id, lock=True)
    if workspace.emoji.get(emoji) != gesture:
        raise Refusal(f":{emoji}: was given another meaning since; nothing was changed.")
    others = {name: what for name, what in workspace.emoji.items() if name != emoji}
    own = {**others, emoji: was} if was is not None else others
    workspace = workspaces.set_emoji(turn.connection, workspace, own)
    return _shown(turn, workspace, changed="undone")


def _shown(turn: Turn, workspace: Workspace, *, changed: str = "emoji") -> SetupShown:
    lead = members.get(turn.connection, turn.workspace_id, turn.team.lead_id or "")
    name = None if lead is None else lead.name
    return SetupShown(turn.team, workspace, name, changed=changed)
