"""Mornings: Heed's own briefs in the model, and when each member's comes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from benchmarks.attention.company import FIRST
from benchmarks.attention.ledgers import Book
from benchmarks.attention.run import Run
from bot.core import briefs
from bot.core.attention import ROWS
from bot.core.briefs import Contents
from bot.core.ladders import BRIEF, Audience, Planned
from bot.core.members import Member, own_hours
from bot.core.nudges import Due, Nudge
from bot.core.openings import EPOCH
from bot.core.recipients import People
from bot.core.scenes import Scene


@dataclass
class Mornings:
    """Customers that have gone quiet are no part of the model, nor of its briefs."""

    book: Book
    _due: dict[datetime, list[str]] = field(default_factory=dict)

    def begin(self, run: Run) -> None:
        first = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
        for member in run.people.members.values():
            hours = own_hours(run.people.teams[member.team_id], member)
            self._plan(run, member.id, briefs.next_brief_at(first, hours=hours, minute=None))

    def _plan(self, run: Run, member_id: str, at: datetime) -> None:
        at = at.astimezone(UTC)
        member = replace(run.people.members[member_id], brief_at=at)
        run.people = People({**run.people.members, member_id: member}, run.people.teams)
        if at not in self._due:
            self._due[at] = []
            run.at(at, self._say, run)
        self._due[at].append(member_id)

    def _say(self, run: Run) -> None:
        """One look at everything that is open does for all whose day begins now."""
        readers = self._due.pop(run.now)
        scene = self.book.scene(self.book.unsettled, run.people, run.now, spaced=True)
        theirs, along = briefs.asked_of(scene), briefs.routed(scene)
        for reader in (run.people.members[one] for one in readers):
            later = briefs.postponed(reader, scene)
            self._plan(run, reader.id, later or briefs.following(reader, scene))
            if later is None:
                hours = own_hours(run.people.teams[reader.team_id], reader)
                found = briefs.contents(
                    reader,
                    scene,
                    theirs=theirs.get(reader.id, ()),
                    along=along.get(reader.id, ()),
                    week_ends=briefs.week_ends_at(run.now, hours),
                )
                self._tell(run, reader, found, scene)

    def _tell(self, run: Run, reader: Member, found: Contents, scene: Scene) -> None:
        if found.is_empty:
            return
        nudges = [*found.along, *self._recorded(found, run.now)]
        run.tell(reader.id, self.book.say(reader.id, nudges, scene), shown=ROWS)

    def _recorded(self, found: Contents, now: datetime) -> Iterator[Nudge]:
        days = (now - EPOCH).days
        mention = partial(Planned, f"{BRIEF}{days}", Audience.OWNER, now, warns=True)
        for thing, due in (*found.steps, *((one, Due(mention())) for one in found.mentions)):
            nudge = self.book.record(self.book.cases[thing.number], due, now)
            if due.why_not is None:
                yield nudge
