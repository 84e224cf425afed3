"""Socket Mode, stopped so that nothing in flight is lost."""

import logging
import threading
import time
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack.errors import FAULTS, failure
from bot.slack.web import is_request

log = logging.getLogger(__name__)

PING_SECONDS = 3  # a connection that went silent is found out in some 15 s
PINGS_MISSED = 4
CONCURRENCY = 20
STOP_SECONDS = 5.0


class Socket:
    """One connection to Slack."""

    def __init__(self, app: App, app_token: str) -> None:
        self._handler = _Counting(
            app, app_token, ping_interval=PING_SECONDS, concurrency=CONCURRENCY
        )
        self._watch = _Watch(self._handler.client, seconds=PING_SECONDS * PINGS_MISSED)

    def connect(self) -> None:
        """Raises Failure; then nothing is left running."""
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except FAULTS as fault:
            self._handler.close()  # type: ignore[no-untyped-call]
            raise failure(fault) from fault
        self._watch.start()

    def is_connected(self) -> bool:
        return bool(self.client.is_connected())

    @property
    def client(self) -> SocketModeClient:
        """slack_sdk's own client, for whoever ends the connection from the other side."""
        return self._handler.client

    def stop(self) -> None:
        """Answer what has arrived, then close: an answer needs the connection it came by."""
        self._handler.settle(STOP_SECONDS)
        self._watch.stop()
        self._handler.close()  # type: ignore[no-untyped-call]


class _Watch:
    """Ends a connection on which nothing is heard any more; slack_sdk then opens another.

    slack_sdk watches too, but by the wall clock: set back by an hour, that would leave Heed deaf
    for an hour. And a connection on which no ping was ever answered it takes for a good one.
    """

    def __init__(self, client: SocketModeClient, *, seconds: float) -> None:
        self._client = client
        self._seconds = seconds
        self._stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name="socket-watch", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def _run(self) -> None:
        heard, since = self._heard(), time.monotonic()
        while not self._stopping.wait(self._seconds / PINGS_MISSED):
            before, heard = heard, self._heard()
            if heard != before:
                since = time.monotonic()
            elif time.monotonic() - since > self._seconds and self._client.is_connected():
                log.warning("nothing was heard from Slack for %.0f s", self._seconds)
                self._client.disconnect()

    def _heard(self) -> tuple[str | None, float | None]:
        session = self._client.current_session
        return (
            (None, None) if session is None else (session.session_id, session.last_ping_pong_time)
        )


class _Counting(SocketModeHandler):
    """Knows how many requests are being answered."""

    def __init__(self, app: App, app_token: str, *, ping_interval: float, concurrency: int) -> None:
        super().__init__(app, app_token, ping_interval=ping_interval, concurrency=concurrency)
        self.client.message_listeners.append(_with_object)
        self._idle = threading.Condition()
        self._running = 0
        self._stopping = False

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        with self._idle:
            if self._stopping:
                # Not acknowledged: Slack sends events again, to whoever is connected next.
                return
            self._running += 1
        try:
            self._answer(client, req)
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()

    def _answer(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Acknowledge whatever came, but for an event whose effect failed: that comes again."""
        start = time.time()
        if is_request(req.payload):
            response = run_bolt_app(self.app, req)
            if response.status in (200, 503):
                send_response(client, req, response, start)
                return
        client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))

    def settle(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        with self._idle:
            self._stopping = True
            while self._running and time.monotonic() < deadline:
                self._idle.wait(deadline - time.monotonic())


def _with_object(_client: Any, message: dict[str, Any], _raw: str | None = None) -> None:
    """Without an object in it slack_sdk would drop the envelope, and it would come again."""
    if "payload" in message and not isinstance(message["payload"], dict):
        message["payload"] = {}
