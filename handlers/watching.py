"""Watched channels: what is said, edited and deleted there, and what becomes of the channel."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.core.failures import Failure, Meaning
from bot.core.heard import Said, instant
from bot.services import rewording, unwatching, watching
from bot.services.rewording import Gone
from bot.services.unwatching import Ending
from bot.services.watching import Told
from handlers import said
from handlers.door import Door

log = logging.getLogger(__name__)

Event = Mapping[str, Any]

# What people write; whatever else comes as a message, nobody has said.
WRITTEN = (None, "file_share", "me_message", "thread_broadcast")
REACTED = ("reaction_added", "reaction_removed")
ENDINGS = {
    "channel_archive": Ending.ARCHIVED,
    "channel_deleted": Ending.DELETED,
    "channel_left": Ending.LEFT,
    "group_archive": Ending.ARCHIVED,
    "group_deleted": Ending.DELETED,
    "group_left": Ending.LEFT,
}


def is_in_channel(event: Event) -> bool:
    return event.get("channel_type") in ("channel", "group")


def is_of_channel(event: Event) -> bool:
    """Whether it is told of a channel: of a shared one, either company's Slack may tell."""
    return is_in_channel(event) or event.get("type") in (*HEARD, *REACTED)


def is_for_us(body: Mapping[str, Any], *, workspace_id: str) -> bool:
    """Whether an event was sent to our installation.

    In a channel shared with another company, it names the workspace where it took place.
    """
    ours = body.get("authorizations")
    return isinstance(ours, list) and any(
        isinstance(one, dict) and workspace_id in (one.get("team_id"), one.get("enterprise_id"))
        for one in ours
    )


def heard(door: Door, event: Event, event_id: str) -> None:
    """Have what was said in a channel count, if that is watched."""
    channel = said.channel_id(event.get("channel"))
    if not channel:
        return
    match event.get("subtype"):
        case "message_changed":
            _changed(door, event, event_id, channel)
        case "message_deleted":
            _deleted(door, event, event_id, channel)
        case subtype if subtype in WRITTEN:
            if (told := _told(door, event, event_id, channel)) is not None:
                _met(door, told.said.author_id, lambda: watching.hear(door.desk, told))


def _told(door: Door, message: Event, event_id: str, channel: str) -> Told | None:
    """Read a message that a person wrote; None for any other."""
    author, ts = message.get("user"), message.get("ts")
    root = message.get("thread_ts") or ts
    is_human = isinstance(author, str) and author and not message.get("bot_id")
    if not is_human or not said.is_stamp(ts) or not said.is_stamp(root):
        return None
    text = said.text_of(message)
    if not (text or any(message.get(part) for part in ("files", "attachments", "blocks"))):
        return None
    written = Said(channel, str(ts), str(author), text, str(root), instant(str(ts)))
    link = said.permalink(door.url, channel, written.ts, written.root)
    return Told(door.workspace_id, event_id, written, permalink=link)


def _changed(door: Door, event: Event, event_id: str, channel: str) -> None:
    now, before = _message(event, "message"), _message(event, "previous_message")
    if now.get("subtype") == "tombstone":
        # The first message of a thread, deleted: the thread hangs on what is left of it.
        _gone(door, event, event_id, channel, str(now.get("ts")), before)
        return
    # A link that is shown in full, or another reply, is no edit of anybody's.
    if now.get("text") == before.get("text") or now.get("subtype") not in WRITTEN:
        return
    told = _told(door, now, event_id, channel)
    if told is not None:
        verb = partial(rewording.edited, door.desk, told, at=_at(event))
        _met(door, told.said.author_id, verb)


def _deleted(door: Door, event: Event, event_id: str, channel: str) -> None:
    before = _message(event, "previous_message")
    _gone(door, event, event_id, channel, str(event.get("deleted_ts")), before)


def _gone(door: Door, event: Event, event_id: str, channel: str, ts: str, before: Event) -> None:
    author, root = before.get("user"), before.get("thread_ts") or ts
    if not said.is_stamp(ts) or not said.is_stamp(root) or before.get("bot_id"):
        return
    author_id = author if isinstance(author, str) and author else None
    gone = Gone(door.workspace_id, event_id, channel, ts, str(root), author_id, _at(event))
    _met(door, author_id, lambda: rewording.deleted(door.desk, gone))


def _met(door: Door, member_id: str | None, verb: Callable[[], object]) -> None:
    """Whom Slack does not know is not heard; if it does not answer, the event comes again."""
    if member_id is None:
        verb()
        return
    try:
        door.met(member_id, verb)
    except Failure as failure:
        if failure.meaning in (Meaning.TRANSIENT, Meaning.AMBIGUOUS):
            raise
        log.warning("nobody could be looked up: %s", failure.error)


def ended(door: Door, event: Event, event_id: str, *, ending: Ending) -> None:
    """A channel can no longer be heard: say so to whose customer it is, once."""
    channel, by = said.channel_id(event.get("channel")), event.get("user")
    if channel:
        unwatching.end(
            door.desk,
            door.workspace_id,
            channel,
            event_id=event_id,
            ending=ending,
            by=by if isinstance(by, str) else None,
        )


def renamed(door: Door, event: Event, event_id: str) -> None:
    """A channel goes by another id, as when it is shared for the first time."""
    before, now = (
        said.channel_id(event.get(name)) for name in ("old_channel_id", "new_channel_id")
    )
    if before and now:
        unwatching.make_way(door.desk, door.workspace_id, before, to=now, event_id=event_id)
        unwatching.follow(door.desk, door.workspace_id, before, to=now)


def _message(event: Event, name: str) -> Event:
    found = event.get(name)
    return found if isinstance(found, dict) else {}


def _at(event: Event) -> datetime:
    """When it was edited or deleted."""
    stamp = event.get("event_ts")
    # To the fraction of a second: of two edits the later one holds.
    is_stamp = said.is_stamp(stamp)
    return datetime.fromtimestamp(float(str(stamp)), UTC) if is_stamp else datetime.now(UTC)


HEARD: dict[str, Callable[[Door, Event, str], None]] = {
    **{kind: partial(ended, ending=ending) for kind, ending in ENDINGS.items()},
    "channel_id_changed": renamed,
}
