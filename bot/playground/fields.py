"""Reads what is typed into the fields of a form."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import read_due, read_past
from bot.playground.paths import read_files
from bot.playground.prompt import Known
from bot.playground.slack.controls import Control, words
from bot.playground.slack.plain import emojis
from bot.playground.slack.views import View

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_KEPT = (
    *("files", "value", "selected_date", "selected_time", "selected_user", "selected_option"),
    "selected_conversation",
)


def fields(view: View) -> list[Control]:
    """Return what can be filled in, in reading order."""
    return [control for control in view.controls if control.is_input]


def standing(view: View, control: Control, *, people: Mapping[str, str]) -> str:
    """Return what stands in a field now, in words."""
    state = view.state.get(control.block_id, {}).get(control.action_id, {})
    value = next((state[key] for key in _KEPT if state.get(key)), None)
    if isinstance(value, list):
        return ", ".join(str(file["name"]) for file in value)
    if isinstance(value, dict):
        return emojis(words(value.get("text")))
    return people.get(str(value), str(value)) if value else ""


def choices(control: Control) -> str:
    """Return what a field offers, numbered; nothing where one types freely, a hint for files."""
    if control.kind == "file_input":
        kinds = " or ".join(f".{kind}" for kind in control.element.get("filetypes") or ())
        return f"the path of a file{f' that ends in {kinds}' if kinds else ''}"
    offered = [emojis(words(option.get("text"))) for option in control.options]
    return " · ".join(f"{place} {label}" for place, label in enumerate(offered, 1))


def read_field(control: Control, typed: str, known: Known) -> Any:
    """Return the value to fill in. Raises Refusal."""
    if control.kind == "datepicker":
        return _day(typed, known)
    if control.kind == "timepicker":
        return _time(typed)
    if control.kind == "users_select":
        return _member(typed, known)
    if control.kind == "file_input":
        return read_files(typed)
    if control.options:
        return _option(control, typed)
    return typed


def _day(typed: str, known: Known) -> str:
    if _ISO.fullmatch(typed):
        return typed
    hours: WorkingHours = known.hours
    try:
        return read_due(typed, now=known.now, hours=hours).date().isoformat()
    except Refusal:
        # "yesterday" is a day as well, and a form about the past asks for one.
        try:
            return read_past(typed, now=known.now, hours=hours).date().isoformat()
        except Refusal as refusal:
            raise Refusal("Write a day such as friday, 3 Dec or 2026-12-03.") from refusal


def _time(typed: str) -> str:
    found = _CLOCK.fullmatch(typed)
    hour = int(found[1]) if found else 24
    minute = int(found[2] or 0) if found else 0
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Refusal("Write a time such as 9:30 or 4pm.")
    return f"{hour:02}:{minute:02}"


def _member(typed: str, known: Known) -> str:
    name = typed.removeprefix("@").lower()
    if name not in known.people:
        raise Refusal(f"Nobody here is called “{typed}”. There are {', '.join(known.people)}.")
    return name


def _option(control: Control, typed: str) -> str:
    if typed.isdigit() and 1 <= int(typed) <= len(control.options):
        return str(control.options[int(typed) - 1].get("value"))
    for option in control.options:
        if words(option.get("text")).lower().startswith(typed.lower()):
            return str(option.get("value"))
    raise Refusal(f"Choose one by its number: {choices(control)}.")
