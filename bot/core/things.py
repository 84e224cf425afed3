"""A thing that may need a nudge: an inquiry or a promise, with whom it concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core import claims, complaints, inquiries, promises
from bot.core.care import Care
from bot.core.customers import Customer, WorkingTime
from bot.core.errors import Refusal
from bot.core.first_days import began as team_began
from bot.core.history import Event, Kind
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import Planned, answer_due_at, answered_for, plan_inquiry, plan_promise
from bot.core.members import Member, Team, waiting_hours
from bot.core.promises import Promise
from bot.core.silences import after_word, merged, of_inquiry, of_promise


@dataclass(frozen=True, slots=True)
class Thing:
    """`words` are what the customer first said, or what was promised; `latest` what they said last.

    `latest` is empty while they have said nothing since.
    `told_at` is when the customer last heard from us, about whatever it was; `permalink` where
    the message stands that it was logged from.
    """

    item: Inquiry | Promise
    customer: Customer
    owner: Member
    team: Team
    words: str
    poked_at: datetime | None = None
    told_at: datetime | None = None
    permalink: str | None = None
    latest: str = ""
    # Reckoned when first asked for: judging a nudge and wording its row both need it.
    _plan: list[Planned] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def kind(self) -> Kind:
        return Kind.INQUIRY if isinstance(self.item, Inquiry) else Kind.PROMISE

    @property
    def number(self) -> int:
        return self.item.number

    @property
    def episode(self) -> int:
        return self.item.episode

    @property
    def care(self) -> Care:
        return self.item.care


def concerned(thing: Thing) -> set[str]:
    """Everybody whom the words about a thing may name, as ids; some may be empty."""
    care, item = thing.care, thing.item
    made_by = item.made_by if isinstance(item, Promise) else None
    ids = (care.owner_id, care.claimed_by, care.given_by, item.settled_by, made_by)
    return {member_id or "" for member_id in (*ids, thing.team.lead_id)}


def is_open(thing: Thing) -> bool:
    if isinstance(thing.item, Inquiry):
        return inquiries.is_open(thing.item)
    return promises.is_open(thing.item)


def hours_of(thing: Thing) -> WorkingHours:
    """The hours in which waiting for this thing counts."""
    return waiting_hours(thing.team, thing.owner)


@dataclass(frozen=True, slots=True)
class Target:
    """How soon an answer is due: as it was given, from when it counts, and what that makes.

    `time` is working time from the first unanswered word. That of a complaint counts from the
    complaint, which may have come later, and is never later than what was due before.
    """

    given: WorkingTime
    since: datetime
    time: timedelta
    of_complaint: bool = False


def target(thing: Thing) -> Target:
    """The target that decides when the answer is due."""
    item, terms, hours = thing.item, thing.customer.terms, hours_of(thing)
    first = waiting_since(thing)
    usual = Target(terms.target, first, terms.target.lasts(first, hours))
    if not isinstance(item, Inquiry) or item.complained_at is None or terms.complaint is None:
        return usual
    since = item.complained_at
    counted = answered_for(
        item, since=since, target=terms.complaint.lasts(since, hours), hours=hours
    )
    own = Target(terms.complaint, since, counted, of_complaint=True)
    return min(own, usual, key=lambda one: one.time)


def target_of(thing: Thing) -> timedelta:
    """How soon an answer is due, as working time from the first unanswered word."""
    return target(thing).time


def due_at(thing: Thing) -> datetime:
    """When the answer is due, or what was promised."""
    if isinstance(thing.item, Promise):
        return thing.item.due_at
    return answer_due_at(thing.item, target=target_of(thing), hours=hours_of(thing))


def worst_first(things: Iterable[Thing]) -> list[Thing]:
    """In the order in which they are due."""
    return sorted(things, key=lambda thing: (due_at(thing), thing.number))


def waiting_since(thing: Thing) -> datetime:
    """What worst first is sorted by: the first unanswered word, or the due instant."""
    return thing.item.opened_at if isinstance(thing.item, Inquiry) else thing.item.due_at


def plan(thing: Thing) -> Sequence[Planned]:
    """When each step of its ladder is reached."""
    if not thing._plan:
        thing._plan.extend(_planned(thing))
    return thing._plan


def _planned(thing: Thing) -> Sequence[Planned]:
    asked = _asked(thing)
    back = claims.given_back(asked, thing.care, since=thing.item.logged_at)
    return merged(asked, back) if back else asked


def _asked(thing: Thing) -> Sequence[Planned]:
    hours, terms, told_at = hours_of(thing), thing.customer.terms, thing.told_at
    if isinstance(thing.item, Inquiry):
        item, due_by = thing.item, target(thing)
        plan = plan_inquiry(item, target=due_by.time, hours=hours)
        if due_by.of_complaint:
            plan = list(complaints.hurried(plan, item))
        late = complaints.of_inquiry(item, ladder=plan, due_at=due_at(thing), hours=hours)
        words = of_inquiry(item, told_at=told_at, next_word=terms.next_word, hours=hours)
        quiet = after_word(plan, item, next_word=terms.next_word, hours=hours)
        every = merged(quiet, [*words, *late])
        return complaints.unsaid(every, item, is_hurried=due_by.of_complaint)
    words = of_promise(thing.item, told_at=told_at, update=terms.update, hours=hours)
    return merged(plan_promise(thing.item, hours=hours), words)


def is_sound(thing: Thing) -> bool:
    """Whether its steps can be reckoned: hours may hold so little that a target never ends."""
    try:
        plan(thing)
    except Refusal:
        return False
    return True


def known_since(thing: Thing) -> datetime:
    """Steps before this were past before anybody could, or was to, be nudged."""
    known = (thing.item.logged_at, thing.poked_at, began(thing))
    return max(filter(None, known))


def began(thing: Thing) -> datetime | None:
    """When reminders of it began, or begin: a day begins where its waiting counts."""
    return team_began(thing.team, hours_of(thing).zone)


def spent_until(
    thing: Thing, at: datetime, before: Sequence[inquiries.Stretch] = ()
) -> timedelta | None:
    """The response time of an inquiry answered at `at`; a promise has none.

    `before` are the stretches in which others had it, in their hours.
    """
    if isinstance(thing.item, Promise):
        return None
    return inquiries.waited_with(thing.item, before, hours_of(thing), until=at)


def held_against(thing: Thing, before: Sequence[inquiries.Stretch]) -> timedelta | None:
    """What a response time is held against, counted as it is: in time is what was not yet due."""
    return spent_until(thing, due_at(thing), before) if before else target_of(thing)


def changed(thing: Thing, event: Event) -> Thing:
    """The thing as it is after `event`."""
    if isinstance(thing.item, Inquiry):
        return replace(thing, item=inquiries.after(thing.item, event))
    return replace(thing, item=promises.after(thing.item, event))


def due_with(thing: Thing, owner: Member, team: Team) -> datetime:
    """When it is due once it is another owner's: waiting counts in the hours of theirs."""
    return due_at(replace(thing, owner=owner, team=team))


def first_look(thing: Thing) -> datetime | None:
    """When the first step of a new thing is reached."""
    return min((step.at for step in plan(thing) if step.at >= thing.item.logged_at), default=None)
