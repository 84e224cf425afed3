"""Aloud: a message as sentences, for notifications and for whoever hears it unseen."""

import re
from collections.abc import Iterable

_ZERO = "\u200b"
# What we made bold or set in type nobody says aloud; what is in somebody's words was made safe.
_MARKS = re.compile(f"({_ZERO}[*`_~]{_ZERO})|[*`]")
_BESIDE_TYPE = re.compile("(?<=`) · | · (?=`)")
_LABEL = re.compile(rf"^(• )?\*([^*{_ZERO}]+)\*(?: ·)? ")
_ENDED = re.compile(rf"[.?!…:;][”’\"')\u2069{_ZERO}]*$")


def sentences(text: str) -> str:
    """Return what stands in a section as it is said: each line a sentence, without our marks."""
    dashed = _BESIDE_TYPE.sub(" – ", text).replace(" · ", ", ")
    bare = _MARKS.sub(lambda found: found[1] or "", dashed)
    return "\n".join(_ended(line.removeprefix("• ")) for line in bare.split("\n") if line)


def facts(lines: Iterable[str]) -> list[str]:
    """Return “*Lead* Ben” as “Lead: Ben”, for what only type tells from what follows it."""
    return [_LABEL.sub(r"\1\2: ", line) for line in lines]


def _ended(line: str) -> str:
    return line if _ENDED.search(line) else f"{line}."
