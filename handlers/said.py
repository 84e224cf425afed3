"""What a message says and where it stands, as Slack hands it over."""

import re
from collections.abc import Mapping
from typing import Any

_STAMP = re.compile(r"[0-9]{1,10}\.[0-9]{1,9}")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,30}")
_WORKSPACE = re.compile(r"https://[a-z0-9.-]{1,100}/")


def text_of(message: Mapping[str, Any]) -> str:
    """What it says; of a message without words, what hangs on it."""
    if isinstance(text := message.get("text"), str) and text.strip():
        return text
    for name, parts in (("attachments", ("text", "fallback")), ("files", ("title", "name"))):
        for one in message.get(name) or ():
            found = [one.get(part) for part in parts] if isinstance(one, dict) else []
            if said := next((each for each in found if isinstance(each, str) and each), None):
                return said
    return ""


def is_stamp(ts: object) -> bool:
    return isinstance(ts, str) and _STAMP.fullmatch(ts) is not None


def channel_id(found: object) -> str:
    """The id of a channel; nothing if it is none."""
    return found if isinstance(found, str) and _CHANNEL.fullmatch(found) else ""


def permalink(workspace: str, channel: str, ts: str, root: str | None = None) -> str | None:
    """The address as Slack makes it, without asking; `workspace` is where its pages are."""
    if not _WORKSPACE.fullmatch(workspace):
        return None
    address = f"{workspace}archives/{channel}/p{ts.replace('.', '')}"
    if root is not None and root != ts:
        address += f"?thread_ts={root}&cid={channel}"
    return address
