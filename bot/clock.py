"""Clocks: the machine's, and one that can be moved, for the playground and for tests."""

import threading
from datetime import UTC, datetime, timedelta


def system_now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


class MovableClock:
    """A workspace's clock that runs on from wherever it was set. Safe among threads."""

    def __init__(self, at: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._ahead = timedelta()
        if at is not None:
            self.set(at)

    def __call__(self) -> datetime:
        with self._lock:
            return system_now() + self._ahead

    def set(self, at: datetime) -> None:
        with self._lock:
            self._ahead = at.astimezone(UTC) - system_now()

    def move(self, by: timedelta) -> None:
        with self._lock:
            self._ahead += by
