"""Says in one line what an entry of the traffic is."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from bot.playground.browser.traffic import Entry, Way
from bot.playground.slack import Slack

LONGEST = 120
_INTERACTIONS = {
    "view_submission": "submitted a form",
    "view_closed": "closed a form",
    "block_suggestion": "typed into a menu",
    "shortcut": "ran a shortcut",
    "message_action": "ran a message shortcut",
}
_KINDS = {
    "slash_command": "slash command",
    "block_actions": "press",
    "block_suggestion": "suggestion",
    "view_submission": "view submission",
    "view_closed": "view closed",
    "message_action": "message shortcut",
}
_CALLS = {
    "views.open": "Open a form",
    "views.push": "Open a form on top",
    "views.update": "Change a form",
    "views.publish": "Show a Home tab",
    "response_url": "Answer where it was asked",
    "apps.connections.open": "Ask for a socket",
    "conversations.open": "Find the direct message of",
    "conversations.info": "Look at",
    "users.list": "Read who is in the workspace",
    "auth.test": "Ask who one is",
}
_POSTED = {
    "chat.postMessage": "Post to",
    "chat.update": "Edit in",
    "chat.postEphemeral": "Whisper in",
    "chat.delete": "Delete in",
}


class Teller:
    """Knows who is who in one workspace."""

    def __init__(self, slack: Slack) -> None:
        self._people = {one.id: one.name for one in slack.members}
        self._places = {one.id: f"#{one.name}" for one in slack.channels}
        for one in slack.members:
            if not one.is_bot and not one.is_stranger:
                self._places[slack.direct(one).id] = f"{one.name}'s direct message"

    def tell(self, entry: Entry) -> str:
        """Return the one line."""
        words = self._asked(entry) if entry.way is Way.IN else self._called(entry)
        words = " ".join(unescape(words).split())
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"

    def kind(self, entry: Entry) -> str:
        """Return what kind of thing it is, as those who build call it."""
        if entry.kind == "event_callback":
            return f"event: {(entry.request.get('event') or {}).get('type')}"
        return _KINDS.get(entry.kind, entry.kind)

    def person(self, of: Any) -> str:
        """Return the name of a member, from an id or from Slack's card of one."""
        id = str(of.get("id")) if isinstance(of, Mapping) else str(of or "")
        return self._people.get(id, id or "somebody")

    def place(self, id: Any) -> str:
        """Return what a conversation is called, or the id of one that is unknown."""
        known = str(id or "")
        return self._places.get(known) or self._people.get(known) or known

    def _asked(self, entry: Entry) -> str:
        given = entry.request
        if entry.kind == "slash_command":
            typed = f"{given.get('command', '')} {given.get('text', '')}"
            return f"{self.person(given.get('user_id'))}: {typed}"
        if entry.kind == "block_actions":
            return f"{self.person(given.get('user'))} {_pressed(given.get('actions'))}"
        if entry.kind == "event_callback":
            return self._happened(given.get("event") or {})
        does = _INTERACTIONS.get(entry.kind, f"sent {entry.kind}")
        return f"{self.person(given.get('user'))} {does}{_title(given.get('view'))}"

    def _happened(self, event: Mapping[str, Any]) -> str:
        kind, by = str(event.get("subtype") or event.get("type")), event.get("user")
        if kind == "message":
            return f"{self.person(by)} in {self.place(event.get('channel'))}: {event.get('text')}"
        item = event.get("item")
        channel = item.get("channel") if isinstance(item, Mapping) else event.get("channel")
        channel = channel.get("id") if isinstance(channel, Mapping) else channel
        emoji = f" :{event['reaction']}:" if event.get("reaction") else ""
        there = f", {self.place(channel)}" if channel else ""
        who = f" by {self.person(by)}" if by else ""
        return f"{kind}{emoji}{who}{there}"

    def _called(self, entry: Entry) -> str:
        given = entry.request
        if entry.kind in _POSTED:
            where = self.place(given.get("channel"))
            return f"{_POSTED[entry.kind]} {where}: {given.get('text') or ''}"
        said = given.get("text") or self.place(given.get("users") or given.get("channel"))
        does = _CALLS.get(entry.kind, entry.kind)
        return f"{does}{_title(given.get('view'))}{f': {said}' if said else ''}"


def _pressed(actions: Any) -> str:
    if not isinstance(actions, list) or not actions:
        return "pressed something"
    action = actions[0]
    if action.get("type") == "button":
        return f"pressed “{_text(action.get('text')) or action.get('action_id')}”"
    chosen = _text((action.get("selected_option") or {}).get("text")) or action.get("action_id")
    return f"chose “{chosen}”"


def _title(view: Any) -> str:
    words = _text(view.get("title")) if isinstance(view, Mapping) else ""
    return f" “{words}”" if words else ""


def _text(thing: Any) -> str:
    return str(thing.get("text") or "") if isinstance(thing, Mapping) else ""
