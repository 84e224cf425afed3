"""Wraps what happened into the event_callback that the app is sent."""

import base64
import json

from bot.playground.slack.channels import Channel
from bot.playground.slack.errors import Json
from bot.playground.slack.installation import Installation
from bot.playground.slack.stamps import Ids


def event_callback(
    event: Json, *, installation: Installation, ids: Ids, at: int, channel: Channel | None
) -> Json:
    """Return the outer event, addressed to the one installation."""
    return {
        "token": installation.verification_token,
        "team_id": installation.team_id,
        "context_team_id": installation.team_id,
        "context_enterprise_id": None,
        "enterprise_id": None,
        "api_app_id": installation.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": ids.next("Ev"),
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": installation.team_id,
                "user_id": installation.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": _context(event, installation, channel),
    }


def _context(event: Json, installation: Installation, channel: Channel | None) -> str:
    about = {
        "et": event["type"],
        "tid": installation.team_id,
        "aid": installation.app_id,
        "cid": channel.id if channel else "",
    }
    return "4-" + base64.b64encode(json.dumps(about).encode()).decode().rstrip("=")


def subscription(event: Json, channel: Channel | None) -> str:
    """Return the name under which an app subscribes to the event."""
    if event["type"] != "message" or channel is None:
        return str(event["type"])
    return {"channel": "message.channels", "group": "message.groups", "im": "message.im"}[
        channel.event_type
    ]
