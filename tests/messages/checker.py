"""Slack's limits, written down a second time, and a search for words that kept their power."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.messages.kit import HomeTab, Message, View

LABEL, VALUE, OPTION_VALUE = 75, 2_000, 150
TOKEN = re.compile(r"<[^>]*>")
# What we write ourselves: mentions of members, a link to the team's channel, and to a message.
OURS = re.compile(
    r"<@U0(?:ADA|BEN)>|<#C0(?:SALES|OTHER)>"
    r"|<https://acme\.slack\.com/archives/C0SHARED/p[0-9]+\|[Oo]pen the message>"
)


def size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def complaints(said: Message | View | HomeTab) -> list[str]:
    """Return what Slack would refuse, and what would be read as more than words."""
    blocks = said.blocks
    most = 50 if isinstance(said, Message) else 100
    found = [] if 1 <= len(blocks) <= most else [f"{len(blocks)} blocks"]
    if isinstance(said, HomeTab) and len(json.dumps(said.body()).encode()) > 250_000:
        found.append("more than 250 kB")
    names = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(names)) != len(names):
        found.append("block ids repeat")
    if isinstance(said, Message):
        found += _text("text", said.text, 4_000, powerful=True)
        found += [] if len(names) == len(blocks) else ["a block without an id"]
    elif isinstance(said, View):
        found += [] if size(said.title) <= 24 else ["title"]
        found += [] if size(said.metadata) <= 3_000 else ["metadata"]
    for block in blocks:
        found += _block(block)
    return found


def _text(where: str, text: str, most: int, *, powerful: bool) -> Iterator[str]:
    if not text.strip() or size(text) > most:
        yield f"{where}: {size(text)} of {most} characters"
    if not powerful:
        return
    for token in TOKEN.findall(text):
        if not OURS.fullmatch(token):
            yield f"{where}: {token} has power"
    bare = OURS.sub("", text)
    if re.search(r"[<>]|&(?!amp;|lt;|gt;)", bare):
        yield f"{where}: something is not escaped in {bare[:80]!r}"
    if re.search("[\u202a-\u202e\u2066\u2067]", text):
        yield f"{where}: direction is overridden"
    if bare.count("\u2068") != bare.count("\u2069"):
        yield f"{where}: an isolate is left open"


def _object(where: str, element: Any, most: int) -> Iterator[str]:
    if element["type"] == "mrkdwn":
        if element.get("verbatim") is not True:
            yield f"{where}: addresses in it would come alive"
        yield from _text(where, element["text"], most, powerful=True)
    else:
        yield from _text(where, element["text"], most, powerful=False)


def _block(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "section":
            yield from _object("section", block["text"], 3_000)
            if "accessory" in block:
                yield from _element(block["accessory"])
        case "context":
            if not 1 <= len(block["elements"]) <= 10:
                yield "context elements"
            for each in block["elements"]:
                yield from _object("context", each, 3_000)
        case "header":
            yield from _object("header", block["text"], 150)
        case "actions":
            ids = [each["action_id"] for each in block["elements"]]
            if not 1 <= len(ids) <= 25 or len(set(ids)) != len(ids):
                yield f"actions {ids}"
            for each in block["elements"]:
                yield from _element(each)
        case "input":
            yield from _object("label", block["label"], 2_000)
        case "divider":
            pass
        case other:
            yield f"a block of type {other}"


def _element(element: dict[str, Any]) -> Iterator[str]:
    if element["type"] == "button":
        yield from _object("label", element["text"], LABEL)
        if not 1 <= size(element["value"]) <= VALUE:
            yield "value"
        if size(element.get("accessibility_label", "")) > LABEL:
            yield "accessibility label"
    elif element["type"] == "overflow":
        if not 1 <= len(element["options"]) <= 5:
            yield "overflow options"
        for option in element["options"]:
            yield from _object("option", option["text"], LABEL)
            if size(option["value"]) > OPTION_VALUE:
                yield "option value"
    else:
        yield f"an element of type {element['type']}"
