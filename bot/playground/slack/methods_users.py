"""Web API methods about members."""

from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.method import Context
from bot.playground.slack.pages import next_cursor, page
from bot.playground.slack.params import Params


def info(context: Context, params: Params) -> Json:
    """Describe one member."""
    member = context.member(params.need("user", otherwise="user_not_found"))
    return {"user": member.wire(now=context.workspace.now())}


def list_members(context: Context, params: Params) -> Json:
    """Describe everybody, in pages."""
    # Strangers from a shared channel are not in the workspace's own list.
    own = [each for each in context.workspace.members.values() if not each.is_stranger]
    chosen, cursor = page(own, params, default=1000)
    now = context.workspace.now()
    described = [each.wire(now=now) for each in chosen]
    seconds = context.workspace.stamps.seconds()
    return {"members": described, "cache_ts": seconds} | next_cursor(cursor)


def by_email(context: Context, params: Params) -> Json:
    """Find one member by address."""
    email = params.need("email", otherwise="users_not_found").lower()
    for member in context.workspace.members.values():
        if member.email.lower() == email and not member.deleted:
            return {"user": member.wire(now=context.workspace.now())}
    raise SlackError("users_not_found")


def dnd_info(context: Context, params: Params) -> Json:
    """Say when a member's scheduled do-not-disturb is."""
    member = context.member(params.text("user", context.bot))
    quiet = context.workspace.quiet.get(member.id)
    # Slack answers 1 for both when nothing is scheduled.
    return {
        "dnd_enabled": quiet is not None,
        "next_dnd_start_ts": quiet.starts if quiet else 1,
        "next_dnd_end_ts": quiet.ends if quiet else 1,
    }
