"""Attention: how often a person may be interrupted, and what a nudge must still be to be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core import things
from bot.core.care import asked, held_until, is_snoozed
from bot.core.claims import CLAIM
from bot.core.complaints import TO_LEAD
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import ANEW, REPEATS, SINCE, SNOOZE, Audience, Planned, plain
from bot.core.nudges import (
    CHANGED,
    NOT_TO_TELL,
    Nudge,
    NudgeState,
    before_start,
    is_mention,
    is_of_before,
    recorded,
)
from bot.core.recipients import People, ToChannel, ToMember, leads, recipient, stand_in
from bot.core.silences import TOLD, UNTOLD, UPDATE
from bot.core.things import Thing

APART = timedelta(minutes=60)
A_DAY = 6
FOR_OTHERS = A_DAY - 1  # the last message of a day is kept for what is due, and for the lead
ROWS = 8  # of one message; the rest is "… and 7 more"
HEARD = "whoever leads the new owner had heard of it"
SETTLED = "it was settled"
MOVED = "the promise was moved"
FAIR_WARNING = timedelta(hours=1)  # of working time, between the owner's nudge and the lead's
AHEAD = timedelta(minutes=30)  # what would come so soon after a brief is part of it
COMING = (NudgeState.QUEUED, NudgeState.BOUND)


class Held(StrEnum):
    """What holds back a nudge that is true."""

    CLOSED = "closed"  # outside the working hours of whoever it is for
    SPACING = "spacing"
    CAP = "cap"
    AWAY = "away"  # nobody is back before
    HOLD = "hold"  # we wait for the customer
    SNOOZE = "snooze"
    WARNING = "warning"  # the owner was told less than an hour ago
    BRIEF = "brief"  # the reader's morning brief comes within the half hour
    LATER = "later"  # its step was put off, or a later one is about to take its place


CROWDED = (Held.SPACING, Held.CAP)  # its reader was told of other things


@dataclass(frozen=True, slots=True)
class Turn:
    """When a member may be told, and what keeps it from being now."""

    at: datetime
    held: Held | None = None


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


def may_be_told_at(now: datetime, *, hours: WorkingHours, told: Sequence[datetime]) -> datetime:
    """The instant, `now` or later, at which a member who was `told` then may be told again."""
    return turn(now, hours=hours, told=told).at


def turn(
    now: datetime,
    *,
    hours: WorkingHours,
    told: Sequence[datetime],
    most: int = A_DAY,
    outside: bool = False,
) -> Turn:
    """The same, with what it waits for; at most so many messages a day.

    With `outside` also outside the member's hours, though never more often.
    """
    at = now if outside else hours.next_opening(now)
    held = Held.CLOSED if at > now else None
    # A clock that ran ahead must not silence anybody until it is caught up with.
    told = [when for when in told if when <= now]
    if told and max(told) + APART > at:
        at = max(told) + APART
        at = at if outside else hours.next_opening(at)
        held = Held.SPACING if at == max(told) + APART else Held.CLOSED
    today = at.astimezone(hours.zone).date()
    if sum(when.astimezone(hours.zone).date() == today for when in told) >= most:
        midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), hours.zone)
        return Turn(hours.next_opening(midnight), Held.CAP)
    return Turn(at, held)


def most_a_day(together: Sequence[Nudge]) -> int:
    """How many messages a day may have been said for these to be the next.

    What warns early, or says once more that something is late, must not take the turn of what
    becomes due.
    """
    return FOR_OTHERS if all(map(_can_wait, together)) else A_DAY


def _can_wait(nudge: Nudge) -> bool:
    """Whether it is an early warning or a repeat."""
    is_early = nudge.warns or nudge.step.startswith(UPDATE)
    return nudge.audience is Audience.OWNER and (is_early or nudge.step.startswith(REPEATS))


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
        return Moot(TOLD if is_word else "its step is no longer on the ladder")
    if step.passed is not None:
        return Moot(step.passed)
    if step.at > now + ahead:
        return Wait(step.at, Held.LATER)
    # What was still to be said before a move is said no more.
    counts = [one for one in ledger if one.episode == thing.episode or one.sent_at is not None]
    if any(_overtakes(other, nudge) for other in counts):
        return Moot("a later step was said")
    if _is_being_overtaken(step, thing, ledger, now):
        return Wait(now, Held.LATER)
    if nudge.audience is not Audience.LEAD:
        return Say()
    if _is_heard(nudge, thing, ledger, people, now):
        return Moot(HEARD)
    return _after_fair_warning(thing, ledger, people, now)


def _step(nudge: Nudge, thing: Thing) -> Planned | None:
    # By now it may be past, for another hand-over: then it goes by its plain name.
    names = (nudge.step, plain(nudge.step))
    planned = next((step for step in things.plan(thing) if step.name in names), None)
    if planned is None and nudge.step.startswith((SNOOZE, CLAIM)):
        # It was reached, and speaks for the steps that it overtook, whoever ended it since.
        return Planned(nudge.step, nudge.audience, nudge.at)
    return planned


def _overtakes(other: Nudge, nudge: Nudge) -> bool:
    return (
        other.episode == nudge.episode
        and other.audience == nudge.audience
        and not is_mention(other)
        and other.state in (*COMING, NudgeState.SENT)
        and (other.at, other.id) > (nudge.at, nudge.id)
    )


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
        and later.at >= things.known_since(thing)
    )


def _is_heard(
    nudge: Nudge, thing: Thing, ledger: Sequence[Nudge], people: People, now: datetime
) -> bool:
    """Whether another step has told the lead what this one would."""
    if nudge.step.startswith(ANEW):
        return _has_heard(thing, ledger, people, now)
    if SINCE in nudge.step or nudge.step.startswith(TO_LEAD):
        # Of a new time, or a new complaint, nobody was told.
        return False
    # A claim may have delayed the lead's own step past what a hand-over had them told.
    anew = [one for one in ledger if one.step.startswith(ANEW) and one.state is NudgeState.SENT]
    return bool(anew) and _has_heard(thing, anew, people, now)


def _has_heard(thing: Thing, ledger: Sequence[Nudge], people: People, now: datetime) -> bool:
    """Whether somebody above the new owner was told already, or was not to be told at all."""
    first = asked(thing.care, now)
    leads_step = [
        one for one in ledger if one.audience is Audience.LEAD and one.episode == thing.episode
    ]
    told = {one.recipient_id for one in leads_step if one.state is NudgeState.SENT}
    if not told:
        return any(one.why in NOT_TO_TELL for one in leads_step)
    care, team = thing.care, thing.team
    found = recipient(Audience.LEAD, warns=False, care=care, team=team, people=people, now=now)
    above = {one for one in leads(first, team, people) if one != care.owner_id}
    if isinstance(found, ToMember):
        above.add(found.member.id)
    if isinstance(found, ToChannel):
        above.add(found.channel_id)
    return bool(told & above)


def revived(thing: Thing, ledger: Sequence[Nudge]) -> list[Nudge]:
    """What a change of the target passed over, and is to be said since the customer asked again."""
    item, changed_at = thing.item, thing.poked_at
    if changed_at is None or not isinstance(item, Inquiry) or not things.is_open(thing):
        return []
    if item.last_word_at < changed_at:
        return []
    here = [one for one in ledger if one.episode == thing.episode and not is_mention(one)]
    last = {one.audience: one for one in sorted(here, key=lambda one: (one.at, one.id))}
    return [one for one in last.values() if one.state is NudgeState.PASSED and one.why == CHANGED]


def _after_fair_warning(
    thing: Thing, ledger: Sequence[Nudge], people: People, now: datetime
) -> Verdict:
    """The lead hears an hour of working time after the owner did, unless nobody reaches them.

    An owner who has had enough messages for now keeps the lead from nothing.
    """
    if stand_in(asked(thing.care, now), people, now) is None:
        return Say()
    owners = [
        other
        for other in ledger
        if other.audience is Audience.OWNER and other.episode == thing.episode
    ]
    said = [other.sent_at for other in owners if other.sent_at is not None]
    coming = [other for other in owners if other.state in COMING and not _is_crowded(other, now)]
    turns = [max(now, other.ready_at or now) for other in coming]
    if is_snoozed(thing.care, now):
        turns = []
    # What is about to be said counts as said; what waits longer keeps the lead waiting only
    # while the owner has heard nothing at all.
    heard = said + [turn for turn in turns if turn <= now or not said]
    fair = things.hours_of(thing).add(max(heard), FAIR_WARNING) if heard else now
    return Say() if fair <= now else Wait(fair, Held.WARNING)


def _is_crowded(nudge: Nudge, now: datetime) -> bool:
    waits = nudge.ready_at is not None and nudge.ready_at > now
    return waits and nudge.why in CROWDED
