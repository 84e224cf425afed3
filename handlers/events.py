"""Events: reactions on reminders, words in Heed's own DM, and who is in the workspace.

Slack sends an event again until it is acknowledged: each is carried out once, by its id.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.errors import Refusal
from bot.core.grammar import read_plain
from bot.core.history import Surface
from bot.messages import notices, subscribed
from bot.services import reactions, replies, upkeep
from bot.services.desk import Asked, UnknownMember
from bot.services.reactions import Emoji
from handlers.door import Door

Event = dict[str, Any]


def register(app: App, door: Door) -> None:
    for event in subscribed.EVENTS:
        kind = subscribed.listened(event)
        app.event(kind)(partial(heard, door=door, kind=kind))


def heard(ack: Ack, body: dict[str, Any], event: Event, *, door: Door, kind: str) -> None:
    """Carry out one event; what is not ours, or means nothing, is acknowledged and forgotten."""
    carry_out = HEARD.get(kind)
    if carry_out is not None and door.is_ours(body):
        carry_out(door, event, str(body.get("event_id") or ""))
    ack()


def _emoji(door: Door, event: Event, event_id: str) -> Emoji | None:
    item = event.get("item") or {}
    if item.get("type") != "message" or not event.get("user"):
        return None
    return Emoji(
        workspace_id=door.workspace_id,
        member_id=event["user"],
        channel_id=item["channel"],
        ts=item["ts"],
        name=event["reaction"],
        event_id=event_id,
        at=datetime.fromtimestamp(float(event["event_ts"]), UTC),
    )


def _added(door: Door, event: Event, event_id: str) -> None:
    emoji = _emoji(door, event, event_id)
    if emoji is None:
        return
    try:
        _known(door, emoji.member_id, lambda: reactions.added(door.desk, emoji))
    except Refusal as refusal:
        replies.whisper(
            door.desk,
            door.workspace_id,
            emoji.member_id,
            channel_id=emoji.channel_id,
            body=notices.refused(refusal.sentence).body(),
            once=f"whisper:{event_id}",
        )


def _removed(door: Door, event: Event, event_id: str) -> None:
    emoji = _emoji(door, event, event_id)
    if emoji is None:
        return
    try:
        _known(door, emoji.member_id, lambda: reactions.removed(door.desk, emoji))
    except Refusal:
        # Something came after it: taking the emoji away takes nothing back, and says nothing.
        return


def _known(door: Door, member_id: str, verb) -> None:  # type: ignore[no-untyped-def]
    try:
        verb()
    except UnknownMember:
        door.meet(member_id)
        verb()


def _said(door: Door, event: Event, event_id: str) -> None:
    """Plain words in Heed's own DM are read as a command, or answered with help."""
    if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
        return
    text, member_id = str(event.get("text") or ""), event.get("user")
    if not text.strip() or not member_id:
        return
    command, words = read_plain(text) or ("heed", "help")
    asked = Asked(
        workspace_id=door.workspace_id,
        member_id=member_id,
        key=f"event:{event_id}",
        surface=Surface.MESSAGE,
        command=command,
        words=words,
    )
    body = door.typed(asked).body()
    once = f"said:{event_id}"
    replies.notice(door.desk, door.workspace_id, member_id, body=body, once=once)


def _changed(door: Door, event: Event, _event_id: str) -> None:
    """Somebody joined, left, or changed name or zone."""
    user = event.get("user")
    if isinstance(user, dict) and user.get("id"):
        upkeep.follow(door.desk, door.workspace_id, [door.read_member(user)])


def _left(door: Door, _event: Event, _event_id: str) -> None:
    upkeep.leave(door.desk, door.workspace_id, why="app_uninstalled")


HEARD = {
    "app_uninstalled": _left,
    "message": _said,
    "reaction_added": _added,
    "reaction_removed": _removed,
    "team_join": _changed,
    "tokens_revoked": _left,
    "user_change": _changed,
}
