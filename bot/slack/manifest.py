"""The app's manifest, made from the very names that handlers are registered with."""

from typing import Any

from bot.messages import ids, subscribed

SCOPES = (
    "channels:read",  # is the team's channel shared with outsiders?
    "chat:write",
    "commands",
    "files:read",  # the calendar file that somebody chooses in the set-up form
    "groups:read",  # the same, where the channel is private
    "im:history",  # find a reminder again whose delivery was cut off; read words in Heed's DM
    "im:read",
    "im:write",
    "reactions:read",
    "users:read",  # names, zones, who left
)

# Only to watch customers' channels.
WATCH_SCOPES = (
    "channels:history",  # what is said in those that Heed was invited to
    "groups:history",  # the same, where the channel is private
)


def manifest(
    *, prefix: str = "", request_url: str | None = None, watches: bool = False
) -> dict[str, Any]:
    """Return the manifest for Socket Mode, or for HTTP when there is a public address.

    Whoever has customers' channels watched asks for more.
    """
    events = (*subscribed.EVENTS, *(subscribed.WATCHING if watches else ()))
    scopes = (*SCOPES, *(WATCH_SCOPES if watches else ()))
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": sorted(events)},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }
    if request_url is not None:
        settings["event_subscriptions"]["request_url"] = request_url
        settings["interactivity"]["request_url"] = request_url
        settings["interactivity"]["message_menu_options_url"] = request_url
    return {
        "display_information": {
            "name": "Heed",
            "description": "Helps us keep our word to customers",
            "background_color": "#1f4d3f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "heed", "always_online": True},
            "shortcuts": [_shortcut(one) for one in ids.SHORTCUTS],
            "slash_commands": [_command(one, prefix, request_url) for one in ids.COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": settings,
    }


def _shortcut(shortcut: ids.Shortcut) -> dict[str, Any]:
    return {
        "name": shortcut.name,
        "type": "message" if shortcut.on_message else "global",
        "callback_id": shortcut.callback_id,
        "description": shortcut.description,
    }


def _command(command: ids.Command, prefix: str, request_url: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "command": f"/{prefix}{command.name.removeprefix('/')}",
        "description": command.description,
        "usage_hint": command.usage_hint,
        "should_escape": True,
    }
    return values if request_url is None else values | {"url": request_url}
