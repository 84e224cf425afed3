"""Finds what a person can press or fill in among blocks, wherever it is nested."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.errors import Json

INTERACTIVE = frozenset(
    {
        "button",
        "overflow",
        "checkboxes",
        "radio_buttons",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "plain_text_input",
        "number_input",
        "email_text_input",
        "url_text_input",
        "rich_text_input",
        "file_input",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
    }
)


@dataclass(frozen=True, slots=True)
class Control:
    """One interactive element and the block it stands in."""

    block_id: str
    element: Json
    label: str
    is_input: bool = False
    is_optional: bool = True

    @property
    def action_id(self) -> str:
        """The id that the app gave it."""
        return str(self.element.get("action_id", ""))

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def value(self) -> str | None:
        """What a button carries."""
        value: str | None = self.element.get("value")
        return value

    @property
    def options(self) -> tuple[Json, ...]:
        """The choices, those of option groups included."""
        groups = self.element.get("option_groups") or ()
        grouped = [option for group in groups for option in group.get("options", ())]
        return (*(self.element.get("options") or ()), *grouped)

    def option(self, wanted: str) -> Json | None:
        """Return the choice with that value, else with that label."""
        for option in self.options:
            if option.get("value") == wanted:
                return option
        return next((each for each in self.options if words(each.get("text")) == wanted), None)


def words(text: Any) -> str:
    """Return the words of a text object."""
    return str(text.get("text", "")) if isinstance(text, dict) else str(text or "")


def controls(blocks: Iterable[Json]) -> tuple[Control, ...]:
    """Return every interactive element, in reading order."""
    return tuple(_in_blocks(blocks))


def _in_blocks(blocks: Iterable[Json]) -> Iterator[Control]:
    for block in blocks:
        block_id = str(block.get("block_id", ""))
        if block.get("type") == "input":
            optional = bool(block.get("optional", False))
            label = words(block.get("label"))
            yield Control(block_id, block["element"], label, is_input=True, is_optional=optional)
            continue
        for element in (block.get("accessory"), *(block.get("elements") or ())):
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield Control(block_id, element, _label(element))


def _label(element: Json) -> str:
    return words(element.get("text")) or words(element.get("placeholder"))
