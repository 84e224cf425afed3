"""Forecast: what is said next about some things, to whom and when, if nobody does anything.

It lets the sweep and the bundling run ahead, by their own rules, on values.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core import things, turns
from bot.core.attention import Held, Moot, Wait
from bot.core.nudges import Due, Nudge, NudgeState, judge
from bot.core.recipients import ToChannel, ToMember
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.turns import A_MOMENT

MOST_TURNS = 1000  # more than any ladder needs: what takes more is not foretold


@dataclass(frozen=True, slots=True)
class Coming:
    """A nudge that is still to be said: when, to whom, and what holds it back until then.

    `to` is None where nobody can be reached.
    """

    nudge: Nudge
    at: datetime
    to: ToMember | ToChannel | None
    held: Held | None = None


def coming(
    scene: Scene,
    numbers: Collection[int],
    *,
    saying: Collection[Nudge] = (),
    to: str | None = None,
) -> Iterator[Coming]:
    """Yield what will be said of these things, in order, until nothing is left to say.

    `saying` are the nudges that are being said this very moment, to a member or a channel.
    """
    course = _begun(scene, set(numbers), {one.id: to for one in saying})
    for _ in range(MOST_TURNS):
        yield from course.pass_on()
        following = course.following()
        if following is None:
            return
        course.scene = replace(course.scene, now=following)


@dataclass(slots=True)
class _Course:
    """The store as it will be. The scene's ledgers and what people were told are its own."""

    scene: Scene
    ledgers: dict[int, list[Nudge]]
    told: dict[str, list[datetime]]
    looks: dict[int, datetime | None]
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
        return max(min(instants), self.scene.now + A_MOMENT) if instants else None

    def pass_on(self) -> list[Coming]:
        """One tick: the sweep, then the bundling; return what is said."""
        for number, look_at in self.looks.items():
            if look_at is not None and look_at <= self.scene.now:
                self._sweep(self.scene.things[number])
        ready = [
            one
            for ledger in self.ledgers.values()
            for one in ledger
            if one.state is NudgeState.QUEUED and (one.ready_at or one.at) <= self.scene.now
        ]
        # Everything is judged before anything is said, as in one transaction.
        return self._bundle([(one, turns.judge(one, self.scene)) for one in ready])

    def _sweep(self, thing: Thing) -> None:
        ledger = self.ledgers[thing.number]
        found = judge(
            things.plan(thing),
            care=thing.care,
            now=self.scene.now,
            since=things.known_since(thing),
            recorded={one.step for one in ledger if one.episode == thing.episode},
        )
        self.looks[thing.number] = found.look_at
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
                case Wait():
                    self._wait(nudge, route)
                case ToMember(member=member):
                    to_members.setdefault(member.id, []).append((nudge, route))
                case ToChannel():
                    said += self._in_channel(nudge, route)
                case _:
                    self._settle(nudge, state=NudgeState.LOST, ready_at=None)
                    said.append(Coming(nudge, self.scene.now, None, self.held.get(nudge.id)))
        return said + [one for together in to_members.values() for one in self._to(together)]

    def _to(self, together: list[tuple[Nudge, ToMember]]) -> list[Coming]:
        member, nudges = together[0][1].member, [nudge for nudge, _ in together]
        turn = turns.turn_of(member, nudges, self.scene)
        if turn.at > self.scene.now:
            for nudge in nudges:
                self._wait(nudge, turns.until(nudge, turn, self.scene))
            return []
        self.told.setdefault(member.id, []).append(self.scene.now)
        return [self._say(nudge, to, member.id) for nudge, to in together]

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
        self._settle(nudge, ready_at=max(wait.until, self.scene.now + A_MOMENT))

    def _settle(self, nudge: Nudge, **fields: object) -> None:
        ledger = self.ledgers[nudge.number]
        ledger[ledger.index(nudge)] = replace(nudge, **fields)  # type: ignore[arg-type]


def _begun(scene: Scene, numbers: set[int], said: dict[int, str | None]) -> _Course:
    """The course from here: what is on its way counts as said, what waits is weighed anew."""
    every = [one for number in numbers for one in scene.ledgers[number]]
    said = {one.id: one.recipient_id for one in every if one.state is NudgeState.BOUND} | said
    ledgers = {
        number: [_at_first(one, said, scene.now) for one in scene.ledgers[number]]
        for number in numbers
    }
    told = {member_id: sorted(then) for member_id, then in scene.told.items()}
    for to in {one for one in said.values() if one is not None}:
        # Its turn was written down when it was bundled; it counts from when it is said.
        told[to] = [*told.get(to, [])[:-1], scene.now]
    looks = {
        number: scene.now if things.is_open(scene.things[number]) else None for number in numbers
    }
    own = replace(scene, ledgers=ledgers, told=told)
    return _Course(own, ledgers, told, looks, last_id=max((one.id for one in every), default=0))


def _at_first(nudge: Nudge, said: dict[int, str | None], now: datetime) -> Nudge:
    if nudge.id in said:
        return replace(
            nudge, state=NudgeState.SENT, sent_at=now, ready_at=None, recipient_id=said[nudge.id]
        )
    return replace(nudge, ready_at=now) if nudge.state is NudgeState.QUEUED else nudge
