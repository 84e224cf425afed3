"""Remembers every call of the app and everything sent to it, for the inspector and for tests."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from bot.playground.slack.errors import Json

_KEPT = 20_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the app: `params` as sent (form values stay strings), what was answered."""

    number: int
    method: str
    params: Json
    response: Json
    status: int
    at: datetime
    received_at: float
    seconds: float
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app was told that it worked."""
        return self.status == 200 and bool(self.response.get("ok"))


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing delivered to the app, one attempt: what, and what came of it.

    `sent_at` is the monotonic clock's, as a call's `received_at`.
    """

    number: int
    kind: str
    payload: Json
    status: str
    answer: Json | None
    attempt: int
    at: datetime
    sent_at: float
    seconds: float


class Log:
    """Both logs, oldest first, the newest few thousand of each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: deque[Call] = deque(maxlen=_KEPT)
        self._sent: deque[Sent] = deque(maxlen=_KEPT)

    def add_call(self, call: Call) -> None:
        """Remember a call."""
        with self._lock:
            self._calls.append(call)

    def add_sent(self, sent: Sent) -> None:
        """Remember a delivery."""
        with self._lock:
            self._sent.append(sent)

    def calls(self, method: str | None = None) -> tuple[Call, ...]:
        """Return the calls, of one method or of all."""
        with self._lock:
            return tuple(each for each in self._calls if method in (None, each.method))

    def sent(self, kind: str | None = None) -> tuple[Sent, ...]:
        """Return the deliveries, of one kind (events_api, slash_commands, interactive) or all."""
        with self._lock:
            return tuple(each for each in self._sent if kind in (None, each.kind))

    def newest(self, count: int) -> tuple[list[Call], list[Sent]]:
        """Return the last so many of each log, newest first."""
        with self._lock:
            return _last(self._calls, count), _last(self._sent, count)

    def clear(self) -> None:
        """Forget both logs."""
        with self._lock:
            self._calls.clear()
            self._sent.clear()


def _last(kept: Sequence[T], count: int) -> list[T]:
    return list(islice(reversed(kept), count))
