"""Draws checkboxes and radio buttons."""

from markupsafe import Markup

from bot.playground.browser.surface import Slot
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.texts import text
from bot.playground.slack.errors import Json


def choices(element: Json, slot: Slot) -> Markup:
    """Return the group; in an input block its label is the legend."""
    is_radio = element.get("type") == "radio_buttons"
    boxes = joined(*(_box(each, element, slot) for each in element.get("options", ())))
    name = slot.label or ("Choose one" if is_radio else "Choose any")
    return tag(
        "fieldset",
        boxes,
        class_="choices",
        id=slot.id(element),
        role="radiogroup" if is_radio else None,
        aria_label=None if slot.labelled else name,
        aria_labelledby=slot.labelled,
        aria_describedby=slot.described,
        aria_required="true" if slot.is_required and is_radio else None,
        aria_invalid="true" if slot.is_wrong and is_radio else None,
    )


def _box(option: Json, element: Json, slot: Slot) -> Markup:
    is_radio = element.get("type") == "radio_buttons"
    described = option.get("description")
    box = tag(
        "input",
        type="radio" if is_radio else "checkbox",
        name=slot.id(element),
        value=option.get("value"),
        checked=option.get("value") in _chosen(element, slot),
        data_option=option,
        aria_invalid="true" if slot.is_wrong and not is_radio else None,
        aria_describedby=slot.described if slot.is_wrong and not is_radio else None,
        **slot.data(element),
    )
    words = tag(
        "span",
        text(option.get("text"), reader=slot.reader),
        tag("span", text(described, reader=slot.reader), class_="hint") if described else None,
    )
    return tag("label", box, words, class_="choice")


def _chosen(element: Json, slot: Slot) -> list[str]:
    value = slot.value(element)
    given = value if isinstance(value, list) else [value] if value else []
    return [str(each.get("value")) for each in given]
