"""A company that lives: people type what they type, time passes, and every message is judged."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from bot.core import things
from bot.core.complaints import KNOWN
from bot.core.deliveries import DeliveryState
from bot.core.escalations import HEARD
from bot.core.history import Kind
from bot.core.ladders import Audience, plain
from bot.core.nudges import NOT_TO_TELL, NudgeState, is_of_before
from bot.services import digests, upkeep
from bot.services.desk import Desk
from bot.store import agenda, nudges
from bot.store import things as stored
from bot.store.tables import deliveries, inquiries, metadata, posted, promises, tidings
from bot.store.tables import nudges as ledger
from tests.makers import BEN, T1, TEAM, Clock, Gateway, Post, assert_rebuilt, settle_in
from tests.services.deeds import BY_NAME, SETUP, SLEEPS, Deed, picked
from tests.services.doings import Doings
from tests.services.judging import Judging

TICKS = 1500  # more than any life needs: one that asks for more turns in circles
QUIET = timedelta(days=35)  # after which whatever was to come of itself has come
BOTH = 4  # every so many ticks the other worker looks at the same instant, too
EXPLAINED = (NudgeState.PASSED, NudgeState.MOOT, NudgeState.LOST)


@dataclass
class Company:
    """One workspace, its clock, and two workers who take turns at the same store."""

    desk: Desk
    clock: Clock
    ticks: int = 0
    lived: list[Deed] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.desk.store.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        settle_in(self.desk.store)
        slack: list[Post] = []
        self.workers = (Gateway(self.desk, slack), Gateway(self.desk, slack))
        self.people = Doings(self.desk, self.clock, slack)
        self.judging = Judging(self.desk)

    def begins(self, *, is_met: bool) -> None:
        """Two teams and three customers; Heed may have read who is there, for their briefs."""
        if is_met:
            upkeep.follow(self.desk, T1, TEAM)
        for line in SETUP:
            assert self.people.do("says", BEN, line), self.people.refused

    def picks(self, chance: Random) -> Deed:
        """What somebody does next."""
        with self.desk.store.read() as connection:
            numbers = {
                number: kind
                for table, kind in ((inquiries, Kind.INQUIRY), (promises, Kind.PROMISE))
                for number in connection.execute(
                    select(table.c.number).where(table.c.state == "open")
                ).scalars()
            }
        return picked(chance, numbers, self.lived[-1].who)

    def does(self, deed: Deed) -> None:
        """Have somebody do it, and let the time pass that passes then."""
        self.lived.append(deed)
        gap = timedelta(minutes=deed.gap)
        if deed.what == SLEEPS:
            # An outage: time passes, and nobody looks.
            self.clock.now += gap
            return
        self.people.do(deed.what, BY_NAME[deed.who], deed.words)
        self.lives(gap)

    def lives(self, gap: timedelta) -> None:
        """Let the workers tick whenever something is to be looked at, for so long."""
        until = self.clock.now + gap
        while (coming := self._next()) is not None and coming <= until:
            self.clock.now = coming
            self.tick()
        self.clock.now = max(self.clock.now, until)

    def _next(self) -> datetime | None:
        with self.desk.store.read() as connection:
            coming = agenda.next_instant(connection, T1)
        if coming is None:
            return None
        # What is late is looked at now, and then a minute later at the earliest.
        soonest = self.clock.now + timedelta(minutes=1 if self.ticks else 0)
        return max(coming, soonest)

    def tick(self) -> None:
        self.ticks += 1
        assert self.ticks < TICKS, "it turns in circles"
        one, other = self.workers if self.ticks % 2 else reversed(self.workers)
        digests.plan(self.desk)
        for worker in (one, other) if self.ticks % BOTH == 0 else (one,):
            for post in worker.tick():
                self.judging.judge(post)
            worker.edits()

    def ends(self) -> None:
        """Let everything come that is to come; then nothing waits, and none was lost."""
        self.lives(QUIET + max(self._last_due() - self.clock.now, timedelta(0)))
        with self.desk.store.read() as connection:
            waiting = ledger.c.state.in_([NudgeState.QUEUED, NudgeState.BOUND])
            left = connection.execute(ledger.select().where(waiting)).mappings().all()
            owed = deliveries.c.state.in_([DeliveryState.PENDING, DeliveryState.SENDING])
            unsent = connection.execute(deliveries.select().where(owed)).mappings().all()
            untold = connection.execute(tidings.select().where(tidings.c.ready_at.is_not(None)))
            unheard = untold.mappings().all()
            behind = posted.select().where(posted.c.shown < posted.c.wanted)
            unedited = connection.execute(behind).mappings().all()
        assert not left, left
        assert not unsent, unsent
        assert not unheard, unheard
        assert not unedited, unedited
        self._assert_none_lost()
        assert_rebuilt(self.desk.store)

    def _last_due(self) -> datetime:
        """By when the last of what is promised is due."""
        with self.desk.store.read() as connection:
            query = select(promises.c.due_at).where(promises.c.state == "open")
            return max(connection.execute(query).scalars(), default=self.clock.now)

    def _assert_none_lost(self) -> None:
        """Whatever is open past a step was said at it, or the ledger says why not."""
        with self.desk.store.read() as connection:
            numbers = [
                number
                for table in (inquiries, promises)
                for number in connection.execute(
                    table.select().with_only_columns(table.c.number).where(table.c.state == "open")
                ).scalars()
            ]
            found = stored.by_number(connection, T1, numbers)
            entries = nudges.of_numbers(connection, T1, numbers)
        for number, thing in found.items():
            of_now = [one for one in entries[number] if not is_of_before(one, thing.episode)]
            known = {one.step: one for one in of_now}
            # By now it may be past, for another hand-over: then it goes by its plain name.
            names = {*known, *map(plain, known)}
            for step in things.plan(thing):
                if things.known_since(thing) <= step.at <= self.clock.now - QUIET / 3:
                    assert step.name in names, (number, step)
            for one in known.values():
                explained = one.state in EXPLAINED and bool(one.why)
                assert one.state is NudgeState.SENT or explained, one
            self._assert_last_was_said(number, thing, list(known.values()))

    def _assert_last_was_said(self, number: int, thing: things.Thing, known: list) -> None:
        """Of what was to be said to each, the last was: or it was past, or nobody is there."""
        for audience in Audience:
            # Whoever wrote a complaint down knows of it, and hears of the rest all the same.
            heard = [one for one in known if one.audience is audience and one.why != KNOWN]
            if not heard:
                continue
            last = max(heard, key=lambda one: (one.at, one.id))
            why = last.why or ""
            past = why in (*NOT_TO_TELL, HEARD)
            past = past or why.startswith("shadow: ")
            silent = past or last.state is NudgeState.LOST
            assert last.state is NudgeState.SENT or silent, (number, last)
