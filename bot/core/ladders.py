"""Ladders: when to nudge whom, in order. Each step is named, so editing one renumbers nothing."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from operator import attrgetter

from bot.core.care import CLAIM_LASTS, Care
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.promises import Promise


class Audience(StrEnum):
    OWNER = "owner"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Share:
    """When this share of the target has passed, in working time."""

    of: float


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """So many working days after it was due, at the same time of day."""

    days: int


@dataclass(frozen=True, slots=True)
class TimeBefore:
    """So much working time before it is due."""

    time: timedelta


@dataclass(frozen=True, slots=True)
class DayBefore:
    """The working day before it is due, at opening."""


@dataclass(frozen=True, slots=True)
class Step:
    """`warns` marks a step before the due instant: it goes to the owner, never to a channel."""

    name: str
    audience: Audience
    when: Share | DaysAfter | TimeBefore | DayBefore
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of one open thing, and the instant it is reached.

    `passed` says why it will not be said, when it is.
    """

    name: str
    audience: Audience
    at: datetime
    warns: bool = False
    passed: str | None = None


Ladder = tuple[Step, ...]

SNOOZE = "snooze_"  # and its end: the step that a snooze earns
REPEATS = "day_"  # and how many days it is late by then
GIVEN = "given_"  # the step that tells a new owner, by when it was handed over
ANEW = "lead_"  # the lead's step of a new owner, by the same
SINCE = ":"  # between a step and the hand-over, or complaint, that put it ahead again
JUST_GIVEN = "the hand-over was told just before"
FAIR = timedelta(hours=1)  # of working time, that a new owner has before their lead hears of it
BRIEF = "brief_"  # and its day: no step, but that the morning brief spoke of it

INQUIRY_LADDER: Ladder = (
    Step("heads_up", Audience.OWNER, Share(0.75), warns=True),
    Step("due", Audience.OWNER, Share(1)),
    Step("lead", Audience.LEAD, Share(1.5)),
    Step("day_1", Audience.OWNER, DaysAfter(1)),
    Step("day_3", Audience.OWNER, DaysAfter(3)),
    Step("day_7", Audience.OWNER, DaysAfter(7)),
)
PROMISE_LADDER: Ladder = (
    Step("day_before", Audience.OWNER, DayBefore(), warns=True),
    Step("due_soon", Audience.OWNER, TimeBefore(timedelta(hours=1)), warns=True),
    Step("overdue", Audience.OWNER, DaysAfter(0)),
    Step("lead", Audience.LEAD, DaysAfter(1)),
    Step("day_3", Audience.OWNER, DaysAfter(3)),
    Step("day_7", Audience.OWNER, DaysAfter(7)),
)


def answer_due_at(inquiry: Inquiry, *, target: timedelta, hours: WorkingHours) -> datetime:
    """The instant by which an answer is due; the clock stands while the inquiry is on hold."""
    if not inquiry.care.holds:
        return hours.add(inquiry.opened_at, target)
    pauses = [(hold.since, hold.until) for hold in inquiry.care.holds]
    return hours.add_paused(inquiry.opened_at, target, pauses=pauses)


def answered_for(
    inquiry: Inquiry, *, since: datetime, target: timedelta, hours: WorkingHours
) -> timedelta:
    """How much of the inquiry's own time passes until `target` has, counted from `since`."""
    pauses = [(hold.since, hold.until) for hold in inquiry.care.holds]
    until = hours.add_paused(since, target, pauses=pauses)
    return hours.elapsed_paused(inquiry.opened_at, until, pauses=pauses)


def plan_inquiry(
    inquiry: Inquiry, *, target: timedelta, hours: WorkingHours, ladder: Ladder = INQUIRY_LADDER
) -> list[Planned]:
    """Say when each step of an inquiry is reached, in order."""
    due_at = answer_due_at(inquiry, target=target, hours=hours)

    def reached(step: Step) -> datetime:
        if isinstance(step.when, Share):
            share = step.when.of
            if share == 1:
                return due_at
            return answer_due_at(inquiry, target=target * share, hours=hours)
        return _held_up(_around(due_at, step, hours), inquiry, due_at, hours)

    instants = {step.name: reached(step) for step in ladder}
    return _planned(ladder, inquiry.care, hours, instants, since=inquiry.logged_at)


def _held_up(at: datetime, inquiry: Inquiry, due_at: datetime, hours: WorkingHours) -> datetime:
    """The clock also stands, while on hold, for what comes after the due instant."""
    if not inquiry.care.holds:
        return at
    late = [
        (max(hold.since, due_at), hold.until)
        for hold in inquiry.care.holds
        if max(hold.since, due_at) < hold.until
    ]
    if all(since >= at for since, _ in late):
        return at
    return hours.add_paused(due_at, hours.elapsed(due_at, at), pauses=late)


