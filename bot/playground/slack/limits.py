"""Slack's limits for messages and views: what it would refuse, in its own words."""

import json
from collections.abc import Iterator, Sequence

from bot.playground.slack.errors import Json
from bot.playground.slack.limits_blocks import block_problems
from bot.playground.slack.limits_texts import (
    duplicates,
    items_problems,
    said,
    string_problems,
    text_problems,
)

LONGEST_TEXT = 40_000
LONGEST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
MOST_MESSAGE_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
LARGEST_VIEW = 250_000
MOST_CHARTS = 2


def message_problems(blocks: Sequence[Json]) -> list[str]:
    """Return why Slack would refuse a message's blocks; nothing if it would not."""
    problems = list(items_problems(blocks, "/blocks", most=MOST_MESSAGE_BLOCKS, least=0))
    problems += _in_blocks(blocks, "/blocks", surface="message")
    problems += _together(blocks)
    return problems


def view_problems(view: Json, *, kind: str) -> list[str]:
    """Return why Slack would refuse a modal or a Home tab (`kind`: modal or home)."""
    problems = []
    if view.get("type") != kind:
        problems.append(said(f"must be a {kind} view", "/view/type"))
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return [*problems, said("missing required field: blocks", "/view")]
    least = 1 if kind == "modal" else 0
    problems += items_problems(blocks, "/view/blocks", most=MOST_VIEW_BLOCKS, least=least)
    problems += _in_blocks(blocks, "/view/blocks", surface=kind)
    problems += _frame(view, kind)
    return problems


def is_too_large(view: Json) -> bool:
    """Return whether Slack would refuse the view for its size alone."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_VIEW


def _in_blocks(blocks: Sequence[Json], at: str, *, surface: str) -> Iterator[str]:
    for place, block in enumerate(blocks):
        yield from block_problems(block, f"{at}/{place}", surface=surface)
    names = [(block.get("block_id"), f"{at}/{place}") for place, block in enumerate(blocks)]
    yield from duplicates(names, "block_id")


def _together(blocks: Sequence[Json]) -> Iterator[str]:
    kinds = [block.get("type") for block in blocks]
    if kinds.count("table") > 1:
        yield said("only_one_table_allowed", "/blocks")
    if kinds.count("data_visualization") > MOST_CHARTS:
        yield said(f"no more than {MOST_CHARTS} data_visualization blocks allowed", "/blocks")
    markdown = [str(block.get("text", "")) for block in blocks if block.get("type") == "markdown"]
    if sum(map(len, markdown)) > LONGEST_MARKDOWN:
        yield said(f"must be less than {LONGEST_MARKDOWN + 1} characters", "/blocks")


def _frame(view: Json, kind: str) -> Iterator[str]:
    yield from string_problems(view.get("private_metadata"), "/view/private_metadata", longest=3000)
    for name in ("callback_id", "external_id"):
        yield from string_problems(view.get(name), f"/view/{name}", longest=255)
    if kind == "home":
        return
    if "title" not in view:
        yield said("missing required field: title", "/view")
    for name in ("title", "submit", "close"):
        if view.get(name) is not None:
            yield from text_problems(view[name], f"/view/{name}", longest=24, plain=True)
    has_input = any(block.get("type") == "input" for block in view["blocks"])
    if has_input and not view.get("submit"):
        yield said("missing required field: submit", "/view")
