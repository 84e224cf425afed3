"""Complaints: what is wrong with a form, said at a field of it or above all of them."""

import re
from collections.abc import Mapping
from typing import Any

from bot.messages import ids, kit

LONGEST = 150  # at a field

_CODE = re.compile(r"`(/[a-z][^`\n]*)`")
_KEPT = (
    *("type", "callback_id", "title", "submit", "close", "private_metadata"),
    *("notify_on_close", "clear_on_close", "external_id"),
)


def at_field(sentence: str) -> str:
    """What is said at a field, where backticks would only be marks."""
    return kit.clip(_quoted(sentence), LONGEST)


def above(view: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    """The same form with what is wrong with it as a whole above its fields.

    They keep their names, and so Slack keeps what was filled in.
    """
    said = kit.section(f":warning: {kit.safe(_quoted(sentence), limit=1_000)}")
    blocks = [one for one in view.get("blocks") or () if one.get("block_id") != ids.BLOCK_WRONG]
    known = {name: view[name] for name in _KEPT if view.get(name)}
    return {**known, "blocks": [{**said, "block_id": ids.BLOCK_WRONG}, *blocks]}


def _quoted(sentence: str) -> str:
    """Quote commands as people do."""
    return _CODE.sub(r"“\1”", sentence)
