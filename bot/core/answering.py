"""Answering: what one more contact does to the inquiries of its customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import inquiries
from bot.core.care import claimer
from bot.core.contacts import Direction
from bot.core.errors import Refusal
from bot.core.history import Verb
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry


@dataclass(frozen=True, slots=True)
class Effect:
    """`verb` is OPENED, CHASED, ANSWERED, ACKNOWLEDGED or LOGGED (nothing).

    `linked_to`: an answered inquiry that the customer came back to; `others` stay open.
    """

    verb: Verb
    inquiry: Inquiry | None = None
    linked_to: int | None = None
    others: tuple[Inquiry, ...] = ()


def effect(
    direction: Direction,
    at: datetime,
    *,
    of_customer: Sequence[Inquiry],
    speaker_id: str,
    hours: WorkingHours,
    fyi: bool = False,
    number: int | None = None,
    ack: bool = False,
    now: datetime | None = None,
) -> Effect:
    """Say what a contact does. `of_customer`: what is open, and what was answered last.

    The customer's word adds to what waits longest, or opens an inquiry. Ours answers the one
    that is named, else the only open one, else the speaker's own; an earlier word than the
    customer's answers nothing. An acknowledgement (`ack`) picks the same, and answers nothing.
    """
    waiting = sorted(filter(inquiries.is_open, of_customer), key=lambda one: one.opened_at)
    if number is not None and all(one.number != number for one in waiting):
        raise Refusal(f"No open inquiry of this customer has the number {number}.")
    if fyi:
        return Effect(Verb.LOGGED, others=tuple(waiting))
    named = [one for one in waiting if number is None or one.number == number]
    if direction is Direction.INBOUND:
        return _heard(at, named, waiting, of_customer, hours)
    verb = Verb.ACKNOWLEDGED if ack else Verb.ANSWERED
    return _spoken(verb, at, named, waiting, speaker_id=speaker_id, now=now)


def _heard(
    at: datetime,
    named: Sequence[Inquiry],
    waiting: Sequence[Inquiry],
    of_customer: Sequence[Inquiry],
    hours: WorkingHours,
) -> Effect:
    if named:
        return Effect(Verb.CHASED, named[0], others=_but(waiting, named[0]))
    before = [one for one in of_customer if inquiries.reopens(one, at, hours)]
    last = max(before, key=lambda one: one.number, default=None)
    return Effect(Verb.OPENED, linked_to=None if last is None else last.number)


def _spoken(
    verb: Verb,
    at: datetime,
    named: Sequence[Inquiry],
    waiting: Sequence[Inquiry],
    *,
    speaker_id: str,
    now: datetime | None,
) -> Effect:
    # What waits only since is neither answered by this nor asked about.
    waiting = [
        one for one in waiting if inquiries.answers(one, inquiries.counted_at(one, at, now=now))
    ]
    answered = [one for one in named if one in waiting]
    own = [one for one in answered if speaker_id in (one.care.owner_id, claimer(one.care, at))]
    for choice in (answered, own):
        if len(choice) == 1:
            return Effect(verb, choice[0], others=_but(waiting, choice[0]))
    return Effect(Verb.LOGGED, others=tuple(waiting))


def _but(waiting: Sequence[Inquiry], one: Inquiry) -> tuple[Inquiry, ...]:
    return tuple(other for other in waiting if other.number != one.number)
