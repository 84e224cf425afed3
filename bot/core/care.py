"""What was done about an open thing short of settling it: claim, snooze, hand-over, hold."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.history import Event, Verb

CLAIM_LASTS = timedelta(hours=4)  # of working time


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch in which we wait for the customer and the clock stands."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Care:
    """Who has it, who is asked, and until when nobody is.

    `claims` and `snoozes` count what happened in this episode: a claim by somebody else delays the
    lead once, and every snooze earns one nudge when it ends. `own_until` is the end of the owner's
    own first claim, for which the lead waits and no longer. `given_at` is of the last hand-over;
    `given_by` and `note` too, if it was by somebody else: the new owner is told.
    """

    owner_id: str
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    claims: int = 0
    own_until: datetime | None = None
    snoozed_until: datetime | None = None
    snoozes: int = 0
    holds: tuple[Hold, ...] = ()
    given_at: datetime | None = None
    given_by: str | None = None
    note: str | None = None


def claimer(care: Care, now: datetime) -> str | None:
    """Who said "I have it", while that still counts."""
    if care.claimed_until is None or now >= care.claimed_until:
        return None
    return care.claimed_by


def asked(care: Care, now: datetime) -> str:
    """Whom owner steps go to: the claimer, else the owner."""
    return claimer(care, now) or care.owner_id


def is_snoozed(care: Care, now: datetime) -> bool:
    return care.snoozed_until is not None and now < care.snoozed_until


def held_until(care: Care, now: datetime) -> datetime | None:
    """When the hold that stands at `now` ends, if one stands."""
    return max((hold.until for hold in care.holds if hold.since <= now < hold.until), default=None)


def tend(care: Care, event: Event) -> Care:
    """Return `care` after `event`; other events leave it as it is."""
    match event.verb:
        case Verb.CLAIMED:
            return _claimed(care, event)
        case Verb.RELEASED:
            return _released(care, event)
        case Verb.SNOOZED:
            return replace(care, snoozed_until=event.until, snoozes=care.snoozes + 1)
        case Verb.GIVEN:
            return _given(care, event)
        case Verb.HELD if event.until is not None:
            # The latest word holds: a hold can be made shorter, too.
            ended = resume(care, event.at)
            # From the full minute, as people read it: else what is due at 13:00 is at 12:59:58.
            since = event.at.replace(second=0, microsecond=0)
            return replace(ended, holds=(*ended.holds, Hold(since, event.until)))
        case Verb.RESUMED:
            return resume(care, event.at)
        case _:
            return care


def _claimed(care: Care, event: Event) -> Care:
    """A snooze goes on, but not past the claim: whoever takes a thing knows of it.

    Of the owner's own claims only the first counts for the lead: else each would buy silence.
    """
    is_own = event.actor_id == care.owner_id
    rest = None
    if event.until is not None and care.snoozed_until is not None and is_snoozed(care, event.at):
        rest = min(care.snoozed_until, event.until)
    return replace(
        care,
        claimed_by=event.actor_id,
        claimed_until=event.until,
        claims=care.claims + (not is_own),
        own_until=(care.own_until or event.until) if is_own else care.own_until,
        snoozed_until=rest,
    )


def _released(care: Care, event: Event) -> Care:
    own_until = care.own_until
    if own_until is not None and care.claimed_by == care.owner_id:
        own_until = min(own_until, event.at)
    return replace(care, claimed_by=None, claimed_until=None, own_until=own_until)


def _given(care: Care, event: Event) -> Care:
    """Whoever takes a thing over by themselves knows it; anybody else is to be told."""
    told = event.actor_id != event.member_id and event.told is not False
    return replace(
        care,
        owner_id=event.member_id or care.owner_id,
        claimed_by=None,
        claimed_until=None,
        snoozed_until=None,
        given_at=event.at,
        given_by=event.actor_id if told else None,
        note=event.words if told else None,
    )


def spoken_to(care: Care, event: Event) -> Care:
    """The customer's word ends a hold; a complaint ends a snooze, too, when we learn of it."""
    at = event.recorded_at
    if event.is_complaint and is_snoozed(care, at):
        care = replace(care, snoozed_until=at)
    return resume(care, event.at)


def resume(care: Care, at: datetime) -> Care:
    """End whatever hold stands at `at`."""
    holds = tuple(
        replace(hold, until=at) if hold.since <= at < hold.until else hold for hold in care.holds
    )
    return replace(care, holds=holds)
