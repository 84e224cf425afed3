"""Draws what one types or picks: text, numbers, addresses, days, times and files."""

from typing import Any

from markupsafe import Markup

from bot.playground.browser.surface import Slot
from bot.playground.browser.tags import tag
from bot.playground.browser.texts import said
from bot.playground.slack.errors import Json

_TYPES = {
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
    "file_input": "file",
}
_AUTOCOMPLETED = {"email_text_input": "email", "url_text_input": "url"}


def typed(element: Json, slot: Slot) -> Markup:
    """Return a field that one types in."""
    value = slot.value(element)
    attributes = slot.field(element) | {
        "class_": "field",
        "placeholder": said(element.get("placeholder"), reader=slot.reader) or None,
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
        "autocomplete": _AUTOCOMPLETED.get(str(element.get("type")), "off"),
    }
    if element.get("multiline"):
        # The parser of HTML drops one line break after the opening tag.
        words = f"\n{value}" if str(value or "").startswith("\n") else value
        return tag("textarea", words, rows=4, **attributes)
    return tag("input", type=_type(element), value=value, **attributes | _bounds(element))


def picker(element: Json, slot: Slot) -> Markup:
    """Return a field for a day, a time or both; both are in the reader's zone."""
    kind = _type(element)
    value = slot.value(element)
    zone = element.get("timezone") if kind == "time" else None
    if kind == "datetime-local":
        zone = slot.reader.zone
        value = f"{slot.reader.local(int(value)):%Y-%m-%dT%H:%M}" if value else None
    attributes = slot.field(element) | {"class_": "field", "data_zone": zone}
    return tag("input", type=kind, value=value, **attributes)


def files(element: Json, slot: Slot) -> Markup:
    """Return a field that takes files, and a list of those that it has been given."""
    endings = ",".join(f".{each}" for each in element.get("filetypes") or ())
    most = int(element.get("max_files") or 10)
    held = [{"id": each["id"], "name": each["name"]} for each in slot.value(element) or ()]
    listed = f"{slot.id(element)}-files"
    attributes = slot.field(element) | {"class_": "field", "data_files": held}
    described = (listed, attributes["aria_describedby"])
    attributes["aria_describedby"] = " ".join(each for each in described if each)
    field = tag("input", type="file", accept=endings or None, multiple=most > 1, **attributes)
    names = tag("ul", *map(_held, held), id=listed, class_="chosen", aria_live="polite")
    return tag("div", field, names, class_="files")


def _held(file: Json) -> Markup:
    away = tag(
        "button",
        "×",
        type="button",
        data_file=file["id"],
        aria_label=f"Remove {file['name']}",
    )
    return tag("li", file["name"], " ", away)


def _type(element: Json) -> str:
    return _TYPES[str(element.get("type"))]


def _bounds(element: Json) -> dict[str, Any]:
    if element.get("type") != "number_input":
        return {}
    return {
        "min": element.get("min_value"),
        "max": element.get("max_value"),
        "step": "any" if element.get("is_decimal_allowed") else "1",
    }
