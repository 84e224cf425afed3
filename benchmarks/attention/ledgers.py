"""The book that Heed keeps in the model: its cases, their nudges, and who was told when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from benchmarks.attention.cases import Case
from benchmarks.attention.tally import Line
from bot.core.ladders import BRIEF
from bot.core.nudges import Due, Nudge, NudgeState
from bot.core.recipients import People
from bot.core.rows import worst_first
from bot.core.scenes import Scene
from bot.core.silences import UPDATE

TOLD_KEPT = 14  # instants: more than Heed says to anybody in two days


@dataclass
class Book:
    cases: dict[int, Case] = field(default_factory=dict)
    ledgers: dict[int, list[Nudge]] = field(default_factory=dict)
    unsettled: dict[int, None] = field(default_factory=dict)
    told: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    _places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def note(self, case: Case) -> bool:
        """Keep what was logged about a case. Return whether it is new."""
        if case.is_logged:
            self.unsettled.pop(case.number, None)
            return False
        is_new = case.number not in self.cases
        self.unsettled[case.number] = None
        self.cases[case.number] = case
        self.ledgers.setdefault(case.number, [])
        return is_new

    def find(self, nudge_id: int) -> Nudge:
        number, place = self._places[nudge_id]
        return self.ledgers[number][place]

    def record(self, case: Case, due: Due, now: datetime) -> Nudge:
        ledger = self.ledgers[case.number]
        nudge = Nudge(
            id=len(self._places) + 1,
            kind=case.thing.kind,
            number=case.number,
            episode=case.thing.episode,
            step=due.step.name,
            audience=due.step.audience,
            at=due.step.at,
            state=NudgeState.QUEUED if due.why_not is None else NudgeState.PASSED,
            ready_at=now,
            why=due.why_not,
            warns=due.step.warns,
        )
        self._places[nudge.id] = (case.number, len(ledger))
        ledger.append(nudge)
        return nudge

    def settle(self, nudge: Nudge) -> None:
        number, place = self._places[nudge.id]
        self.ledgers[number][place] = nudge

    def recorded(self, case: Case) -> set[str]:
        return {one.step for one in self.ledgers[case.number]}

    def scene(
        self, numbers: Iterable[int], people: People, now: datetime, *, spaced: bool
    ) -> Scene:
        known = {number: self.cases[number].thing for number in numbers}
        ledgers = {number: tuple(self.ledgers[number]) for number in known}
        return Scene(known, ledgers, people, now, self.told if spaced else {})

    def say(self, member_id: str, nudges: Iterable[Nudge], scene: Scene) -> list[Line]:
        """Write down that these are said now, in one message; the lines of that."""
        said = []
        for nudge in nudges:
            sent = {"state": NudgeState.SENT, "sent_at": scene.now, "ready_at": None}
            said.append(replace(nudge, recipient_id=member_id, **sent))  # type: ignore[arg-type]
            self.settle(said[-1])
        self.told[member_id] = [*self.told[member_id][-TOLD_KEPT:], scene.now]
        return [
            Line(self.cases[one.number], named(one), one.audience)
            for one in worst_first(said, scene)
        ]


def named(nudge: Nudge) -> str:
    """The step as the tables name it."""
    return next((kind[:-1] for kind in (BRIEF, UPDATE) if nudge.step.startswith(kind)), nudge.step)
