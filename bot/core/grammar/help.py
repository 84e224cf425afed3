"""Reading a wish for help: nothing at all, `help`, or `help` with a topic."""

import re
from collections.abc import Collection

from bot.core.asks import Help

TOPICS = frozenset(
    (
        *(
            "contact",
            "promise",
            "customer",
            "mine",
            "heed",
            "setup",
            "team",
            "digest",
            "brief",
            "away",
        ),
        *(
            "tier",
            "tiers",
            "undo",
            "why",
            "check",
            "dates",
            "due",
            "reminders",
            "reactions",
            "privacy",
        ),
    )
)
_HELP = re.compile(
    r"[/-]*(?:help|\?)(?:[\s:]+(?:with\s+)?/?(?P<topic>[a-z]+))?[.!?]*", re.IGNORECASE
)
_HELP_OF = re.compile(r"-*(?:help|\?)[.!?]*", re.IGNORECASE)
_AFTER = re.compile(r"(?P<word>[a-z]+(?:[\s-]+over)?)\s+-*(?:help|\?)[.!?]*", re.IGNORECASE)
# What has its help with another word.
_PART_OF = {
    **dict.fromkeys(("teams", "hours", "holidays", "holiday"), "team"),
    **dict.fromkeys(("back",), "away"),
    **dict.fromkeys(("urgent",), "brief"),
}


def read_help(raw: str, *, topic: str, words: Collection[str] = ()) -> Help | None:
    """Return what help is wanted, if help is; `topic` is what bare `help` is about.

    After one of these words of the command nothing but `help` asks for that of the command.
    """
    if not raw:
        return Help()
    after = _AFTER.fullmatch(raw)
    if after is not None and after["word"].lower() in words:
        return Help(topic)
    found = _HELP.fullmatch(raw)
    if found is None:
        return None
    asked = (found["topic"] or topic).lower()
    # Any other word may be the rest of a name, as in "Help Desk".
    return Help(asked) if asked in TOPICS else None


def read_help_of(word: str, rest: str) -> Help | None:
    """Return the help that is asked for after a word of `/heed`, as in “setup help”."""
    topic = _PART_OF.get(word, word)
    return Help(topic) if topic in TOPICS and _HELP_OF.fullmatch(rest) else None
