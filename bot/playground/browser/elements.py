"""Draws any interactive element by its type."""

from collections.abc import Callable

from markupsafe import Markup

from bot.playground.browser.buttons import button, overflow
from bot.playground.browser.choices import choices
from bot.playground.browser.inputs import files, picker, typed
from bot.playground.browser.selects import select, suggesting
from bot.playground.browser.surface import Slot
from bot.playground.browser.tags import unsupported
from bot.playground.slack.errors import Json

_DRAWN: dict[str, Callable[[Json, Slot], Markup]] = {
    "button": button,
    "overflow": overflow,
    "checkboxes": choices,
    "radio_buttons": choices,
    "datepicker": picker,
    "timepicker": picker,
    "datetimepicker": picker,
    "plain_text_input": typed,
    "email_text_input": typed,
    "url_text_input": typed,
    "number_input": typed,
    "file_input": files,
    "static_select": select,
    "users_select": select,
    "conversations_select": select,
    "channels_select": select,
    "multi_static_select": select,
    "multi_users_select": select,
    "multi_conversations_select": select,
    "multi_channels_select": select,
    "external_select": suggesting,
    "multi_external_select": suggesting,
}


def element(one: Json, slot: Slot) -> Markup:
    """Return an interactive element, drawn."""
    draw = _DRAWN.get(str(one.get("type")))
    return draw(one, slot) if draw else unsupported(one.get("type"))
