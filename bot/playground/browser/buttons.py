"""Draws buttons, links that look like them, and overflow menus."""

from markupsafe import Markup

from bot.playground.browser.mentions import is_safe
from bot.playground.browser.surface import Slot
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.texts import said, text
from bot.playground.slack.errors import Json

_STYLES = ("primary", "danger")


def button(element: Json, slot: Slot) -> Markup:
    """Return a button; one with an address is a link that also presses."""
    style = element.get("style")
    attributes = slot.data(element) | {
        "class_": f"button {style}" if style in _STYLES else "button",
        "data_value": element.get("value"),
        "aria_label": element.get("accessibility_label"),
    }
    words = text(element.get("text"), reader=slot.reader)
    address = str(element.get("url") or "")
    if not is_safe(address):
        return tag("button", words, type="button", **attributes)
    away = {"href": address, "target": "_blank", "rel": "noopener noreferrer"}
    return tag("a", words, **away, **attributes)


def overflow(element: Json, slot: Slot) -> Markup:
    """Return the menu behind the three dots."""
    name = f"More actions: {slot.label}" if slot.label else "More actions"
    dots = tag("summary", tag("span", "⋯", aria_hidden="true"), aria_label=name)
    entries = (tag("li", _entry(each, element, slot)) for each in element.get("options", ()))
    return tag("details", dots, tag("ul", joined(*entries)), class_="overflow")


def _entry(option: Json, element: Json, slot: Slot) -> Markup:
    attributes = slot.data(element) | {"data_option": option}
    described = option.get("description")
    words = joined(
        text(option.get("text"), reader=slot.reader),
        tag("span", text(described, reader=slot.reader), class_="hint") if described else None,
    )
    address = said(option.get("url"), reader=slot.reader)
    if not is_safe(address):
        return tag("button", words, type="button", **attributes)
    away = {"href": address, "target": "_blank", "rel": "noopener noreferrer"}
    return tag("a", words, **away, **attributes)
