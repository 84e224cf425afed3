"""Draws Slack's mrkdwn: emphasis, code, quotes, mentions, links, dates and emoji."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

from markupsafe import Markup

from bot.playground.browser.emoji import emoji, pictured
from bot.playground.browser.mentions import everyone, link, marked, mention
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import joined, tag
from bot.playground.slack.glyphs import GLYPHS
from bot.playground.slack.marks import CODE, EMOJI, MARK, PRE, QUIET, Mark, decoded

_STYLES = {"*": "strong", "_": "em", "~": "s"}
_QUOTE = re.compile(r"(?:>|&gt;) ?")
_REST = re.compile(r"^(?:>|&gt;){3}[ \n]?", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>|\x00]+[^\s<>|\x00.,;:!?)\]}'\"*_~]")
_CALL = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")
_ROOM = re.compile(r"(?<![\w#&/])#([\w-]+)")
_KEPT = re.compile(r"\x00(\d+)\x00")


def mrkdwn(text: str, *, reader: Reader, verbatim: bool = False) -> Markup:
    """Return the text drawn. `verbatim` leaves bare addresses and names as they are."""
    pieces: list[Markup] = []
    for place, part in enumerate(PRE.split(text.replace("\x00", ""))):
        if place % 2:
            pieces.append(tag("pre", decoded(part.removeprefix("\n").removesuffix("\n"))))
        elif words := _around_pre(part, first=place == 0):
            pieces.append(_Prose(reader, verbatim=verbatim).drawn(words))
    return joined(*pieces)


def _around_pre(part: str, *, first: bool) -> str:
    # A block of code breaks the line by itself.
    return part if first else part.removeprefix("\n")


class _Prose:
    """Text without blocks of code. What is drawn already is kept aside, out of emphasis's way."""

    def __init__(self, reader: Reader, *, verbatim: bool) -> None:
        self._reader = reader
        self._verbatim = verbatim
        self._kept: list[Markup] = []

    def drawn(self, text: str) -> Markup:
        text = self._keep(CODE, text, lambda found: tag("code", decoded(found[1])))
        text = self._keep(MARK, text, lambda each: marked(Mark.of(each[1]), reader=self._reader))
        if not self._verbatim:
            text = self._linked(text)
        text = self._keep(EMOJI, text, self._emoji)
        before, *rest = _REST.split(text, maxsplit=1)
        quoted = (self._quote(rest[0].split("\n")) for _ in rest)
        return joined(*self._paragraphs(before.removesuffix("\n") if rest else before), *quoted)

    def _keep(
        self, pattern: re.Pattern[str], text: str, draw: Callable[[re.Match[str]], Markup | None]
    ) -> str:
        def aside(found: re.Match[str]) -> str:
            shown = draw(found)
            if shown is None:
                return found[0]
            self._kept.append(shown)
            return f"\x00{len(self._kept) - 1}\x00"

        return pattern.sub(aside, text)

    def _emoji(self, found: re.Match[str]) -> Markup | None:
        return emoji(found[1]) if found[1].split("::")[0] in GLYPHS else None

    def _linked(self, text: str) -> str:
        rooms = frozenset(self._reader.channels.values())

        def address(found: re.Match[str]) -> Markup:
            return link(decoded(found[0]), joined(decoded(found[0])))

        def room(found: re.Match[str]) -> Markup | None:
            return mention(found[0]) if found[1] in rooms else None

        text = self._keep(_ADDRESS, text, address)
        text = self._keep(_CALL, text, lambda found: everyone(found[1]))
        return self._keep(_ROOM, text, room)

    def _paragraphs(self, text: str) -> Iterator[Markup]:
        lines = text.split("\n")
        for is_quote, group in groupby(lines, lambda line: bool(_QUOTE.match(line))):
            if is_quote:
                yield self._quote([_QUOTE.sub("", line, count=1) for line in group])
            else:
                yield self._broken(list(group))

    def _quote(self, lines: list[str]) -> Markup:
        return tag("blockquote", self._broken(lines))

    def _broken(self, lines: list[str]) -> Markup:
        return tag("br").join(self._styled(line, "*_~") for line in lines)

    def _styled(self, text: str, signs: str) -> Markup:
        pieces, at = [], 0
        for found in _emphasis(signs).finditer(text) if signs else ():
            sign = found[0][0]
            inside = self._styled(found[0][1:-1], signs.replace(sign, ""))
            pieces += [self._literal(text[at : found.start()]), tag(_STYLES[sign], inside)]
            at = found.end()
        return joined(*pieces, self._literal(text[at:]))

    def _literal(self, text: str) -> Markup:
        return joined(
            *(
                self._kept[int(part)] if place % 2 else pictured(decoded(part), names=False)
                for place, part in enumerate(_KEPT.split(text))
            )
        )


@cache
def _emphasis(signs: str) -> re.Pattern[str]:
    # A word or a zero-width space on its outer side takes a sign its meaning.
    return re.compile(
        "|".join(
            rf"(?<![\w{QUIET}{sign}])\{sign}(?=[^\s{sign}]).*?[^\s{sign}]\{sign}(?![\w{QUIET}{sign}])"
            if sign != "_"
            else rf"(?<![\w{QUIET}])_(?=[^\s_]).*?[^\s_]_(?![\w{QUIET}])"
            for sign in signs
        )
    )
