"""HTTP mode: Slack's requests and a health check, served by waitress."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import waitress
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

PATH = "/slack/events"
THREADS = 16
LARGEST_BODY = 1_000_000  # bytes; Slack's own are far smaller
Start = Callable[[str, list[tuple[str, str]]], Any]


class Web:
    """A WSGI application: `/slack/events` for Slack, `/healthz` for whoever runs it."""

    def __init__(self, app: App, *, is_healthy: Callable[[], bool]) -> None:
        self._slack = SlackRequestHandler(app, path=PATH)
        self._is_healthy = is_healthy

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/healthz":
            return self._health(start)
        return self._slack(environ, start)  # type: ignore[arg-type]

    def _health(self, start: Start) -> Iterable[bytes]:
        healthy = self._is_healthy()
        status = "200 OK" if healthy else "503 Service Unavailable"
        start(status, [("Content-Type", "application/json")])
        return [json.dumps({"ok": healthy}).encode()]


def server(application: Web, *, host: str, port: int) -> Any:
    """A server that is not running yet: `run()` it, and leave it by SystemExit."""
    return waitress.create_server(
        application,
        host=host,
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        ident=None,
    )
