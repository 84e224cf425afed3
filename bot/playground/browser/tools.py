"""What hovers over a message: emoji, reply, and a menu; and the emoji one can choose from."""

from markupsafe import Markup

from bot.playground.browser.emoji import PICKER, emoji
from bot.playground.browser.look import Look
from bot.playground.browser.tags import tag
from bot.playground.slack import Message

# Drawn in a square of 20, so that no machine lacks the sign.
SMILE = "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M6.6 12c1.6 2.4 5 2.4 6.8 0M7 8h.1M12 8h.1"
REPLY = "M8 4L3.5 8.5L8 13M3.5 8.5H12a4.5 4.5 0 0 1 4.5 4.5v3"
DOTS = "M10 4.5v.1M10 10v.1M10 15.5v.1"


def tools(look: Look, message: Message) -> Markup:
    """Return the buttons of one message. What only one sees takes neither emoji nor replies."""
    if message.is_ephemeral:
        return Markup("")
    is_own = message.user == look.who.id
    buttons = [
        tag("button", _icon(SMILE), **_button("pick", "Add a reaction", opens="listbox")),
        tag("button", _icon(REPLY), **_button("thread", "Reply in thread")),
    ]
    if is_own or look.scene.shortcuts:
        more = _button("menu", "More actions", opens="menu")
        own = "true" if is_own else "false"
        buttons.append(tag("button", _icon(DOTS), data_own=own, **more))
    return tag("div", *buttons, class_="tools", role="group", aria_label="Message actions")


def _button(act: str, label: str, *, opens: str | None = None) -> dict[str, str | None]:
    return {"type": "button", "data_act": act, "aria_label": label, "aria_haspopup": opens}


def picker() -> Markup:
    """Return the emoji to choose from, once for the whole page."""
    return Markup("").join(
        Markup(
            '<button type="button" role="option" data-emoji="{}" aria-label="{}" title=":{}:"'
            ' tabindex="-1">{}</button>'
        ).format(name, name.replace("_", " "), name, emoji(name))
        for name in PICKER
    )


def _icon(path: str) -> Markup:
    return Markup(
        '<svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor"'
        ' stroke-width="1.6" stroke-linecap="round"><path d="{}"></path></svg>'
    ).format(path)
