"""The directory: who is in the workspace, as Slack knows them."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.members import DEFAULT_ZONE, Member
from bot.core.workspaces import Workspace
from bot.slack.errors import failure

PAGE = 200


def member_of(profile: Mapping[str, Any], *, workspace_id: str) -> Member:
    """Read a member from a `user` object of Slack's, in an event or an answer."""
    shown = profile.get("profile") or {}
    name = (
        shown.get("display_name")
        or profile.get("real_name")
        or shown.get("real_name")
        or profile.get("name")
        or profile["id"]
    )
    elsewhere = profile.get("team_id") not in (None, "", workspace_id)
    enterprise = (profile.get("enterprise_user") or {}).get("enterprise_id") == workspace_id
    return Member(
        id=str(profile["id"]),
        name=str(name)[:200],
        zone=_zone(profile.get("tz")),
        is_bot=bool(profile.get("is_bot")) or profile["id"] == "USLACKBOT",
        is_guest=bool(profile.get("is_restricted") or profile.get("is_ultra_restricted")),
        is_deactivated=bool(profile.get("deleted")),
        is_stranger=bool(profile.get("is_stranger")) or (elsewhere and not enterprise),
    )


def _zone(name: object) -> str:
    if not isinstance(name, str) or not name:
        return DEFAULT_ZONE  # as outsiders and people who have just left have it
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        return DEFAULT_ZONE  # newer than this machine's list of zones


def workspace(client: WebClient) -> Workspace:
    """Ask Slack which workspace the token is for. Raises Failure."""
    try:
        answer = client.auth_test()
    except (SlackApiError, OSError) as fault:
        raise failure(fault) from fault
    workspace_id = answer.get("team_id") or answer.get("enterprise_id")
    return Workspace(
        id=str(workspace_id),
        name=str(answer.get("team") or ""),
        bot_id=answer.get("bot_id"),
        bot_member_id=answer.get("user_id"),
    )


def fetch(client: WebClient, member_id: str, *, workspace_id: str) -> Member:
    """Ask Slack for one member. Raises Failure."""
    try:
        answer = client.users_info(user=member_id)
    except (SlackApiError, OSError) as fault:
        raise failure(fault) from fault
    return member_of(answer["user"], workspace_id=workspace_id)


def everyone(client: WebClient, *, workspace_id: str) -> Iterator[list[Member]]:
    """Ask Slack for all members, a page at a time. Raises Failure."""
    cursor: str | None = None
    while True:
        try:
            answer = client.users_list(limit=PAGE, cursor=cursor)
        except (SlackApiError, OSError) as fault:
            raise failure(fault) from fault
        yield [member_of(user, workspace_id=workspace_id) for user in answer["members"]]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
