"""Draws blocks as Slack shows them in a message, a modal or a Home tab."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from bot.playground.browser.elements import element
from bot.playground.browser.markdown import markdown
from bot.playground.browser.pictures import image, image_block
from bot.playground.browser.reader import Reader
from bot.playground.browser.rich_text import rich_text
from bot.playground.browser.surface import Slot, Surface
from bot.playground.browser.tables import chart, table
from bot.playground.browser.tags import joined, tag, unsupported
from bot.playground.browser.texts import said, text
from bot.playground.slack.controls import INTERACTIVE, controls
from bot.playground.slack.errors import Json
from bot.playground.slack.inputs import initial_state
from bot.playground.slack.views import State

_CHOICES = ("checkboxes", "radio_buttons")
_LEVELS = ("info", "warning", "error", "success")
_LONGEST_NAME = 100


def blocks(
    blocks: Iterable[Json],
    *,
    reader: Reader,
    state: State | None = None,
    errors: Mapping[str, str] = {},
    scope: str = "b",
) -> Markup:
    """Return blocks, drawn, with what was filled in and what is wrong with it.

    `scope` keeps the ids of fields apart where one page shows several sets of blocks.
    """
    given = list(blocks)
    filled = initial_state(each for each in given if _is_known(each))
    for block_id, elements in (state or {}).items():
        filled[block_id] = filled.get(block_id, {}) | elements
    surface = Surface(reader=reader, state=filled, errors=errors, scope=scope)
    return joined(*(_block(each, surface) for each in given))


def _is_known(block: Json) -> bool:
    return all(control.kind in INTERACTIVE for control in controls([block]))


def _block(block: Json, surface: Surface) -> Markup:
    draw = _DRAWN.get(str(block.get("type")))
    return draw(block, surface) if draw else unsupported(block.get("type"))


def _section(block: Json, surface: Surface) -> Markup:
    reader = surface.reader
    words = block.get("text")
    fields = block.get("fields") or ()
    said_fields = (tag("div", text(each, reader=reader), class_="cell") for each in fields)
    main = tag(
        "div",
        tag("div", text(words, reader=reader), class_="words") if words else None,
        tag("div", *said_fields, class_="fields") if fields else None,
        class_="main",
    )
    accessory = block.get("accessory")
    if not accessory:
        return tag("div", main, class_="block section")
    if accessory.get("type") == "image":
        beside = image(accessory, class_="thumbnail")
    else:
        first = said(words or next(iter(fields), ""), reader=reader).split("\n")[0]
        beside = element(accessory, _slot(block, surface).named(first[:_LONGEST_NAME]))
    beside = tag("div", beside, class_="accessory")
    return tag("div", main, beside, class_="block section with-accessory")


def _context(block: Json, surface: Surface) -> Markup:
    shown = (_beside(each, surface) for each in block.get("elements") or ())
    return tag("div", *shown, class_="block context")


def _beside(piece: Json, surface: Surface) -> Markup:
    if piece.get("type") == "image":
        return image(piece, class_="glyph")
    return tag("div", text(piece, reader=surface.reader))


def _header(block: Json, surface: Surface) -> Markup:
    return tag("h3", text(block.get("text"), reader=surface.reader), class_="block header")


def _actions(block: Json, surface: Surface) -> Markup:
    slot = _slot(block, surface)
    shown = (element(each, slot) for each in block.get("elements") or ())
    return tag("div", *shown, class_="block actions")


def _input(block: Json, surface: Surface) -> Markup:
    inside: Json = block.get("element") or {}
    id = _slot(block, surface).id(inside)
    wrong = surface.errors.get(str(block.get("block_id", "")))
    hint = text(block["hint"], reader=surface.reader) if block.get("hint") else None
    slot = Slot(
        surface=surface,
        block_id=str(block.get("block_id", "")),
        act="press" if block.get("dispatch_action") else "field",
        labelled=f"{id}-label",
        described=" ".join([f"{id}-error"] * bool(wrong) + [f"{id}-hint"] * bool(hint)) or None,
        is_input=True,
        is_required=not block.get("optional", False),
        is_wrong=bool(wrong),
    )
    return tag(
        "div",
        _label(block, inside, id, surface),
        element(inside, slot),
        tag("p", wrong, class_="error", id=f"{id}-error") if wrong else None,
        tag("p", hint, class_="hint", id=f"{id}-hint") if hint else None,
        class_="block input wrong" if wrong else "block input",
    )


def _label(block: Json, inside: Json, id: str, surface: Surface) -> Markup:
    optional = tag("span", " (optional)", class_="optional") if block.get("optional") else None
    words = joined(text(block.get("label"), reader=surface.reader), optional)
    if inside.get("type") in _CHOICES:
        return tag("p", words, class_="label", id=f"{id}-label")
    return tag("label", words, class_="label", id=f"{id}-label", for_=id)


def _alert(block: Json, surface: Surface) -> Markup:
    level = block.get("level")
    look = f"block alert {level}" if level in _LEVELS else "block alert"
    return tag("div", text(block.get("text"), reader=surface.reader), class_=look, role="note")


def _slot(block: Json, surface: Surface) -> Slot:
    return Slot(surface=surface, block_id=str(block.get("block_id", "")))


def _rich_text(block: Json, surface: Surface) -> Markup:
    return tag("div", rich_text(block, reader=surface.reader), class_="block")


def _divider(block: Any, surface: Surface) -> Markup:
    return tag("hr", class_="block divider")


_DRAWN: dict[str, Callable[[Json, Surface], Markup]] = {
    "section": _section,
    "context": _context,
    "header": _header,
    "divider": _divider,
    "actions": _actions,
    "input": _input,
    "alert": _alert,
    "rich_text": _rich_text,
    "image": lambda block, surface: image_block(block, reader=surface.reader),
    "markdown": lambda block, surface: markdown(str(block.get("text", ""))),
    "table": lambda block, surface: table(block, reader=surface.reader),
    "data_table": lambda block, surface: table(block, reader=surface.reader),
    "data_visualization": lambda block, surface: chart(block),
}
