"""The directory: who is in the workspace, as Slack knows them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.core.absence import Status, read_status
from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.members import DEFAULT_ZONE, Member
from bot.core.words import clean
from bot.core.workspaces import Workspace
from bot.slack.errors import FAULTS, failure

PAGE = 200
ADMINS = ("is_admin", "is_owner", "is_primary_owner")
_LATEST = 1 << 33  # seconds: whatever lies beyond is no instant of anybody's


def member_of(profile: Mapping[str, Any], *, workspace_id: str) -> Member:
    """Read a member from a `user` object of Slack's, in an event or an answer."""
    shown = _object(profile.get("profile"))
    name = (
        shown.get("display_name")
        or profile.get("real_name")
        or shown.get("real_name")
        or profile.get("name")
        or profile["id"]
    )
    elsewhere = profile.get("team_id") not in (None, "", workspace_id)
    status = _status(shown)
    enterprise = _object(profile.get("enterprise_user")).get("enterprise_id") == workspace_id
    return Member(
        id=str(profile["id"]),
        name=clean(str(name))[:200],
        zone=_zone(profile.get("tz")),
        is_bot=bool(profile.get("is_bot")) or profile["id"] == "USLACKBOT",
        is_guest=bool(profile.get("is_restricted") or profile.get("is_ultra_restricted")),
        is_deactivated=bool(profile.get("deleted")),
        is_stranger=bool(profile.get("is_stranger")) or (elsewhere and not enterprise),
        is_admin=any(profile.get(role) is True for role in ADMINS),
        status=None if status is None else status.words,
        status_until=None if status is None else status.until,
    )


def _status(shown: Mapping[str, Any]) -> Status | None:
    """Read what a profile's status says about being away; its end, if it has one, in UTC."""
    emoji, text = shown.get("status_emoji"), shown.get("status_text")
    ends = shown.get("status_expiration")
    until = None
    if isinstance(ends, int) and 0 < ends < _LATEST:
        until = datetime.fromtimestamp(ends, UTC)
    said = emoji if isinstance(emoji, str) else ""
    return read_status(said, clean(text) if isinstance(text, str) else "", until)


def _object(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


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
    except FAULTS as fault:
        raise failure(fault) from fault
    workspace_id = answer.get("team_id") or answer.get("enterprise_id")
    return Workspace(
        id=str(workspace_id),
        name=str(answer.get("team") or ""),
        bot_id=answer.get("bot_id"),
        bot_member_id=answer.get("user_id"),
        url=str(answer.get("url") or ""),
    )


def fetch(client: WebClient, member_id: str, *, workspace_id: str) -> Member:
    """Ask Slack for one member. Raises Failure."""
    try:
        answer = client.users_info(user=member_id)
    except FAULTS as fault:
        raise failure(fault) from fault
    return member_of(answer["user"], workspace_id=workspace_id)


INVITE = "I am not in that channel. Invite me first: type `/invite @heed` there, then try again."
INVITED = "I am not in that channel. Invite me: type “/invite @heed” there."
UNSEEN = "Slack did not say what kind of channel that is. Please try again in a minute."


def check_channel(client: WebClient, channel_id: str) -> None:
    """Refuse a channel that outsiders can read, or that Heed cannot post to. Raises Refusal."""
    try:
        channel = client.conversations_info(channel=channel_id)["channel"]
    except FAULTS as fault:
        raise Refusal(_unseen(failure(fault))) from fault
    if channel.get("is_archived"):
        raise Refusal("That channel is archived. Pick one that is in use.")
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        raise Refusal(
            "People of other companies can read that channel, and reminders are not for them."
            " Pick a channel of ours alone."
        )
    if not channel.get("is_member"):
        raise Refusal(INVITE)


UNHEARD = (
    "I may not read there. Whoever runs Heed updates the app from “python -m bot manifest --watch”"
    " and installs it again."
)


def check_watched(client: WebClient, channel_id: str) -> None:
    """Refuse a customer's channel that Heed cannot hear. Raises Refusal."""
    try:
        channel = client.conversations_info(channel=channel_id)["channel"]
        if channel.get("is_archived"):
            raise Refusal("That channel is archived. Pick one that is in use.")
        if not channel.get("is_member"):
            raise Refusal(INVITED)
        client.conversations_history(channel=channel_id, limit=1)
    except FAULTS as fault:
        found = failure(fault)
        if found.error == "missing_scope":
            raise Refusal(UNHEARD) from fault
        is_closed = found.error in ("channel_not_found", "not_in_channel")
        raise Refusal(INVITED if is_closed else UNSEEN) from fault


def _unseen(failure: Failure) -> str:
    # A private channel that Heed is not in does not exist as far as Heed is told.
    return INVITE if failure.error in ("channel_not_found", "not_in_channel") else UNSEEN


def everyone(client: WebClient, *, workspace_id: str) -> Iterator[list[Member]]:
    """Ask Slack for all members, a page at a time. Raises Failure."""
    cursor: str | None = None
    while True:
        try:
            answer = client.users_list(limit=PAGE, cursor=cursor)
        except FAULTS as fault:
            raise failure(fault) from fault
        yield [member_of(user, workspace_id=workspace_id) for user in answer["members"]]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
