"""Slack's limits, written down a second time, and a search for words that kept their power."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.messages.kit import HomeTab, Message, View

LABEL, VALUE, OPTION_VALUE = 75, 2_000, 150
NAMES = ("action_id", "block_id", "callback_id")
MOST_OPTIONS = {"radio_buttons": 10, "checkboxes": 10, "static_select": 100}
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
        found += (
            [] if all(size(one) <= 24 for one in (said.title, said.submit or "")) else ["title"]
        )
        found += [] if size(said.metadata) <= 3_000 else ["metadata"]
    found += _named(list(blocks))
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


def _named(part: Any) -> Iterator[str]:
    """What is called by more characters than Slack takes."""
    if isinstance(part, dict):
        yield from (f"{name} {part[name]}" for name in NAMES if size(str(part.get(name, ""))) > 255)
        for each in part.values():
            yield from _named(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _named(each)


def _block(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "section":
            if "text" in block:
                yield from _object("section", block["text"], 3_000)
            if not len(block.get("fields", ())) <= 10:
                yield "fields"
            for each in block.get("fields", ()):
                yield from _object("field", each, 2_000)
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
            if "hint" in block:
                yield from _object("hint", block["hint"], 2_000)
            yield from _input(block["element"])
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
        for part, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            if "confirm" in element:
                yield from _object(f"confirm {part}", element["confirm"][part], most)
    elif element["type"] == "overflow":
        if not 1 <= len(element["options"]) <= 5:
            yield "overflow options"
        yield from _options(element["options"])
    else:
        yield f"an element of type {element['type']}"


def _options(options: Any) -> Iterator[str]:
    for option in options:
        yield from _object("option", option["text"], LABEL)
        if not 1 <= size(option["value"]) <= OPTION_VALUE:
            yield "option value"
        if "description" in option:
            yield from _object("description", option["description"], LABEL)


def _input(element: dict[str, Any]) -> Iterator[str]:
    kind = element["type"]
    if "placeholder" in element:
        yield from _object("placeholder", element["placeholder"], 150)
    if size(element.get("initial_value", "")) > element.get("max_length", 3_000):
        yield f"{kind}: more than fits into it"
    if element.get("max_length", 1) > 3_000:
        yield f"{kind}: room for too much"
    options = element.get("options", [])
    if kind in MOST_OPTIONS and not 1 <= len(options) <= MOST_OPTIONS[kind]:
        yield f"{kind}: {len(options)} options"
    chosen = [element[name] for name in ("initial_option",) if name in element]
    yield from _options([*options, *chosen, *element.get("initial_options", ())])
    if kind != "external_select" and any(one not in options for one in chosen):
        yield f"{kind}: what is chosen is no option"
