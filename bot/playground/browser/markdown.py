"""Draws the markdown block: the plain Markdown that Slack takes, line by line."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from markupsafe import Markup

from bot.playground.browser.emoji import pictured
from bot.playground.browser.mentions import link
from bot.playground.browser.tags import joined, tag

_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```[ ]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(r"\s*[-*+]\s+")
_NUMBER = re.compile(r"\s*\d{1,9}[.)]\s+")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_QUOTE = re.compile(r"\s*>\s?")
_SPAN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|!?\[(?P<label>[^][\n]*)\]\((?P<address>[^()\s]+)\)"
    r"|\*\*(?P<strong>\S(?:.{0,1000}?\S)?)\*\*"
    r"|~~(?P<s>\S(?:.{0,1000}?\S)?)~~"
    r"|(?<![\w*])\*(?P<em>[^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)"
    r"|(?<!\w)_(?P<em2>[^\s_](?:[^\n]*?[^\s_])?)_(?!\w)"
)
_DEEPEST = 4


def markdown(text: str) -> Markup:
    """Return Markdown, drawn."""
    parts = _FENCE.split(text)
    drawn = (
        tag("pre", part.removesuffix("\n")) if place % 2 else joined(*_paragraphs(part))
        for place, part in enumerate(parts)
    )
    return tag("div", *drawn, class_="block markdown")


def _paragraphs(text: str) -> Iterator[Markup]:
    for draw, lines in groupby(text.split("\n"), _kind):
        yield draw(list(lines))


def _kind(line: str) -> Callable[[list[str]], Markup]:
    if _RULE.fullmatch(line):
        return _rules
    for pattern, draw in _LINES:
        if pattern.match(line):
            return draw
    return _paragraph if line.strip() else _nothing


def _rules(lines: list[str]) -> Markup:
    return tag("hr")


def _headings(lines: list[str]) -> Markup:
    return joined(*(tag("h4", _spans(_HEADING.sub("", line, count=1))) for line in lines))


def _bullets(lines: list[str]) -> Markup:
    return tag("ul", *(tag("li", _spans(_BULLET.sub("", line, count=1))) for line in lines))


def _numbers(lines: list[str]) -> Markup:
    return tag("ol", *(tag("li", _spans(_NUMBER.sub("", line, count=1))) for line in lines))


def _quote(lines: list[str]) -> Markup:
    return tag("blockquote", _broken([_QUOTE.sub("", line, count=1) for line in lines]))


def _paragraph(lines: list[str]) -> Markup:
    return tag("p", _broken(lines))


def _nothing(lines: list[str]) -> Markup:
    return Markup("")


def _broken(lines: list[str]) -> Markup:
    return tag("br").join(_spans(line) for line in lines)


def _spans(text: str, depth: int = 0) -> Markup:
    if depth > _DEEPEST:
        return pictured(text)
    pieces, at = [], 0
    for found in _SPAN.finditer(text):
        pieces += [pictured(text[at : found.start()]), _span(found, depth)]
        at = found.end()
    return joined(*pieces, pictured(text[at:]))


def _span(found: re.Match[str], depth: int) -> Markup:
    kind = str(found.lastgroup)
    if kind == "code":
        return tag("code", found["code"])
    if kind == "address":
        return link(found["address"], _spans(found["label"], depth + 1))
    return tag(kind.rstrip("2"), _spans(found[kind], depth + 1))


_LINES = (
    (_HEADING, _headings),
    (_BULLET, _bullets),
    (_NUMBER, _numbers),
    (_QUOTE, _quote),
)