def plan_promise(
    promise: Promise, *, hours: WorkingHours, ladder: Ladder = PROMISE_LADDER
) -> list[Planned]:
    """Say when each step of a promise is reached, in order.

    A promise made within a day of its eve is not announced on its eve: whoever made it knows.
    """
    instants = {step.name: _around(promise.due_at, step, hours) for step in ladder}
    fresh = promise.logged_at + timedelta(days=1)
    steps = tuple(
        step
        for step in ladder
        if not (isinstance(step.when, DayBefore) and instants[step.name] < fresh)
    )
    return _planned(steps, promise.care, hours, instants, since=promise.logged_at)


def _planned(
    ladder: Ladder,
    care: Care,
    hours: WorkingHours,
    instants: dict[str, datetime],
    *,
    since: datetime,
) -> list[Planned]:
    # In UTC: in one zone Python compares wall clocks, and those repeat an hour a year.
    planned = [
        Planned(step.name, step.audience, instants[step.name].astimezone(UTC), step.warns)
        for step in ladder
    ]
    anew = _anew(planned, care, hours)
    planned = [_since_given(step, care, hours) for step in planned]
    if care.claims or care.own_until is not None:
        planned = [_delayed(step, care, hours) for step in planned]
    if care.snoozes and care.snoozed_until is not None:
        # Named by its end: a snooze that was taken back leaves its name in the ledger.
        name = f"{SNOOZE}{int(care.snoozed_until.timestamp())}"
        planned.append(Planned(name, Audience.OWNER, care.snoozed_until.astimezone(UTC)))
    planned += anew
    if care.given_at is not None and care.given_by is not None:
        name = f"{GIVEN}{int(care.given_at.timestamp())}"
        # A move meanwhile begins another episode, in which it is still to be told.
        at = max(care.given_at, since).astimezone(UTC)
        planned.append(Planned(name, Audience.OWNER, at))
    return sorted(planned, key=attrgetter("at"))


def _anew(planned: list[Planned], care: Care, hours: WorkingHours) -> list[Planned]:
    """What was handed over past the lead's step is for the lead of the new owner to hear, too.

    Past the step as it was before any claim: a claim of the new owner delays a step that may have
    been said long since, and must not take this one away.
    """
    lead = max((one.at for one in planned if one.audience is Audience.LEAD), default=None)
    given_at = care.given_at
    if lead is None or given_at is None or given_at <= lead:
        return []
    at = hours.add(given_at, FAIR).astimezone(UTC)
    return [Planned(f"{ANEW}{int(given_at.timestamp())}", Audience.LEAD, at)]


def _since_given(step: Planned, care: Care, hours: WorkingHours) -> Planned:
    """What lies ahead when a thing is handed over is ahead for its new owner, said before or not.

    By the hours of whoever had it before it may have been reached already. A warning just after
    the word of the hand-over, which says when it is due, is not said.
    """
    if care.given_at is None or step.at <= care.given_at:
        return step
    # In hexadecimal: the longest name has 19 characters then, of the 20 that there is room for.
    name = f"{step.name}{SINCE}{int(care.given_at.timestamp()):x}"
    is_told = step.warns and care.given_by is not None
    if is_told and step.at <= hours.add(care.given_at, FAIR):
        return replace(step, name=name, passed=JUST_GIVEN)
    return replace(step, name=name)


def plain(name: str) -> str:
    """The name of a step, whichever hand-over put it ahead again."""
    return name.partition(SINCE)[0]


def _delayed(step: Planned, care: Care, hours: WorkingHours) -> Planned:
    """A claim delays the lead's step, once, by the time a claim lasts; the owner's own to its end.

    When it ends the owner is asked, and has a working hour before the lead hears. One that was
    given back delays no longer; that it was made still counts.
    """
    if step.audience is not Audience.LEAD:
        return step
    is_given_back = care.claimed_by is None and care.given_at is None
    at = hours.add(step.at, CLAIM_LASTS) if care.claims and not is_given_back else step.at
    if care.own_until is not None:
        at = max(at, hours.add(care.own_until, FAIR))
    if care.claims == 1 and care.claimed_until is not None and care.claimed_by != care.owner_id:
        at = max(at, hours.add(care.claimed_until, FAIR))
    return replace(step, at=at.astimezone(UTC))


def _around(due_at: datetime, step: Step, hours: WorkingHours) -> datetime:
    match step.when:
        case DaysAfter(days=days):
            return hours.days_after(due_at, days) if days else due_at
        case TimeBefore(time=time):
            return hours.back(due_at, time)
        case DayBefore():
            return _day_before(due_at, hours)
        case Share():
            raise ValueError(f"a share needs a target: {step}")


def _day_before(due_at: datetime, hours: WorkingHours) -> datetime:
    """The opening of the last working day before the due day."""
    day = due_at.astimezone(hours.zone).date()
    for _ in range(366):
        day -= timedelta(days=1)
        opening = hours.opening(day)
        if opening is not None:
            return opening
    return due_at - timedelta(days=1)
