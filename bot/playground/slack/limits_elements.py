"""Slack's limits for interactive elements and what they are made of."""

from collections.abc import Iterator
from typing import Any

from bot.playground.slack.errors import Json
from bot.playground.slack.limits_texts import (
    items_problems,
    required,
    said,
    string_problems,
    text_problems,
)

_LONGEST_VALUE = 150
_PICKERS = ("datepicker", "timepicker", "datetimepicker")
_TYPING = (
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
)
SELECTS = tuple(
    f"{many}{what}_select"
    for many in ("", "multi_")
    for what in ("static", "external", "users", "conversations", "channels")
)
CHOICES = ("radio_buttons", "checkboxes")
IN_ACTIONS = frozenset({"button", "overflow", "workflow_button", *_PICKERS, *SELECTS, *CHOICES})
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = frozenset({*_PICKERS, *SELECTS, *CHOICES, *_TYPING})


def element_problems(element: Any, at: str, *, allowed: frozenset[str]) -> Iterator[str]:
    """Check one element in a block that allows those kinds."""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in allowed:
        yield said(f"unsupported type: {kind}", f"{at}/type")
        return
    if kind == "image":
        yield from image_problems(element, at)
        return
    yield from string_problems(element.get("action_id"), f"{at}/action_id", longest=255, least=1)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    if "placeholder" in element:
        placeholder = element["placeholder"]
        yield from text_problems(placeholder, f"{at}/placeholder", longest=150, plain=True)
    yield from _by_kind(element, kind, at)


def image_problems(image: Json, at: str) -> Iterator[str]:
    """Check an image, block or element."""
    if bool(image.get("image_url")) is bool(image.get("slack_file")):
        yield said("either image_url or slack_file is required", at)
    yield from required(image, at, "alt_text")
    yield from string_problems(image.get("image_url"), f"{at}/image_url", longest=3000)
    yield from string_problems(image.get("alt_text"), f"{at}/alt_text", longest=2000)
    if "title" in image:
        yield from text_problems(image["title"], f"{at}/title", longest=2000, plain=True)


def _by_kind(element: Json, kind: str, at: str) -> Iterator[str]:
    if kind in ("button", "workflow_button"):
        yield from _button(element, at)
    elif kind == "overflow":
        yield from _options(element, at, most=5)
    elif kind in CHOICES:
        yield from _options(element, at, most=10, plain=False)
    elif kind in ("static_select", "multi_static_select"):
        yield from _static(element, at)
    elif kind == "file_input":
        yield from _files(element, at)
    elif kind in _TYPING:
        yield from _typing(element, at)
    least = element.get("max_selected_items", 1)
    if not isinstance(least, int) or least < 1:
        yield said("must be greater than 0", f"{at}/max_selected_items")


def _button(button: Json, at: str) -> Iterator[str]:
    yield from text_problems(button.get("text"), f"{at}/text", longest=75, plain=True)
    yield from string_problems(button.get("value"), f"{at}/value", longest=2000)
    yield from string_problems(button.get("url"), f"{at}/url", longest=3000)
    label = button.get("accessibility_label")
    yield from string_problems(label, f"{at}/accessibility_label", longest=75)
    if button.get("style") not in (None, "primary", "danger"):
        yield said("must be one of: primary, danger", f"{at}/style")


def _options(element: Json, at: str, *, most: int, plain: bool = True) -> Iterator[str]:
    options = element.get("options")
    yield from items_problems(options, f"{at}/options", most=most)
    for place, option in enumerate(options or ()):
        yield from _option(option, f"{at}/options/{place}", plain=plain)
    yield from _initial(element, options or [], at)


def _static(element: Json, at: str) -> Iterator[str]:
    groups = element.get("option_groups")
    if groups is None:
        yield from _options(element, at, most=100)
        return
    if "options" in element:
        yield said("options and option_groups exclude each other", at)
    yield from items_problems(groups, f"{at}/option_groups", most=100)
    for place, group in enumerate(groups):
        here = f"{at}/option_groups/{place}"
        yield from text_problems(group.get("label"), f"{here}/label", longest=75, plain=True)
        yield from _options(group, here, most=100)
    yield from _initial(element, [each for group in groups for each in group["options"]], at)


def _option(option: Any, at: str, *, plain: bool) -> Iterator[str]:
    if not isinstance(option, dict):
        yield said("must be an option", at)
        return
    yield from text_problems(option.get("text"), f"{at}/text", longest=75, plain=plain)
    yield from string_problems(option.get("value"), f"{at}/value", longest=_LONGEST_VALUE)
    yield from string_problems(option.get("url"), f"{at}/url", longest=3000)
    if "description" in option:
        words = option["description"]
        yield from text_problems(words, f"{at}/description", longest=75, plain=plain)


def _initial(element: Json, options: list[Json], at: str) -> Iterator[str]:
    values = [each.get("value") for each in options if isinstance(each, dict)]
    if len(set(values)) < len([each for each in values if each]):
        yield said("option values must be unique", f"{at}/options")
    chosen = [element.get("initial_option"), *(element.get("initial_options") or ())]
    if any(each.get("value") not in values for each in chosen if each):
        yield said("initial option is not among the options", f"{at}/initial_option")


def _typing(element: Json, at: str) -> Iterator[str]:
    longest = element.get("max_length", 3000)
    if not 1 <= longest <= 3000:
        yield said("must be between 1 and 3000", f"{at}/max_length")
    if not 0 <= element.get("min_length", 0) <= longest:
        yield said("must be between 0 and max_length", f"{at}/min_length")
    if element["type"] == "plain_text_input":
        initial = element.get("initial_value")
        yield from string_problems(initial, f"{at}/initial_value", longest=longest)
    if element["type"] == "number_input":
        yield from (
            required(element, at, "is_decimal_allowed")
            if ("is_decimal_allowed" not in element)
            else ()
        )


def _files(element: Json, at: str) -> Iterator[str]:
    if not 1 <= element.get("max_files", 1) <= 10:
        yield said("must be between 1 and 10", f"{at}/max_files")
    if "filetypes" in element:
        yield from items_problems(element["filetypes"], f"{at}/filetypes", most=100)


def _confirm(confirm: Any, at: str) -> Iterator[str]:
    if not isinstance(confirm, dict):
        yield said("must be a confirm object", at)
        return
    for name, longest in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if name in confirm:
            plain = name != "text"
            yield from text_problems(confirm[name], f"{at}/{name}", longest=longest, plain=plain)
        elif name in ("title", "text"):
            yield said(f"missing required field: {name}", at)
