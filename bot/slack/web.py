"""HTTP mode: Slack's requests, none believed unread, and a health check; served by waitress."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from slack_bolt.adapter.wsgi.http_response import WsgiHttpResponse
from slack_sdk.signature import SignatureVerifier

PATH = "/slack/events"
THREADS = 16
LARGEST_BODY = 1_000_000  # bytes; Slack's own are far smaller
HEALTH_SECONDS = 3.0  # for which an answer about the store's health is repeated
DEEPEST = 4  # a message in an event in a request has fields of its own

_STAMP = re.compile(r"[0-9]{1,12}")
_STATUS = {
    200: "200 OK",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    404: "404 Not Found",
    503: "503 Service Unavailable",
}
_OBJECTS = (
    *("assistant_thread", "container", "event", "function_data", "item", "message"),
    *("previous_message", "state", "view"),
)
_NAMED = ("channel", "enterprise", "team", "user")
_IDS = (
    *("action_id", "action_ts", "callback_id", "channel_id", "command", "event_id", "hash", "id"),
    *("message_ts", "team_id", "trigger_id", "ts", "type", "user_id"),
)
NOBODYS = ("shortcut", "message_action", "block_suggestion")  # what says nothing without its user
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no store takes these, and no id has them
_LISTS = ("actions", "authorizations", "response_urls")

Start = Callable[[str, list[tuple[str, str]]], Any]


class Web:
    """A WSGI application: `/slack/events` for Slack, `/healthz` for whoever runs it."""

    def __init__(self, app: App, *, is_healthy: Callable[[], bool]) -> None:
        self._app = app
        # Bolt reads a body before it looks at the signature; so it is looked at here first.
        self._verifier = SignatureVerifier(app._signing_secret)
        self._is_healthy = is_healthy
        self._health = False
        self._health_until = 0.0
        self._looking = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO")
        if path == "/healthz":
            return self._said_health(start)
        if path != PATH or environ.get("REQUEST_METHOD") != "POST":
            return _said(404, start)
        try:
            text = _body(environ).decode()
        except UnicodeDecodeError:
            return _said(401, start)  # no text, so nobody can have signed it
        if not self._is_signed(text, environ):
            # Slack checks the certificate of an address with this, and does not sign it.
            is_check = dict(parse_qsl(text[:2_000])).get("ssl_check") == "1"
            return _said(200 if is_check else 401, start)
        return self._answered(text, environ, start)

    def _is_signed(self, text: str, environ: dict[str, Any]) -> bool:
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if _STAMP.fullmatch(stamp) is None or not signature.isascii():
            return False
        return self._verifier.is_valid(text, stamp, signature)

    def _answered(self, text: str, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        body = _parsed(text, environ.get("CONTENT_TYPE", ""))
        if not is_request(body):
            return _said(200 if _is_taken(body) else 400, start)
        given = WsgiHttpRequest(environ)
        request = BoltRequest(body=text, query=given.query_string, headers=given.get_headers())
        answer = self._app.dispatch(request)
        if answer.status not in (200, 503):
            return _said(200, start)  # nothing of ours listens to it
        response = WsgiHttpResponse(status=answer.status, headers=answer.headers, body=answer.body)
        start(response.status, response.get_headers())
        return response.get_body()

    def _said_health(self, start: Start) -> Iterable[bytes]:
        with self._looking:
            if time.monotonic() >= self._health_until:
                self._health = self._is_healthy()
                self._health_until = time.monotonic() + HEALTH_SECONDS
            healthy = self._health
        start(_STATUS[200 if healthy else 503], [("Content-Type", "application/json")])
        return [json.dumps({"ok": healthy}).encode()]


def _said(status: int, start: Start) -> Iterable[bytes]:
    start(_STATUS[status], [("Content-Type", "text/plain;charset=utf-8")])
    return [b"" if status == 200 else _STATUS[status].encode()]


def _body(environ: dict[str, Any]) -> bytes:
    length = environ.get("CONTENT_LENGTH") or "0"
    read: bytes = environ["wsgi.input"].read(int(length))
    return read


def _parsed(text: str, content_type: str) -> object:
    """What Bolt will make of it: JSON, a form, or a form with JSON in it; None if it cannot."""
    try:
        if text.startswith("{") or content_type.split(";")[0] == "application/json":
            return json.loads(text)
        form = dict(parse_qsl(text, keep_blank_values=True))
        return json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return None


def is_request(body: object) -> bool:
    """Whether it is shaped as Slack's requests are: Bolt takes that for granted."""
    if not isinstance(body, dict) or not _is_sound(body, deep=DEEPEST):
        return False
    match body:
        case {"type": "event_callback", "event": {"type": str()}}:
            return True
        case {"type": "block_actions", "user": {"id": str()}, "actions": [first, *_]}:
            return isinstance(first.get("action_id"), str)
        case {"type": "view_submission" | "view_closed", "user": {"id": str()}}:
            view = body.get("view") or {}
            return all(isinstance(view.get(name), str) for name in ("id", "type", "callback_id"))
        case {"type": "shortcut" | "message_action", "callback_id": str(), "user": {"id": str()}}:
            return bool(body.get("trigger_id"))  # all that a shortcut is for is a form
        case {"type": "block_suggestion", "action_id": str(), "user": {"id": str()}}:
            return True
        case {"type": "url_verification", "challenge": str()} | {"ssl_check": "1"}:
            return True
        case {"command": str(), "user_id": str(), **more} if "type" not in more:
            return isinstance(more.get("text", ""), str)
        case _:
            return False


def _is_taken(body: object) -> bool:
    """Whether what is no request is acknowledged all the same, and does nothing.

    To refuse a strange event is to have it sent again; to refuse what nobody did, to show an error.
    """
    if not isinstance(body, dict):
        return False
    kind = body.get("type")
    return kind == "event_callback" or (kind in NOBODYS and _is_sound(body, deep=DEEPEST))


def _is_sound(fields: dict[str, Any], *, deep: int) -> bool:
    """Whether the fields that Bolt looks into are what they always are, wherever they stand."""
    if deep == 0:
        return False
    for name in _NAMED:
        named = fields.get(name)
        if isinstance(named, dict):
            named = named.get("id")
        if named is not None and (not isinstance(named, str) or _UNSTORABLE.search(named)):
            return False
    ids = [fields[name] for name in _IDS if isinstance(fields.get(name), str)]
    if any(_UNSTORABLE.search(one) for one in ids):
        return False
    found = [fields[name] for name in _OBJECTS if fields.get(name) is not None]
    for name in _LISTS:
        listed = fields.get(name)
        if listed is not None and not isinstance(listed, list):
            return False
        found += listed or []
    return all(isinstance(one, dict) and _is_sound(one, deep=deep - 1) for one in found)


def server(application: Web, *, host: str, port: int) -> Any:
    """A server that is not running yet: `run()` it, and leave it by SystemExit."""
    import waitress

    return waitress.create_server(
        application,
        host=host,
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        ident=None,
    )
