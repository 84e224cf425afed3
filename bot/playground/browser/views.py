"""Draws a modal's content and the Home tab."""

from markupsafe import Markup

from bot.playground.browser.blocks import blocks
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import tag
from bot.playground.browser.texts import text
from bot.playground.slack.views import View


def modal(view: View, *, reader: Reader) -> Markup:
    """Return what stands in a modal: its title, fields and buttons, as one form."""
    named = f"{view.id}-title"
    shown = blocks(view.blocks, reader=reader, state=view.state, errors=view.errors, scope=view.id)
    # The app's complaints are worded; the browser's own would come before them.
    return tag(
        "form",
        _top(view, reader, id=named),
        tag("div", shown, class_="body", tabindex="0", role="group", aria_labelledby=named),
        _buttons(view, reader),
        class_="modal",
        aria_labelledby=named,
        novalidate=True,
        autocomplete="off",
        data_act="submit",
        data_view=view.id,
        data_hash=view.hash,
    )


def _top(view: View, reader: Reader, *, id: str) -> Markup:
    cross = tag(
        "button",
        "×",
        type="button",
        class_="cross",
        aria_label="Close",
        data_act="close",
        data_view=view.id,
    )
    return tag("header", tag("h2", text(view.title, reader=reader), id=id), cross)


def _buttons(view: View, reader: Reader) -> Markup | None:
    asks = view.submit is not None or any(each.is_input for each in view.controls)
    if not asks and view.close is None:
        return None
    close = tag(
        "button",
        text(view.close, reader=reader) if view.close else "Cancel",
        type="button",
        class_="button",
        data_act="close",
        data_view=view.id,
    )
    submit = tag(
        "button",
        text(view.submit, reader=reader) if view.submit else "Submit",
        type="submit",
        class_="button primary",
        disabled=view.submit_disabled,
    )
    return tag("footer", close, submit if asks else None)


def home(view: View, *, reader: Reader) -> Markup:
    """Return the Home tab."""
    shown = blocks(view.blocks, reader=reader, state=view.state, scope=view.id)
    return tag("section", shown, class_="home", data_view=view.id, aria_label="Home")
