"""A message as it stands in a channel: its words, blocks, marks and reactions."""

from dataclasses import dataclass

from bot.playground.slack.controls import Control, controls
from bot.playground.slack.errors import Json


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji under a message and who set it."""

    name: str
    users: tuple[str, ...]

    def wire(self) -> Json:
        """Return the reaction as history shows it."""
        return {"name": self.name, "users": list(self.users), "count": len(self.users)}


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `ephemeral_to` names the only member who sees it, if it is such a one."""

    channel: str
    ts: str
    user: str
    text: str
    team: str
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()
    thread_ts: str | None = None
    subtype: str | None = None
    edited: tuple[str, str] | None = None
    metadata: Json | None = None
    reactions: tuple[Reaction, ...] = ()
    ephemeral_to: str | None = None
    bot_profile: Json | None = None
    client_msg_id: str | None = None

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one member sees it."""
        return self.ephemeral_to is not None

    @property
    def is_edited(self) -> bool:
        """Whether it has been changed since it was posted."""
        return self.edited is not None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def controls(self) -> tuple[Control, ...]:
        """The buttons, menus and fields on it, in reading order."""
        return controls(self.blocks)

    def wire(self, *, with_metadata: bool = False) -> Json:
        """Return the message as history, events and action payloads show it."""
        message: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        message["team"] = self.team
        if blocks := self._blocks():
            message["blocks"] = blocks
        if self.edited:
            message["edited"] = {"user": self.edited[0], "ts": self.edited[1]}
        if self.reactions:
            message["reactions"] = [each.wire() for each in self.reactions]
        if with_metadata and self.metadata:
            message["metadata"] = self.metadata
        return message | self._sender() | self._optional()

    def _sender(self) -> Json:
        profile = self.bot_profile
        if profile is None:
            return {}
        return {"bot_id": profile["id"], "app_id": profile["app_id"], "bot_profile": profile}

    def _optional(self) -> Json:
        given: Json = {
            "subtype": self.subtype,
            "thread_ts": self.thread_ts,
            "client_msg_id": self.client_msg_id,
            "attachments": list(self.attachments) or None,
            "files": list(self.files) or None,
        }
        return {key: value for key, value in given.items() if value is not None}

    def _blocks(self) -> list[Json]:
        # Slack gives what people type as rich text, next to the plain text.
        if self.blocks or self.bot_profile or not self.text or self.subtype:
            return list(self.blocks)
        words = [{"type": "text", "text": self.text}]
        section = {"type": "rich_text_section", "elements": words}
        return [{"type": "rich_text", "block_id": f"r{self.ts[-4:]}", "elements": [section]}]
