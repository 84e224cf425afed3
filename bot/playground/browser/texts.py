"""Draws text objects, and says them plainly where no markup may stand."""

from typing import Any

from markupsafe import Markup

from bot.playground.browser.emoji import pictured
from bot.playground.browser.mrkdwn import mrkdwn
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import tag, unsupported_word
from bot.playground.slack.controls import words
from bot.playground.slack.plain import Names, emojis, plain


def text(thing: Any, *, reader: Reader) -> Markup:
    """Return a text object, or bare words, drawn."""
    if not isinstance(thing, dict):
        return pictured(str(thing or ""))
    if thing.get("type") == "mrkdwn":
        return mrkdwn(words(thing), reader=reader, verbatim=bool(thing.get("verbatim")))
    if thing.get("type") != "plain_text":
        return unsupported_word(thing.get("type"))
    names = bool(thing.get("emoji", True))
    lines = words(thing).split("\n")
    return tag("br").join(pictured(line, names=names) for line in lines)


def said(thing: Any, *, reader: Reader) -> str:
    """Return a text object's words alone, for an attribute, an option or a title."""
    if not isinstance(thing, dict):
        return str(thing or "")
    if thing.get("type") == "mrkdwn":
        names = Names(reader.members, reader.channels, reader.zone, reader.now)
        return plain(words(thing), names=names)
    return emojis(words(thing)) if thing.get("emoji", True) else words(thing)
