"""Heed as a strategy: its own judgement, recipients, turns and briefs, without store and Slack."""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from benchmarks.attention.cases import Case
from benchmarks.attention.ledgers import Book
from benchmarks.attention.mornings import Mornings
from benchmarks.attention.run import Run
from bot.core import things
from bot.core.attention import ROWS
from bot.core.ladders import (
    INQUIRY_LADDER,
    PROMISE_LADDER,
    Ladder,
    Planned,
    plan_inquiry,
    plan_promise,
)
from bot.core.nudges import Nudge, NudgeState, judge
from bot.core.promises import Promise
from bot.core.recipients import ToMember
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.turns import A_MOMENT, turn_of, until
from bot.core.turns import judge as route
from bot.core.verdicts import Moot, Wait

MINUTE = timedelta(minutes=1)  # a sweep in the model; in earnest it comes every 15 seconds
STEPS = {step.name for step in (*INQUIRY_LADDER, *PROMISE_LADDER)}


@dataclass
class Heed:
    """The ladders. `bundles`: spaced, capped and one message per person; else one per nudge."""

    bundles: bool = True
    briefs: bool = True
    inquiries: Ladder = INQUIRY_LADDER
    promises: Ladder = PROMISE_LADDER
    book: Book = field(default_factory=Book)
    _looks: list[tuple[datetime, int]] = field(default_factory=list)
    _ready: list[tuple[datetime, int]] = field(default_factory=list)
    _awake: set[datetime] = field(default_factory=set)

    def begin(self, run: Run) -> None:
        if self.briefs:
            Mornings(self.book).begin(run)

    def learn(self, run: Run, case: Case) -> None:
        is_new = self.book.note(case)
        if case.is_logged:
            return
        if (self.inquiries, self.promises) != (INQUIRY_LADDER, PROMISE_LADDER):
            self._lay(case.thing)
        self._look_at(run, case, things.first_look(case.thing) if is_new else run.now)

    def _lay(self, thing: Thing) -> None:
        """Give a thing another ladder than Heed's, by the place where it keeps its plan."""
        others = [step for step in things.plan(thing) if step.name not in STEPS]
        steps = sorted([*others, *self._steps(thing)], key=lambda step: step.at)
        thing._plan[:] = steps

    def _steps(self, thing: Thing) -> list[Planned]:
        hours = things.hours_of(thing)
        if isinstance(thing.item, Promise):
            return plan_promise(thing.item, hours=hours, ladder=self.promises)
        target = things.target_of(thing)
        return plan_inquiry(thing.item, target=target, hours=hours, ladder=self.inquiries)

    def _look_at(self, run: Run, case: Case, at: datetime | None) -> None:
        if at is not None:
            heapq.heappush(self._looks, (at, case.number))
            self._wake_at(run, at)

    def _wake_at(self, run: Run, at: datetime) -> None:
        at = _full_minute(max(at, run.now))
        if at not in self._awake:
            self._awake.add(at)
            run.at(at, self._wake, run)

    def _wake(self, run: Run) -> None:
        self._awake.discard(run.now)
        while self._looks and self._looks[0][0] <= run.now:
            self._sweep(run, self.book.cases[heapq.heappop(self._looks)[1]])
        ready = []
        while self._ready and self._ready[0][0] <= run.now:
            at, nudge_id = heapq.heappop(self._ready)
            nudge = self.book.find(nudge_id)
            # One that was put off, or that a brief took along, is not where it was.
            if nudge.state is NudgeState.QUEUED and nudge.ready_at == at:
                ready.append(nudge)
        self._deliver(run, ready)

    def _sweep(self, run: Run, case: Case) -> None:
        if case.is_logged:
            return
        found = judge(
            things.plan(case.thing),
            care=case.thing.care,
            now=run.now,
            since=things.known_since(case.thing),
            recorded=self.book.recorded(case),
        )
        for due in found.due:
            nudge = self.book.record(case, due, run.now)
            if nudge.state is NudgeState.QUEUED:
                self._put(run, nudge, run.now)
        self._look_at(run, case, found.look_at)

    def _put(self, run: Run, nudge: Nudge, ready_at: datetime) -> None:
        ready_at = ready_at.astimezone(UTC)
        self.book.settle(replace(nudge, ready_at=ready_at))
        heapq.heappush(self._ready, (ready_at, nudge.id))
        self._wake_at(run, ready_at)

    def _deliver(self, run: Run, ready: list[Nudge]) -> None:
        numbers = {nudge.number for nudge in ready}
        scene = self.book.scene(numbers, run.people, run.now, spaced=self.bundles)
        readers: dict[str, list[Nudge]] = defaultdict(list)
        for nudge in ready:
            match route(nudge, scene):
                case Wait() as wait:
                    self._put(run, nudge, max(wait.until, run.now + A_MOMENT))
                case ToMember(member=member):
                    readers[member.id].append(nudge)
                case Moot(why=why):
                    self.book.settle(replace(nudge, state=NudgeState.MOOT, why=why))
                case _:
                    self.book.settle(replace(nudge, state=NudgeState.LOST))
        for member_id, nudges in readers.items():
            for together in [nudges] if self.bundles else [[nudge] for nudge in nudges]:
                self._tell(run, member_id, together, scene)

    def _tell(self, run: Run, member_id: str, together: list[Nudge], scene: Scene) -> None:
        turn = turn_of(run.people.members[member_id], together, scene)
        if turn.at > run.now:
            for nudge in together:
                self._put(run, nudge, max(until(nudge, turn, scene).until, run.now + A_MOMENT))
        else:
            run.tell(member_id, self.book.say(member_id, together, scene), shown=ROWS)


def _full_minute(at: datetime) -> datetime:
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + MINUTE
