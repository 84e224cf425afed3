"""The verbs of a conversation, by whoever does them: post, change, remove, react; each tells."""

import uuid
from dataclasses import dataclass, replace

from bot.playground.slack.channels import Channel
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.events import subscription
from bot.playground.slack.messages import Message, Reaction
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()
    metadata: Json | None = None


def post(
    workspace: Workspace,
    channel: Channel,
    content: Content,
    *,
    user: str,
    thread_ts: str | None = None,
    broadcast: bool = False,
    subtype: str | None = None,
) -> Message:
    """Post a message: a message event."""
    by_app = user == workspace.installation.bot_user_id
    sender = workspace.members[user]
    message = Message(
        channel=channel.id,
        ts=workspace.stamps.next(),
        user=user,
        text=content.text,
        team=sender.team_id,
        blocks=content.blocks,
        attachments=content.attachments,
        files=content.files,
        metadata=content.metadata,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if broadcast and thread_ts else subtype,
        bot_profile=workspace.installation.bot_profile() if by_app else None,
        client_msg_id=None if by_app or subtype else str(uuid.uuid4()),
    )
    workspace.keep_message(message)
    _tell_posted(workspace, channel, message)
    return message


def whisper(
    workspace: Workspace,
    channel: Channel,
    content: Content,
    *,
    to: str,
    thread_ts: str | None = None,
) -> Message:
    """Show a message of the app to one member only; no event."""
    installation = workspace.installation
    message = Message(
        channel=channel.id,
        ts=workspace.stamps.next(),
        user=installation.bot_user_id,
        text=content.text,
        team=installation.team_id,
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=thread_ts,
        ephemeral_to=to,
        bot_profile=installation.bot_profile(),
    )
    return workspace.keep_message(message)


def change(workspace: Workspace, message: Message, content: Content, *, by: str) -> Message:
    """Replace a message's content: message_changed."""
    stamp = workspace.stamps.next()
    changed = replace(
        message,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata or message.metadata,
        edited=(by, f"{stamp.split('.')[0]}.000000"),
    )
    workspace.keep_message(changed)
    if not message.is_ephemeral:
        parts = {"message": changed.wire(), "previous_message": message.wire()}
        _tell_about(workspace, message, "message_changed", parts, stamp)
    return changed


def remove(workspace: Workspace, message: Message) -> None:
    """Take a message away: message_deleted."""
    workspace.messages[message.channel].pop(message.ts, None)
    workspace.touch()
    if not message.is_ephemeral:
        parts = {"deleted_ts": message.ts, "previous_message": message.wire()}
        _tell_about(workspace, message, "message_deleted", parts, workspace.stamps.next())


def react(workspace: Workspace, message: Message, name: str, *, by: str) -> Message:
    """Add an emoji: reaction_added."""
    found = next((each for each in message.reactions if each.name == name), None)
    if found and by in found.users:
        raise SlackError("already_reacted")
    added = Reaction(name, (*(found.users if found else ()), by))
    if found:
        reactions = tuple(added if each is found else each for each in message.reactions)
    else:
        reactions = (*message.reactions, added)
    return _reacted(workspace, message, reactions, "reaction_added", name, by)


def unreact(workspace: Workspace, message: Message, name: str, *, by: str) -> Message:
    """Take an emoji back: reaction_removed."""
    if not any(each.name == name and by in each.users for each in message.reactions):
        raise SlackError("no_reaction")
    left = [
        replace(each, users=tuple(user for user in each.users if user != by))
        if each.name == name
        else each
        for each in message.reactions
    ]
    reactions = tuple(each for each in left if each.users)
    return _reacted(workspace, message, reactions, "reaction_removed", name, by)


def _tell_posted(workspace: Workspace, channel: Channel, message: Message) -> None:
    event = message.wire(with_metadata=True)
    event |= {"channel": channel.id, "channel_type": channel.event_type, "event_ts": message.ts}
    if message.is_reply:
        root = workspace.messages[channel.id].get(message.thread_ts or "")
        event["parent_user_id"] = root.user if root else message.user
    workspace.emit(subscription(event, channel), event, channel)
    mention = f"<@{workspace.installation.bot_user_id}"
    if mention in message.text and channel.user is None and not message.subtype:
        kept = {key: value for key, value in event.items() if key != "channel_type"}
        workspace.emit("app_mention", kept | {"type": "app_mention"}, channel)


def _tell_about(
    workspace: Workspace, message: Message, subtype: str, parts: Json, stamp: str
) -> None:
    channel = workspace.channels[message.channel]
    event: Json = {"type": "message", "subtype": subtype} | parts
    event |= {"channel": channel.id, "hidden": True, "ts": stamp, "event_ts": stamp}
    event["channel_type"] = channel.event_type
    workspace.emit(subscription(event, channel), event, channel)


def _reacted(
    workspace: Workspace,
    message: Message,
    reactions: tuple[Reaction, ...],
    type: str,
    name: str,
    by: str,
) -> Message:
    changed = workspace.keep_message(replace(message, reactions=reactions))
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    event: Json = {"type": type, "user": by, "reaction": name, "item": item}
    event["item_user"] = message.user
    workspace.emit(type, event, workspace.channels[message.channel])
    return changed
