"""The background thread: one event loop that serves the app and delivers to it."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from aiohttp import web

from bot.playground.slack.calls import Log
from bot.playground.slack.delivery import Delivery, Pace
from bot.playground.slack.errors import Json
from bot.playground.slack.faults import Faults
from bot.playground.slack.links import Links
from bot.playground.slack.outcomes import Answer, Status
from bot.playground.slack.responses import Responses
from bot.playground.slack.signed import Signed
from bot.playground.slack.web import Site, Web
from bot.playground.slack.workspace import Workspace

T = TypeVar("T")


class Server:
    """Starts, stops and reaches the loop from other threads."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        faults: Faults,
        log: Log,
        pace: Pace,
        port: int,
        file_seconds: float,
        events: frozenset[str] | None,
        scopes: frozenset[str] | None,
    ) -> None:
        self._workspace = workspace
        self._port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._waiting: set[Future[Any]] = set()
        self._signed = Signed(workspace.installation)
        self.links = Links(workspace)
        self.responses = Responses(workspace)
        self.site = Site(
            workspace,
            links=self.links,
            responses=self.responses,
            faults=faults,
            log=log,
            file_seconds=file_seconds,
            scopes=scopes,
        )
        self.responses.base_url = lambda: self.site.base_url
        self._web = Web(self.site)
        self.delivery = Delivery(
            workspace,
            links=self.links,
            signed=self._signed,
            log=log,
            pace=pace,
            events=events,
            spawn=self._spawn,
        )

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return self.site.base_url

    def start(self) -> None:
        """Bind, then serve from a thread."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="slack", daemon=True)
        self._thread.start()
        try:
            self._runner = self._run(self._bind())
        except OSError:
            self._end_thread()
            raise
        self._workspace.outbox = self.delivery.event

    def stop(self) -> None:
        """End every connection, then the thread."""
        if self._loop is None:
            return
        self._workspace.outbox = lambda *_: None
        for waiting in tuple(self._waiting):
            waiting.cancel()
        self._run(self._unbind())
        self._end_thread()

    def request(self, kind: str, payload: Json, *, answerable: bool) -> Answer:
        """Deliver a command or an interaction and wait for what the app says."""
        if self._loop is None:
            return Answer(Status.FAILED, detail="not_connected")
        try:
            return self._run(self.delivery.request(kind, payload, answerable=answerable))
        except CancelledError:
            # Somebody stopped the server while this waited.
            return Answer(Status.FAILED, detail="not_connected")

    def is_idle(self) -> bool:
        """Return whether nothing is on its way in either direction."""
        return self._under_way <= self.delivery.resting and self.site.under_way == 0

    def refuse_tokens(self, error: str | None) -> None:
        """Refuse every token with that error; None accepts them again."""
        self.site.token_error = error

    def disconnect(self, *, reason: str, close_after: float) -> None:
        """Announce and close every socket."""
        self._run(self.links.disconnect(reason=reason, close_after=close_after))

    def cut(self) -> None:
        """Drop every socket."""
        self._run(_calling(self.links.cut))

    def silence(self) -> None:
        """Leave every socket half open."""
        self._run(_calling(self.links.silence))

    def verify_url(self) -> bool:
        """Send the challenge."""
        return self._run(self.delivery.verify_url())

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            coroutine.close()
            raise RuntimeError("the playground's Slack is not running")
        waiting = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        self._waiting.add(waiting)
        try:
            return waiting.result()
        finally:
            self._waiting.discard(waiting)

    def _end_thread(self) -> None:
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        self._loop = self._thread = None

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            coroutine.close()
            return
        with self._workspace.lock:
            self._under_way += 1
        loop.call_soon_threadsafe(self._start_task, coroutine)

    def _start_task(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._end_task)

    def _end_task(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        with self._workspace.lock:
            self._under_way -= 1
        self._workspace.touch()
        if not task.cancelled():
            task.result()

    async def _bind(self) -> web.AppRunner:
        runner = web.AppRunner(self._web.application(), access_log=None, shutdown_timeout=0.05)
        await runner.setup()
        place = web.TCPSite(runner, "127.0.0.1", self._port)
        await place.start()
        self._port = runner.addresses[0][1]
        self.site.base_url = f"http://127.0.0.1:{self._port}"
        return runner

    async def _unbind(self) -> None:
        self.site.stopping.set()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
        await self.links.close()
        await self._signed.close()
        await self._runner.cleanup()


async def _calling(function: Any) -> None:
    function()
