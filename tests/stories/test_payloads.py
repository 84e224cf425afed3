"""Whatever Slack may send, and whatever anybody may, is answered: no trace, nothing unanswered."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.playground.stage import Stage
from tests.stories.conftest import MONDAY, Story

RECORDED = Path(__file__).parent.parent / "data" / "slack_inbound_payloads.json"
# What is answered there must not reach anybody: nobody listens on that port of this machine.
NOBODY = RECORDED.read_text().replace("https://hooks.slack.com", "http://127.0.0.1:9")
CASES = json.loads(NOBODY)["cases"]
INTERACTIVE = (
    *("block_actions", "view_submission", "view_closed", "message_action", "shortcut"),
    *("block_suggestion", "interactive_message"),
)


@pytest.fixture(scope="module")
def served() -> Iterator[Story]:
    """One Heed behind HTTP for the whole table: no payload may break it for the next."""
    stage = Stage(at=MONDAY, over_http=True)
    try:
        yield Story(stage).open()
    finally:
        stage.stop()


def body_of(payload: Any) -> tuple[str, str]:
    """How Slack would put a payload on the wire: (content type, body)."""
    if isinstance(payload, dict) and payload.get("type") in INTERACTIVE:
        return "application/x-www-form-urlencoded", urlencode({"payload": json.dumps(payload)})
    if isinstance(payload, dict) and "command" in payload:
        return "application/x-www-form-urlencoded", urlencode(payload)
    if isinstance(payload, dict) and "ssl_check" in payload:
        return "application/x-www-form-urlencoded", urlencode(payload)
    return "application/json", json.dumps(payload)


def posted(story: Story, content_type: str, body: str, *, signed: bool = True) -> int:
    """Send it as Slack does, and return the status."""
    headers = {"Content-Type": content_type}
    if signed:
        verifier = SignatureVerifier(story.slack.signing_secret)
        stamp = str(int(time.time()))
        signature = verifier.generate_signature(timestamp=stamp, body=body)
        headers |= {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature or ""}
    request = urllib.request.Request(
        story.slack.request_url or "", data=body.encode(), headers=headers, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code)


def unwrapped(payload: Any) -> Any:
    """A socket envelope's own payload; anything else as it is."""
    if isinstance(payload, dict) and "envelope_id" in payload:
        return payload.get("payload", {})
    return payload


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['kind']}")
def test_every_recorded_payload_is_answered_over_http(
    served: Story, case: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    content_type, body = body_of(unwrapped(case["payload"]))

    assert posted(served, content_type, body) in (200, 400)
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['kind']}")
def test_every_recorded_payload_is_acknowledged_over_the_socket(
    served: Story, case: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    payload = unwrapped(case["payload"])
    if not isinstance(payload, dict):
        payload = {}
    kind = "slash_commands" if "command" in payload else "events_api"
    kind = "interactive" if payload.get("type") in INTERACTIVE else kind
    request = SocketModeRequest(type=kind, envelope_id="e", payload=payload)

    assert run_bolt_app(served.stage.heed.app, request).status == 200
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("case", CASES[::10], ids=lambda case: case["id"])
def test_what_is_not_signed_by_slack_is_turned_away(served: Story, case: dict[str, Any]) -> None:
    content_type, body = body_of(unwrapped(case["payload"]))

    assert posted(served, content_type, body, signed=False) == 401
