"""A promise: what an owner told a customer would happen, by an instant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.care import Care, tend
from bot.core.history import Event, Verb, standing

CORRECTED_WITHIN = timedelta(minutes=15)


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    VOID = "void"  # made by mistake and undone


@dataclass(frozen=True, slots=True)
class Promise:
    """`logged_at` is when this episode began: when it was made, or last moved.

    `untold_since`: it was moved then, and nobody has said that the customer knows; they still
    count on `known_due_at`. `missed` counts the dates they counted on that had passed by the
    time they were told another; `missed_due_at` was the first.
    """

    number: int
    customer_id: int
    words: str
    care: Care
    made_at: datetime
    made_by: str
    due_at: datetime
    logged_at: datetime
    state: PromiseState = PromiseState.OPEN
    settled_at: datetime | None = None
    settled_by: str | None = None
    moves: int = 0
    reason: str | None = None
    episode: int = 1
    missed: int = 0
    missed_due_at: datetime | None = None
    untold_since: datetime | None = None
    known_due_at: datetime | None = None


def is_open(promise: Promise) -> bool:
    return promise.state is PromiseState.OPEN


def counted_on(promise: Promise) -> datetime:
    """The date that the customer knows of."""
    return promise.known_due_at or promise.due_at


def fell_due_at(promise: Promise) -> datetime:
    """The date by which it is judged: once that has passed, no other one counts."""
    return promise.missed_due_at or counted_on(promise)


def may_be_corrected(promise: Promise, now: datetime) -> bool:
    """Whether it was made just now, so that another date may mend how the first was read."""
    return promise.moves == 0 and now - promise.made_at <= CORRECTED_WITHIN


def was_on_time(promise: Promise) -> bool:
    """Whether it was kept by the date the customer counted on, and none before it was missed."""
    return (
        promise.state is PromiseState.KEPT
        and promise.settled_at is not None
        and promise.settled_at <= counted_on(promise)
        and promise.missed == 0
    )


def is_told(promise: Promise, told_at: datetime | None) -> bool:
    """Whether the customer has heard from us since the last move (`told_at`: when last)."""
    since = promise.untold_since
    return since is None or (told_at is not None and told_at >= since)


def made(event: Event) -> Promise:
    """Return the promise that a MADE event begins."""
    if None in (event.number, event.customer_id, event.member_id, event.due_at):
        raise ValueError(f"a promise names number, customer, owner and due date: {event}")
    assert event.number is not None
    assert event.customer_id is not None
    assert event.member_id is not None
    assert event.due_at is not None
    return Promise(
        number=event.number,
        customer_id=event.customer_id,
        words=event.words or "",
        care=Care(owner_id=event.member_id),
        made_at=event.at,
        made_by=event.actor_id,
        due_at=event.due_at,
        logged_at=event.recorded_at,
    )


def after(promise: Promise, event: Event) -> Promise:
    """Return the promise as it is after `event`."""
    match event.verb:
        case Verb.MOVED if event.due_at is not None:
            return _moved(promise, event, event.due_at)
        case Verb.ACKNOWLEDGED:
            return _told(promise, event.at)
        case Verb.CORRECTED if event.due_at is not None:
            return replace(
                promise,
                due_at=event.due_at,
                episode=promise.episode + 1,
                logged_at=event.recorded_at,
            )
        case Verb.KEPT | Verb.WITHDRAWN:
            return replace(
                promise,
                state=PromiseState(event.verb.value),
                settled_at=event.at,
                settled_by=event.actor_id,
                reason=event.words or promise.reason,
            )
        case _:
            return replace(promise, care=tend(promise.care, event))


def _moved(promise: Promise, event: Event, due_at: datetime) -> Promise:
    known = counted_on(promise)
    known_as = _told(promise, event.at, known=known) if event.told else promise
    return replace(
        known_as,
        due_at=due_at,
        moves=promise.moves + 1,
        reason=event.words,
        episode=promise.episode + 1,
        logged_at=event.recorded_at,
        care=replace(promise.care, snoozed_until=None, snoozes=0, claims=0, own_until=None),
        untold_since=None if event.told else event.at,
        known_due_at=None if event.told else known,
    )


def _told(promise: Promise, at: datetime, *, known: datetime | None = None) -> Promise:
    """The customer knows the date now; the one they counted on was missed if it had passed."""
    known = known or promise.known_due_at
    if known is None:
        return promise
    is_missed = at > known
    return replace(
        promise,
        missed=promise.missed + is_missed,
        missed_due_at=promise.missed_due_at or (known if is_missed else None),
        untold_since=None,
        known_due_at=None,
    )


def rebuild(events: Iterable[Event]) -> Promise | None:
    """Fold a promise from its whole history; None without one."""
    every = sorted(events, key=lambda event: event.id)
    if not every:
        return None
    promise = made(every[0])
    left = standing(every)
    if not left or left[0].id != every[0].id:
        return replace(promise, state=PromiseState.VOID)
    for event in left[1:]:
        promise = after(promise, event)
    return promise
