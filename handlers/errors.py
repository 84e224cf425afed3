"""What nobody foresaw: people get words and what they typed, Slack gets events to send again."""

import json
import logging
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.messages import refusals
from bot.messages.kit import Message
from handlers import presses, values
from handlers.door import Door

log = logging.getLogger(__name__)


def register(app: App, door: Door) -> None:
    def failing(error: Exception, body: dict[str, Any], request: BoltRequest) -> BoltResponse:
        return failed(error, body, door=door)

    app.error(failing)


def failed(error: Exception, body: dict[str, Any], *, door: Door) -> BoltResponse:
    """Log it with a reference; commands, clicks and views are answered, events are not."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    reference = uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=error)
    if body.get("type") == "event_callback" or "event" in body:
        # Slack sends an event again; its effect and its receipt were rolled back together.
        return BoltResponse(status=503, body="")
    if body.get("command"):
        typed = refusals.broken(
            body.get("text") or "", command=body["command"], reference=reference
        )
        return _said({"response_type": "ephemeral", **typed.body()})
    if body.get("type") == "view_submission":
        return _view(body, refusals.broken("", reference=reference))
    if body.get("type") == "block_actions":
        presses.reply(door, body, refusals.broken("", reference=reference), replaces=False)
    return BoltResponse(status=200, body="")


def _view(body: dict[str, Any], message: Message) -> BoltResponse:
    """The form stays as it was filled in, with the fault said at its first field."""
    first = next(iter(values.fields(body["view"])), None)
    if first is None:
        return BoltResponse(status=200, body="")
    return _said({"response_action": "errors", "errors": {first: message.text[:150]}})


def _said(body: dict[str, Any]) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {"content-type": "application/json;charset=utf-8"}
    return BoltResponse(status=200, body=json.dumps(body), headers=headers)
