"""Rivals: small Bolt apps over HTTP, each a process: `python -m benchmarks.rivals KIND URL FILE`.

They are served exactly as Heed is, so that only the app makes the difference.
"""

import os
import signal
import sqlite3
import sys
import threading
import time
from types import FrameType
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.web import Web, server

READY = "ready on port "


def acknowledge(ack: Ack) -> None:
    ack()


class Insert:
    """Writes one row with the driver alone, durably, and then acknowledges."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._local = threading.local()

    def __call__(self, ack: Ack, body: dict[str, Any]) -> None:
        row = (body["user_id"], body["text"], time.time())
        self._connection().execute("INSERT INTO contacts (who, words, at) VALUES (?, ?, ?)", row)
        ack(f"Logged: {body['text']}")

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = sqlite3.connect(self._path, isolation_level=None)
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")
            found.execute(
                "CREATE TABLE IF NOT EXISTS contacts"
                " (id INTEGER PRIMARY KEY, who TEXT, words TEXT, at REAL)"
            )
        return found


def app(kind: str, api_url: str, path: str) -> App:
    """`stock`: as Bolt comes; `quick`: acknowledges at once; `insert`: writes a row before."""
    made = App(
        client=WebClient(token=os.environ["RIVAL_TOKEN"], base_url=api_url),
        signing_secret=os.environ["RIVAL_SECRET"],
        process_before_response=kind != "stock",
    )
    made.command("/contact")(Insert(path) if kind == "insert" else acknowledge)
    return made


def main() -> None:
    kind, api_url, path = sys.argv[1:]
    web = server(Web(app(kind, api_url, path), is_healthy=lambda: True), host="127.0.0.1", port=0)
    signal.signal(signal.SIGTERM, _leave)
    print(f"{READY}{web.effective_port}", flush=True)
    web.run()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
