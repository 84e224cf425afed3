"""Reading since when a team is reminded, and whether reminders are only tried out."""

from datetime import datetime

from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import phrase_in, placed
from bot.core.heed_asks import SetupShadow, SetupStart
from bot.core.hours import WorkingHours
from bot.core.phrases import read_due
from bot.core.words import decode, shorten

_AT_ONCE = ("now", "off", "at once", "immediately")
_SWITCH = {
    **dict.fromkeys(("on", "yes", "true", "start"), True),
    **dict.fromkeys(("off", "no", "false", "stop", "end"), False),
}


def read_start(value: str, *, now: datetime, hours: WorkingHours) -> SetupStart:
    """Read the day from which on reminders are sent."""
    words = phrase_in(value)
    for small in ("from ", "on "):
        words = words.removeprefix(small)
    if words.lower() in _AT_ONCE:
        return SetupStart(at=now)
    today = now.astimezone(hours.zone).date()
    try:
        day = today if words.lower() == "today" else read_due(words, now=now, hours=hours).date()
    except Refusal as refusal:
        raise placed(refusal, before="setup start ") from refusal
    return SetupStart(day=day)


def read_shadow(value: str) -> SetupShadow:
    """Read whether reminders are only written down."""
    return SetupShadow(read_switch(value, before="setup shadow"))


def read_switch(value: str, *, before: str) -> bool:
    """Read on or off; refuse anything else with both as choices."""
    found = _SWITCH.get(value.strip(" .!").lower())
    if found is not None:
        return found
    shown = shorten(decode(value), limit=30)
    said = f"“{shown}” is neither on nor off." if shown else "On or off?"
    choices = [Choice(word, f"{before} {word}") for word in ("on", "off")]
    raise Refusal(f"{said} Write “{before} on” or “{before} off”.", choices=choices)
