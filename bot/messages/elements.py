"""The elements people press and fill in: buttons, menus and inputs, each within its limits."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.messages.kit import MOST_IN_ACTIONS, Block, Element, clip, length, line, plain, printable

LONGEST_LABEL = 75
LONGEST_VALUE = 2_000
LONGEST_OPTION_VALUE = 150
MOST_IN_OVERFLOW = 5
LONGEST_INPUT = 2_000
MOST_FILES = 10
MOST_IN_MENU = 100

# Of a member or a channel: Slack refuses a whole form for one that is spelled otherwise.
_ID = re.compile(r"[UWCG][A-Z0-9]{1,40}")


def button(
    label: str,
    action_id: str,
    value: str,
    *,
    style: str | None = None,
    confirm: Element | None = None,
    hint: str | None = None,
) -> Element:
    """A button; `hint` is what a screen reader says instead of the label."""
    if length(value) > LONGEST_VALUE:
        raise ValueError(f"a button carries at most {LONGEST_VALUE} characters: {action_id}")
    element: Element = {
        "type": "button",
        "text": _label(label),
        "action_id": action_id,
        "value": value,
    }
    if style is not None:
        element["style"] = style
    if confirm is not None:
        element["confirm"] = confirm
    if hint is not None:
        element["accessibility_label"] = line(hint, limit=LONGEST_LABEL)
    return element


def confirm(title: str, text: str, *, yes: str, no: str = "Not now") -> Element:
    return {
        "title": plain(line(title, limit=100)),
        "text": plain(line(text, limit=300)),
        "confirm": plain(line(yes, limit=30)),
        "deny": plain(line(no, limit=30)),
    }


def overflow(action_id: str, options: Iterable[tuple[str, str]]) -> Element:
    """A menu of (label, value)."""
    shown = [
        {"text": _label(label), "value": value[:LONGEST_OPTION_VALUE]} for label, value in options
    ]
    return {"type": "overflow", "action_id": action_id, "options": shown[:MOST_IN_OVERFLOW]}


def actions(elements: Sequence[Element]) -> Block:
    """A row of buttons; those of one kind get a suffix, for an id counts once in a block."""
    seen: dict[str, int] = {}
    shown: list[Element] = []
    for element in elements[:MOST_IN_ACTIONS]:
        action_id = element["action_id"]
        seen[action_id] = seen.get(action_id, 0) + 1
        suffix = f"_{seen[action_id]}" if seen[action_id] > 1 else ""
        shown.append(element | {"action_id": action_id + suffix})
    return {"type": "actions", "elements": shown}


def input_block(
    block_id: str,
    label: str,
    element: Element,
    *,
    optional: bool = False,
    hint: str | None = None,
    dispatches: bool = False,
) -> Block:
    """A question of a modal; its element answers under the same name.

    One that `dispatches` is heard of as soon as it is answered, before the form is sent.
    """
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(line(label)),
        "element": element | {"action_id": block_id},
        "optional": optional,
    }
    if dispatches:
        block["dispatch_action"] = True
    return block if hint is None else block | {"hint": plain(line(hint))}


def datepicker(initial: date | None = None) -> Element:
    picker = {"type": "datepicker"}
    return picker if initial is None else picker | {"initial_date": initial.isoformat()}


def timepicker(initial: time | None, *, zone: ZoneInfo) -> Element:
    element: Element = {"type": "timepicker"}
    if initial is not None:
        element["initial_time"] = f"{initial:%H:%M}"
    return element | {"timezone": zone.key}


def users_select(placeholder: str, *, initial: str = "") -> Element:
    menu = {"type": "users_select", "placeholder": plain(line(placeholder, limit=150))}
    return menu | {"initial_user": initial} if _ID.fullmatch(initial) else menu


def channel_select(placeholder: str, *, initial: str = "") -> Element:
    """A menu of the workspace's own channels: those that outsiders can read are left out."""
    menu = {
        "type": "conversations_select",
        "placeholder": plain(line(placeholder, limit=150)),
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    return menu | {"initial_conversation": initial} if _ID.fullmatch(initial) else menu


def any_channel_select(placeholder: str, *, initial: str = "") -> Element:
    """A menu of all channels, those shared with other companies too."""
    menu = {
        "type": "conversations_select",
        "placeholder": plain(line(placeholder, limit=150)),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return menu | {"initial_conversation": initial} if _ID.fullmatch(initial) else menu


def static_select(
    options: Sequence[tuple[str, str]], *, initial: str, placeholder: str = ""
) -> Element:
    """A menu of (label, value); the initial one is a value among them."""
    shown = _options(options[:MOST_IN_MENU])
    menu: Element = {"type": "static_select", "options": shown} | _chosen(shown, initial)
    return menu | {"placeholder": plain(line(placeholder))} if placeholder else menu


def radio_buttons(options: Sequence[tuple[str, str]], *, initial: str = "") -> Element:
    """A choice of one, of (label, value); without an initial one nothing is chosen beforehand."""
    shown = _options(options)
    return {"type": "radio_buttons", "options": shown} | _chosen(shown, initial)


def checkbox(label: str, value: str, *, checked: bool) -> Element:
    """One box to tick."""
    shown = _options([(label, value)])
    box: Element = {"type": "checkboxes", "options": shown}
    return box | {"initial_options": shown} if checked else box


def checkboxes(options: Sequence[tuple[str, str, str]], *, ticked: Sequence[str] = ()) -> Element:
    """Boxes to tick, each (label, value, what it does)."""
    shown = [
        {"text": _label(label), "value": value, "description": _label(does)}
        for label, value, does in options
    ]
    element: Element = {"type": "checkboxes", "options": shown}
    chosen = [one for one in shown if one["value"] in ticked]
    return element | {"initial_options": chosen} if chosen else element


def external_select(placeholder: str, *, chosen: Element | None = None) -> Element:
    """A menu that Heed fills while somebody types; from the first look on."""
    element: Element = {
        "type": "external_select",
        "placeholder": plain(line(placeholder, limit=150)),
        "min_query_length": 0,
    }
    return element if chosen is None else element | {"initial_option": chosen}


def option(label: str, value: str) -> Element:
    """One of several to choose from."""
    return {"text": _label(label), "value": value}


def plain_text_input(
    *,
    placeholder: str = "",
    multiline: bool = False,
    longest: int = LONGEST_INPUT,
    initial: str = "",
    tells: bool = False,
) -> Element:
    """A field to write in; with `tells` Heed hears of what is written while it is."""
    element: Element = {
        "type": "plain_text_input",
        "multiline": multiline,
        "max_length": longest,
    }
    if placeholder:
        element["placeholder"] = plain(line(placeholder, limit=150))
    if initial:
        element["initial_value"] = clip(printable(initial), longest)
    if tells:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    return element


def file_input(filetypes: Sequence[str], *, max_files: int = 1) -> Element:
    """A field that takes files whose names end so; `filetypes` have no dot."""
    if not 1 <= max_files <= MOST_FILES:
        raise ValueError(f"a form takes 1 to {MOST_FILES} files: {max_files}")
    return {"type": "file_input", "filetypes": list(filetypes), "max_files": max_files}


def _options(options: Sequence[tuple[str, str]]) -> list[Element]:
    return [{"text": _label(label), "value": value} for label, value in options]


def _chosen(options: Sequence[Element], value: str) -> Element:
    found = [option for option in options if option["value"] == value]
    return {"initial_option": found[0]} if found else {}


def _label(text: str) -> Element:
    return plain(line(text, limit=LONGEST_LABEL))
