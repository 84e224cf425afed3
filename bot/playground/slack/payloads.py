"""Builds what the app receives when a person commands, presses, submits or closes."""

from bot.playground.slack.channels import Channel
from bot.playground.slack.errors import Json
from bot.playground.slack.installation import Installation
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.views import State, View


def command(
    installation: Installation,
    member: Member,
    channel: Channel,
    *,
    name: str,
    text: str,
    response_url: str,
    trigger_id: str,
) -> Json:
    """Return a slash command's form."""
    return {
        "token": installation.verification_token,
        "team_id": installation.team_id,
        "team_domain": installation.domain,
        "channel_id": channel.id,
        "channel_name": channel.shown_name,
        "user_id": member.id,
        "user_name": member.name,
        "command": name,
        "text": text,
        "api_app_id": installation.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(installation: Installation, member: Member, *, type: str) -> Json:
    """Return what every interactive payload has."""
    return {
        "type": type,
        "user": member.card(),
        "api_app_id": installation.app_id,
        "token": installation.verification_token,
        "team": installation.team(),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def on_message(message: Message, channel: Channel, *, response_url: str, state: State) -> Json:
    """Return what a press on a message adds. An ephemeral message is not sent along."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    added: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.shown_name},
        "state": {"values": state},
        "response_url": response_url,
    }
    return added if message.is_ephemeral else added | {"message": message.wire()}


def on_view(view: View) -> Json:
    """Return what a press in a view adds."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.wire()}


def submission(view: View, *, trigger_id: str) -> Json:
    """Return what submitting a modal adds."""
    return {"trigger_id": trigger_id, "view": view.wire(), "response_urls": []}


def closing(view: View, *, cleared: bool) -> Json:
    """Return what closing a modal adds."""
    return {"view": view.wire(), "is_cleared": cleared, "response_urls": []}


def shortcut(*, callback_id: str, trigger_id: str, at: str) -> Json:
    """Return what a shortcut adds."""
    return {"callback_id": callback_id, "trigger_id": trigger_id, "action_ts": at}


def message_action(message: Message, channel: Channel, *, response_url: str) -> Json:
    """Return what a message shortcut adds to a shortcut."""
    return {
        "channel": {"id": channel.id, "name": channel.shown_name},
        "message_ts": message.ts,
        "message": message.wire(),
        "response_url": response_url,
    }
