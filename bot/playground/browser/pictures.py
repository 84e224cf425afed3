"""Draws pictures: uploads by their local address, faces by initials, and Heed's own icon."""

import re
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from markupsafe import Markup

from bot.playground.browser.mentions import link
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.texts import text
from bot.playground.slack.errors import Json

UPLOADS = "/files"

_UPLOADED = re.compile(r"/files/(?:[^/]+-)?(F[A-Z0-9]+)(?:/|$)")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", None})
# White initials are readable on each of these.
_COLOURS = ("#1d6fa5", "#8a4b9e", "#b0413e", "#2f7d4f", "#a35a00", "#3c5aa6", "#9b3a6b", "#56701a")


def avatar(name: str, *, id: str) -> Markup:
    """Return a face: the initials on a colour that stays the same for the same member."""
    initials = "".join(part[0] for part in name.split()[:2]).upper() or "?"
    colour = _COLOURS[crc32(id.encode()) % len(_COLOURS)]
    word = tag(
        "text", initials, x="18", y="23.5", text_anchor="middle", font_size="15", fill="#fff"
    )
    return _face(colour, word)


def heed_icon() -> Markup:
    """Return Heed's face: a tick in a speech bubble."""
    bubble = tag(
        "path",
        d="M9 9h18a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H17l-6 5v-5H9a3 3 0 0 1-3-3V12a3 3 0 0 1 3-3z",
        fill="#fff",
    )
    tick = tag(
        "path",
        d="M12.5 17.2l3.8 3.7 7.4-7.6",
        fill="none",
        stroke="#14645a",
        stroke_width="3",
        stroke_linecap="round",
        stroke_linejoin="round",
    )
    return _face("#14645a", joined(bubble, tick))


def _face(colour: str, inside: Markup) -> Markup:
    ground = tag("rect", width="36", height="36", rx="8", fill=colour)
    # SVG spells this attribute with a capital; HTML's parser restores it.
    box = {"viewBox": "0 0 36 36"}
    return tag("svg", ground, inside, class_="avatar", aria_hidden="true", **box)


def address(picture: Json) -> str | None:
    """Return where the page finds a picture: uploads only, for nothing may be asked elsewhere."""
    file = picture.get("slack_file") or {}
    if file.get("id"):
        return f"{UPLOADS}/{file['id']}"
    parts = _split(str(file.get("url") or picture.get("image_url") or ""))
    found = _UPLOADED.search(parts[1])
    return f"{UPLOADS}/{found[1]}" if found and parts[0] in _LOOPBACK else None


def image(picture: Json, *, class_: str = "picture") -> Markup:
    """Return one picture, or words in its place where it lies on another machine."""
    words = str(picture.get("alt_text") or "")
    source = address(picture)
    if source:
        return tag("img", class_=class_, src=source, alt=words, loading="lazy")
    elsewhere = str(picture.get("image_url") or (picture.get("slack_file") or {}).get("url") or "")
    host = _split(elsewhere)[0] or "elsewhere"
    shown = link(elsewhere, joined(f"Picture from {host}: {words}"))
    return tag("span", shown, class_=f"{class_} away")


def image_block(block: Json, *, reader: Reader) -> Markup:
    """Return an image block with its title."""
    title = text(block.get("title"), reader=reader) if block.get("title") else None
    caption = tag("figcaption", title) if title else None
    return tag("figure", caption, image(block), class_="block picture-block")


def file(one: Json) -> Markup:
    """Return an uploaded file: a picture as such, anything else by name."""
    name = str(one.get("title") or one.get("name") or "file")
    source = f"{UPLOADS}/{one.get('id', '')}"
    if str(one.get("mimetype", "")).startswith("image/"):
        words = one.get("alt_txt") or name
        shown = tag("img", class_="picture", src=source, alt=words, loading="lazy")
        return tag("figure", tag("figcaption", name), shown, class_="block picture-block")
    return tag("p", tag("a", name, href=source, download=True), class_="block file")


def _split(address: str) -> tuple[Any, str]:
    try:
        parts = urlsplit(address)
        return parts.hostname, parts.path
    except ValueError:
        return "", ""
