"""Socket Mode: the app's open sockets, what travels on them, and how they end."""

import asyncio
import contextlib
import json
import socket
import struct
import uuid
from collections.abc import Awaitable
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from bot.playground.slack.errors import Json
from bot.playground.slack.outcomes import Answer, Status
from bot.playground.slack.stamps import secret
from bot.playground.slack.workspace import Workspace

_PING_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Envelope:
    """One thing to deliver; `attempt` counts from 0."""

    kind: str
    payload: Json
    answerable: bool
    attempt: int = 0
    reason: str = ""

    def wire(self, envelope_id: str) -> Json:
        """Return the frame."""
        frame: Json = {
            "envelope_id": envelope_id,
            "payload": self.payload,
            "type": self.kind,
            "accepts_response_payload": self.answerable,
        }
        if self.kind == "events_api":
            frame |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return frame


@dataclass(slots=True, eq=False)
class Link:
    """One open socket. A draining one was told to go and gets nothing new."""

    socket: web.WebSocketResponse
    request: web.Request
    draining: bool = False
    silent: bool = False


class Links:
    """All of them. Everything here runs in the server's loop, but for `usable`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._links: list[Link] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0

    def usable(self) -> int:
        """Return how many sockets are open and get deliveries."""
        return sum(not (link.draining or link.silent) for link in tuple(self._links))

    def ticket(self) -> str:
        """Return a ticket that opens one socket."""
        ticket = secret()
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Keep one socket from its handshake to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False, compress=False)
        await socket.prepare(request)
        link = Link(socket, request)
        await socket.send_json(self._hello(request))
        self._links.append(link)
        self._workspace.touch()
        pings = asyncio.create_task(self._ping(link))
        try:
            await self._listen(link)
        finally:
            pings.cancel()
            if link in self._links:
                self._links.remove(link)
            self._workspace.touch()
        return socket

    async def send(self, envelope: Envelope, *, seconds: float) -> Answer:
        """Send to the next socket in turn and wait for the acknowledgement on any."""
        link = self._next()
        if link is None:
            return Answer(Status.FAILED, detail="not_connected")
        envelope_id = str(uuid.uuid4())
        acknowledged = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = acknowledged
        try:
            if not link.silent:
                await link.socket.send_str(json.dumps(envelope.wire(envelope_id)))
            frame = await asyncio.wait_for(acknowledged, seconds)
        except TimeoutError:
            return Answer(Status.OPERATION_TIMEOUT, detail="timeout")
        except ConnectionError:
            return Answer(Status.FAILED, detail="not_connected")
        finally:
            self._waiting.pop(envelope_id, None)
        return Answer(Status.ACKNOWLEDGED, body=frame.get("payload") or None)

    async def disconnect(self, *, reason: str, close_after: float) -> None:
        """Tell every socket to go, then close it."""
        leaving = [link for link in self._links if not link.draining]
        for link in leaving:
            link.draining = True
            frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}}
            with contextlib.suppress(ConnectionError):
                await link.socket.send_json(frame)
        self._workspace.touch()
        await asyncio.sleep(close_after)
        await self._close(leaving)

    def cut(self) -> None:
        """Drop every socket as a broken cable does."""
        for link in tuple(self._links):
            link.draining = True
            _reset(link.request.transport)
        self._workspace.touch()

    def silence(self) -> None:
        """Go quiet on every socket that is open now, without closing it."""
        for link in self._links:
            link.silent = True
        self._workspace.touch()

    async def close(self) -> None:
        """Close everything, for the end."""
        for link in self._links:
            link.draining = True
        await self._close(list(self._links))

    async def _close(self, links: list[Link]) -> None:
        # A client that never answers the close frame must not hold up the others.
        closing: list[Awaitable[bool]] = [link.socket.close() for link in links if not link.silent]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*closing), 0.3)
        for link in links:
            if link.request.transport:
                link.request.transport.close()

    def _next(self) -> Link | None:
        # A silent socket looks alive to the sender: that is the trouble with half-open ones.
        links = [link for link in self._links if not link.draining and not link.socket.closed]
        if not links:
            return None
        self._turn += 1
        return links[self._turn % len(links)]

    async def _listen(self, link: Link) -> None:
        async for frame in link.socket:
            if link.silent:
                continue
            if frame.type is WSMsgType.PING:
                with contextlib.suppress(ConnectionError):
                    await link.socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                self._acknowledge(frame.data)

    def _acknowledge(self, data: str) -> None:
        frame = json.loads(data)
        waiting = self._waiting.get(str(frame.get("envelope_id")))
        if waiting and not waiting.done():
            waiting.set_result(frame)

    async def _ping(self, link: Link) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await asyncio.sleep(_PING_SECONDS)
                if not link.silent:
                    await link.socket.ping(b"Ping from applink")

    def _hello(self, request: web.Request) -> Json:
        debugging = request.query.get("debug_reconnects") == "true"
        lifetime = 360 if debugging else 3600
        return {
            "type": "hello",
            "num_connections": len(self._links) + 1,
            "debug_info": {
                "host": "applink",
                "build_number": 1,
                "approximate_connection_time": lifetime,
            },
            "connection_info": {"app_id": self._workspace.installation.app_id},
        }


def _reset(transport: asyncio.Transport | None) -> None:
    if transport is None:
        return
    # Without lingering, closing sends a reset instead of a polite end.
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
