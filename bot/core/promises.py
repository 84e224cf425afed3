"""A promise: what an owner told a customer would happen, by an instant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.care import Care, tend
from bot.core.history import Event, Verb, standing


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    VOID = "void"  # made by mistake and undone


@dataclass(frozen=True, slots=True)
class Promise:
    """`logged_at` is when this episode began: when it was made, or last moved.

    `missed` counts due dates that passed, or were given up without the customer's knowing;
    `untold_since`: it was moved then, and the customer has had no word since.
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
    untold_since: datetime | None = None


def is_open(promise: Promise) -> bool:
    return promise.state is PromiseState.OPEN


def is_overdue(promise: Promise, now: datetime) -> bool:
    return is_open(promise) and now > promise.due_at


def was_on_time(promise: Promise) -> bool:
    """Whether it was kept by the instant it was last promised for."""
    return (
        promise.state is PromiseState.KEPT
        and promise.settled_at is not None
        and promise.settled_at <= promise.due_at
    )


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
            return replace(
                promise,
                due_at=event.due_at,
                moves=promise.moves + 1,
                reason=event.words,
                episode=promise.episode + 1,
                logged_at=event.recorded_at,
                care=replace(promise.care, snoozed_until=None, snoozes=0, claims=0),
            )
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
