"""Says where a control stands: on what surface, in which block, under which label."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.playground.browser.reader import Reader
from bot.playground.browser.texts import said
from bot.playground.slack.errors import Json
from bot.playground.slack.views import State

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Surface:
    """A message, a modal or a Home tab. `scope` keeps ids apart on one page."""

    reader: Reader
    state: State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    scope: str = "b"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one control. `act` is what the page does when the control is used."""

    surface: Surface
    block_id: str
    act: str = "press"
    label: str = ""
    labelled: str | None = None
    described: str | None = None
    is_input: bool = False
    is_required: bool = False
    is_wrong: bool = False

    @property
    def reader(self) -> Reader:
        """Who reads."""
        return self.surface.reader

    def named(self, label: str) -> "Slot":
        """Return the slot with a name for a control that has no label on the page."""
        return replace(self, label=self.label or label)

    def id(self, element: Json) -> str:
        """Return an id that no other control on the page has."""
        parts = (self.surface.scope, self.block_id, str(element.get("action_id", "")))
        return "-".join(_NOT_IN_AN_ID.sub("_", part) for part in parts)

    def value(self, element: Json) -> Any:
        """Return what stands in the control now."""
        state = self.surface.state.get(self.block_id, {}).get(str(element.get("action_id", "")), {})
        return next((value for key, value in state.items() if key != "type"), None)

    def data(self, element: Json) -> dict[str, Any]:
        """Return the attributes by which the page knows the control."""
        given: dict[str, Any] = {
            "data_act": self.act,
            "data_block": self.block_id,
            "data_action": str(element.get("action_id", "")),
            "data_type": str(element.get("type", "")),
            "data_confirm": self._confirm(element.get("confirm")),
        }
        if self.is_input:
            # A dispatching input is pressed and is part of its form as well.
            given["data_field"] = True
            config = element.get("dispatch_action_config") or {}
            given["data_dispatch"] = " ".join(config.get("trigger_actions_on") or ()) or None
        return given

    def field(self, element: Json) -> dict[str, Any]:
        """Return the attributes of a control that is one HTML field."""
        return self.data(element) | {
            "id": self.id(element),
            "aria_label": None if self.labelled else self._name(element),
            "aria_describedby": self.described,
            "aria_invalid": "true" if self.is_wrong else None,
            "required": self.is_required,
            "autofocus": bool(element.get("focus_on_load")),
        }

    def _name(self, element: Json) -> str:
        asked = said(element.get("placeholder"), reader=self.reader)
        return asked or self.label or str(element.get("type", "")).replace("_", " ")

    def _confirm(self, confirm: Any) -> Json | None:
        if not isinstance(confirm, dict):
            return None
        defaults = {"title": "Are you sure?", "text": "", "confirm": "Yes", "deny": "Cancel"}
        asked = {
            key: said(confirm.get(key), reader=self.reader) or default
            for key, default in defaults.items()
        }
        style = confirm.get("style")
        return asked | {"style": style} if style else asked
