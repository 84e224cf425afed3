"""Draws attachments, Slack's older way to say more under a message."""

import re

from markupsafe import Markup

from bot.playground.browser.blocks import blocks
from bot.playground.browser.mentions import link
from bot.playground.browser.mrkdwn import mrkdwn
from bot.playground.browser.pictures import image
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import tag
from bot.playground.slack.errors import Json

_NAMED = frozenset({"good", "warning", "danger"})


def attachment(one: Json, *, reader: Reader, scope: str) -> Markup:
    """Return one attachment beside its bar of colour."""
    if one.get("blocks"):
        inside = blocks(one["blocks"], reader=reader, scope=scope)
    else:
        inside = _plainly(one, reader)
    bar = tag(
        "svg",
        tag("rect", width="4", height="100%", rx="2", **_colour(one)),
        class_="bar",
        aria_hidden="true",
    )
    pretext = mrkdwn(str(one.get("pretext") or ""), reader=reader)
    above = tag("div", pretext) if pretext else None
    body = tag("div", bar, tag("div", inside, class_="main"), class_="attachment")
    return tag("div", above, body, class_="block")


def _plainly(one: Json, reader: Reader) -> Markup:
    title = str(one.get("title") or "")
    heading = link(str(one.get("title_link") or ""), mrkdwn(title, reader=reader))
    words = str(one.get("text") or one.get("fallback") or "")
    fields = (_field(each, reader) for each in one.get("fields") or ())
    picture = {"image_url": one.get("image_url"), "alt_text": title or "Attached picture"}
    return tag(
        "div",
        tag("p", one["author_name"], class_="author") if one.get("author_name") else None,
        tag("p", tag("strong", heading)) if title else None,
        tag("div", mrkdwn(words, reader=reader)),
        tag("div", *fields, class_="fields") if one.get("fields") else None,
        image(picture) if one.get("image_url") else None,
        tag("p", one["footer"], class_="hint") if one.get("footer") else None,
    )


def _field(field: Json, reader: Reader) -> Markup:
    value = mrkdwn(str(field.get("value") or ""), reader=reader)
    return tag("div", tag("strong", field.get("title", "")), tag("br"), value, class_="cell")


def _colour(one: Json) -> dict[str, str]:
    colour = str(one.get("color") or "")
    if colour in _NAMED:
        return {"class_": colour}
    bare = colour.removeprefix("#")
    return {"fill": f"#{bare}"} if re.fullmatch(r"[0-9a-fA-F]{6}", bare) else {}
