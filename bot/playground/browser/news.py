"""Tells every open page that something has changed, from one thread that watches."""

import asyncio
import threading
from collections.abc import Callable
from typing import Protocol

Version = tuple[int, int]
LOOK_SECONDS = 0.25


class Versions(Protocol):
    """Waits until what is watched has another version than the one seen."""

    def __call__(self, seen: Version, *, timeout: float) -> Version: ...


class News:
    """A number that grows with every change, and whoever waits for it."""

    def __init__(self, version: Versions, *, look: Callable[[], None]) -> None:
        self._version = version
        self._look = look
        self._lock = threading.Lock()
        self._listening: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._is_over = False
        self.number = 0
        self._thread = threading.Thread(target=self._work, name="news", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over = True
        self._thread.join()

    def touch(self) -> None:
        """Say that something has changed."""
        with self._lock:
            self.number += 1
            for loop, event in self._listening:
                loop.call_soon_threadsafe(event.set)

    def listen(self) -> asyncio.Event:
        """Return an event that is set, in the running loop, whenever something changes."""
        event = asyncio.Event()
        with self._lock:
            self._listening.add((asyncio.get_running_loop(), event))
        return event

    def leave(self, event: asyncio.Event) -> None:
        """Stop listening."""
        with self._lock:
            self._listening = {one for one in self._listening if one[1] is not event}

    def _work(self) -> None:
        seen: Version = (0, 0)
        while not self._is_over:
            now = self._version(seen, timeout=LOOK_SECONDS)
            if now != seen:
                seen = now
                self._look()
                self.touch()
