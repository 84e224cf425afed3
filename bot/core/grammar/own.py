"""Reading what members set for themselves: their morning brief, and urgent reminders."""

import re

from bot.core.errors import Choice, Refusal
from bot.core.grammar.first_days import read_switch
from bot.core.heed_asks import BriefAt, BriefWanted, ShowBrief, UrgentWanted
from bot.core.words import decode, shorten

_CLOCK = re.compile(
    r"(?:at\s+|@\s*)?(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?\s*"
    r"(?:(?P<half>[ap])\.?m\.?|h|uhr|o.clock)?",
    re.IGNORECASE,
)
_OPENING = ("at opening", "opening", "at the start", "at start", "at the start of my day", "auto")
_NOON = {"at noon": 12 * 60, "noon": 12 * 60}


def read_brief(rest: str) -> ShowBrief | BriefWanted | BriefAt:
    """Read what was typed after `/heed brief`."""
    words = decode(rest).strip(" .!").lower()
    if words in ("", "now"):
        return ShowBrief()
    if words in ("on", "off"):
        return BriefWanted(words == "on")
    if words in _OPENING:
        return BriefAt(None)
    return BriefAt(_NOON[words] if words in _NOON else _minute(words))


def _minute(words: str) -> int:
    found = _CLOCK.fullmatch(words)
    if found is None:
        raise _unread(words)
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half:
        if not 1 <= hour <= 12:
            raise _unread(words)
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise _unread(words)
    return hour * 60 + minute


def _unread(words: str) -> Refusal:
    return Refusal(
        f"I can't read “{shorten(words, limit=30)}” as a time of day. "
        "Write “brief at 8:30”, “brief on” or “brief off”.",
        choices=[
            Choice("At 8:30", "brief at 8:30"),
            Choice("When my day begins", "brief at opening"),
            Choice("No brief", "brief off"),
        ],
    )


def read_urgent(rest: str) -> UrgentWanted:
    """Read whether urgent reminders may come outside a member's hours."""
    return UrgentWanted(read_switch(rest, before="urgent"))
