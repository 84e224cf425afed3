"""Cuts long lists into pages with Slack's opaque cursors."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.params import Params

T = TypeVar("T")


def page(items: Sequence[T], params: Params, *, default: int) -> tuple[list[T], str]:
    """Return the asked page and the cursor of the next, empty at the end."""
    limit = params.number("limit", default)
    if limit < 0 or limit > 1000:
        raise SlackError("invalid_limit")
    start = _position(params.text("cursor"))
    chosen = list(items[start : start + (limit or default)])
    following = start + len(chosen)
    return chosen, _cursor(following) if following < len(items) else ""


def next_cursor(cursor: str) -> Json:
    """Return the metadata that carries the cursor."""
    return {"response_metadata": {"next_cursor": cursor}}


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
