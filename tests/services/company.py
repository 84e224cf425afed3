"""A company that lives: people type what they type, time passes, and every message is judged."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core import things
from bot.core.attention import A_DAY, APART
from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.core.errors import Refusal
from bot.core.escalations import HEARD
from bot.core.ladders import Audience
from bot.core.members import Member, is_away, may_be_nudged, own_hours
from bot.core.names import UnknownCustomer
from bot.core.nudges import NOT_TO_TELL, NudgeState
from bot.services import digests, upkeep
from bot.services.desk import Desk
from bot.store import agenda, members, nudges
from bot.store import things as stored
from bot.store.tables import deliveries, inquiries, metadata, promises
from bot.store.tables import nudges as ledger
from tests.makers import T1, TEAM, Clock, Gateway, Post, assert_rebuilt, settle_in, type_

TICKS = 1500  # more than any life needs: one that asks for more turns in circles
QUIET = timedelta(days=80)  # after which whatever was to come of itself has come
ABOUT_THINGS = (DeliveryKind.NUDGES, DeliveryKind.CHANNEL, DeliveryKind.BRIEF)
EXPLAINED = (NudgeState.PASSED, NudgeState.MOOT, NudgeState.LOST)


@dataclass
class Company:
    """One workspace, its clock, and two workers who take turns at the same store."""

    desk: Desk
    clock: Clock
    said: dict[tuple[int, int, str], Post] = field(default_factory=dict)
    told: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    refused: list[str] = field(default_factory=list)
    ticks: int = 0

    def __post_init__(self) -> None:
        with self.desk.store.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        settle_in(self.desk.store)
        slack: list[Post] = []
        self.workers = (Gateway(self.desk, slack), Gateway(self.desk, slack))

    def says(self, member: Member, line: str) -> bool:
        """Type a line; whether it was taken."""
        command, _, words = line.removeprefix("/").partition(" ")
        try:
            type_(self.desk, member, command, words, again=True)
        except (Refusal, UnknownCustomer) as no:
            self.refused.append(f"{line}: {no}")
            return False
        return True

    def is_met(self) -> None:
        """Heed reads who is there, and plans everybody's brief."""
        upkeep.follow(self.desk, T1, TEAM)

    def has_status(self, member: Member, words: str) -> None:
        upkeep.follow(self.desk, T1, [replace(member, status=words or None)])

    def moves_to(self, member: Member, zone: str) -> None:
        upkeep.follow(self.desk, T1, [replace(member, zone=zone)])

    def sleeps(self, gap: timedelta) -> None:
        """An outage: time passes, and nobody looks."""
        self.clock.now += gap

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
        for worker in (one, other):
            for post in worker.tick():
                self._judge(post)

    def _judge(self, post: Post) -> None:
        """Everything a message must be as it is sent."""
        if post.bundle is None or post.delivery.kind not in ABOUT_THINGS:
            return
        numbers = post.numbers
        assert len(numbers) == len(set(numbers)), "a thing has one row"
        with self.desk.store.read() as connection:
            found = stored.by_number(connection, T1, numbers)
            people = members.circle(connection, T1, {post.to})
        for row in post.bundle.rows:
            thing = found[row.thing.number]
            assert things.is_open(thing), f"#{thing.number} is settled"
            assert row.nudge.episode == thing.episode
            key = (thing.number, row.nudge.episode, row.nudge.step)
            assert key not in self.said, f"{key} was said before"
            self.said[key] = post
        if post.to in people.members:
            self._judge_reader(people.members[post.to], post, people.teams)

    def _judge_reader(self, reader: Member, post: Post, teams: dict) -> None:
        hours, now = own_hours(teams[reader.team_id], reader), self.clock.now
        assert may_be_nudged(reader)
        assert not is_away(reader, now)
        may_come = hours.is_open(now) or self._is_wanted_now(reader, post)
        assert may_come, f"{now} is outside {reader.name}'s hours"
        told = self.told[reader.id]
        assert not told or now - told[-1] >= APART, "too soon after the last"
        told.append(now)
        days = [when.astimezone(hours.zone).date() for when in told]
        # A day is its reader's, and somebody who moves has two of them.
        assert days.count(days[-1]) <= A_DAY + len(told) * (reader.zone != "Europe/Berlin")

    @staticmethod
    def _is_wanted_now(reader: Member, post: Post) -> bool:
        """Whether it comes outside their hours because they want it so."""
        assert post.bundle is not None
        if post.delivery.kind is DeliveryKind.BRIEF:
            return reader.brief_minute is not None
        return reader.takes_urgent and all(row.is_urgent for row in post.bundle.rows)

    def ends(self) -> None:
        """Let everything come that is to come; then nothing waits, and none was lost."""
        self.lives(QUIET)
        with self.desk.store.read() as connection:
            waiting = ledger.c.state.in_([NudgeState.QUEUED, NudgeState.BOUND])
            left = connection.execute(ledger.select().where(waiting)).mappings().all()
            owed = deliveries.c.state.in_([DeliveryState.PENDING, DeliveryState.SENDING])
            unsent = connection.execute(deliveries.select().where(owed)).mappings().all()
        assert not left, left
        assert not unsent, unsent
        self._assert_none_lost()
        assert_rebuilt(self.desk.store)

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
            known = {one.step: one for one in entries[number] if one.episode == thing.episode}
            for step in things.plan(thing):
                if things.known_since(thing) <= step.at <= self.clock.now - QUIET / 2:
                    assert step.name in known, (number, step)
            for one in known.values():
                explained = one.state in EXPLAINED and bool(one.why)
                assert one.state is NudgeState.SENT or explained, one
            self._assert_last_was_said(number, thing, list(known.values()))

    def _assert_last_was_said(self, number: int, thing: things.Thing, known: list) -> None:
        """Of what was to be said to each, the last was: or it was past, or nobody is there."""
        for audience in Audience:
            heard = [one for one in known if one.audience is audience]
            if not heard:
                continue
            last = max(heard, key=lambda one: (one.at, one.id))
            why = last.why or ""
            past = why in (*NOT_TO_TELL, HEARD)
            past = past or why.startswith("shadow: ")
            silent = past or last.state is NudgeState.LOST
            assert last.state is NudgeState.SENT or silent, (number, last)
