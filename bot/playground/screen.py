"""The screen: the one place that writes to the terminal, in its width and with few colours."""

import shutil
import textwrap
from collections.abc import Iterable, Mapping
from typing import Protocol, TextIO

NARROWEST, WIDEST = 60, 100
_DIM, _BOLD, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[0m"


class Paper(Protocol):
    """Where lines are written: a terminal, a pipe, or a record of what was said."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> object: ...


class Screen:
    """Writes lines; colours only where somebody looks and did not ask for none."""

    def __init__(self, out: Paper, *, width: int, has_colours: bool = False) -> None:
        self._out = out
        self.width = width
        self.has_colours = has_colours

    @classmethod
    def on(cls, out: TextIO, environ: Mapping[str, str]) -> "Screen":
        """Return the screen of a terminal or a pipe."""
        columns = shutil.get_terminal_size((80, 24)).columns
        has_colours = out.isatty() and not environ.get("NO_COLOR")
        width = max(NARROWEST, min(WIDEST, columns))
        return cls(out, width=width, has_colours=has_colours)

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines as they are."""
        for line in lines:
            self._out.write(f"{line}\n")
        self._out.flush()

    def blank(self) -> None:
        self.lines([""])

    def say(self, words: str, *, indent: str = "") -> None:
        """Write a sentence or two, wrapped."""
        self.lines(self._wrapped(words, indent))

    def aside(self, words: str) -> None:
        """Write what matters less."""
        self.lines(self._in(_DIM, line) for line in self._wrapped(words, ""))

    def heading(self, words: str) -> None:
        self.lines([self._in(_BOLD, words)])

    def shown(self, rendered: str) -> None:
        """Write a message: its first line, who and when, stands out."""
        head, *body = rendered.split("\n")
        # A menu is one long word to the renderer; here its entries may stand on two lines.
        fitting = [part for line in body for part in self._fitted(line)]
        self.lines([self._in(_BOLD, head), *fitting])

    def _fitted(self, line: str) -> list[str]:
        if len(line) <= self.width:
            return [line]
        margin = " " * (len(line) - len(line.lstrip()))
        return textwrap.wrap(
            line.strip(),
            self.width,
            initial_indent=margin,
            subsequent_indent=f"{margin}   ",
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _in(self, colour: str, words: str) -> str:
        return f"{colour}{words}{_PLAIN}" if self.has_colours and words else words

    def _wrapped(self, words: str, indent: str) -> list[str]:
        return textwrap.wrap(
            words,
            self.width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
