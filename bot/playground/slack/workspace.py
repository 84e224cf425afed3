"""Everything the workspace holds, behind one lock, and who is told when it changes."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.errors import Json, NotPossible, SlackError
from bot.playground.slack.files import File
from bot.playground.slack.installation import Installation
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.stamps import Ids, Stamps
from bot.playground.slack.triggers import Triggers
from bot.playground.slack.views import View

_BY_ID = ("users_select", "channels_select", "conversations_select")

Who = Member | str
Where = Channel | str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Scheduled do-not-disturb of one member, in epoch seconds."""

    starts: int
    ends: int


class Workspace:
    """The state. Every change happens while `lock` is held and ends with `touch`."""

    def __init__(
        self, installation: Installation, *, now: Callable[[], datetime], trigger_seconds: float
    ) -> None:
        self.installation = installation
        self.now = now
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.version = 0
        self.ids = Ids()
        self.stamps = Stamps(now)
        self.triggers = Triggers(self.ids, seconds=trigger_seconds)
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, str] = {}
        self.files: dict[str, File] = {}
        self.quiet: dict[str, Quiet] = {}
        self.outbox: Callable[[str, Json, Channel | None], None] = lambda *_: None

    def touch(self) -> None:
        """Wake everybody who waits for a change."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def emit(self, name: str, event: Json, channel: Channel | None = None) -> None:
        """Tell the app, if it is where the thing happened. `name` is the subscription's."""
        if channel is None or self.installation.bot_user_id in channel.members:
            event.setdefault("event_ts", self.stamps.next())
            self.outbox(name, event, channel)
        self.touch()

    def member(self, who: Who) -> Member:
        """Return the member by value, id or handle, as it is now."""
        wanted = who.id if isinstance(who, Member) else who.removeprefix("@")
        found = self.members.get(wanted)
        for member in () if found else self.members.values():
            if member.name == wanted:
                return member
        if found is None:
            raise NotPossible(f"nobody here is called {wanted}")
        return found

    def channel(self, where: Where) -> Channel:
        """Return the channel by value, id or name, as it is now."""
        wanted = where.id if isinstance(where, Channel) else where.removeprefix("#")
        found = self.channels.get(wanted)
        for channel in () if found else self.channels.values():
            if channel.name == wanted and channel.kind is not Kind.DIRECT:
                return channel
        if found is None:
            raise NotPossible(f"there is no channel {wanted}")
        return found

    def direct(self, member: Member) -> Channel:
        """Return the direct message between the member and the app, opening it if need be."""
        for channel in self.channels.values():
            if channel.user == member.id:
                return channel
        bot = self.installation.bot_user_id
        channel = Channel(
            id=self.ids.next("D"),
            name="",
            kind=Kind.DIRECT,
            members=(bot, member.id),
            created=self.stamps.seconds(),
            user=member.id,
        )
        return self.keep_channel(channel)

    def ids_of(self, kind: str, value: Any) -> Any:
        """Return what was chosen in a people or channel menu by its ids."""
        if isinstance(value, list | tuple):
            return [self.ids_of(kind, each) for each in value]
        if isinstance(value, Member | Channel):
            return value.id
        if value is None or not kind.endswith(_BY_ID) or value in self.members:
            return value
        return self.member(value).id if "users" in kind else self.channel(value).id

    def keep_channel(self, channel: Channel) -> Channel:
        """Store the channel as it now is."""
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})
        self.touch()
        return channel

    def keep_member(self, member: Member) -> Member:
        """Store the member as it now is."""
        member = replace(member, updated=self.stamps.seconds())
        self.members[member.id] = member
        self.touch()
        return member

    def keep_message(self, message: Message) -> Message:
        """Store the message as it now stands."""
        self.messages[message.channel][message.ts] = message
        self.touch()
        return message

    def message(self, channel: str, ts: str) -> Message:
        """Return the message, or refuse as the API does."""
        found = self.messages.get(channel, {}).get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def file_ready(self, file_id: str) -> bool:
        """Whether an image block may show the file yet."""
        file = self.files.get(file_id)
        return bool(file and file.completed and time.monotonic() >= file.ready_at)
