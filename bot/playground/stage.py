"""The stage: a local Slack, a Heed that is not told, and the workspace's clock."""

import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import wiring
from bot.clock import MovableClock
from bot.messages import subscribed
from bot.playground.slack import Installation, Slack
from bot.services import looking
from bot.settings import Settings
from bot.slack.manifest import SCOPES, WATCH_SCOPES
from bot.slack.sockets import Socket
from bot.slack.web import PATH, Web, server
from bot.store import migrations
from bot.store.engine import Store

SETTLED_SECONDS = 10.0


class Stage:
    """Everything that runs in the playground. Only the address and the clock are not Slack's.

    Without a `store_url` the store is a SQLite file that goes with the stage.
    """

    def __init__(
        self,
        *,
        at: datetime | None = None,
        store_url: str | None = None,
        settings: Settings | None = None,
        over_http: bool = False,
        installation: Installation | None = None,
        grace: timedelta = timedelta(seconds=2),
        lease: timedelta = timedelta(seconds=20),
    ) -> None:
        self.clock = MovableClock(at)
        # This Slack sends and allows no more than the manifest asks for (`--watch`).
        self.slack = Slack(
            now=self.clock,
            events={*subscribed.EVENTS, *subscribed.WATCHING},
            scopes={*SCOPES, *WATCH_SCOPES},
            installation=installation,
        )
        self._over_http = over_http
        self._folder = TemporaryDirectory(prefix="heed-")
        self._store_url = store_url or f"sqlite:///{Path(self._folder.name) / 'heed.sqlite'}"
        self._settings = settings or Settings()
        self._grace, self._lease = grace, lease
        self._lock = threading.Lock()

    def start(self) -> "Stage":
        self.slack.start()
        self.store = Store(self._store_url)
        if not migrations.is_current(self.store):
            migrations.migrate(self.store)
        self.heed = wiring.build(
            self._as_told(),
            self.store,
            now=self.clock,
            apart=0,
            is_playground=True,
        )
        self.heed.clockwork.tidy()
        self.heed.courier.start()
        self._door = _Http(self) if self._over_http else _Socket(self)
        return self

    def _as_told(self) -> Settings:
        """What `.env` would say, if this Slack were the real one."""
        return replace(
            self._settings,
            slack_bot_token=self.slack.bot_token,
            slack_app_token=None if self._over_http else self.slack.app_token,
            slack_signing_secret=self.slack.signing_secret,
            slack_api_url=self.slack.api_url,
            lease=self._lease,
            grace=self._grace,
        )

    def stop(self) -> None:
        self._door.close()
        self.heed.courier.stop()
        self.store.close()
        self._folder.cleanup()

    def __enter__(self) -> "Stage":
        return self.start()

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def follow(self) -> None:
        """Have Heed read who is in the workspace, as it does at its start."""
        self.heed.clockwork.tidy()

    def move(self, by: timedelta) -> None:
        """Let time pass, and whatever it sets off happen."""
        self.set(self.clock() + by)

    def set(self, at: datetime) -> None:
        """Move the workspace's clock forward, from one thing that is due to the next.

        Time passes in steps, as it would have: a nudge due in an hour is sent in an hour, not
        with everything else at the end.
        """
        with self._lock:
            while True:
                soonest = looking.next_instant(self.heed.desk, self.heed.workspace.id)
                self.clock.set(max(self.clock(), min(at, soonest or at)))
                self.heed.clockwork.tick()
                self.settle()
                if self.clock() >= at:
                    break

    def settle(self) -> None:
        """Wait until everything that is owed now was sent, and every message says what is true."""
        deadline = time.monotonic() + SETTLED_SECONDS
        self.slack.settle()
        while self.heed.courier.is_busy():
            if time.monotonic() > deadline:
                raise TimeoutError("what Heed owes was not sent in time")
            time.sleep(0.005)
        self.slack.settle()


class _Socket:
    """Slack reaches Heed by Socket Mode."""

    def __init__(self, stage: Stage) -> None:
        self._slack = stage.slack
        self._socket = Socket(stage.heed.app, stage.slack.app_token)
        self._socket.connect()
        self._slack.wait_for_connection()

    def close(self) -> None:
        """End the connection from Slack's side: from Heed's it would take three seconds."""
        client = self._socket.client
        client.auto_reconnect_enabled = False
        self._slack.stop()
        deadline = time.monotonic() + SETTLED_SECONDS
        while client.is_connected() and time.monotonic() < deadline:
            time.sleep(0.001)
        client.message_processor.event.set()
        client.enqueue_message("{}")
        self._socket.stop()


class _Http:
    """Slack reaches Heed by signed requests over HTTP."""

    def __init__(self, stage: Stage) -> None:
        self._slack = stage.slack
        application = Web(stage.heed.app, is_healthy=stage.heed.is_healthy)
        self._server = server(application, host="127.0.0.1", port=0)
        self._thread = threading.Thread(target=self._server.run, name="playground-http")
        self._thread.start()
        self._slack.request_url = f"http://127.0.0.1:{self._server.effective_port}{PATH}"

    def close(self) -> None:
        self._slack.stop()
        # In its own thread: closed from here, it would wait on sockets that are gone.
        self._server.task_dispatcher.shutdown()
        self._server.trigger.pull_trigger(self._leave)
        self._thread.join(SETTLED_SECONDS)

    def _leave(self) -> None:
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()
