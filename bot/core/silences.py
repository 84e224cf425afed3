"""Silences: when an owner is asked to tell a customer where it stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import attrgetter

from bot.core.customers import WorkingTime
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import REPEATS, Audience, Planned, plain
from bot.core.promises import Promise, is_told

UPDATE = "update_"  # and the customer's last word from us: one nudge for each silence
UNTOLD = "untold_"  # and the move that they have not heard of
MOST_UPDATES = 9  # in one silence: whoever passed over so many will not hear the tenth
UNTOLD_WAITS = timedelta(hours=1)  # of working time, after a move
FIRST = "heads_up"
TOLD = "they were told"


def after_word(
    plan: Sequence[Planned], inquiry: Inquiry, *, next_word: WorkingTime, hours: WorkingHours
) -> list[Planned]:
    """A ladder once we have said that we are on it: its first step is passed over.

    So is every repeat until the next word is due, which asks for more than that.
    """
    if inquiry.acked_at is None:
        return list(plan)
    until = _next_word(inquiry, inquiry.acked_at, next_word, hours)
    return [replace(one, passed=TOLD) if _is_quiet(one, until) else one for one in plan]


def _is_quiet(step: Planned, until: datetime) -> bool:
    name = plain(step.name)
    return name == FIRST or (name.startswith(REPEATS) and step.at < until)


def of_inquiry(
    inquiry: Inquiry, *, told_at: datetime | None, next_word: WorkingTime, hours: WorkingHours
) -> list[Planned]:
    """The step at which a customer who was told that we are on it should hear more.

    The clock stands while we wait for them.
    """
    if inquiry.acked_at is None:
        return []
    last = max(filter(None, (inquiry.acked_at, told_at)))
    return [_step(UPDATE, last, _next_word(inquiry, last, next_word, hours))]


def _next_word(
    inquiry: Inquiry, last: datetime, next_word: WorkingTime, hours: WorkingHours
) -> datetime:
    length = next_word.lasts(last, hours)
    pauses = [(hold.since, hold.until) for hold in inquiry.care.holds]
    at = hours.add_paused(last, length, pauses=pauses) if pauses else hours.add(last, length)
    return hours.next_opening(at)


def of_promise(
    promise: Promise, *, told_at: datetime | None, update: WorkingTime, hours: WorkingHours
) -> list[Planned]:
    """The steps at which the customer should hear how it stands, or of the new date."""
    last = max(filter(None, (promise.made_at, told_at)))
    steps = []
    at = last
    end = _eve(promise, hours) if _is_long(promise, update, hours) else last
    for count in range(1, MOST_UPDATES + 1):
        at = _later(at, update, hours)
        if at >= end:
            break
        steps.append(_step(UPDATE, last, at, count=count))
    since = promise.untold_since
    if since is not None and not is_told(promise, told_at):
        steps.append(_step(UNTOLD, since, hours.add(since, UNTOLD_WAITS)))
    return steps


def merged(plan: Sequence[Planned], words: Sequence[Planned]) -> list[Planned]:
    """Both, in the order in which they are reached."""
    return sorted([*plan, *words], key=attrgetter("at"))


def _is_long(promise: Promise, update: WorkingTime, hours: WorkingHours) -> bool:
    """Whether two intervals fit into its life: of a shorter one nobody expects news."""
    once = _later(promise.made_at, update, hours)
    return once < promise.due_at and _later(once, update, hours) <= promise.due_at


def _eve(promise: Promise, hours: WorkingHours) -> datetime:
    """The opening of the working day before it is due: from then on the ladder speaks of it."""
    local = promise.due_at.astimezone(hours.zone)
    day = hours.add_days(promise.due_at, -1)
    same = datetime.combine(day, local.time(), hours.zone)
    return min(same, hours.opening(day) or same)


def _later(at: datetime, time: WorkingTime, hours: WorkingHours) -> datetime:
    # What has passed by closing is due at the next opening, when something can be done about it.
    return hours.next_opening(hours.add(at, time.lasts(at, hours)))


def _step(kind: str, since: datetime, at: datetime, *, count: int = 1) -> Planned:
    name = f"{kind}{int(since.timestamp())}{f'_{count}' if count > 1 else ''}"
    return Planned(name, Audience.OWNER, at.astimezone(UTC), warns=True)
