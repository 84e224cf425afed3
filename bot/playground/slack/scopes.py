"""Which permission each method needs, and the refusal when the app was not given it."""

from collections.abc import Collection, Iterator

from bot.playground.slack.channels import Kind
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.params import Params
from bot.playground.slack.workspace import Workspace

_FIXED = {
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "dnd.info": "dnd:read",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "reactions.add": "reactions:write",
    "reactions.get": "reactions:read",
    "reactions.remove": "reactions:write",
    "team.info": "team:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.lookupByEmail": "users:read.email",
}
# These depend on what kind of place is asked about.
_BY_PLACE = {
    "conversations.history": "history",
    "conversations.replies": "history",
    "conversations.info": "read",
    "conversations.members": "read",
}
_BY_TYPES = ("conversations.list", "users.conversations")
_FAMILY = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def check(given: Collection[str] | None, method: str, params: Json, workspace: Workspace) -> None:
    """Refuse a call that needs a scope the app lacks; None means that it has all."""
    if given is None:
        return
    for needed in _needed(method, Params(params), workspace):
        if needed not in given:
            raise SlackError(
                "missing_scope", more={"needed": needed, "provided": ",".join(sorted(given))}
            )


def _needed(method: str, params: Params, workspace: Workspace) -> Iterator[str]:
    if method in _FIXED:
        yield _FIXED[method]
    channel = workspace.channels.get(params.text("channel"))
    if method in _BY_PLACE and channel:
        yield f"{_FAMILY[channel.kind]}:{_BY_PLACE[method]}"
    for kind in params.words("types") or [Kind.PUBLIC] if method in _BY_TYPES else ():
        if kind in _FAMILY:
            yield f"{_FAMILY[kind]}:read"
