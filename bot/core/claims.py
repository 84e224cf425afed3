"""Claims: how long one lasts, and the step that asks the owner again when it ends."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.core.care import CLAIM_LASTS, Care
from bot.core.hours import WorkingHours
from bot.core.ladders import Audience, Planned

CLAIM = "claim_"  # and its end: the step that asks its owner again
A_MINUTE = timedelta(minutes=1)


def ends_at(now: datetime, *, own: WorkingHours) -> datetime:
    """When a claim of now ends, in the claimer's own hours: nobody has a thing in their sleep.

    At the full minute, as people read it: what is due at that minute is the owner's.
    """
    return own.add(now, CLAIM_LASTS).replace(second=0, microsecond=0)


def given_back(plan: Sequence[Planned], care: Care, *, since: datetime) -> list[Planned]:
    """The owner's step at the end of a claim, if there was anything to ask by then.

    What is reached within that very minute is said by it. `since` is when the episode began.
    """
    until = care.claimed_until
    if until is None or until < since or care.claimed_by is None:
        return []
    reached = [one for one in plan if one.passed is None and one.at < until + A_MINUTE]
    if not reached:
        return []
    owners = [one.at for one in reached if one.audience is Audience.OWNER]
    at = max([until.astimezone(UTC), *owners])
    return [Planned(step_of(until), Audience.OWNER, at)]


def step_of(until: datetime) -> str:
    """Named by its end: a claim that was taken back leaves its name in the ledger."""
    return f"{CLAIM}{int(until.timestamp())}"
