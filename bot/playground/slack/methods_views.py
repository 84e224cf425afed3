"""Web API methods that open, stack, change and publish views."""

from bot.playground.slack import limits, modals
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.method import Context, unready_files
from bot.playground.slack.params import Params
from bot.playground.slack.triggers import Trigger
from bot.playground.slack.views import View


def open_view(context: Context, params: Params) -> Json:
    """Open a modal for whoever acted."""
    given = _given(context, params, "modal")
    trigger = _trigger(context, params)
    modals.clear(context.workspace, trigger.user)
    return {"view": modals.push(context.workspace, given, user=trigger.user).wire()}


def push(context: Context, params: Params) -> Json:
    """Put a modal on top of the one in which somebody acted."""
    given = _given(context, params, "modal")
    trigger = _trigger(context, params)
    stack = context.workspace.stacks.get(trigger.user, [])
    if trigger.view_id is None or trigger.view_id not in stack:
        raise SlackError("not_found")
    if len(stack) >= modals.HIGHEST_STACK:
        raise SlackError("push_limit_reached")
    return {"view": modals.push(context.workspace, given, user=trigger.user).wire()}


def update(context: Context, params: Params) -> Json:
    """Change a modal that is still open."""
    view = _wanted(context, params)
    given = _given(context, params, view.type)
    if params.has("hash") and params.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    return {"view": modals.change(context.workspace, view, given).wire()}


def publish(context: Context, params: Params) -> Json:
    """Set a member's Home tab."""
    member = context.member(params.need("user_id"))
    given = _given(context, params, "home")
    published = context.workspace.homes.get(member.id)
    view = context.workspace.views.get(published or "")
    if view and params.has("hash") and params.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    return {"view": modals.publish(context.workspace, given, user=member.id).wire()}


def _trigger(context: Context, params: Params) -> Trigger:
    name = params.text("trigger_id") or params.text("interactivity_pointer")
    if not name:
        raise SlackError(
            "invalid_arguments", messages=["[ERROR] missing required field: trigger_id"]
        )
    return context.workspace.triggers.redeem(name)


def _given(context: Context, params: Params, kind: str) -> Json:
    given = params.decoded("view", otherwise="invalid_arguments")
    if not isinstance(given, dict):
        raise SlackError("invalid_arguments", messages=["[ERROR] missing required field: view"])
    if limits.is_too_large(given):
        raise SlackError("view_too_large")
    if messages := limits.view_problems(given, kind=kind):
        raise SlackError("invalid_arguments", messages=messages)
    if messages := unready_files(context, given.get("blocks") or []):
        raise SlackError("invalid_arguments", messages=messages)
    return given


def _wanted(context: Context, params: Params) -> View:
    views = context.workspace.views
    view = views.get(params.text("view_id"))
    if external := params.text("external_id"):
        view = next((each for each in views.values() if each.external_id == external), None)
    if view is None:
        raise SlackError("not_found")
    return view
