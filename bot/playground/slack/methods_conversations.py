"""Web API methods about channels and what was said in them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.messages import Message
from bot.playground.slack.method import Context
from bot.playground.slack.pages import next_cursor, page
from bot.playground.slack.params import Params


def open_direct(context: Context, params: Params) -> Json:
    """Open the direct message with a member."""
    if params.has("channel"):
        return {"channel": {"id": context.joined(params.text("channel")).id}}
    users = params.words("users")
    if len(users) != 1:
        raise SlackError("users_list_not_supplied" if not users else "too_many_users")
    member = context.member(users[0])
    if member.deleted:
        raise SlackError("user_disabled")
    if member.is_bot:
        raise SlackError("cannot_dm_bot")
    known = any(each.user == member.id for each in context.workspace.channels.values())
    channel = context.workspace.direct(member)
    described = _described(context, channel) if params.flag("return_im") else {"id": channel.id}
    return {"no_op": known, "already_open": known, "channel": described}


def info(context: Context, params: Params) -> Json:
    """Describe one channel."""
    channel = context.channel(params.need("channel", otherwise="channel_not_found"))
    return {"channel": _described(context, channel)}


def list_channels(context: Context, params: Params) -> Json:
    """Describe the channels the app may know about, in pages."""
    return _listed(context, params, context.workspace.channels.values())


def of_member(context: Context, params: Params) -> Json:
    """Describe the channels somebody is in: the app, unless told whom."""
    user = params.text("user", context.bot)
    context.member(user)
    channels = context.workspace.channels.values()
    return _listed(context, params, [each for each in channels if user in each.members])


def members(context: Context, params: Params) -> Json:
    """List who is in a channel, in pages."""
    channel = context.channel(params.need("channel", otherwise="channel_not_found"))
    chosen, cursor = page(channel.members, params, default=100)
    return {"members": chosen} | next_cursor(cursor)


def join(context: Context, params: Params) -> Json:
    """Let the app join a public channel."""
    channel = context.channel(params.need("channel", otherwise="channel_not_found"))
    if channel.kind is not Kind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    warning: Json = {}
    if context.bot in channel.members:
        warning = {"warning": "already_in_channel"}
        warning["response_metadata"] = {"warnings": ["already_in_channel"]}
    else:
        joined = replace(channel, members=(*channel.members, context.bot))
        channel = context.workspace.keep_channel(joined)
        context.workspace.emit("member_joined_channel", _joining(context, channel), channel)
    return {"channel": _described(context, channel)} | warning


def history(context: Context, params: Params) -> Json:
    """Return what was said, the newest first."""
    channel = context.joined(params.need("channel", otherwise="channel_not_found"))
    said = [each for each in _between(context, channel, params) if _in_channel(each)]
    chosen, cursor = page(said[::-1], params, default=100)
    metadata = params.flag("include_all_metadata")
    return {
        "messages": [each.wire(with_metadata=metadata) for each in chosen],
        "has_more": bool(cursor),
        "pin_count": 0,
    } | (next_cursor(cursor) if cursor else {})


def replies(context: Context, params: Params) -> Json:
    """Return a thread, its root first."""
    channel = context.joined(params.need("channel", otherwise="channel_not_found"))
    stamp = params.need("ts", otherwise="thread_not_found")
    said = context.workspace.messages[channel.id]
    asked = said.get(stamp)
    if asked is None or asked.is_ephemeral:
        raise SlackError("thread_not_found")
    root = asked.thread_ts or asked.ts
    thread = [
        each
        for each in said.values()
        if not each.is_ephemeral and root in (each.ts, each.thread_ts)
    ]
    chosen, cursor = page(thread, params, default=1000)
    metadata = params.flag("include_all_metadata")
    listed = [each.wire(with_metadata=metadata) for each in chosen]
    return {"messages": listed, "has_more": bool(cursor)} | (next_cursor(cursor) if cursor else {})


def _between(context: Context, channel: Channel, params: Params) -> Iterable[Message]:
    oldest = _stamp(params, "oldest", "0")
    latest = _stamp(params, "latest", "9999999999")
    inclusive = params.flag("inclusive")
    for message in context.workspace.messages[channel.id].values():
        at = _order(message.ts)
        if oldest < at < latest or (inclusive and at in (oldest, latest)):
            yield message


def _stamp(params: Params, name: str, default: str) -> tuple[int, int]:
    try:
        return _order(params.text(name) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _order(stamp: str) -> tuple[int, int]:
    # As integers: a float cannot tell two microseconds of today apart reliably.
    seconds, _, micros = stamp.partition(".")
    return int(seconds), int(micros[:6].ljust(6, "0") or 0)


def _in_channel(message: Message) -> bool:
    return not message.is_ephemeral and (
        not message.is_reply or message.subtype == "thread_broadcast"
    )


def _listed(context: Context, params: Params, channels: Iterable[Channel]) -> Json:
    kinds = params.words("types") or [str(Kind.PUBLIC)]
    known = {"public_channel", "private_channel", "mpim", "im"}
    if not known.issuperset(kinds):
        raise SlackError("invalid_types")
    archived = not params.flag("exclude_archived")
    wanted = [
        each
        for each in channels
        if each.kind in kinds
        and (archived or not each.is_archived)
        and (each.kind is Kind.PUBLIC or context.bot in each.members)
    ]
    chosen, cursor = page(wanted, params, default=100)
    return {"channels": [_described(context, each) for each in chosen]} | next_cursor(cursor)


def _described(context: Context, channel: Channel) -> Json:
    return channel.wire(viewer=context.bot, team_id=context.installation.team_id)


def _joining(context: Context, channel: Channel) -> Json:
    return {
        "type": "member_joined_channel",
        "user": context.bot,
        "channel": channel.id,
        "channel_type": "C" if channel.kind is Kind.PUBLIC else "G",
        "team": context.installation.team_id,
    }
