"""Over HTTP nothing is believed before it is verified, and nothing strange makes a trace."""

import hashlib
import hmac
import io
import logging
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from bot.slack.web import PATH, Web, is_request

SECRET = "s3cret"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

# What anybody may send, and Slack never does.
JUNK = [
    (FORM, b"payload=[]"),
    (FORM, b"payload="),
    (FORM, b"payload=%7B"),
    (FORM, b""),
    (FORM, b"command=/mine"),
    (JSON, b"[]"),
    (JSON, b"{bad"),
    (JSON, b"null"),
    (JSON, b"{}"),
    (JSON, b'{"type": []}'),
    (JSON, b'{"type": "event_callback"}x'),
    (JSON, b"[" * 50_000),
    (JSON, b'{"event":' * 50_000),
    (JSON, b'{"type": "block_actions", "user": {"id": "U1"}, "actions": {}}'),
    (JSON, b'{"type": "block_actions", "user": {"id": "U1"}, "actions": []}'),
    (JSON, b'{"type": "block_actions", "user": {"id": "U1"}, "actions": [1]}'),
    (JSON, b'{"type": "block_actions", "user": 7, "actions": [{"action_id": "x"}]}'),
    (JSON, b'{"type": "view_submission", "user": {"id": "U1"}, "view": ' + b"1" * 40 + b"}"),
    (JSON, b'{"type": "view_submission", "user": {"id": "U1"}, "view": null}'),
    (JSON, b'{"type": "shortcut", "callback_id": "x", "team": true}'),
    (JSON, b'{"type": "shortcut", "callback_id": "x", "authorizations": 1}'),
    (JSON, b'{"type": "shortcut", "callback_id": "x", "response_urls": [1]}'),
]


@pytest.fixture
def web() -> Web:
    app = App(
        signing_secret=SECRET,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
        process_before_response=True,
        token_verification_enabled=False,
    )
    app.command("/mine")(_answer)
    return Web(app, is_healthy=lambda: True)


def _answer(ack: Ack) -> None:
    ack("Nothing waits.")


def signed(body: bytes, *, stamp: str = "") -> dict[str, str]:
    stamp = stamp or str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    return {
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp,
        "HTTP_X_SLACK_SIGNATURE": f"v0={digest.hexdigest()}",
    }


def asked(
    web: Web, body: bytes, *, kind: str = FORM, headers: dict[str, str] | None = None, **more: str
) -> tuple[int, str]:
    said: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": PATH,
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **(headers or {}),
        **more,
    }
    answer = b"".join(web(environ, lambda status, _headers: said.append(status)))
    return int(said[0][:3]), answer.decode()


@pytest.mark.parametrize(("kind", "body"), [*JUNK, (JSON, b"\xff\xfe"), (FORM, b"a=%ff\xc3")])
def test_what_is_not_signed_is_turned_away_unread(
    web: Web, kind: str, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert asked(web, body, kind=kind)[0] == 401
    assert caplog.records == []


@pytest.mark.parametrize(("kind", "body"), JUNK)
def test_what_is_signed_and_no_request_of_slacks_is_refused(
    web: Web, kind: str, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert asked(web, body, kind=kind, headers=signed(body))[0] == 400
    assert caplog.records == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"type": "event_callback", "event": null}',
        b'{"type": "event_callback", "event": []}',
        b'{"type": "event_callback", "event": {"type": 1}}',
        b'{"type": "event_callback", "event": {"type": "message", "user": 5}}',
        b'{"type": "event_callback", "event": {"type": "message", "channel": true}}',
        b'{"type": "event_callback", "team": 1, "event": {"type": "message"}}',
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": {"type": "m", "event": {"event": {"event": {}}}}}',
    ],
)
def test_a_strange_event_is_taken_so_that_it_does_not_come_again(
    web: Web, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert asked(web, body, kind=JSON, headers=signed(body))[0] == 200
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"type": "shortcut", "callback_id": "shortcut.contact"}',
        b'{"type": "shortcut", "callback_id": "shortcut.contact", "user": null}',
        b'{"type": "shortcut", "callback_id": "shortcut.contact", "user": "U1"}',
        b'{"type": "message_action", "callback_id": "message.contact", "message": {"text": "x"}}',
        b'{"type": "shortcut", "callback_id": "x", "user": {"id": "U1"}, "trigger_id": ""}',
        b'{"type": "block_suggestion", "action_id": "fill.customer", "value": "ac"}',
        b'{"type": "block_suggestion", "user": {"id": "U1"}, "value": "ac"}',
    ],
)
def test_what_nobody_did_is_acknowledged_and_does_nothing(
    web: Web, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    form = urlencode({"payload": body}).encode()

    assert asked(web, form, headers=signed(form)) == (200, "")
    assert caplog.records == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "abc"},
        {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "²"},
        {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "1"},  # long ago
        {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "9" * 400},
        {"HTTP_X_SLACK_REQUEST_TIMESTAMP": ""},
        {"HTTP_X_SLACK_SIGNATURE": "v0=ÿ"},
        {"HTTP_X_SLACK_SIGNATURE": ""},
        {"HTTP_X_SLACK_SIGNATURE": "v0=" + "0" * 64},
    ],
)
def test_a_signature_that_is_none_is_turned_away(web: Web, wrong: dict[str, str]) -> None:
    body = urlencode({"command": "/mine", "user_id": "U1", "team_id": "T1"}).encode()

    assert asked(web, body, headers=signed(body) | wrong)[0] == 401


def test_a_signed_command_is_answered(web: Web) -> None:
    body = urlencode({"command": "/mine", "user_id": "U1", "team_id": "T1"}).encode()

    assert asked(web, body, headers=signed(body)) == (200, "Nothing waits.")


def test_what_nobody_listens_to_is_taken(web: Web) -> None:
    body = b'{"type": "shortcut", "callback_id": "x", "user": {"id": "U1"}, "team": null}'

    assert asked(web, body, kind=JSON, headers=signed(body))[0] == 200


def test_the_address_and_its_certificate_can_be_checked(web: Web) -> None:
    challenge = b'{"type": "url_verification", "challenge": "c482"}'

    assert "c482" in asked(web, challenge, kind=JSON, headers=signed(challenge))[1]
    assert asked(web, challenge, kind=JSON)[0] == 401
    assert asked(web, b"ssl_check=1&token=x") == (200, "")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", PATH), ("POST", "/"), ("PUT", PATH), ("POST", PATH + "/x")]
)
def test_nothing_else_is_served(web: Web, method: str, path: str) -> None:
    assert asked(web, b"", REQUEST_METHOD=method, PATH_INFO=path)[0] == 404


def test_health_is_looked_at_once_in_a_while() -> None:
    looks: list[bool] = []
    app = App(signing_secret=SECRET, authorize=lambda: None, token_verification_enabled=False)
    web = Web(app, is_healthy=lambda: bool(looks.append(True)))

    said = [asked(web, b"", REQUEST_METHOD="GET", PATH_INFO="/healthz") for _ in range(20)]

    assert set(said) == {(503, '{"ok": false}')}
    assert len(looks) == 1


@pytest.mark.parametrize("body", [None, True, 10**40, "x", [], {}, {"type": None}, {"type": {}}])
def test_what_has_no_kind_is_no_request(body: object) -> None:
    assert not is_request(body)
