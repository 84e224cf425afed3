"""Where the clock can be moved to with one press."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.errors import Refusal
from bot.playground.browser.hand import Hand

OPENS = 9
SATURDAY = 5


def move(hand: Hand, to: str, *, now: datetime, zone: str) -> None:
    """Move the hand as somebody in that zone wishes. Raises Refusal."""
    local = now.astimezone(ZoneInfo(zone))
    match to:
        case "next":
            hand.go_to_next()
        case "hour":
            hand.go(now + timedelta(hours=1))
        case "opening":
            hand.go(opening(local))
        case "monday":
            hand.go(monday(local))
        case "fast" | "slow":
            hand.run(is_fast=to == "fast")
        case _:
            raise Refusal("The clock goes to the next reminder, hour, opening or Monday.")


def opening(local: datetime) -> datetime:
    """Return when the next working day opens, today if it has not yet."""
    at = _opens(local)
    while at <= local or at.weekday() >= SATURDAY:
        at = _opens(at + timedelta(days=1))
    return at


def monday(local: datetime) -> datetime:
    """Return the opening of the next Monday."""
    at = _opens(local)
    while at <= local or at.weekday() != 0:
        at = _opens(at + timedelta(days=1))
    return at


def _opens(local: datetime) -> datetime:
    return local.replace(hour=OPENS, minute=0, second=0, microsecond=0)
