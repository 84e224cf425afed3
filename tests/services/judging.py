"""What every message must be as it is sent: when it may come, about what is open, and once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from bot.core import things
from bot.core.attention import A_DAY, APART
from bot.core.care import asked, held_until, is_snoozed
from bot.core.deliveries import DeliveryKind, NudgeRow
from bot.core.escalations import FAIR_WARNING
from bot.core.hours import WorkingHours
from bot.core.ladders import Audience, plain
from bot.core.members import Member, Team, is_away, may_be_nudged, own_hours
from bot.core.nudges import NudgeState, is_mention, is_of_before
from bot.core.recipients import People, stand_in
from bot.core.things import Thing
from bot.core.tidings import JUST_NOW, Tiding
from bot.services.desk import Desk
from bot.store import members, nudges, tidings
from bot.store import things as stored
from tests.makers import T1, Post

OF_NUDGES = (DeliveryKind.NUDGES, DeliveryKind.CHANNEL, DeliveryKind.BRIEF)
COMING = (NudgeState.QUEUED, NudgeState.BOUND)
TO_READERS = (DeliveryKind.NUDGES, DeliveryKind.BRIEF, DeliveryKind.TIDINGS)


@dataclass
class Judging:
    """What was said so far, and to whom when, in their own days."""

    desk: Desk
    said: dict[tuple[int, int, str], datetime] = field(default_factory=dict)
    owners: dict[tuple[int, int], list[datetime]] = field(default_factory=dict)
    told: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    zones: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    heard: set[int] = field(default_factory=set)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def judge(self, post: Post) -> None:
        with self.desk.store.read() as connection:
            found = stored.by_number(connection, T1, post.numbers if post.bundle else [])
            of_message = tidings.of_delivery(connection, T1, post.delivery.id)
            people = members.circle(connection, T1, {post.to} & set(_ids(post)))
            owners = {asked(one.care, self.desk.now()) for one in found.values()}
            around = members.circle(connection, T1, owners)
        self._judge_tidings(of_message)
        if post.delivery.kind in OF_NUDGES:
            self._judge_rows(post, found, around)
        if post.to in people.members:
            reader = people.members[post.to]
            self._judge_reader(reader, post, people.teams, of_message)

    def _judge_tidings(self, of_message: Sequence[Tiding]) -> None:
        for tiding in of_message:
            assert tiding.id not in self.heard, f"{tiding} was said before"
            self.heard.add(tiding.id)

    def _judge_rows(self, post: Post, found: Mapping[int, Thing], around: People) -> None:
        assert post.bundle is not None
        assert len(post.numbers) == len(set(post.numbers)), "a thing has one row"
        said = [(row.nudge, row) for row in post.bundle.rows]
        for nudge, row in said:
            thing = found[nudge.number]
            assert things.is_open(thing), f"#{thing.number} is settled"
            assert not is_of_before(nudge, thing.episode)
            key = (thing.number, nudge.episode, nudge.step)
            assert key not in self.said, f"{key} was said before"
            self._judge_step(row, thing, around)
            self.said[key] = self.desk.now()
        for nudge, _ in said:
            if nudge.audience is Audience.OWNER and not is_mention(nudge):
                times = self.owners.setdefault((nudge.number, nudge.episode), [])
                times.append(self.desk.now())

    def _judge_step(self, row: NudgeRow, thing: Thing, around: People) -> None:
        """The highest step that is reached, none of what waits, and no lead without warning."""
        now, nudge, care = self.desk.now(), row.nudge, thing.care
        if is_mention(nudge):
            return
        assert held_until(care, now) is None
        higher = [
            step
            for step in things.plan(thing)
            if step.audience is nudge.audience and step.passed is None
            if step.name not in self._settled(thing)
            if nudge.at < step.at <= now and step.at >= things.known_since(thing)
        ]
        assert not higher, (nudge, higher)
        if nudge.audience is Audience.OWNER:
            assert not is_snoozed(care, now)
        elif stand_in(asked(care, now), around, now) is not None:
            warned = self.owners.get((thing.number, thing.episode), [])
            fair = [things.hours_of(thing).add(when, FAIR_WARNING) for when in warned]
            assert all(when <= now for when in fair), "the lead hears an hour after the owner"

    def _settled(self, thing: Thing) -> set[str]:
        """The steps that were said, or are not to be said any more."""
        with self.desk.store.read() as connection:
            ledger = nudges.of_numbers(connection, T1, [thing.number])[thing.number]
        return {plain(one.step) for one in ledger if one.state not in COMING}

    def _judge_reader(
        self, reader: Member, post: Post, teams: Mapping[str, Team], of_message: Sequence[Tiding]
    ) -> None:
        hours, now = own_hours(teams[reader.team_id], reader), self.desk.now()
        assert may_be_nudged(reader)
        assert not is_away(reader, now)
        may_come = hours.is_open(now) or _is_wanted_now(reader, post)
        assert may_come, f"{now} is outside {reader.name}'s hours"
        if post.bundle is None and all(now - one.at < JUST_NOW for one in of_message):
            return  # What was just done is said at once, and takes nobody's turn.
        self._count(reader, hours)

    def _count(self, reader: Member, hours: WorkingHours) -> None:
        told, now = self.told[reader.id], self.desk.now()
        assert not told or now - told[-1] >= APART, "too soon after the last"
        told.append(now)
        assert all(sooner < later for sooner, later in pairwise(told))
        self.zones[reader.id].add(hours.zone.key)
        days = [when.astimezone(hours.zone).date() for when in told]
        # A day is its reader's, and somebody who moves has two of them.
        has_moved = len(self.zones[reader.id]) > 1
        assert days.count(days[-1]) <= A_DAY * (1 + has_moved)


def _ids(post: Post) -> list[str]:
    return [post.to] if post.delivery.kind in TO_READERS else []


def _is_wanted_now(reader: Member, post: Post) -> bool:
    """Whether it comes outside their hours because they want it so."""
    if post.bundle is None:
        return False
    if post.delivery.kind is DeliveryKind.BRIEF:
        return reader.brief_minute is not None
    return reader.takes_urgent and all(row.is_urgent for row in post.bundle.rows)
