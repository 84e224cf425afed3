"""Slack's formatted text made plain: what a message says, without mention, mark or markup."""

import re
from collections.abc import Mapping

from bot.core.words import clean, decode

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_BLOCK = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~])")
_QUOTED = re.compile(r"^&gt;(?:&gt;&gt;)? ?", re.MULTILINE)
_DEEPEST = 3  # bold, italic and struck out at once


def mentioned(text: str) -> set[str]:
    """The ids of everybody mentioned."""
    return set(_MENTION.findall(text))


def made_plain(text: str, *, names: Mapping[str, str], limit: int) -> str:
    """Return a message's text as somebody reads it; mentions are `names`, where they are known."""
    shown = _MENTION.sub(lambda found: _named(found, names), clean(text))
    shown = _CODE.sub(r"\1", _BLOCK.sub(r"\1", _QUOTED.sub("", shown)))
    for _ in range(_DEEPEST):
        shown = _MARKED.sub(r"\2", shown)
    said = decode(shown).strip()
    return said if len(said) <= limit else said[: limit - 1].rstrip() + "…"


def _named(found: re.Match[str], names: Mapping[str, str]) -> str:
    name = names.get(found[1])
    if name is None:
        return found[0]
    # Between the bar and the end of a mention nothing may look like its end.
    return f"<@{found[1]}|{re.sub('[<>|]', '', name)}>"
