"""Draws rich text: what people type, and what an app builds from typed pieces."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.playground.browser.emoji import emoji, pictured
from bot.playground.browser.mentions import channel, date, everyone, link, member, mention
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import joined, tag, unsupported, unsupported_word
from bot.playground.slack.dates import Dated
from bot.playground.slack.errors import Json

_STYLES = {"code": "code", "strike": "s", "italic": "em", "bold": "strong", "underline": "u"}
_NUMBERS = ("1", "a", "i")
_DEEPEST = 8


def rich_text(block: Json, *, reader: Reader) -> Markup:
    """Return a rich text block or a cell of a table."""
    parts = (_part(each, reader) for each in block.get("elements") or ())
    return tag("div", *parts, class_="rich-text")


def _part(part: Json, reader: Reader) -> Markup:
    match part.get("type"):
        case "rich_text_section":
            return tag("p", _inside(part, reader))
        case "rich_text_quote":
            return tag("blockquote", _inside(part, reader))
        case "rich_text_preformatted":
            return tag("pre", _inside(part, reader))
        case "rich_text_list":
            return _list(part, reader)
    return unsupported(part.get("type"))


def _list(part: Json, reader: Reader) -> Markup:
    indent = min(int(part.get("indent") or 0), _DEEPEST)
    items = (tag("li", _inside(each, reader)) for each in part.get("elements") or ())
    border = " bordered" if part.get("border") else ""
    class_ = f"indent-{indent}{border}"
    if part.get("style") != "ordered":
        return tag("ul", *items, class_=class_)
    start = int(part.get("offset") or 0) + 1
    number = _NUMBERS[indent % len(_NUMBERS)]
    return tag("ol", *items, class_=class_, type=number, start=start if start > 1 else None)


def _inside(part: Json, reader: Reader) -> Markup:
    return joined(*(_styled(each, reader) for each in part.get("elements") or ()))


def _styled(piece: Json, reader: Reader) -> Markup:
    draw = _PIECES.get(str(piece.get("type")))
    if draw is None:
        return unsupported_word(piece.get("type"))
    drawn = draw(piece, reader)
    styles: dict[str, Any] = piece.get("style") or {}
    for style, name in _STYLES.items():
        drawn = tag(name, drawn) if styles.get(style) else drawn
    return drawn


def _text(piece: Json, reader: Reader) -> Markup:
    return tag("br").join(pictured(line, names=False) for line in str(piece["text"]).split("\n"))


def _link(piece: Json, reader: Reader) -> Markup:
    address = str(piece.get("url", ""))
    return link(address, pictured(str(piece.get("text") or address), names=False))


def _date(piece: Json, reader: Reader) -> Markup:
    given = f"!date^{int(piece['timestamp'])}^{piece.get('format', '')}^{piece.get('url') or ''}"
    return date(Dated.of(given), reader=reader, fallback=str(piece.get("fallback") or ""))


def _emoji(piece: Json, reader: Reader) -> Markup:
    tone = piece.get("skin_tone")
    return emoji(f"{piece.get('name')}::skin-tone-{tone}" if tone else str(piece.get("name")))


def _color(piece: Json, reader: Reader) -> Markup:
    return tag("code", piece.get("value"))


_PIECES: dict[str, Callable[[Json, Reader], Markup]] = {
    "text": _text,
    "link": _link,
    "date": _date,
    "emoji": _emoji,
    "color": _color,
    "user": lambda piece, reader: member(str(piece.get("user_id")), reader=reader),
    "channel": lambda piece, reader: channel(str(piece.get("channel_id")), reader=reader),
    "broadcast": lambda piece, reader: everyone(str(piece.get("range"))),
    "usergroup": lambda piece, reader: mention(f"@{piece.get('usergroup_id')}"),
    "team": lambda piece, reader: mention(f"@{piece.get('team_id')}"),
}
