"""An inquiry: one stretch in which a customer waits for us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.care import Care, asked, spoken_to, tend
from bot.core.history import Event, Verb, standing
from bot.core.hours import WorkingHours

REOPEN_WINDOW_DAYS = 3  # working days after an answer in which a customer's word is linked to it


# Until when somebody had it before its owner, and in which hours its waiting counted.
Stretch = tuple[datetime, WorkingHours]


class InquiryState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"
    VOID = "void"  # logged by mistake and undone


@dataclass(frozen=True, slots=True)
class Inquiry:
    """From the customer's first unanswered word (`opened_at`) to our answer.

    `contact_id` is that first word, `latest_id` their last one, if that is another.
    Chasing adds to the same inquiry and never makes the customer look fresher. `acked_at` is
    when we last said that we are on it, which answers nothing; `complained_at` is their first
    word that was a complaint. One that came after others was logged at `complaint_logged_at`;
    `complaint_known_at` is when whoever is asked wrote one down themselves. `spent` is the response
    time and `target` what it was held against, both fixed at the answer.
    """

    number: int
    customer_id: int
    contact_id: int | None
    care: Care
    opened_at: datetime
    logged_at: datetime
    last_word_at: datetime
    chases: int = 0
    state: InquiryState = InquiryState.OPEN
    settled_at: datetime | None = None
    settled_by: str | None = None
    spent: timedelta | None = None
    target: timedelta | None = None
    due_at: datetime | None = None
    linked_to: int | None = None
    episode: int = 1
    acked_at: datetime | None = None
    complained_at: datetime | None = None
    latest_id: int | None = None
    complaint_logged_at: datetime | None = None
    complaint_known_at: datetime | None = None

    @property
    def is_complaint(self) -> bool:
        return self.complained_at is not None


def is_open(inquiry: Inquiry) -> bool:
    return inquiry.state is InquiryState.OPEN


def waited(inquiry: Inquiry, hours: WorkingHours, *, until: datetime) -> timedelta:
    """Working time from the first unanswered word until `until`, less what was on hold."""
    pauses = [(hold.since, hold.until) for hold in inquiry.care.holds]
    return hours.elapsed_paused(inquiry.opened_at, until, pauses=pauses)


def waited_with(
    inquiry: Inquiry, before: Sequence[Stretch], hours: WorkingHours, *, until: datetime
) -> timedelta:
    """The same, each stretch in the hours of who had it: those `before`, and then of its owner."""
    pauses = [(hold.since, hold.until) for hold in inquiry.care.holds]
    since, spent = inquiry.opened_at, timedelta(0)
    for end, theirs in (*before, (until, hours)):
        till = max(since, min(end, until))
        spent += theirs.elapsed_paused(since, till, pauses=pauses)
        since = till
    return spent


def answers(inquiry: Inquiry, at: datetime) -> bool:
    """Whether our word at `at` comes after the customer's; an earlier one answers nothing."""
    return is_open(inquiry) and at >= inquiry.opened_at


def counted_at(inquiry: Inquiry, at: datetime, *, now: datetime | None) -> datetime:
    """When our word at `at` counts from: what is said now follows what was heard.

    Clocks differ by minutes, and a clock may be set back. Only a word dated back on purpose
    comes before the customer's.
    """
    is_now = now is not None and now - at < timedelta(minutes=1)
    return max(at, inquiry.last_word_at) if is_now else at


def reopens(settled: Inquiry, at: datetime, hours: WorkingHours) -> bool:
    """Whether a customer's word at `at` still belongs to an answered inquiry."""
    if settled.state is not InquiryState.ANSWERED or settled.settled_at is None:
        return False
    last_day = hours.add_days(settled.settled_at, REOPEN_WINDOW_DAYS)
    return settled.settled_at <= at and at.astimezone(hours.zone).date() <= last_day


def opened(event: Event) -> Inquiry:
    """Return the inquiry that an OPENED event begins."""
    if event.number is None or event.customer_id is None or event.member_id is None:
        raise ValueError(f"an opening names number, customer and owner: {event}")
    return Inquiry(
        number=event.number,
        customer_id=event.customer_id,
        contact_id=event.contact_id,
        care=Care(owner_id=event.member_id),
        opened_at=event.at,
        logged_at=event.recorded_at,
        last_word_at=event.at,
        linked_to=event.linked_to,
        complained_at=event.at if event.is_complaint else None,
    )


def after(inquiry: Inquiry, event: Event) -> Inquiry:
    """Return the inquiry as it is after `event`."""
    match event.verb:
        case Verb.CHASED:
            return replace(
                _said_again(inquiry, event),
                chases=inquiry.chases + 1,
                opened_at=min(inquiry.opened_at, event.at),
                last_word_at=max(inquiry.last_word_at, event.at),
                care=spoken_to(inquiry.care, event),
                complained_at=_complained_at(inquiry, event),
                complaint_logged_at=_first_logged_at(inquiry, event),
                complaint_known_at=_known_at(inquiry, event),
            )
        case Verb.ACKNOWLEDGED:
            return replace(inquiry, acked_at=max(filter(None, (inquiry.acked_at, event.at))))
        case Verb.ANSWERED | Verb.DISMISSED:
            state = InquiryState(event.verb.value)
            return replace(
                inquiry,
                state=state,
                settled_at=event.at,
                # Whoever corrects when it was answered is not thereby who answered.
                settled_by=event.member_id or event.actor_id,
                spent=event.spent,
                target=event.target,
                due_at=event.due_at,
            )
        case _:
            return replace(inquiry, care=tend(inquiry.care, event))


def _said_again(inquiry: Inquiry, event: Event) -> Inquiry:
    """Their first word and their last, whichever was logged first."""
    if event.at < inquiry.opened_at:
        latest_id = inquiry.latest_id or inquiry.contact_id
        return replace(inquiry, contact_id=event.contact_id, latest_id=latest_id)
    if event.at >= inquiry.last_word_at:
        return replace(inquiry, latest_id=event.contact_id)
    return inquiry


def _complained_at(inquiry: Inquiry, event: Event) -> datetime | None:
    known = inquiry.complained_at
    if not event.is_complaint:
        return known
    return event.at if known is None else min(known, event.at)


def _first_logged_at(inquiry: Inquiry, event: Event) -> datetime | None:
    is_first = event.is_complaint and inquiry.complained_at is None
    return event.recorded_at if is_first else inquiry.complaint_logged_at


def _known_at(inquiry: Inquiry, event: Event) -> datetime | None:
    if event.is_complaint and event.actor_id == asked(inquiry.care, event.recorded_at):
        return event.recorded_at
    return inquiry.complaint_known_at


def rebuild(events: Iterable[Event]) -> Inquiry | None:
    """Fold an inquiry from its whole history; None without one."""
    every = sorted(events, key=lambda event: event.id)
    if not every:
        return None
    inquiry = opened(every[0])
    left = standing(every)
    if not left or left[0].id != every[0].id:
        return replace(inquiry, state=InquiryState.VOID)
    for event in left[1:]:
        inquiry = after(inquiry, event)
    return inquiry
