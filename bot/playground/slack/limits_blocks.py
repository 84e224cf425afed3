"""Slack's limits for each kind of block."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.playground.slack.errors import Json
from bot.playground.slack.limits_elements import (
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element_problems,
    image_problems,
)
from bot.playground.slack.limits_texts import (
    duplicates,
    items_problems,
    required,
    said,
    string_problems,
    text_problems,
)

_LONGEST_TABLE = 10_000


def block_problems(block: Any, at: str, *, surface: str) -> Iterator[str]:
    """Check one block where it is to stand: message, modal or home."""
    kind = block.get("type") if isinstance(block, dict) else None
    check = _CHECKS.get(str(kind))
    if check is None or surface not in _SURFACES.get(str(kind), ("message", "modal", "home")):
        yield said(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from string_problems(block.get("block_id"), f"{at}/block_id", longest=255)
    yield from check(block, at)


def _section(block: Json, at: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield said("either text or fields is required", at)
    if "text" in block:
        yield from text_problems(block["text"], f"{at}/text", longest=3000)
    if "fields" in block:
        yield from items_problems(block["fields"], f"{at}/fields", most=10)
        for place, text in enumerate(block["fields"]):
            yield from text_problems(text, f"{at}/fields/{place}", longest=2000)
    if "accessory" in block:
        yield from element_problems(block["accessory"], f"{at}/accessory", allowed=IN_SECTION)


def _header(block: Json, at: str) -> Iterator[str]:
    yield from text_problems(block.get("text"), f"{at}/text", longest=150, plain=True)


def _context(block: Json, at: str) -> Iterator[str]:
    elements = block.get("elements")
    yield from items_problems(elements, f"{at}/elements", most=10)
    for place, element in enumerate(elements or ()):
        here = f"{at}/elements/{place}"
        if isinstance(element, dict) and element.get("type") == "image":
            yield from image_problems(element, here)
        else:
            yield from text_problems(element, here, longest=3000)


def _actions(block: Json, at: str) -> Iterator[str]:
    elements = block.get("elements")
    yield from items_problems(elements, f"{at}/elements", most=25)
    for place, element in enumerate(elements or ()):
        yield from element_problems(element, f"{at}/elements/{place}", allowed=IN_ACTIONS)
    names = [
        (element.get("action_id"), f"{at}/elements/{place}")
        for place, element in enumerate(elements or ())
        if isinstance(element, dict)
    ]
    yield from duplicates(names, "action_id")


def _input(block: Json, at: str) -> Iterator[str]:
    yield from text_problems(block.get("label"), f"{at}/label", longest=2000, plain=True)
    if block.get("hint") is not None:
        yield from text_problems(block["hint"], f"{at}/hint", longest=2000, plain=True)
    yield from element_problems(block.get("element"), f"{at}/element", allowed=IN_INPUT)


def _markdown(block: Json, at: str) -> Iterator[str]:
    yield from required(block, at, "text")
    yield from string_problems(block.get("text"), f"{at}/text", longest=12_000)


def _table(block: Json, at: str) -> Iterator[str]:
    rows = block.get("rows")
    yield from items_problems(rows, f"{at}/rows", most=100)
    settings = block.get("column_settings", [])
    yield from items_problems(settings, f"{at}/column_settings", most=20, least=0)
    for place, row in enumerate(rows or ()):
        yield from items_problems(row, f"{at}/rows/{place}", most=20)
    if sum(len(word) for word in _words(rows)) > _LONGEST_TABLE:
        yield said(f"must be less than {_LONGEST_TABLE + 1} characters", f"{at}/rows")


def _chart(block: Json, at: str) -> Iterator[str]:
    chart = block.get("chart") or block
    yield from string_problems(chart.get("title"), f"{at}/title", longest=50)
    series = chart.get("series") or []
    yield from items_problems(series, f"{at}/series", most=12, least=0)
    for place, one in enumerate(series):
        here = f"{at}/series/{place}"
        yield from string_problems(one.get("name"), f"{here}/name", longest=20)
        yield from _points(one.get("data") or [], f"{here}/data")
    yield from _points(chart.get("segments") or [], f"{at}/segments")


def _points(points: list[Json], at: str) -> Iterator[str]:
    yield from items_problems(points, at, most=20, least=0)
    for place, point in enumerate(points):
        yield from string_problems(point.get("label"), f"{at}/{place}/label", longest=20)


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        for each in thing:
            yield from _words(each)
    elif isinstance(thing, dict):
        if isinstance(thing.get("text"), str):
            yield thing["text"]
        for key, each in thing.items():
            if key != "text":
                yield from _words(each)


def _unchecked(block: Json, at: str) -> Iterator[str]:
    yield from ()


def _rich_text(block: Json, at: str) -> Iterator[str]:
    yield from items_problems(block.get("elements"), f"{at}/elements", most=1000, least=0)


_CHECKS: dict[str, Callable[[Json, str], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": image_problems,
    "divider": _unchecked,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": _table,
    "data_visualization": _chart,
    "alert": _unchecked,
    "video": _unchecked,
    "file": _unchecked,
    "context_actions": _unchecked,
    "data_table": _unchecked,
    "card": _unchecked,
    "carousel": _unchecked,
    "container": _unchecked,
    "plan": _unchecked,
    "task_card": _unchecked,
}
_SURFACES = {
    "alert": ("modal",),
    "markdown": ("message",),
    "table": ("message",),
    "data_visualization": ("message",),
    "file": ("message",),
}
