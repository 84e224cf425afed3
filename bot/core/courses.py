"""Courses: how things go on if nobody does anything, tick by tick, by the rules themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core import briefs, soon, things, turns
from bot.core.attention import Held
from bot.core.care import asked
from bot.core.ladders import BRIEF, Audience, Planned
from bot.core.members import Member, own_hours
from bot.core.nudges import Due, Nudge, NudgeState, is_mention, judge, recorded
from bot.core.recipients import ToChannel, ToMember
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.turns import A_MOMENT
from bot.core.verdicts import Moot, Wait, revived


@dataclass(frozen=True, slots=True)
class Coming:
    """A nudge that is still to be said: when, to whom, and what holds it back until then.

    `to` is None where nobody can be reached. What comes before its time comes along with what is
    said about another thing, `beside`, or with a morning brief.
    """

    nudge: Nudge
    at: datetime
    to: ToMember | ToChannel | None
    held: Held | None = None
    beside: int | None = None


@dataclass(slots=True)
class Course:
    """The store as it will be: ledgers, what people were told, and when their briefs come."""

    scene: Scene
    ledgers: dict[int, list[Nudge]]
    told: dict[str, list[datetime]]
    looks: dict[int, datetime | None]
    members: dict[str, Member]
    held: dict[int, Held] = field(default_factory=dict)
    last_id: int = 0

    def following(self) -> datetime | None:
        """The next instant at which something is to be looked at."""
        waiting = [
            one.ready_at
            for ledger in self.ledgers.values()
            for one in ledger
            if one.state is NudgeState.QUEUED
        ]
        instants = [one for one in (*self.looks.values(), *waiting) if one is not None]
        if not instants:
            return None
        instants += [one.brief_at for one in self.members.values() if one.brief_at is not None]
        soonest = min(instants)
        return soonest if soonest > self.scene.now else self.scene.now + A_MOMENT

    def has_left(self, numbers: Collection[int]) -> bool:
        """Whether anything is still to be looked at, or said, of these."""
        return any(
            self.looks[number] is not None
            or any(one.state is NudgeState.QUEUED for one in self.ledgers[number])
            for number in numbers
        )

    def pass_on(self) -> list[Coming]:
        """One tick: the sweep, the briefs, the bundling; return what is said."""
        for number, look_at in self.looks.items():
            if look_at is not None and look_at <= self.scene.now:
                self._sweep(self.scene.things[number])
        said = [one for reader in self._due() for one in self._brief(reader)]
        ready = [
            one
            for ledger in self.ledgers.values()
            for one in ledger
            if one.state is NudgeState.QUEUED and (one.ready_at or one.at) <= self.scene.now
        ]
        # Everything is judged before anything is said, as in one transaction.
        return said + self._bundle([(one, turns.judge(one, self.scene)) for one in ready])

    def _due(self) -> list[Member]:
        """Whose brief is due."""
        every = self.members.values()
        return [one for one in every if one.brief_at and one.brief_at <= self.scene.now]

    def _brief(self, reader: Member) -> list[Coming]:
        """A reader's morning; what it merely mentions was to come of itself."""
        postponed = briefs.postponed(reader, self.scene)
        following = postponed or briefs.following(reader, self.scene)
        self.members[reader.id] = replace(reader, brief_at=following)
        hours = own_hours(self.scene.people.teams[reader.team_id], reader)
        found = briefs.contents(
            reader,
            self.scene,
            theirs=briefs.asked_of(self.scene).get(reader.id, ()),
            along=briefs.routed(self.scene).get(reader.id, ()),
            week_ends=briefs.week_ends_at(self.scene.now, hours),
        )
        if postponed is not None or found.is_empty:
            return []
        self.told.setdefault(reader.id, []).append(self.scene.now)
        along = list(found.along)
        for thing, due in (*found.steps, *((one, self._mention()) for one in found.mentions)):
            entry = self._entry(thing, due)
            self.ledgers[thing.number].append(entry)
            along += [entry] if due.why_not is None else []
        said = [self._say(one, self._as_brief(one, reader), reader.id) for one in along]
        return [one for one in said if not is_mention(one.nudge)]

    def _as_brief(self, nudge: Nudge, reader: Member) -> ToMember:
        first = asked(self.scene.things[nudge.number].care, self.scene.now)
        stands_in = nudge.audience is Audience.OWNER and first != reader.id
        return ToMember(reader, instead_of=first if stands_in else None)

    def _mention(self) -> Due:
        name = f"{BRIEF}{int(self.scene.now.timestamp())}"
        return Due(Planned(name, Audience.OWNER, self.scene.now, warns=True))

    def _sweep(self, thing: Thing) -> None:
        ledger = self.ledgers[thing.number]
        found = judge(
            things.plan(thing),
            care=thing.care,
            now=self.scene.now,
            since=things.known_since(thing),
            recorded=recorded(ledger, thing.episode),
            began=things.began(thing),
            left_shadow_at=thing.team.left_shadow_at,
        )
        self.looks[thing.number] = found.look_at
        # What is owed of it already is weighed anew, as by the sweep.
        ledger[:] = [
            replace(one, ready_at=self.scene.now) if one.state is NudgeState.QUEUED else one
            for one in ledger
        ]
        for one in revived(thing, ledger):
            self._settle(one, state=NudgeState.QUEUED, ready_at=self.scene.now)
        ledger += [self._entry(thing, due) for due in found.due]

    def _entry(self, thing: Thing, due: Due) -> Nudge:
        self.last_id += 1
        return Nudge(
            id=self.last_id,
            kind=thing.kind,
            number=thing.number,
            episode=thing.episode,
            step=due.step.name,
            audience=due.step.audience,
            at=due.step.at,
            state=NudgeState.QUEUED if due.why_not is None else NudgeState.PASSED,
            ready_at=self.scene.now if due.why_not is None else None,
            warns=due.step.warns,
        )

    def _bundle(
        self, routed: Sequence[tuple[Nudge, Moot | Wait | ToMember | ToChannel | None]]
    ) -> list[Coming]:
        to_members: dict[str, list[tuple[Nudge, ToMember]]] = {}
        said: list[Coming] = []
        for nudge, route in routed:
            match route:
                case Moot():
                    self._settle(nudge, state=NudgeState.MOOT, ready_at=None)
                case Wait(until=until):
                    later = max(until, self.scene.now + A_MOMENT)
                    self._wait(nudge, replace(route, until=later))
                case ToMember(member=member):
                    to_members.setdefault(member.id, []).append((nudge, route))
                case ToChannel():
                    said += self._in_channel(nudge, route)
                case _:
                    self._settle(nudge, state=NudgeState.LOST, ready_at=None)
                    said.append(Coming(nudge, self.scene.now, None, self.held.get(nudge.id)))
        return said + [one for together in to_members.values() for one in self._to(together)]

    def _to(self, routed: list[tuple[Nudge, ToMember]]) -> list[Coming]:
        """What is said to one member now; the rest waits for its turn."""
        member, every = routed[0][1].member, [nudge for nudge, _ in routed]
        pressing = turns.urgent(every, member, self.scene)
        for together in (every, pressing):
            turn = turns.turn_of(member, together, self.scene)
            if together and turn.at <= self.scene.now:
                self.told.setdefault(member.id, []).append(self.scene.now)
                said = [self._say(one, to, member.id) for one, to in routed if one in together]
                return said + self._along(member, {one.number for one in together})
            for nudge in together:
                self._wait(nudge, turns.until(nudge, turn, self.scene))
        return []

    def _along(self, reader: Member, said: set[int]) -> list[Coming]:
        """What is reached before the next message may come is part of this one."""
        entries = []
        for thing, dues in soon.taken_along(reader, said, self.scene):
            entries += [self._entry(thing, due) for due in dues]
        for entry in entries:
            self.ledgers[entry.number].append(entry)
        owed = [one for one in entries if one.state is NudgeState.QUEUED]
        every = [self._say(one, self._as_brief(one, reader), reader.id) for one in owed]
        return [replace(one, beside=min(said)) for one in every]

    def _in_channel(self, nudge: Nudge, to: ToChannel) -> list[Coming]:
        opening = turns.channel_opening(self.scene.things[nudge.number], self.scene)
        if opening > self.scene.now:
            self._wait(nudge, Wait(opening, Held.CLOSED))
            return []
        return [self._say(nudge, to, to.channel_id)]

    def _say(self, nudge: Nudge, to: ToMember | ToChannel, recipient_id: str) -> Coming:
        now = self.scene.now
        self._settle(
            nudge, state=NudgeState.SENT, sent_at=now, ready_at=None, recipient_id=recipient_id
        )
        return Coming(nudge, now, to, self.held.get(nudge.id))

    def _wait(self, nudge: Nudge, wait: Wait) -> None:
        self.held[nudge.id] = wait.held
        self._settle(nudge, ready_at=wait.until, why=wait.held)

    def _settle(self, nudge: Nudge, **fields: object) -> None:
        ledger = self.ledgers[nudge.number]
        place = next(i for i, one in enumerate(ledger) if one.id == nudge.id)
        ledger[place] = replace(nudge, **fields)  # type: ignore[arg-type]
