"""Events: reactions on reminders, words in Heed's own DM, and who is in the workspace.

Slack sends an event again until it is acknowledged: each is carried out once, by its id.
"""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.errors import Refusal
from bot.core.failures import Failure, Meaning
from bot.core.grammar.plain import read_plain
from bot.core.history import Surface
from bot.core.pleasantries import is_pleasantry
from bot.core.words import clean
from bot.messages import kit, notices
from bot.services import homes, reactions, replies, ticks, upkeep
from bot.services.desk import Asked
from bot.services.emoji import Emoji
from handlers import watching
from handlers.door import Door

log = logging.getLogger(__name__)

Event = dict[str, Any]

# Ids, stamps and names of emoji: whatever is not spelled like one is no field of Slack's.
_WORD = re.compile(r"[\w.:+'-]{1,255}")
_STAMP = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,9})?")
WELCOME = "You are welcome. `/mine` shows what is open, `help` what I can do."


def register(app: App, door: Door) -> None:
    for kind in HEARD:
        app.event(kind)(partial(heard, door=door, kind=kind))


def heard(ack: Ack, body: dict[str, Any], event: Event, *, door: Door, kind: str) -> None:
    """Carry out one event; what is not ours, or means nothing, is acknowledged and forgotten."""
    carry_out, event_id = HEARD.get(kind), _word(body, "event_id")
    if carry_out is not None and event_id is not None and _is_ours(door, body, event):
        carry_out(door, event, event_id)
    ack()


def _is_ours(door: Door, body: dict[str, Any], event: Event) -> bool:
    is_shared = body.get("is_ext_shared_channel") is True and watching.is_of_channel(event)
    if is_shared and watching.is_for_us(body, workspace_id=door.workspace_id):
        return True
    return door.is_ours(body)


def _word(fields: object, name: str) -> str | None:
    found = fields.get(name) if isinstance(fields, dict) else None
    return found if isinstance(found, str) and _WORD.fullmatch(found) else None


def _emoji(door: Door, event: Event, event_id: str) -> Emoji | None:
    item = event.get("item")
    member_id, name = _word(event, "user"), _word(event, "reaction")
    channel_id, ts = _word(item, "channel"), _word(item, "ts")
    is_message, at = _word(item, "type") == "message", _instant(event)
    if not (is_message and member_id and name and channel_id and ts and at):
        return None
    return Emoji(
        workspace_id=door.workspace_id,
        member_id=member_id,
        channel_id=channel_id,
        ts=ts,
        name=name,
        event_id=event_id,
        at=at,
    )


def _instant(event: Event) -> datetime | None:
    stamp = event.get("event_ts")
    if not isinstance(stamp, str) or _STAMP.fullmatch(stamp) is None:
        return None
    return datetime.fromtimestamp(float(stamp), UTC)


def _added(door: Door, event: Event, event_id: str) -> None:
    emoji = _emoji(door, event, event_id)
    if emoji is None:
        return
    try:
        _known(door, emoji.member_id, lambda: _reacted(door, emoji))
    except Refusal as refusal:
        replies.whisper(
            door.desk,
            door.workspace_id,
            emoji.member_id,
            channel_id=emoji.channel_id,
            body=notices.refused(refusal.sentence).body(),
            once=f"whisper:{event_id}",
        )


def _reacted(door: Door, emoji: Emoji) -> None:
    """On a reminder it does what its button does; a tick may answer a customer's message."""
    if reactions.added(door.desk, emoji) is None:
        ticks.added(door.desk, emoji)


def _unreacted(door: Door, emoji: Emoji) -> None:
    if not reactions.removed(door.desk, emoji):
        ticks.removed(door.desk, emoji)


def _removed(door: Door, event: Event, event_id: str) -> None:
    emoji = _emoji(door, event, event_id)
    if emoji is None:
        return
    try:
        _known(door, emoji.member_id, lambda: _unreacted(door, emoji))
    except Refusal:
        # Something came after it: taking the emoji away takes nothing back, and says nothing.
        return


def _known(door: Door, member_id: str, verb: Callable[[], object]) -> None:
    """Whom Slack does not know is not waited for; if it does not answer, the event comes again."""
    try:
        door.met(member_id, verb)
    except Failure as failure:
        if failure.meaning in (Meaning.TRANSIENT, Meaning.AMBIGUOUS):
            raise
        log.warning("nobody could be looked up: %s", failure.error)


def _said(door: Door, event: Event, event_id: str) -> None:
    """Plain words in Heed's own DM are read as a command, or answered with help.

    In a customer's channel that is watched they count by themselves.
    """
    if watching.is_in_channel(event):
        watching.heard(door, event, event_id)
        return
    if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
        return
    text, member_id = event.get("text"), _word(event, "user")
    if not isinstance(text, str) or not clean(text) or member_id is None:
        return
    message = (
        kit.message(WELCOME) if is_pleasantry(text) else _answer(door, text, member_id, event_id)
    )
    if message is not None:
        # Owed after the verb: of several who read the same words, only one has the real answer.
        once = f"said:{event_id}"
        replies.notice(door.desk, door.workspace_id, member_id, body=message.body(), once=once)


def _answer(door: Door, text: str, member_id: str, event_id: str) -> kit.Message | None:
    command, words = read_plain(text) or ("heed", "help")
    asked = Asked(
        workspace_id=door.workspace_id,
        member_id=member_id,
        key=f"event:{event_id}",
        surface=Surface.MESSAGE,
        command=command,
        words=words,
    )
    return door.heard(asked)


def _opened(door: Door, event: Event, _event_id: str) -> None:
    """Somebody looks at their Home; of the other tabs there is nothing to draw."""
    member_id = _word(event, "user")
    if member_id is not None and event.get("tab") == "home":
        _known(door, member_id, lambda: homes.opened(door.desk, door.workspace_id, member_id))


def _changed(door: Door, event: Event, _event_id: str) -> None:
    """Somebody joined, left, or changed name or zone."""
    user = event.get("user")
    if isinstance(user, dict) and _word(user, "id"):
        upkeep.follow(door.desk, door.workspace_id, [door.read_member(user)])


def _left(door: Door, _event: Event, _event_id: str) -> None:
    upkeep.leave(door.desk, door.workspace_id, why="app_uninstalled")


def _revoked(door: Door, event: Event, _event_id: str) -> None:
    """A person who takes back what they allowed the app has not shown Heed the door."""
    tokens = event.get("tokens")
    if isinstance(tokens, dict) and tokens.get("bot"):
        upkeep.leave(door.desk, door.workspace_id, why="tokens_revoked")


HEARD: dict[str, Callable[[Door, Event, str], None]] = {
    "app_home_opened": _opened,
    "app_uninstalled": _left,
    "message": _said,
    "reaction_added": _added,
    "reaction_removed": _removed,
    "team_join": _changed,
    "tokens_revoked": _revoked,
    "user_change": _changed,
    **watching.HEARD,
}
