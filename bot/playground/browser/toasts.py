"""Keeps a short list of what Heed posted, for whoever looks elsewhere."""

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bot.playground.slack import Message, Slack
from bot.playground.watch import Piece

KEPT = 30


@dataclass(frozen=True, slots=True)
class Toast:
    """One message of Heed's and where it came; `reader` is set in a direct message."""

    number: int
    channel: str
    ts: str
    text: str
    reader: str | None


class Toasts:
    """The newest toasts, numbered from 1. Safe among threads."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._lock = threading.Lock()
        self._kept: deque[Toast] = deque(maxlen=KEPT)
        self._count = 0

    def note(self, pieces: Iterable[Piece]) -> None:
        """Make a toast of each new message of Heed's that is no reply."""
        heed = self._slack.installation.bot_user_id
        for piece in pieces:
            message = piece.message
            if piece.is_new and message.user == heed and not message.is_ephemeral:
                self._add(message)

    def after(self, number: int) -> list[Toast]:
        """Return what came after that one, oldest first."""
        with self._lock:
            return [toast for toast in self._kept if toast.number > number]

    @property
    def newest(self) -> int:
        """The number of the last one; 0 before the first."""
        return self._count

    def _add(self, message: Message) -> None:
        channel = self._slack.channel(message.channel)
        with self._lock:
            self._count += 1
            self._kept.append(
                Toast(self._count, message.channel, message.ts, message.text, channel.user)
            )
