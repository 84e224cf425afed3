"""Serves the page from a thread of its own, on loopback."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import web

from bot.playground.browser.play import Play
from bot.playground.browser.safety import Guard
from bot.playground.browser.site import Site

T = TypeVar("T")

HOST = "127.0.0.1"
TRIED = 100  # ports, one after the other
SHUTDOWN_SECONDS = 0.5


class NoFreePort(Exception):
    """Every port that was tried is in use."""


class Server:
    """Starts and stops the page of one play."""

    def __init__(self, play: Play, *, port: int) -> None:
        self._play = play
        self._wanted = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="page", daemon=True)
        self._site = Site(play, guard=lambda: self._guard)

    def __enter__(self) -> "Server":
        """Start."""
        return self.start()

    def __exit__(self, *_exception: object) -> None:
        """Stop."""
        self.stop()

    @property
    def address(self) -> str:
        """Where a person finds the page, with the key of this start."""
        return self._guard.address

    @property
    def guard(self) -> Guard:
        """What keeps strangers out."""
        return self._guard

    def start(self) -> "Server":
        """Bind the first free port and serve. Raises NoFreePort."""
        self._thread.start()
        try:
            self._run(self._bind())
        except NoFreePort:
            self._end()
            raise
        return self

    def stop(self) -> None:
        """End every connection, then the thread."""
        self._run(self._runner.cleanup())
        self._end()

    async def _bind(self) -> None:
        self._runner = web.AppRunner(
            self._site.application(),
            access_log=None,
            shutdown_timeout=SHUTDOWN_SECONDS,
        )
        await self._runner.setup()
        for port in range(self._wanted, min(self._wanted + TRIED, 65536)):
            try:
                # Another program's address is never taken over.
                await web.TCPSite(self._runner, HOST, port).start()
            except OSError:
                continue
            self._guard = Guard(port=self._runner.addresses[-1][1])
            return
        await self._runner.cleanup()
        raise NoFreePort(f"Ports {self._wanted} to {self._wanted + TRIED - 1} are all in use.")

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def _end(self) -> None:
        self._run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
