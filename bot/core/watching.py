"""Watching: what a message in a customer's watched channel does, and by which rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import inquiries
from bot.core.automatic import is_automatic
from bot.core.care import claimer
from bot.core.heard import SPARE, Heard, Rule, Said, instant
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry, InquiryState
from bot.core.pleasantries import is_pleasantry
from bot.core.sides import Side

TOGETHER = timedelta(minutes=5)  # within which what one person says in a row is one message


@dataclass(frozen=True, slots=True)
class Judged:
    """`number` is the inquiry that it is about; `joins` the message that it is part of.

    `before`: our answer that was heard sooner, though it was said after this one.
    """

    rule: Rule
    number: int | None = None
    linked_to: int | None = None
    joins: Heard | None = None
    before: Heard | None = None


def judge(
    said: Said,
    side: Side,
    *,
    since: datetime,
    around: Sequence[Heard],
    of_customer: Mapping[int, Inquiry],
    hours: WorkingHours,
) -> Judged:
    """Say what a message does. `around` is what was heard in its thread and about its time.

    `of_customer`: what is open, what was answered last, and what the thread is about.
    """
    if instant(said.ts) < since:
        return Judged(Rule.TOO_EARLY)
    if side is Side.NEITHER:
        return Judged(Rule.NEITHER)
    if is_automatic(said.text):
        return Judged(Rule.AUTOMATIC)
    left = [one for one in around if not one.is_deleted]
    if side is Side.OURS:
        return _ours(said, left, of_customer)
    if is_pleasantry(said.text):
        return Judged(Rule.KIND)
    return _theirs(said, left, of_customer, hours)


def _theirs(
    said: Said, around: Sequence[Heard], of_customer: Mapping[int, Inquiry], hours: WorkingHours
) -> Judged:
    last = _of_thread(said, around, of_customer)
    before = _just_said(said, around)
    if last is None and before is not None:
        near = of_customer.get(before.number or 0)
        last = near if near is not None and _waited(near, said.at) else None
    if last is not None and _waited(last, said.at):
        is_part = before is not None and before.number == last.number and before.contact_id
        if before is not None and is_part and before.at <= said.at:
            return Judged(Rule.TOGETHER, last.number, joins=before)
    if last is not None and inquiries.is_open(last):
        return Judged(Rule.CHASED, last.number)
    if last is not None and last.settled_at is not None:
        is_answered = last.state is InquiryState.ANSWERED
        if said.at <= last.settled_at:
            is_first = is_answered and said.at < last.opened_at
            return Judged(Rule.FIRST if is_first else Rule.LATE, last.number)
        if is_answered:
            return Judged(Rule.CAME_BACK, linked_to=last.number)
    known = [one for one in of_customer.values() if inquiries.reopens(one, said.at, hours)]
    linked = max(known, key=lambda one: one.number, default=None)
    return Judged(Rule.OPENED, linked_to=None if linked is None else linked.number)


def _waited(inquiry: Inquiry, at: datetime) -> bool:
    """Whether they still waited then, though we may have answered since."""
    is_later = inquiry.settled_at is not None and at <= inquiry.settled_at
    return inquiries.is_open(inquiry) or (inquiry.state is InquiryState.ANSWERED and is_later)


def _of_thread(
    said: Said, around: Sequence[Heard], of_customer: Mapping[int, Inquiry]
) -> Inquiry | None:
    """The inquiry that a thread was about by then: they may have come back in it since."""
    numbers = [one.number for one in around if one.root == said.root or one.ts == said.root]
    known = [of_customer[one] for one in numbers if one is not None and one in of_customer]
    standing = [one for one in known if one.state is not InquiryState.VOID]
    by_then = [one for one in standing if one.settled_at is None or said.at <= one.settled_at]
    if by_then:
        return min(by_then, key=lambda one: one.opened_at)
    return max(standing, key=lambda one: one.opened_at, default=None)


def _just_said(said: Said, around: Sequence[Heard]) -> Heard | None:
    """What the same person said in the same place, within minutes; the last before, if any."""
    near = [
        one
        for one in around
        if one.author_id == said.author_id
        and one.contact_id is not None
        and one.rule is not Rule.LOGGED
        and abs(one.at - said.at) <= TOGETHER
        and (one.is_top if said.is_top else one.root == said.root)
    ]
    before = [one for one in near if one.at <= said.at]
    if before:
        return max(before, key=lambda one: one.ts)
    return min(near, key=lambda one: one.ts, default=None)


def _ours(said: Said, around: Sequence[Heard], of_customer: Mapping[int, Inquiry]) -> Judged:
    overtaken = _overtaken(said, around, of_customer)
    asked_here = {one.number for one in around if one.side is Side.THEIRS}
    waiting = [
        one
        for number, one in of_customer.items()
        if number in asked_here and (inquiries.answers(one, said.at) or number in overtaken)
    ]
    if not said.is_top:
        about = _of_thread(said, around, of_customer)
        waiting = [one for one in waiting if about is not None and one.number == about.number]
    own = [
        one for one in waiting if said.author_id in (one.care.owner_id, claimer(one.care, said.at))
    ]
    for choice in (waiting, own):
        if len(choice) == 1:
            number = choice[0].number
            return Judged(Rule.ANSWERED, number, before=overtaken.get(number))
    before = _just_said(said, around)
    if before is not None and before.at <= said.at:
        return Judged(Rule.TOGETHER, before.number, joins=before)
    return Judged(Rule.SEVERAL if waiting else Rule.BESIDE)


def _overtaken(
    said: Said, around: Sequence[Heard], of_customer: Mapping[int, Inquiry]
) -> dict[int, Heard]:
    """What a later answer of ours answered that was heard sooner, by number."""
    found = {}
    for one in around:
        inquiry = of_customer.get(one.number or 0)
        is_answer = one.side is Side.OURS and one.rule is Rule.ANSWERED and one.at > said.at
        if inquiry is None or not is_answer or not _is_near(one, said):
            continue
        is_its = inquiry.state is InquiryState.ANSWERED and inquiry.settled_at == one.at
        if is_its and inquiry.opened_at <= said.at:
            found[inquiry.number] = one
    return found


def _is_near(one: Heard, said: Said) -> bool:
    """Whether both stand in one thread, or where whoever answers needs no thread."""
    return one.root == said.root or said.is_top or one.is_top


def answered_since(
    said: Said, around: Sequence[Heard], *, asked: Inquiry, others: Sequence[Inquiry]
) -> Heard | None:
    """Our word that was heard before theirs, though it was said after it.

    Out of their thread it answers only what it would have, had it come in its turn: what was
    `asked` alone, or alone of what is its speaker's.
    """
    since = [
        one
        for one in around
        if one.side is Side.OURS
        and one.rule in SPARE
        and one.number is None
        and one.contact_id is not None
        and not one.is_deleted
        and one.at >= said.at
        and (one.root == said.root or (one.is_top and _is_meant(one, asked, others)))
    ]
    return min(since, key=lambda one: one.ts, default=None)


def _is_meant(reply: Heard, asked: Inquiry, others: Sequence[Inquiry]) -> bool:
    waiting = [one for one in others if inquiries.answers(one, reply.at)]
    own = [
        one
        for one in (asked, *waiting)
        if reply.author_id in (one.care.owner_id, claimer(one.care, reply.at))
    ]
    return not waiting or [one.number for one in own] == [asked.number]
