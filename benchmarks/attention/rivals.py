"""The rivals: simple ways to remind the owner, from the same due instants as Heed's."""

from dataclasses import dataclass, field
from datetime import UTC, date, timedelta

from benchmarks.attention.cases import Case
from benchmarks.attention.company import END, FIRST
from benchmarks.attention.run import Run
from benchmarks.attention.tally import Line
from bot.core.hours import WorkingHours

HOURLY = timedelta(hours=1)
COMPILED = timedelta(minutes=10)  # between the query of a morning's job and its messages


class Nothing:
    """No bot: people answer when they do."""

    def begin(self, run: Run) -> None:
        pass

    def learn(self, run: Run, case: Case) -> None:
        pass


@dataclass
class AtDue:
    """A message about each thing as it falls due, whatever the hour.

    `looks`: it looks first whether that is settled, which a reminder set beforehand does not.
    `every`: it repeats itself until that is logged, round the clock or (`in_hours`) while its
    owner's hours run.
    """

    looks: bool = True
    every: timedelta | None = None
    in_hours: bool = False
    _known: set[int] = field(default_factory=set)

    def begin(self, run: Run) -> None:
        pass

    def learn(self, run: Run, case: Case) -> None:
        if case.number not in self._known:
            self._known.add(case.number)
            run.at(case.due_at, self._say, run, case)

    def _say(self, run: Run, case: Case) -> None:
        if self.looks and case.is_logged:
            return
        owner_id = case.thing.owner.id
        if not self.in_hours or run.company.hours(owner_id).is_open(run.now):
            run.tell(owner_id, [Line(case)])
        if self.every is not None:
            run.at(run.now + self.every, self._say, run, case)


@dataclass
class Daily:
    """Each working morning: what is overdue or falls due that day.

    A message for each thing at the team's opening, as help desks do; as a list, one message for
    each owner at the opening of the owner's own day.
    """

    as_list: bool = False
    _open: dict[int, Case] = field(default_factory=dict)

    def begin(self, run: Run) -> None:
        days = (END.date() - FIRST).days
        for owner_id in sorted({one.owner_id for one in run.company.customers}):
            for day in (FIRST + timedelta(days=number) for number in range(days)):
                self._plan(run, owner_id, day)

    def _plan(self, run: Run, owner_id: str, day: date) -> None:
        owner = run.people.members[owner_id]
        team = run.people.teams[owner.team_id]
        hours = team.hours_in(owner.zone if self.as_list else team.zone or owner.zone)
        opening = hours.opening(day)
        if opening is not None:
            run.at(opening.astimezone(UTC), self._find, run, owner_id, hours)

    def learn(self, run: Run, case: Case) -> None:
        self._open[case.number] = case
        if case.is_logged:
            del self._open[case.number]

    def _find(self, run: Run, owner_id: str, hours: WorkingHours) -> None:
        closing = hours.closing(run.now.astimezone(hours.zone).date())
        found = [
            case
            for case in self._open.values()
            if case.thing.owner.id == owner_id and closing is not None and case.due_at <= closing
        ]
        if found:
            found.sort(key=lambda case: (case.due_at, case.number))
            run.at(run.now + COMPILED, self._say, run, owner_id, found)

    def _say(self, run: Run, owner_id: str, found: list[Case]) -> None:
        lines = [Line(case) for case in found]
        for said in [lines] if self.as_list else [[line] for line in lines]:
            run.tell(owner_id, said)
