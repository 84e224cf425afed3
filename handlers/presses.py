"""Presses: carry out a click, and answer it where it was made."""

import logging
import re

from bot.messages import refusals
from bot.messages.kit import Message
from bot.services import looking, replies
from bot.services.desk import Asked
from handlers import at_home
from handlers.door import KNOWN, STORE, Body, Door, Verb
from handlers.values import TooOld

log = logging.getLogger(__name__)

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/[!-~]{1,1900}")


def press(door: Door, body: Body, verb: Verb) -> None:
    """Carry out a click. A reminder shows by itself what came of it; all else is answered."""
    if not door.is_ours(body):
        reply(door, body, refusals.outsider(), replaces=False)
        return
    asked = door.asked(body)
    try:
        on_reminder = is_reminder(door, body)
        answer = door.known(asked, verb)
    except KNOWN as no:
        say_no(door, body, asked, no)
        return
    if at_home.is_there(body):
        at_home.shows(door.desk, door.workspace_id, asked.member_id, door.said(answer))
    elif on_reminder is not True:
        # While a reminder is being settled this may be one, and must not be overwritten.
        reply(door, body, door.said(answer), replaces=on_reminder is False)


def say_no(door: Door, body: Body, asked: Asked, no: Exception) -> None:
    """Answer a click that was not carried out."""
    message = door.said_no(asked, no)
    if isinstance(no, STORE):
        # The outbox is in the store: it would only make whoever pressed wait again.
        answer_at_once(door, body, message)
    else:
        reply(door, body, message, replaces=False)


def answer_at_once(door: Door, body: Body, message: Message) -> None:
    """Answer whoever pressed, beside the store."""
    if at_home.is_there(body):
        at_home.open_at_once(body, message, open_view=door.open_view)
    else:
        reply_at_once(door, str(body.get("response_url") or ""), message)


def reply_at_once(door: Door, address: str, message: Message) -> None:
    """Answer that person alone, beside the store."""
    if _ADDRESS.fullmatch(address) is not None:
        said = {**message.body(), "replace_original": False, "response_type": "ephemeral"}
        door.respond(address, said)


def is_reminder(door: Door, body: Body) -> bool | None:
    """Whether a click was made on a reminder; None while that cannot be told."""
    container = body.get("container") or {}
    channel_id, ts = container.get("channel_id"), container.get("message_ts")
    if container.get("is_ephemeral") or not isinstance(channel_id, str):
        return False
    return isinstance(ts, str) and looking.is_reminder(door.desk, door.workspace_id, channel_id, ts)


def too_old(door: Door, body: Body) -> None:
    """A button that no longer means anything answers politely and does nothing."""
    message = refusals.outsider()
    if door.is_ours(body):
        message = door.refused(door.asked(body), TooOld())
    reply(door, body, message, replaces=False)


def reply(door: Door, body: Body, message: Message, *, replaces: bool) -> None:
    """Answer a click where it was made; in place of the message, or to that person alone."""
    if at_home.is_there(body):
        at_home.say(door.desk, door.workspace_id, body, message, open_view=door.open_view)
        return
    address = str(body.get("response_url") or "")
    reply_to(door, address, body["user"]["id"], message, replaces=replaces)


def reply_to(
    door: Door, address: str, member_id: str, message: Message, *, replaces: bool = True
) -> None:
    if _ADDRESS.fullmatch(address) is None:
        # Tried, it would only be in the way of what others wait for.
        return
    said = {
        **message.body(),
        "replace_original": replaces,
        "response_type": "ephemeral",
    }
    try:
        replies.reply(door.desk, door.workspace_id, member_id, address=address, body=said)
    except STORE:
        log.exception("a reply could not be kept; it is said at once, or not at all")
        door.respond(address, said)
