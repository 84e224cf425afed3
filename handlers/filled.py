"""Filled: what stands in the fields of a form, and which file was chosen."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = 3_000  # as Slack has it

# Where an element says what was typed or chosen.
_STANDS = (
    *("value", "selected_date", "selected_user", "selected_conversation"),
    *("selected_option", "selected_options"),
)


def now(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each field, by its block; empty if nothing does."""
    state = view.get("state")
    blocks = state.get("values") if isinstance(state, dict) else None
    found = {}
    for block_id, elements in (blocks if isinstance(blocks, dict) else {}).items():
        told = list(elements.values()) if isinstance(elements, dict) else []
        if len(told) == 1 and isinstance(told[0], dict) and told[0].get("type") != "file_input":
            found[str(block_id)] = _words(told[0], _STANDS)
    return found


def file(view: Mapping[str, Any]) -> tuple[str, str] | None:
    """The file that was chosen: its block, and where it lies or its id."""
    state = view.get("state")
    blocks = state.get("values") if isinstance(state, dict) else None
    for block_id, elements in (blocks if isinstance(blocks, dict) else {}).items():
        for told in elements.values() if isinstance(elements, dict) else ():
            files = told.get("files") if isinstance(told, dict) else None
            if isinstance(files, list) and files and isinstance(files[0], dict):
                where = files[0].get("url_private_download") or files[0].get("id")
                if isinstance(where, str):
                    return str(block_id), where
    return None


def _words(told: Mapping[str, Any], names: Iterable[str]) -> str:
    found = next((told[name] for name in names if told.get(name)), "")
    if isinstance(found, list):
        found = found[0] if found else ""
    if isinstance(found, dict):
        found = found.get("value")
    return _UNSAFE.sub("", found).strip()[:LONGEST] if isinstance(found, str) else ""
