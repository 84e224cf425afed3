"""Finds the marks in mrkdwn (mentions, links, dates, emoji, code) and reads what they mean."""

import re
from dataclasses import dataclass
from enum import StrEnum

# Whoever must not be read as markup puts a zero-width space beside each mark.
QUIET = "\u200b"

MARK = re.compile(r"<([^<>]+)>")
EMOJI = re.compile(r":([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
PRE = re.compile(r"```(.*?)```", re.DOTALL)
CODE = re.compile(rf"(?<!{QUIET})`([^`\n]+)`(?!{QUIET})")


class Meaning(StrEnum):
    """What a mark stands for."""

    MEMBER = "member"
    CHANNEL = "channel"
    GROUP = "group"
    EVERYONE = "everyone"
    DATE = "date"
    LINK = "link"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: an id, an address or a date in `target`, and the words it brought along."""

    meaning: Meaning
    target: str
    label: str = ""

    @classmethod
    def of(cls, inside: str) -> "Mark":
        """Read what stands between < and >."""
        target, _, label = inside.partition("|")
        if target.startswith("@"):
            return cls(Meaning.MEMBER, target[1:], label)
        if target.startswith("#"):
            return cls(Meaning.CHANNEL, target[1:], label)
        if target.startswith("!date^"):
            return cls(Meaning.DATE, target, label)
        if target.startswith("!subteam^"):
            return cls(Meaning.GROUP, target.removeprefix("!subteam^"), label)
        if target in ("!here", "!channel", "!everyone"):
            return cls(Meaning.EVERYONE, target[1:], label)
        if target.startswith("!"):
            return cls(Meaning.UNKNOWN, target[1:], label)
        return cls(Meaning.LINK, target, label)


def decoded(text: str) -> str:
    """Return text without the three entities that Slack knows."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
