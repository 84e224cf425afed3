"""Hides what opens doors, wherever it stands in what was sent: tokens, secrets, response URLs."""

import json
import re
from typing import Any

from bot.playground.slack import Installation

HIDDEN = "•••"
# Nothing of this reaches the store or the log of the local Slack but by mistake; looks count too.
_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+")
_ANSWER_HERE = re.compile(r"/(response|link|upload)(/[\w/]*/|\?ticket=)\w+")
_KEYS = frozenset(
    {
        *("token", "signing_secret", "client_secret"),
        *("upload_url", "url_private", "url_private_download"),
    }
)


def masked(thing: Any, installation: Installation) -> Any:
    """Return the same without what opens doors."""
    if isinstance(thing, dict):
        return {
            key: HIDDEN if key in _KEYS and one else masked(one, installation)
            for key, one in thing.items()
        }
    if isinstance(thing, list | tuple):
        return [masked(one, installation) for one in thing]
    if not isinstance(thing, str):
        return thing if isinstance(thing, int | float | bool | None) else str(thing)
    return _bare(thing, installation)


def opened(params: dict[str, Any]) -> dict[str, Any]:
    """Return a form's fields with the JSON in them read."""
    return {key: _read(one) if isinstance(one, str) else one for key, one in params.items()}


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in ("{", "[") else text
    except ValueError:
        return text


def _bare(text: str, installation: Installation) -> str:
    for secret in (
        installation.bot_token,
        installation.app_token,
        installation.signing_secret,
        installation.verification_token,
    ):
        text = text.replace(secret, HIDDEN)
    return _ANSWER_HERE.sub(rf"/\1\2{HIDDEN}", _TOKEN.sub(HIDDEN, text))
