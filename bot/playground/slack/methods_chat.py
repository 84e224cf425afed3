"""Web API methods that post, change and delete messages."""

from dataclasses import replace

from bot.playground.slack import conversation
from bot.playground.slack.channels import Channel
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.messages import Message
from bot.playground.slack.method import Context, content
from bot.playground.slack.params import Params

_LONGEST_UPDATE = 4_000


def post_message(context: Context, params: Params) -> Json:
    """Post as the app."""
    channel = context.destination(params.need("channel", otherwise="channel_not_found"))
    said = content(context, params)
    thread = _thread(context, channel, params)
    message = conversation.post(
        context.workspace,
        channel,
        said,
        user=context.bot,
        thread_ts=thread,
        broadcast=params.flag("reply_broadcast"),
    )
    shown = message.wire(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def update(context: Context, params: Params) -> Json:
    """Replace a message of the app; text alone takes the blocks away."""
    channel = context.joined(params.need("channel", otherwise="channel_not_found"))
    message = _own(context, channel, params, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_archived")
    said = content(context, params, longest=_LONGEST_UPDATE)
    if not params.has("attachments") and not params.has("blocks") and not said.text:
        said = replace(said, attachments=message.attachments)
    changed = conversation.change(context.workspace, message, said, by=context.bot)
    shown = changed.wire(with_metadata=True)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": shown}


def delete(context: Context, params: Params) -> Json:
    """Delete a message of the app."""
    channel = context.joined(params.need("channel", otherwise="channel_not_found"))
    message = _own(context, channel, params, "cant_delete_message")
    conversation.remove(context.workspace, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(context: Context, params: Params) -> Json:
    """Show something to one member of a channel."""
    channel = context.destination(params.need("channel", otherwise="channel_not_found"))
    user = params.need("user", otherwise="user_not_in_channel")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    said = content(context, params)
    thread = _thread(context, channel, params)
    message = conversation.whisper(context.workspace, channel, said, to=user, thread_ts=thread)
    return {"message_ts": message.ts}


def permalink(context: Context, params: Params) -> Json:
    """Give a message's address."""
    channel = context.channel(params.need("channel", otherwise="channel_not_found"))
    message = context.workspace.message(channel.id, params.text("message_ts"))
    name = message.ts.replace(".", "")
    address = f"https://{context.installation.domain}.slack.com/archives/{channel.id}/p{name}"
    if message.is_reply:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def _own(context: Context, channel: Channel, params: Params, otherwise: str) -> Message:
    stamp = params.need("ts", otherwise="message_not_found")
    message = context.workspace.message(channel.id, stamp)
    if message.is_ephemeral:
        raise SlackError("message_not_found")
    if message.user != context.bot:
        raise SlackError(otherwise)
    return message


def _thread(context: Context, channel: Channel, params: Params) -> str | None:
    stamp = params.text("thread_ts")
    if not stamp:
        return None
    root = context.workspace.messages[channel.id].get(stamp)
    if root is None:
        raise SlackError("thread_not_found")
    return root.thread_ts or root.ts
