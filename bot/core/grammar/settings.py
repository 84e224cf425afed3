"""Named values in any order, as in `target 2h cadence 10 days`: where each stands in the text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import placed
from bot.core.words import decode, near, shorten

T = TypeVar("T")

_QUOTED = re.compile('["“„‟«][^"“”„‟«»\n]{1,200}["”“„»]')
_ENDS = re.compile(r"[\s,;:=.]*(?:(?<!\w)and)?[\s,;.]*$", re.IGNORECASE)
_BEGINS = re.compile(r"[\s:=]*(?:(?:to|is|of)(?=\s))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """One named value, with the whole text that it stands in."""

    name: str
    raw: str
    begin: int
    end: int

    @property
    def value(self) -> str:
        return self.raw[self.begin : self.end]

    def read(self, reader: Callable[[str], T]) -> T:
        """Read the value; what a refusal offers is set back into the whole text."""
        try:
            return reader(self.value)
        except Refusal as refusal:
            before, after = self.raw[: self.begin].rstrip() + " ", self.raw[self.end :]
            raise placed(refusal, before=before, after=after) from refusal


def value_of(found: Mapping[str, Setting], name: str, reader: Callable[[str], T]) -> T | None:
    """Read the value of that name, if it was given."""
    return found[name].read(reader) if name in found else None


def without_quoted(raw: str) -> str:
    """Return the text, equally long, with what stands in quotes blotted out."""
    return _QUOTED.sub(lambda found: "_" * len(found[0]), raw)


def read_settings(
    raw: str, *, start: int, names: re.Pattern[str], flags: Iterable[str], words: Sequence[str]
) -> dict[str, Setting]:
    """Split the text from `start` at the names; `flags` are names that take no value.

    The group of `names` that matches says which it is; `words` may be misspelled.
    """
    found = list(names.finditer(without_quoted(raw), start))
    first = found[0].start() if found else len(raw)
    settings: dict[str, Setting] = {}
    if raw[start:first].strip(" ,;:\n"):
        raise _unread(raw, start, first, words=words)
    for place, one in enumerate(found):
        upto = found[place + 1].start() if place + 1 < len(found) else len(raw)
        setting = _trimmed(one, raw, upto)
        if (name := setting.name) in settings:
            raise Refusal(f"“{shorten(one[0], limit=30)}” stands there twice. Which is right?")
        if name in flags and setting.value:
            raise _unread(raw, setting.begin, setting.end, words=words)
        settings[name] = setting
    return settings


def _trimmed(named: re.Match[str], raw: str, end: int) -> Setting:
    # A mention names its own setting.
    mention = raw.find("<@", named.start(), named.end())
    begin = named.end() if mention < 0 else mention
    lead, tail = _BEGINS.match(raw, begin, end), _ENDS.search(raw[begin:end])
    last = begin + tail.start() if tail else end
    first = min(lead.end() if lead else begin, last)
    return Setting(named.lastgroup or "", raw, first, last)


def _unread(raw: str, begin: int, end: int, *, words: Sequence[str]) -> Refusal:
    left = f"{raw[:begin].rstrip()} {raw[end:].lstrip()}".strip()
    shown = shorten(decode(raw[begin:end]), limit=40)
    label = f"Without “{shorten(shown, limit=30)}”"
    first = raw[begin:end].split(maxsplit=1)[0]
    choices = [
        Choice(f"{slip} …", f"{raw[:begin]}{slip}{raw[begin + len(first) :]}")
        for slip in near(first, words)
    ]
    return Refusal(f"I can't read “{shown}” there.", choices=[*choices, Choice(label, left)])
