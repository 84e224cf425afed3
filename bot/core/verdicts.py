"""Verdicts: whether a queued nudge, when its turn comes, is still to be said, and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import escalations, things
from bot.core.attention import Held
from bot.core.care import held_until, is_snoozed
from bot.core.claims import CLAIM
from bot.core.inquiries import Inquiry
from bot.core.ladders import SNOOZE, Audience, Planned, plain
from bot.core.nudges import (
    CHANGED,
    COMING,
    Nudge,
    NudgeState,
    before_start,
    is_mention,
    is_of_before,
    overtakes,
    recorded,
    was_past,
)
from bot.core.recipients import People
from bot.core.silences import TOLD, UNTOLD, UPDATE
from bot.core.things import Thing

SETTLED = "it was settled"
MOVED = "the promise was moved"
OFF_LADDER = "its step is no longer on the ladder"
OVERTAKEN = "a later step was said"


@dataclass(frozen=True, slots=True)
class Moot:
    """No longer true when its turn came; `why` in words."""

    why: str


@dataclass(frozen=True, slots=True)
class Wait:
    """True, but not to be said before `until`."""

    until: datetime
    held: Held


@dataclass(frozen=True, slots=True)
class Say:
    """True now."""


Verdict = Moot | Wait | Say


def weigh(
    nudge: Nudge,
    thing: Thing,
    *,
    ledger: Sequence[Nudge],
    people: People,
    now: datetime,
    ahead: timedelta = timedelta(0),
) -> Verdict:
    """Judge a queued nudge again: still true, and its turn?

    `ledger` holds every nudge of the thing. Of what is reached within `ahead`, the turn has come.
    """
    if not things.is_open(thing):
        return Moot(SETTLED)
    if is_of_before(nudge, thing.episode):
        return Moot(MOVED)
    standing = held_until(thing.care, now)
    if standing is not None:
        return Wait(standing, Held.HOLD)
    owners = nudge.audience is Audience.OWNER
    if owners and is_snoozed(thing.care, now) and thing.care.snoozed_until is not None:
        return Wait(thing.care.snoozed_until, Held.SNOOZE)
    return _turn(nudge, thing, ledger, people, now, ahead)


def _turn(
    nudge: Nudge,
    thing: Thing,
    ledger: Sequence[Nudge],
    people: People,
    now: datetime,
    ahead: timedelta,
) -> Verdict:
    if is_mention(nudge):
        return Say()
    if why := before_start(nudge.at, things.began(thing), thing.team.left_shadow_at):
        return Moot(why)
    step = _step(nudge, thing)
    if step is None:
        is_word = nudge.step.startswith((UPDATE, UNTOLD))
        return Moot(TOLD if is_word else OFF_LADDER)
    if step.passed is not None:
        return Moot(step.passed)
    if step.at > now + ahead:
        return Wait(step.at, Held.LATER)
    # What was still to be said before a move is said no more.
    counts = [one for one in ledger if one.episode == thing.episode or one.sent_at is not None]
    if any(overtakes(other, nudge) and _stands(other, thing) for other in counts):
        return Moot(OVERTAKEN)
    if _is_being_overtaken(step, thing, ledger, now):
        return Wait(now, Held.LATER)
    if nudge.audience is not Audience.LEAD:
        return Say()
    if escalations.is_heard(nudge, thing, ledger, people, now):
        return Moot(escalations.HEARD)
    fair = escalations.fair_at(thing, ledger, people, now)
    return Say() if fair <= now else Wait(fair, Held.WARNING)


def _step(nudge: Nudge, thing: Thing) -> Planned | None:
    # By now it may be past, for another hand-over: then it goes by its plain name.
    names = (nudge.step, plain(nudge.step))
    planned = next((step for step in things.plan(thing) if step.name in names), None)
    if planned is None and nudge.step.startswith((SNOOZE, CLAIM)):
        # It was reached, and speaks for the steps that it overtook, whoever ended it since.
        return Planned(nudge.step, nudge.audience, nudge.at)
    return planned


def _stands(nudge: Nudge, thing: Thing) -> bool:
    """Whether it was said or settled, or is still to be: it is on the ladder."""
    return nudge.state not in COMING or _step(nudge, thing) is not None


def _is_being_overtaken(
    step: Planned, thing: Thing, ledger: Sequence[Nudge], now: datetime
) -> bool:
    """Whether a later step is reached that the next sweep will queue: one of them is enough."""
    known = recorded(ledger, thing.episode)
    known |= set(map(plain, known))
    return any(
        later.audience is step.audience and step.at < later.at <= now
        for later in things.plan(thing)
        if later.name not in known
        and later.passed is None
        and not was_past(later, things.known_since(thing))
    )


def revived(thing: Thing, ledger: Sequence[Nudge]) -> list[Nudge]:
    """What was passed over, and is to be said after all, by what has been done since."""
    if not things.is_open(thing):
        return []
    here = [one for one in ledger if one.episode == thing.episode and not is_mention(one)]
    return [*_planned_again(thing, here), *_uncovered(thing, here), *_asked_again(thing, here)]


def _planned_again(thing: Thing, here: Sequence[Nudge]) -> list[Nudge]:
    """What was taken off the ladder before it was said, and is on it again."""
    off = [one for one in here if (one.state, one.why) == (NudgeState.MOOT, OFF_LADDER)]
    if not off or not things.is_sound(thing):
        return []
    names = {step.name for step in things.plan(thing) if step.passed is None}
    return [one for one in off if one.step in names]


def _uncovered(thing: Thing, here: Sequence[Nudge]) -> list[Nudge]:
    """What made way for a later step that was taken off the ladder before it was said."""
    if not any(one.why == OVERTAKEN for one in here) or not things.is_sound(thing):
        return []
    left = [one for one in here if one.why != OFF_LADDER and _stands(one, thing)]
    last = {one.audience: one for one in sorted(left, key=lambda one: (one.at, one.id))}
    return [one for one in last.values() if (one.state, one.why) == (NudgeState.MOOT, OVERTAKEN)]


def _asked_again(thing: Thing, here: Sequence[Nudge]) -> list[Nudge]:
    """What a change of the target passed over, before the customer asked again."""
    item, changed_at = thing.item, thing.poked_at
    if changed_at is None or not isinstance(item, Inquiry) or item.last_word_at < changed_at:
        return []
    last = {one.audience: one for one in sorted(here, key=lambda one: (one.at, one.id))}
    return [one for one in last.values() if one.state is NudgeState.PASSED and one.why == CHANGED]
