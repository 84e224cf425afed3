"""Own: what members set for themselves, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.heed_outcomes import BriefComing, BriefSet, UrgentSet
from bot.messages import kit, wording
from bot.messages.kit import Message


def shown(
    outcome: BriefComing | BriefSet | UrgentSet, *, zone: ZoneInfo, now: datetime, prefix: str
) -> Message:
    match outcome:
        case BriefComing(is_empty=is_empty):
            return _coming(is_empty=is_empty)
        case BriefSet():
            return _set(outcome, zone, now, prefix)
        case UrgentSet():
            return _urgent(outcome, prefix)


def _coming(*, is_empty: bool) -> Message:
    if is_empty:
        return kit.message("Nothing waits for you, and nothing you promised comes due this week.")
    return kit.message("Your brief is on its way: it comes as a direct message from me.")


def _set(outcome: BriefSet, zone: ZoneInfo, now: datetime, prefix: str) -> Message:
    if outcome.at is None:
        return kit.message(
            "No more morning briefs. Reminders still come when something is due; "
            f"`/{prefix}heed brief on` starts the briefs again."
        )
    at = wording.due(outcome.at, zone, now)
    said = f"Your brief comes every working day, next *{at}*, if there is something in it."
    if outcome.in_shadow:
        said += " Your team only tries me out as yet, so the first one comes after that."
    return kit.message(said)


def _urgent(outcome: UrgentSet, prefix: str) -> Message:
    if not outcome.on:
        return kit.message("Every reminder now waits for your working hours, urgent or not.")
    said = "Urgent reminders may now come at any hour, though not while you are away."
    if outcome.tiers:
        tiers = wording.joined([kit.safe(tier) for tier in outcome.tiers])
        said += f" Urgent are customers of tier {tiers}."
    else:
        said += " No tier is urgent yet, so nothing changes until one is."
    # An hour that nobody works in does not count, however urgent it is.
    said += " Waiting still counts in working hours only: what comes in on a day off is due later."
    said += f" `/{prefix}heed urgent off` ends that."
    return kit.message(said)
