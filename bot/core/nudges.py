"""Nudges: which steps of an open thing are due now, and when to look again. All judgement."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.care import Care, held_until, is_snoozed
from bot.core.claims import CLAIM
from bot.core.complaints import COMPLAINT
from bot.core.history import Kind
from bot.core.ladders import BRIEF, GIVEN, SNOOZE, Audience, Planned, plain


class NudgeState(StrEnum):
    QUEUED = "queued"  # owed; waits for its recipient's hours, spacing and cap
    BOUND = "bound"  # part of a delivery
    SENT = "sent"
    MOOT = "moot"  # no longer true when its turn came
    PASSED = "passed"  # recorded, never said: overtaken, or past before it was logged
    LOST = "lost"  # nobody could be reached


COMING = (NudgeState.QUEUED, NudgeState.BOUND)


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is reached: to be said, or (`why_not`) only recorded."""

    step: Planned
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is due now, and the instant by which to look again (None: never of itself)."""

    due: tuple[Due, ...]
    look_at: datetime | None


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder about one open thing at one step.

    The ledger is unique by (number, episode, step). The recipient is no part of that, so that a
    hand-over between queueing and sending neither loses nor doubles a nudge.
    """

    id: int
    kind: Kind
    number: int
    episode: int
    step: str
    audience: Audience
    at: datetime
    state: NudgeState
    ready_at: datetime | None = None
    sent_at: datetime | None = None
    recipient_id: str | None = None
    why: str | None = None
    warns: bool = False


BEFORE_LOGGED = "reached before it was logged"
CHANGED = "its target or its hours were changed when it was past"
MAYBE = "nobody knows whether it arrived"
NOBODY = "nobody could be reached"
BEFORE_START = "reached before reminders began"
IN_SHADOW = "reached while the team was in shadow"
# What nobody was to be told of, whoever would have been.
NOT_TO_TELL = (BEFORE_LOGGED, BEFORE_START, IN_SHADOW, CHANGED)
# Steps that come of what somebody did, whatever the target or the hours are.
OF_DEEDS = (GIVEN, SNOOZE, CLAIM, COMPLAINT)
OVERTAKEN = "a later step was reached before it could be said"


def judge(
    plan: Sequence[Planned],
    *,
    care: Care,
    now: datetime,
    since: datetime,
    recorded: Collection[str],
    began: datetime | None = None,
    left_shadow_at: datetime | None = None,
    logged_at: datetime | None = None,
) -> Judgement:
    """Judge one open thing.

    `since` is when this plan came to be known: steps before it are recorded, not said (they
    were past before anybody could be nudged). Of what is reached, only the last step per
    audience is said. While on hold nothing is due; while snoozed nothing for the owner.
    `began` is when its team began to be reminded at all, `left_shadow_at` when it left the shadow,
    `logged_at` when it was logged, where that is not `since`.
    """
    standing = held_until(care, now)
    if standing is not None:
        return Judgement((), standing)
    known = frozenset(map(plain, recorded)).union(recorded)
    open_steps = [step for step in plan if step.name not in known]
    quiet = is_snoozed(care, now)
    judged = [step for step in open_steps if not (quiet and step.audience is Audience.OWNER)]
    reached = [step for step in judged if step.at <= now]
    later = [step.at for step in judged if step.at > now]
    if quiet and care.snoozed_until is not None:
        later.append(care.snoozed_until)
    kept_back = _KeptBack(began, left_shadow_at)
    due = [_honest(one, logged_at or since) for one in _due(reached, since, kept_back)]
    return Judgement(tuple(due), min(later, default=None))


@dataclass(frozen=True, slots=True)
class _KeptBack:
    began: datetime | None
    left_shadow_at: datetime | None


def before_start(
    at: datetime, began: datetime | None, left_shadow_at: datetime | None
) -> str | None:
    """Why nobody is told of what was reached then, if that was too early."""
    if left_shadow_at is not None and at < left_shadow_at:
        return IN_SHADOW
    return BEFORE_START if began is not None and at < began else None


def recorded(ledger: Iterable[Nudge], episode: int) -> set[str]:
    """The steps that were reached already: of this episode, and every hand-over.

    A move makes nobody know that a thing was handed to them.
    """
    return {one.step for one in ledger if one.episode == episode or one.step.startswith(GIVEN)}


def is_of_before(nudge: Nudge, episode: int) -> bool:
    """Whether it speaks of a date that was moved since; a hand-over stays to be told."""
    return nudge.episode != episode and not nudge.step.startswith(GIVEN)


def is_mention(nudge: Nudge) -> bool:
    """Whether it is no step, but that a morning brief spoke of the thing."""
    return nudge.step.startswith(BRIEF)


def overtakes(other: Nudge, nudge: Nudge) -> bool:
    """Whether `other` says more of the thing to the same audience, or has said it."""
    # What was said ahead of its time, before this was reached, did not speak of this.
    was_before = other.sent_at is not None and other.sent_at < nudge.at
    return (
        not was_before
        and other.episode == nudge.episode
        and other.audience == nudge.audience
        and not is_mention(other)
        and other.state in (*COMING, NudgeState.SENT)
        and (other.at, other.id) > (nudge.at, nudge.id)
    )


def was_past(step: Planned, since: datetime) -> bool:
    """Whether it was past when the plan came to be known; what somebody did makes no plan."""
    return step.at < since and not step.name.startswith(OF_DEEDS)


def _due(reached: Sequence[Planned], since: datetime, kept_back: _KeptBack) -> list[Due]:
    said = [step for step in reached if not was_past(step, since) and step.passed is None]
    last = {step.audience: step for step in said}
    return [
        Due(step, _why_not(step, since, kept_back, last.get(step.audience))) for step in reached
    ]


def _honest(due: Due, logged_at: datetime) -> Due:
    """What was past when its target changed need not have been past when it was logged."""
    was_changed = due.why_not == BEFORE_LOGGED and due.step.at >= logged_at
    return replace(due, why_not=CHANGED) if was_changed else due


def _why_not(
    step: Planned, since: datetime, kept_back: _KeptBack, last: Planned | None
) -> str | None:
    if why := before_start(step.at, kept_back.began, kept_back.left_shadow_at):
        return why
    if was_past(step, since):
        return BEFORE_LOGGED
    if step.passed is not None:
        return step.passed
    return None if step == last else OVERTAKEN
