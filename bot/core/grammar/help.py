"""Reading a wish for help: nothing at all, `help`, or `help` with a topic."""

import re

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


def read_help(raw: str, *, topic: str) -> Help | None:
    """Return what help is wanted, if help is; `topic` is what bare `help` is about."""
    if not raw:
        return Help()
    found = _HELP.fullmatch(raw)
    if found is None:
        return None
    asked = (found["topic"] or topic).lower()
    # Any other word may be the rest of a name, as in "Help Desk".
    return Help(asked) if asked in TOPICS else None
