"""“Did this count?”: which rule decided about a message, said to one member alone."""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.errors import Refusal
from bot.messages import ids, refusals, watching
from bot.messages.kit import Message
from bot.services import explaining, replies
from handlers import said
from handlers.door import KNOWN, Door
from handlers.shortcuts import say

log = logging.getLogger(__name__)


def register(app: App, door: Door) -> None:
    app.shortcut({"callback_id": ids.ON_MESSAGE_WHY, "type": "message_action"})(
        partial(asked, door=door)
    )


def asked(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Say it in a modal: where the message stands, the customer may read."""
    if door.is_ours(body):
        _say(client, body, _answer(body, door=door), door=door)
    else:
        say(client, body, refusals.outsider(), door=door, title=watching.TITLE)
    ack()


def _say(client: WebClient, body: Mapping[str, Any], message: Message, *, door: Door) -> None:
    try:
        view = watching.shown(message).body()
        client.views_open(trigger_id=str(body.get("trigger_id")), view=view)
    except (SlackApiError, OSError) as fault:
        log.warning("nothing could be opened: %s", fault)
        member_id = str(body["user"]["id"])
        replies.notice(door.desk, door.workspace_id, member_id, body=message.body())


def _answer(body: Mapping[str, Any], *, door: Door) -> Message:
    ask, channel, written = door.asked(body), body.get("channel"), body.get("message")
    channel_id = said.channel_id(channel.get("id") if isinstance(channel, dict) else None)
    message = written if isinstance(written, dict) else {}
    is_robot = bool(message.get("bot_id")) or message.get("subtype") == "bot_message"
    ts = body.get("message_ts")
    if not channel_id or not said.is_stamp(ts):
        return door.said_no(ask, Refusal("I cannot tell which message that is."))
    try:
        found, zone, now = door.known(
            ask,
            lambda one: explaining.explain(door.desk, one, channel_id, str(ts), is_robot=is_robot),
        )
    except KNOWN as no:
        return door.said_no(ask, no)
    return watching.why(found, zone=zone, now=now, prefix=door.prefix)
