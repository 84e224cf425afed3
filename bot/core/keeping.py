"""Keeping: how early or how late a promise was kept, in working time."""

from dataclasses import dataclass

from bot.core.hours import WorkingHours
from bot.core.lengths import Length, length
from bot.core.promises import Promise, counted_on


@dataclass(frozen=True, slots=True)
class Margin:
    """Between the date the customer counted on and the keeping; `time` is None if it is nothing."""

    is_late: bool
    time: Length | None


def margin(promise: Promise, hours: WorkingHours) -> Margin:
    """Return by how much a kept promise was early or late."""
    known, at = counted_on(promise), promise.settled_at
    if at is None:
        raise ValueError(f"nobody has kept #{promise.number}")
    first, last = sorted((at, known))
    return Margin(at > known, length(first, last, hours=hours))
