"""Remembers how far each member has read each conversation."""

import threading
from collections.abc import Iterable
from datetime import datetime

from bot.playground.slack import Channel, Member, Message, Slack


class Marks:
    """Read marks by reader and conversation. Safe among threads."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._lock = threading.Lock()
        self._read: dict[tuple[str, str], float] = {}
        self._before = 0.0

    def read_until(self, at: datetime) -> None:
        """Take everything before an instant as read by everybody."""
        self._before = at.timestamp()

    def read(self, who: Member, channel: str, *, ts: str) -> None:
        """Move a mark forward; marks never go back."""
        with self._lock:
            key = (who.id, channel)
            self._read[key] = max(float(ts), self._read.get(key, 0.0))

    def unread(self, who: Member, channel: Channel) -> list[Message]:
        """Return what the member has not seen there yet, oldest first."""
        with self._lock:
            after = max(self._before, self._read.get((who.id, channel.id), 0.0))
        said = self._slack.messages(channel, viewer=who)
        return [one for one in said if float(one.ts) > after and _counts(one, who)]

    def waiting(self, who: Member) -> int:
        """Return how many messages of all conversations wait for the member."""
        return sum(len(self.unread(who, one)) for one in conversations(self._slack, who))


def conversations(slack: Slack, who: Member) -> list[Channel]:
    """Return where the member can read, Heed's direct message last; strangers have none."""
    rooms = sorted(_rooms(slack.channels, who), key=lambda one: one.name)
    return rooms if who.is_stranger else [*rooms, slack.direct(who)]


def _rooms(channels: Iterable[Channel], who: Member) -> Iterable[Channel]:
    return (one for one in channels if who.id in one.members and not one.is_archived)


def _counts(message: Message, who: Member) -> bool:
    """What only the reader sees came as an answer to them: it was never unread."""
    return message.user != who.id and not message.is_ephemeral
