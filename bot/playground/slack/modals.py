"""Keeps each member's stack of modals and Home tab, whoever changes them."""

from collections.abc import Mapping
from dataclasses import replace

from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.inputs import initial_state
from bot.playground.slack.stored import stored_blocks
from bot.playground.slack.views import State, View, content
from bot.playground.slack.workspace import Workspace

HIGHEST_STACK = 3


def push(workspace: Workspace, given: Json, *, user: str) -> View:
    """Put a new modal on top of the member's stack."""
    _refuse_taken_name(workspace, given)
    stack = workspace.stacks.setdefault(user, [])
    view = _new(workspace, given, user=user, below=stack)
    workspace.views[view.id] = view
    stack.append(view.id)
    workspace.touch()
    return view


def change(workspace: Workspace, view: View, given: Json) -> View:
    """Give a view other content; what was typed stays where the same field remains."""
    _refuse_taken_name(workspace, given, besides=view.id)
    blocks = stored_blocks(given.get("blocks") or [])
    state = initial_state(blocks)
    for block_id, elements in state.items():
        for action_id in elements:
            typed = view.state.get(block_id, {}).get(action_id)
            if typed and typed.get("type") == elements[action_id].get("type"):
                elements[action_id] = typed
    changed = view.showing(given, blocks=blocks, stamp=_stamp(workspace), state=state)
    return keep(workspace, changed)


def publish(workspace: Workspace, given: Json, *, user: str) -> View:
    """Set the member's Home tab."""
    known = workspace.views.get(workspace.homes.get(user, ""))
    if known:
        return change(workspace, known, given)
    view = _new(workspace, given, user=user, below=[])
    workspace.homes[user] = view.id
    return keep(workspace, view)


def keep(workspace: Workspace, view: View) -> View:
    """Store a view as it now is."""
    workspace.views[view.id] = view
    workspace.touch()
    return view


def pop(workspace: Workspace, view: View) -> None:
    """Close one modal, and with it those on top of it."""
    stack = workspace.stacks.get(view.user, [])
    if view.id in stack:
        for closed in stack[stack.index(view.id) :]:
            workspace.views.pop(closed, None)
        del stack[stack.index(view.id) :]
    workspace.touch()


def clear(workspace: Workspace, user: str) -> None:
    """Close all of the member's modals."""
    for closed in workspace.stacks.pop(user, []):
        workspace.views.pop(closed, None)
    workspace.touch()


def complain(workspace: Workspace, view: View, errors: Mapping[str, str]) -> View:
    """Show complaints under the fields."""
    return keep(workspace, replace(view, errors=dict(errors)))


def fill(workspace: Workspace, view: View, state: State) -> View:
    """Remember what the member has filled in."""
    return keep(workspace, replace(view, state=state))


def _new(workspace: Workspace, given: Json, *, user: str, below: list[str]) -> View:
    installation = workspace.installation
    name = workspace.ids.next("V")
    blocks = stored_blocks(given.get("blocks") or [])
    return View(
        id=name,
        team_id=installation.team_id,
        user=user,
        type=str(given["type"]),
        hash=_stamp(workspace),
        blocks=blocks,
        root_view_id=below[0] if below else name,
        previous_view_id=below[-1] if below else None,
        state=initial_state(blocks),
        app_id=installation.app_id,
        bot_id=installation.bot_id,
        **content(given),
    )


def _stamp(workspace: Workspace) -> str:
    return f"{workspace.stamps.seconds()}.{workspace.ids.next('h').lower()}"


def _refuse_taken_name(workspace: Workspace, given: Json, *, besides: str = "") -> None:
    name = given.get("external_id")
    if name and any(
        view.external_id == name and view.id != besides for view in workspace.views.values()
    ):
        raise SlackError("duplicate_external_id")
