"""What happens in the quarter: inquiries and promises, each with its own private luck."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from benchmarks.attention.company import FIRST, LAST, Company
from benchmarks.attention.constants import Constants
from bot.core import inquiries, promises, things
from bot.core.customers import Customer
from bot.core.history import Event, Kind, Verb
from bot.core.members import Member, waiting_hours
from bot.core.things import Thing

IN_HOURS = 0.8  # of the customers' words; the others come at any time of any day
PROMISED_DAYS = 10  # a promise is due in one to so many working days
PROMISED_AT = (time(12), time(17))
LONGEST = 500.0  # working hours: what takes as long as a quarter has not happened in it


@dataclass(slots=True)
class Case:
    """One inquiry or promise as it goes in one run.

    `own_at` is when its owner would settle it if nobody ever reminded them. `thing` is what Heed
    knows of it: it is settled once that is logged.
    """

    thing: Thing
    due_at: datetime
    own_at: datetime
    takes: float
    logged_after: float
    luck: random.Random
    chasing: random.Random
    will_at: datetime = field(init=False)
    settled_at: datetime | None = None
    told: list[datetime] = field(default_factory=list)
    chases: int = 0

    def __post_init__(self) -> None:
        self.will_at = self.own_at

    @property
    def number(self) -> int:
        return self.thing.number

    @property
    def is_logged(self) -> bool:
        """Whether anybody could know that it is settled."""
        return not things.is_open(self.thing)

    @property
    def needs_nobody(self) -> bool:
        """Whether its owner would be in time without a word."""
        return self.own_at <= self.due_at

    def learn(self, verb: Verb, now: datetime) -> None:
        event = _event(verb, self.thing.kind, self.thing.customer, self.number, now)
        self.thing = things.changed(self.thing, event)


def cases(seed: int, company: Company, constants: Constants) -> Iterator[Case]:
    """All of the quarter. The same seed gives the same, whoever reminds people of it."""
    for number in range(1, constants.inquiries + constants.promises + 1):
        chance = random.Random(f"{seed} case {number}")
        customer = company.customers[int(chance.random() * len(company.customers))]
        owner = company.people.members[customer.owner_id]
        kind = Kind.INQUIRY if number <= constants.inquiries else Kind.PROMISE
        thing = _thing(kind, number, customer, owner, company, chance)
        yield _case(thing, f"{seed} {number}", chance, company, constants)


def _case(
    thing: Thing, name: str, chance: random.Random, company: Company, constants: Constants
) -> Case:
    due_at = things.due_at(thing).astimezone(UTC)
    own, takes = chance.gauss(0, 1), chance.gauss(0, 1)
    forgets, late = chance.random() < constants.unlogged, chance.gauss(0, 1)
    if thing.kind is Kind.INQUIRY:
        alone = _drawn(own, constants.answer_median, constants.answer_spread)
        median = constants.answer_takes
    else:
        allowed = company.hours(thing.owner.id).elapsed(thing.item.logged_at, due_at)
        share = _drawn(own, constants.keep_median, constants.keep_spread)
        alone = share * allowed.total_seconds() / 3600
        median = constants.keep_takes
    return Case(
        thing=thing,
        due_at=due_at,
        own_at=company.works(thing.owner.id, thing.item.logged_at, alone),
        takes=_drawn(takes, median, constants.takes_spread),
        logged_after=_drawn(late, constants.logged_after, 1) if forgets else 0,
        luck=random.Random(f"{name} luck"),
        chasing=random.Random(f"{name} chasing"),
    )


def _drawn(normal: float, median: float, spread: float) -> float:
    """A lognormal duration in working hours."""
    return min(median * math.exp(normal * spread), LONGEST)


def _thing(
    kind: Kind,
    number: int,
    customer: Customer,
    owner: Member,
    company: Company,
    chance: random.Random,
) -> Thing:
    team = company.people.teams[owner.team_id]
    hours = waiting_hours(team, owner)
    inside = chance.random() < IN_HOURS or kind is Kind.PROMISE
    first = datetime.combine(FIRST, time(), hours.zone)
    last = datetime.combine(LAST + timedelta(days=1), time(), hours.zone)
    length = hours.elapsed(first, last) if inside else last - first
    after = timedelta(seconds=int(chance.random() * length.total_seconds()))
    at = (hours.add(first, after) if inside else first + after).astimezone(UTC)
    days, when = 1 + int(chance.random() * PROMISED_DAYS), PROMISED_AT[chance.random() < 0.5]
    if kind is Kind.INQUIRY:
        event = _event(Verb.OPENED, kind, customer, number, at)
        return Thing(inquiries.opened(event), customer, owner, team, "")
    due_at = datetime.combine(hours.add_days(at, days), when, hours.zone).astimezone(UTC)
    event = _event(Verb.MADE, kind, customer, number, at, due_at)
    return Thing(promises.made(event), customer, owner, team, "")


def _event(
    verb: Verb,
    kind: Kind,
    customer: Customer,
    number: int,
    at: datetime,
    due_at: datetime | None = None,
) -> Event:
    return Event(
        verb=verb,
        kind=kind,
        actor_id=customer.owner_id,
        member_id=customer.owner_id,
        at=at,
        recorded_at=at,
        number=number,
        customer_id=customer.id,
        due_at=due_at,
    )
