"""The check against Slack's own types finds what Slack would refuse."""

import json
from typing import Any

import pytest

from tests.outgoing import problems

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
GO = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}


def post(*blocks: Any, **fields: Any) -> dict[str, Any]:
    return {"channel": "C1", "text": "x", "blocks": list(blocks)} | fields


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("chat.postMessage", post(SECTION)),
        # Forms carry JSON and yes or no as strings.
        ("chat.postMessage", post() | {"blocks": json.dumps([SECTION]), "unfurl_links": "0"}),
        ("conversations.history", {"channel": "D1", "limit": "9", "include_all_metadata": "1"}),
        # The client adds the workspace on its own account.
        ("users.info", {"user": "U1", "team_id": "T1"}),
    ],
)
def test_a_good_call_has_no_problems(method: str, params: dict[str, Any]) -> None:
    assert problems(method, params) == []


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("chat.postMessage", {"text": "x"}, "channel"),
        ("chat.postMessage", post(SECTION | {"text": {"type": "mrkdwn", "text": ""}}), "text.text"),
        ("chat.postMessage", post(SECTION | {"colour": "red"}), "colour"),
        (
            "chat.postMessage",
            post(SECTION | {"block_id": "a"}, {"type": "divider", "block_id": "a"}),
            "twice",
        ),
        ("chat.postMessage", post({"type": "actions", "elements": [GO, GO]}), "twice"),
        ("views.open", {"trigger_id": "1", "view": {"type": "modal", "blocks": []}}, "title"),
        ("no.such.method", {}, "not a method"),
    ],
)
def test_a_bad_call_is_told_where(method: str, params: dict[str, Any], problem: str) -> None:
    assert any(problem in found for found in problems(method, params))
