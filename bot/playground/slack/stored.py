"""Completes blocks as Slack keeps them."""

import time
from collections.abc import Sequence

from bot.playground.slack.errors import Json


def stored_blocks(blocks: Sequence[Json]) -> tuple[Json, ...]:
    """Return blocks as Slack keeps them: every block and element has an id, texts their flags."""
    numbered = f"{time.monotonic_ns():x}"[-6:]
    return tuple(_stored(block, f"{numbered}{place}") for place, block in enumerate(blocks))


def _stored(block: Json, name: str) -> Json:
    kept: Json = {key: _flagged(value) for key, value in block.items()}
    if kept.get("type") != "markdown":
        kept["block_id"] = kept.get("block_id") or name
    elements = kept.get("elements", []) if kept.get("type") == "actions" else []
    single = [kept[key] for key in ("accessory", "element") if isinstance(kept.get(key), dict)]
    for place, element in enumerate([*elements, *single]):
        if element.get("type") != "image":
            element["action_id"] = element.get("action_id") or f"{name}e{place}"
    return kept


def _flagged(value: object) -> object:
    if isinstance(value, list):
        return [_flagged(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _flagged(each) for key, each in value.items()}
    if kept.get("type") == "plain_text":
        kept.setdefault("emoji", True)
    elif kept.get("type") == "mrkdwn":
        kept.setdefault("verbatim", False)
    return kept
