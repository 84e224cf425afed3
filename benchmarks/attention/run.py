"""One run: a quarter goes by, event by event, under one strategy of reminding."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Protocol

from benchmarks.attention.cases import Case, cases
from benchmarks.attention.company import END, Absence, Company, changed, company
from benchmarks.attention.constants import Constants
from benchmarks.attention.tally import WORD, Line, Measures, Tally, measures
from bot.core.history import Kind, Verb
from bot.core.ladders import Audience
from bot.core.members import waiting_hours
from bot.core.openings import EPOCH
from bot.core.recipients import People

CHASING_DAY = 8.0  # working hours
A_DAY = timedelta(days=1)
REMEMBERED = 8  # days, where tiredness is carried over


class Strategy(Protocol):
    """Who reminds whom, and when: it is told what a bot can know, and calls `run.tell`."""

    def begin(self, run: "Run") -> None: ...

    def learn(self, run: "Run", case: Case) -> None:
        """Something was logged about this case: that it is there, a chase, that it is settled."""


@dataclass(slots=True)
class Run:
    """The agenda, what is known of the people by now, and what they have read."""

    constants: Constants
    company: Company
    strategy: Strategy
    cases: list[Case]
    people: People
    now: datetime = EPOCH
    tally: Tally = field(default_factory=Tally)
    _agenda: list[tuple[datetime, int, Callable[..., None], tuple[object, ...]]] = field(
        default_factory=list
    )
    _order: Iterator[int] = field(default_factory=count)
    _read: Counter[tuple[str, date]] = field(default_factory=Counter)

    def at(self, instant: datetime, do: Callable[..., None], *of: object) -> None:
        heapq.heappush(self._agenda, (instant, next(self._order), do, of))

    def go(self) -> None:
        for case in self.cases:
            self.at(case.thing.item.logged_at, self._arise, case)
        for member_id, absences in self.company.absences.items():
            for absence in absences:
                if absence.announced:
                    self.at(absence.since, self._leave, member_id, absence)
                    self.at(absence.until, self._leave, member_id, None)
        self.strategy.begin(self)
        while self._agenda and self._agenda[0][0] < END:
            self.now, _, do, of = heapq.heappop(self._agenda)
            do(*of)

    def _leave(self, member_id: str, absence: Absence | None) -> None:
        self.people = changed(self.people, member_id, absence)

    def _arise(self, case: Case) -> None:
        self.at(case.own_at, self._settle, case)
        if case.thing.kind is Kind.INQUIRY:
            self._chase_later(case)
        self.strategy.learn(self, case)

    def _chase_later(self, case: Case) -> None:
        hours = waiting_hours(case.thing.team, case.thing.owner)
        waits = case.chasing.expovariate(max(self.constants.chases, 1e-9)) * CHASING_DAY
        self.at(hours.add(self.now, timedelta(hours=min(waits, 1000))), self._chase, case)

    def _chase(self, case: Case) -> None:
        moves = case.chasing.random() < self.constants.chase_moves
        if case.settled_at is not None:
            return
        case.chases += 1
        if moves:
            self._act(case, case.thing.owner.id)
        case.learn(Verb.CHASED, self.now)
        self.strategy.learn(self, case)
        self._chase_later(case)

    def tell(self, member_id: str, lines: Sequence[Line], *, shown: int | None = None) -> None:
        """Send one message; it is read at once by whoever is at work, else when they are again.

        Lines after those `shown` are only counted in it, and move nobody.
        """
        self.tally.count(member_id, lines, self.now, self.company)
        for line in lines:
            if line.audience is Audience.OWNER:
                line.case.told.append(self.now)
        read_at = self.company.works(member_id, self.now, 0)
        self.at(max(read_at, self.now), self._read_message, member_id, lines[:shown])

    def _read_message(self, member_id: str, lines: Sequence[Line]) -> None:
        day = self.now.astimezone(self.company.hours(member_id).zone).date()
        chance = (1 - self.constants.tired) ** self._tired_by(member_id, day)
        self._read[member_id, day] += 1
        for line in lines:
            self._read_line(line, member_id, chance)
            chance *= 1 - self.constants.skimmed

    def _tired_by(self, member_id: str, day: date) -> float:
        """How many messages somebody has read today, and what is left of the days before."""
        left = self.constants.carried
        days = range(REMEMBERED if left else 1)
        return sum(self._read[member_id, day - ago * A_DAY] * left**ago for ago in days)

    def _read_line(self, line: Line, member_id: str, chance: float) -> None:
        case = line.case
        luck = case.luck.random()
        if case.settled_at is not None:
            self._log(case)
            return
        if line.step == WORD:
            if luck < self.constants.moved * chance:
                case.thing = replace(case.thing, told_at=self.now)
                self.strategy.learn(self, case)
            return
        leads = line.audience is Audience.LEAD
        moved = self.constants.lead_moved if leads else self.constants.moved
        if luck < moved * chance and self._act(case, member_id):
            self.tally.moved(line)

    def _act(self, case: Case, member_id: str) -> bool:
        """Somebody sees to it from now on. Return whether that is sooner than without."""
        done_at = self.company.works(member_id, self.now, case.takes)
        if done_at >= case.will_at:
            return False
        case.will_at = done_at
        self.at(done_at, self._settle, case)
        return True

    def _settle(self, case: Case) -> None:
        if case.settled_at is not None:
            return
        case.settled_at = self.now
        logged_at = self.company.works(case.thing.owner.id, self.now, case.logged_after)
        self.at(max(logged_at, self.now) if case.logged_after else self.now, self._log, case)

    def _log(self, case: Case) -> None:
        if not case.is_logged:
            inquiry = case.thing.kind is Kind.INQUIRY
            case.learn(Verb.ANSWERED if inquiry else Verb.KEPT, self.now)
            self.strategy.learn(self, case)


@dataclass(frozen=True, slots=True)
class Outcome:
    measures: Measures
    steps: dict[str, list[int]]


def played(seed: int, constants: Constants, strategy: Strategy) -> Outcome:
    """Play a quarter; the same seed brings the same customers, absences and private luck."""
    there = company(seed, constants)
    run = Run(constants, there, strategy, list(cases(seed, there, constants)), there.people)
    run.go()
    return Outcome(measures(run.tally, run.cases, there), run.tally.steps)
