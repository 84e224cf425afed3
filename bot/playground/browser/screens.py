"""Puts together what a page shows: fragments of HTML by the region they belong to."""

from html import unescape
from typing import Any

from markupsafe import Markup

from bot.playground.browser import conversation, views
from bot.playground.browser.clockbar import clock
from bot.playground.browser.look import Look, humans
from bot.playground.browser.sidebar import rail, sidebar
from bot.playground.browser.toasts import Toast
from bot.playground.browser.welcome import steps
from bot.playground.company import NAME
from bot.playground.slack import Kind

Screen = dict[str, Any]


def screen(look: Look) -> Screen:
    """Return one screen as the page reads it."""
    unread = look.scene.marks.unread(look.who, look.channel)
    return {
        "scene": look.scene.number,
        "world": look.scene.world.value,
        "chosen": look.scene.is_chosen,
        "as": look.who.id,
        "at": look.channel.id,
        "tab": look.tab,
        "thread": look.thread.ts if look.thread else "",
        "unread": [one.ts for one in (unread[:1] + unread[-1:])],
        "title": f"{_place(look)} · {NAME}",
        "html": _regions(look),
        "modal": _modal(look),
        "toasts": [_toast(look, one) for one in look.scene.toasts.after(look.toasts_after)],
        "toasted": look.scene.toasts.newest,
        "composer": _composer(look),
        "names": {
            "@": [one.name for one in humans(look.slack)],
            "#": [one.name for one in look.slack.channels if look.who.id in one.members],
        },
    }


def _regions(look: Look) -> dict[str, Markup]:
    return {
        "rail": rail(look),
        "sidebar": sidebar(look),
        "clock": clock(look),
        "head": conversation.head(look),
        "conversation": conversation.body(look),
        "thread": conversation.thread(look),
        "steps": steps(look),
    }


def _modal(look: Look) -> dict[str, str] | None:
    """The view on top; `stamp` changes only when the page has to show something else."""
    stack = look.slack.views(look.who)
    if not stack:
        return None
    view = stack[-1]
    return {
        "id": view.id,
        "depth": str(len(stack)),
        "stamp": f"{view.hash} {sorted(view.errors.items())}",
        "html": views.modal(view, reader=look.reader),
    }


def _toast(look: Look, toast: Toast) -> dict[str, str]:
    """Say whom Heed wrote to; what it said, only if the reader may read it.

    `again` says the same of several, with their number for `{count}`.
    """
    name = look.slack.member(toast.reader).name if toast.reader else ""
    several = f"{name} got {{count}} messages from Heed."
    if toast.reader == look.who.id:
        words = f"Heed: {toast.text.splitlines()[0] if toast.text else 'a message'}"
        several = "Heed wrote to you {count} times."
    elif toast.reader is not None:
        words = f"{name} got a message from Heed."
    else:
        words = several = f"Heed wrote in #{look.slack.channel(toast.channel).name}."
    return {
        "channel": toast.channel,
        "reader": toast.reader or "",
        "name": name,
        "html": Markup("<p>{}</p>").format(unescape(words)),
        "again": Markup("<p>{}</p>").format(several),
    }


def _composer(look: Look) -> dict[str, Any]:
    is_heed = look.channel.kind is Kind.DIRECT
    hint = "Message Heed, or type / for its commands" if is_heed else f"Message {_place(look)}"
    return {"hint": hint, "shown": look.tab == "messages"}


def _place(look: Look) -> str:
    return "Heed" if look.channel.kind is Kind.DIRECT else f"#{look.channel.name}"
