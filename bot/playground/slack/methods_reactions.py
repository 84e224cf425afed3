"""Web API methods about emoji under messages."""

import re

from bot.playground.slack import conversation
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.messages import Message
from bot.playground.slack.method import Context
from bot.playground.slack.params import Params

_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(context: Context, params: Params) -> Json:
    """Add an emoji of the app's."""
    name = _name(params)
    conversation.react(context.workspace, _message(context, params), name, by=context.bot)
    return {}


def remove(context: Context, params: Params) -> Json:
    """Take an emoji of the app's back."""
    name = _name(params)
    conversation.unreact(context.workspace, _message(context, params), name, by=context.bot)
    return {}


def get(context: Context, params: Params) -> Json:
    """Show a message with its emoji."""
    message = _message(context, params)
    return {"type": "message", "channel": message.channel, "message": message.wire()}


def _name(params: Params) -> str:
    name = params.text("name").strip(":")
    if not _EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _message(context: Context, params: Params) -> Message:
    if not (params.has("channel") and params.has("timestamp")):
        raise SlackError("no_item_specified")
    channel = context.joined(params.text("channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    message = context.workspace.message(channel.id, params.text("timestamp"))
    if message.is_ephemeral:
        raise SlackError("message_not_found")
    return message
