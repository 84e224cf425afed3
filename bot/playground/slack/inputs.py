"""What a person fills in: the state Slack keeps of each field, and what its face refuses."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.playground.slack import uploads
from bot.playground.slack.controls import Control, controls
from bot.playground.slack.errors import Json, NotPossible
from bot.playground.slack.views import State

# Element type: the key of the chosen thing in the state, the key of its initial value.
_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}
_WITHOUT_STATE = frozenset({"button", "overflow"})


def initial_state(blocks: Iterable[Json]) -> State:
    """Return the state before anybody touched anything."""
    state: State = {}
    for control in controls(blocks):
        if control.kind in _WITHOUT_STATE:
            continue
        key, initial = _KEYS[control.kind]
        value = control.element.get(initial) if initial else None
        if value is None and key.endswith("s"):
            value = []
        filled = {"type": control.kind, key: value}
        state.setdefault(control.block_id, {})[control.action_id] = filled
    return state


def filled(control: Control, value: Any, *, external: Sequence[Json] = ()) -> Json:
    """Return the state of one control after a person chose or typed `value`."""
    if control.kind not in _KEYS:
        raise NotPossible(f"nothing can be filled into a {control.kind}")
    key, _ = _KEYS[control.kind]
    if key == "selected_option":
        return {"type": control.kind, key: _option(control, value, external)}
    if key == "selected_options":
        chosen = [_option(control, each, external) for each in _many(value)]
        return {"type": control.kind, key: chosen}
    if key in ("selected_users", "selected_conversations", "selected_channels", "files"):
        return {"type": control.kind, key: _many(value)}
    if key == "value" and value is not None:
        value = str(value)
    return {"type": control.kind, key: value}


def fill_in(
    state: State,
    blocks: Iterable[Json],
    values: Mapping[str, Any],
    *,
    ids_of: Callable[[str, Any], Any],
) -> State:
    """Return the state after the person filled in the named fields; `ids_of` knows the names."""
    found = controls(blocks)
    result = {block_id: dict(elements) for block_id, elements in state.items()}
    for name, value in values.items():
        control = next((each for each in found if _is_called(each, name)), None)
        if control is None:
            raise NotPossible(f"there is no field {name}")
        result.setdefault(control.block_id, {})[control.action_id] = filled(
            control, ids_of(control.kind, value)
        )
    return result


def complaints(blocks: Iterable[Json], state: State) -> dict[str, str]:
    """Return what Slack's face says before it would send the form, by block id."""
    found = {}
    for control in controls(blocks):
        if not control.is_input:
            continue
        given = state.get(control.block_id, {}).get(control.action_id, {})
        complaint = _complaint(control, given.get(_KEYS[control.kind][0]))
        if complaint:
            found[control.block_id] = complaint
    return found


def _complaint(control: Control, value: Any) -> str:
    if value in (None, "", []):
        return "" if control.is_optional else "Please complete this required field."
    if control.kind == "plain_text_input":
        if len(str(value)) > int(control.element.get("max_length", 3000)):
            return "This is too long."
        if len(str(value)) < int(control.element.get("min_length", 0)):
            return "This is too short."
    if control.kind == "file_input":
        return uploads.complaint(control, value)
    if control.kind == "email_text_input" and "@" not in str(value):
        return "Please enter a valid email address."
    if control.kind == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        return "Please enter a valid number."
    if control.kind == "datepicker" and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return "Please enter a valid date."
    return ""


def _is_called(control: Control, name: str) -> bool:
    return name in (control.action_id, control.block_id, control.label)


def _option(control: Control, value: Any, external: Sequence[Json]) -> Json | None:
    if value is None or isinstance(value, dict):
        return value
    wanted = str(value)
    if option := control.option(wanted):
        return {key: option[key] for key in ("text", "value", "description") if key in option}
    for option in external:
        if wanted in (option.get("value"), option.get("text", {}).get("text")):
            return option
    raise NotPossible(f"{control.action_id} does not offer {wanted}")


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
