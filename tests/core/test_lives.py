"""Whole lives of one thing: whatever happens, nudges come when they may, once, and none is lost."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import claims, things, turns
from bot.core.attention import A_DAY, APART, most_a_day, turn
from bot.core.care import asked, held_until, is_snoozed
from bot.core.complaints import KNOWN
from bot.core.escalations import FAIR_WARNING, HEARD
from bot.core.history import Verb
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import ANEW, JUST_GIVEN, SINCE, Audience, plain
from bot.core.members import (
    Member,
    Where,
    channel_hours,
    is_away,
    may_be_nudged,
    own_hours,
)
from bot.core.nudges import BEFORE_LOGGED, Nudge, NudgeState, is_of_before, judge, recorded
from bot.core.promises import Promise
from bot.core.recipients import People, ToChannel, ToMember, stand_in
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.core.verdicts import OFF_LADDER, Moot, Wait, revived
from tests.core.cast import (
    ADA,
    BEN,
    BERLIN,
    CHANNEL,
    CLEO,
    FAY,
    at,
    event,
    inquiry,
    member,
    minutes,
    people,
    promise,
    team,
    thing,
)

A_MOMENT = timedelta(minutes=1)
QUIET = timedelta(days=60)  # after which whatever was to come has come
TICKS = 3000  # more than any life needs: a life that asks for more turns in circles


@dataclass
class Life:
    """One thing, its ledger, its people, and a clock: what sweep and delivery see of the store."""

    thing: Thing
    people: People
    now: datetime
    is_busy: bool
    courier_first: bool
    nudge_at: datetime | None = None
    ledger: list[Nudge] = field(default_factory=list)
    told: dict[str, list[datetime]] = field(default_factory=dict)
    before: list[Thing] = field(default_factory=list)
    ticks: int = 0

    def pass_until(self, until: datetime) -> None:
        """Let the clockwork tick whenever something is to be looked at."""
        while self.pass_once(until):
            pass
        self.now = max(self.now, until)

    def pass_once(self, until: datetime) -> bool:
        """The next tick, if there is one until then."""
        coming = self._next()
        if coming > until:
            return False
        self.now = coming
        self.tick()
        return True

    def _next(self) -> datetime:
        waiting = [one.ready_at for one in self.ledger if one.state is NudgeState.QUEUED]
        instants = [one for one in (self.nudge_at, *waiting) if one is not None]
        if self.is_busy:
            hour = self.now.replace(minute=0, second=0) + timedelta(hours=1)
            instants.append(hour)
        # What is late already is looked at now, and then a moment later at the earliest.
        late = self.now if self.ticks == 0 else self.now + A_MOMENT
        return max(min(instants, default=self.now + 2 * QUIET), late)

    def tick(self) -> None:
        self.ticks += 1
        assert self.ticks < TICKS
        ticks = (self.deliver, self.sweep) if self.courier_first else (self.sweep, self.deliver)
        for tick in ticks:
            tick()
        if self.is_busy:
            self._bother(ADA)

    def _bother(self, member_id: str) -> None:
        """Other customers have their claims on her attention, too."""
        one = self.people.members[member_id]
        told = self.told.setdefault(member_id, [])
        if turn(self.now, hours=self.own_hours(one), told=told).at == self.now:
            told.append(self.now)

    def sweep(self) -> None:
        if self.nudge_at is None or self.nudge_at > self.now:
            return
        self.nudge_at = None
        if not things.is_open(self.thing):
            return
        episode = self.thing.episode
        found = judge(
            things.plan(self.thing),
            care=self.thing.care,
            now=self.now,
            since=things.known_since(self.thing),
            recorded=recorded(self.ledger, episode),
        )
        assert found.look_at is None or found.look_at > self.now
        self.nudge_at = found.look_at
        for one in revived(self.thing, self.ledger):
            self._settle(one, state=NudgeState.QUEUED, ready_at=self.now)
        for due in found.due:
            passed = due.why_not is not None
            entry = Nudge(
                id=len(self.ledger) + 1,
                kind=self.thing.kind,
                number=self.thing.number,
                episode=episode,
                step=due.step.name,
                audience=due.step.audience,
                at=due.step.at,
                state=NudgeState.PASSED if passed else NudgeState.QUEUED,
                ready_at=None if passed else self.now,
                why=due.why_not,
                warns=due.step.warns,
            )
            self.ledger.append(entry)

    def deliver(self) -> None:
        ready = [
            one
            for one in self.ledger
            if one.state is NudgeState.QUEUED and one.ready_at is not None
            if one.ready_at <= self.now
        ]
        # Everything is judged before anything is said, as in one transaction.
        routes = [(one, self._route(one)) for one in ready]
        said: list[tuple[Nudge, str]] = []
        for one, route in routes:
            match route:
                case Moot(why=why):
                    self._settle(one, state=NudgeState.MOOT, why=why, ready_at=None)
                case Wait(until=until):
                    self._settle(one, ready_at=max(until, self.now + A_MOMENT))
                case ToMember(member=reader) if (then := self._turn_of(one, reader)) > self.now:
                    self._settle(one, ready_at=min(then, self._back() or then))
                case ToMember(member=reader):
                    said.append((one, reader.id))
                case ToChannel(channel_id=channel_id):
                    opening = channel_hours(self.thing.team, self.thing.owner).next_opening(
                        self.now
                    )
                    if opening > self.now:
                        self._settle(one, ready_at=opening)
                    else:
                        said.append((one, channel_id))
                case _:
                    self._settle(one, state=NudgeState.LOST, ready_at=None)
        self._say(said)

    def _route(self, one: Nudge) -> object:
        number = self.thing.number
        scene = Scene({number: self.thing}, {number: self.ledger}, self.people, self.now, self.told)
        return turns.judge(one, scene)

    def own_hours(self, one: Member) -> WorkingHours:
        return own_hours(self.people.teams[one.team_id], one)

    def _back(self) -> datetime | None:
        """When whoever is stood in for is back: from then on it is theirs again."""
        owner = self.people.members[asked(self.thing.care, self.now)]
        return owner.away_until if is_away(owner, self.now) else None

    def _turn_of(self, nudge: Nudge, one: Member) -> datetime:
        told, most = self.told.setdefault(one.id, []), most_a_day([nudge])
        return turn(self.now, hours=self.own_hours(one), told=told, most=most).at

    def _settle(self, one: Nudge, **fields: object) -> None:
        place = next(i for i, other in enumerate(self.ledger) if other.id == one.id)
        self.ledger[place] = replace(one, **fields)  # type: ignore[arg-type]

    def _say(self, said: list[tuple[Nudge, str]]) -> None:
        self._assert_may_be_said(said)
        for one, to in said:
            self._settle(
                one, state=NudgeState.SENT, sent_at=self.now, ready_at=None, recipient_id=to
            )
        for reader in {to for _, to in said if to in self.people.members}:
            self.told[reader].append(self.now)

    def _assert_may_be_said(self, said: list[tuple[Nudge, str]]) -> None:
        """Everything a nudge must be as it is said."""
        # That it was handed over before a move is said along with what has come since.
        anew = [one for one, _ in said if one.episode == self.thing.episode]
        for audience in Audience:
            assert sum(one.audience is audience for one in anew) <= 1, said
        for one, to in said:
            assert things.is_open(self.thing)
            assert not is_of_before(one, self.thing.episode)
            assert held_until(self.thing.care, self.now) is None
            self._assert_reader(to)
            if one.audience is Audience.OWNER:
                assert not is_snoozed(self.thing.care, self.now)
            else:
                self._assert_fair_warning(said)

    def _assert_reader(self, to: str) -> None:
        if to == CHANNEL:
            assert channel_hours(self.thing.team, self.thing.owner).is_open(self.now)
            return
        reader = self.people.members[to]
        assert self.own_hours(reader).is_open(self.now)
        assert may_be_nudged(reader)
        assert not is_away(reader, self.now)

    def _assert_fair_warning(self, said: list[tuple[Nudge, str]]) -> None:
        if stand_in(asked(self.thing.care, self.now), self.people, self.now) is None:
            return
        assert all(one.audience is Audience.LEAD for one, _ in said)
        for other in self.ledger:
            if other.audience is Audience.OWNER and other.episode == self.thing.episode:
                fair = other.sent_at and things.hours_of(self.thing).add(
                    other.sent_at, FAIR_WARNING
                )
                assert fair is None or fair <= self.now

    def do(self, verb: Verb, lasts: timedelta, who: str) -> None:
        """What people do, as the verbs do it; what cannot be done is not."""
        if not things.is_open(self.thing):
            return
        fields: dict[str, object] = {"actor_id": who, "until": self.now + lasts}
        match verb:
            case Verb.CLAIMED:
                own = self.own_hours(self.people.members[who])
                fields["until"] = claims.ends_at(self.now, own=own)
            case Verb.GIVEN:
                fields["member_id"] = who
                fields["actor_id"] = (who, BEN)[int(lasts / A_MOMENT) % 2]
            case Verb.CHASED:
                fields["is_complaint"] = int(lasts / A_MOMENT) % 2 == 1
            case Verb.MOVED:
                fields["due_at"] = self.now + lasts
                fields["told"] = (None, False, True)[int(lasts / A_MOMENT) % 3]
        done = event(verb, self.now, kind=self.thing.kind, **fields)
        self.before.append(self.thing)
        changed = things.changed(self.thing, done)
        is_word = verb is Verb.ACKNOWLEDGED or bool(done.told)
        self._change(replace(changed, told_at=self.now) if is_word else changed)

    def tell(self) -> None:
        """We speak to the customer about something else."""
        self.thing = replace(self.thing, told_at=self.now)
        item = self.thing.item
        if isinstance(item, Inquiry) and item.acked_at is not None and things.is_open(self.thing):
            self.nudge_at = self.now

    def undo(self) -> None:
        # A move that is taken back leaves its episode in the ledger: not told here.
        if self.before and self.before[-1].episode == self.thing.episode:
            self._change(self.before.pop())

    def _change(self, changed: Thing) -> None:
        owner = self.people.members[changed.care.owner_id]
        self.thing = replace(changed, owner=owner)
        self.nudge_at = self.now if things.is_open(self.thing) else None
        for one in self.ledger:
            if one.state is NudgeState.QUEUED:
                self._settle(one, ready_at=self.now)


STARTS = ("2026-03-24 08:00", "2026-10-20 08:00", "2026-12-17 08:00", "2026-11-16 08:00")
CLOSED = (date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 25), date(2026, 12, 28))
GAPS = (0, 5, 30, 60, 240, 700, 1440, 4000, 9000)
SHARED = (Verb.CLAIMED, Verb.RELEASED, Verb.SNOOZED, Verb.GIVEN, Verb.ACKNOWLEDGED)
OF_INQUIRIES = (*SHARED, Verb.HELD, Verb.RESUMED, Verb.CHASED, Verb.ANSWERED)
OF_PROMISES = (*SHARED, Verb.MOVED, Verb.KEPT)
UNDO, WAIT, OUTAGE, TELL = "undo", "wait", "outage", "tell"


@st.composite
def beginnings(draw: st.DrawFn) -> Life:
    """A thing just logged, with a team and people who may be away."""
    logged = at(draw(st.sampled_from(STARTS))) + minutes(draw(st.integers(0, 5 * 1440)))
    support = team(
        zone=draw(st.sampled_from([BERLIN, None])),
        lead_id=draw(st.sampled_from([BEN, BEN, ADA, None])),
        channel_id=draw(st.sampled_from([CHANNEL, None])),
        where=draw(st.sampled_from(list(Where))),
        closed=CLOSED,
    )
    owner = member(draw(st.sampled_from([ADA, FAY])))
    away = st.none() | st.sampled_from(GAPS).map(lambda gap: logged + minutes(gap))
    changed = [
        replace(owner, away_until=draw(away), cover_id=draw(st.sampled_from([None, CLEO]))),
        member(BEN, away_until=draw(away)),
        member(CLEO, away_until=draw(away), cover_id=owner.id),
    ]
    item: Inquiry | Promise
    if draw(st.booleans()):
        spoken = logged - minutes(draw(st.sampled_from(GAPS)))
        item = inquiry(spoken, logged_at=logged)
    else:
        item = promise(
            logged, logged + minutes(draw(st.integers(1, 12000) | st.integers(12000, 40000)))
        )
    item = replace(item, care=replace(item.care, owner_id=owner.id))
    begun = thing(item, support=support, owner=changed[0])
    return Life(
        thing=begun,
        people=people(*changed, support=support),
        now=logged,
        is_busy=draw(st.booleans()),
        courier_first=draw(st.booleans()),
        nudge_at=things.first_look(begun),
    )


deeds = st.lists(
    st.tuples(
        st.sampled_from([UNDO, WAIT, WAIT, OUTAGE, TELL, *OF_INQUIRIES, *OF_PROMISES]),
        st.sampled_from(GAPS),
        st.integers(1, 8000),  # how long it lasts, in minutes
        st.sampled_from([ADA, FAY, CLEO]),
    ),
    max_size=9,
)


def live(life: Life, drawn: list[tuple[str, int, int, str]], *, to_its_end: bool = True) -> None:
    fits = OF_INQUIRIES if life.thing.kind == "inquiry" else OF_PROMISES
    for what, gap, lasts, who in drawn:
        if what == OUTAGE:
            life.now += minutes(gap)
            continue
        life.pass_until(life.now + minutes(gap))
        if what == UNDO:
            life.undo()
        elif what == TELL:
            life.tell()
        elif what in fits:
            life.do(Verb(what), minutes(lasts), who)
    life.is_busy = False
    if to_its_end:
        life.pass_until(life.now + QUIET)


def assert_kept(life: Life) -> None:
    """What must hold of a life that was lived."""
    keys = [(one.episode, one.step) for one in life.ledger]
    assert len(keys) == len(set(keys))
    for reader, told in life.told.items():
        hours = life.own_hours(life.people.members[reader])
        days = [when.astimezone(hours.zone).date() for when in told]
        assert all(days.count(day) <= A_DAY for day in days)
        assert all(later - sooner >= APART for sooner, later in pairwise(told))
    assert all(one.state is not NudgeState.QUEUED for one in life.ledger), "nothing waits for ever"


def assert_none_lost(life: Life) -> None:
    """Of an open thing, whatever was last to be said to each audience was said."""
    if not things.is_open(life.thing):
        return
    plan = [step for step in things.plan(life.thing) if step.at >= things.known_since(life.thing)]
    episode = life.thing.episode
    entries = {one.step: one for one in life.ledger if not is_of_before(one, episode)}
    for audience in Audience:
        steps = [step for step in plan if step.audience is audience]
        names = {*entries, *map(plain, entries)}
        assert all(step.name in names for step in steps)
        if not steps:
            continue
        # That may be a snooze's own step: it speaks for what it overtook.
        heard = [one for one in entries.values() if one.audience is audience]
        heard = [one for one in heard if not _is_of_another_hand_over(one, life.thing)]
        # Of what was taken back before it was said, or is known to its reader, nothing is said.
        on_ladder = {step.name for step in plan}
        heard = [one for one in heard if one.why != OFF_LADDER or one.step in on_ladder]
        heard = [one for one in heard if one.why not in (KNOWN, JUST_GIVEN)]
        if not heard:
            continue
        last = max(heard, key=lambda one: (one.at, one.id))
        nobody = life.thing.team.channel_id is None and life.thing.team.lead_id != BEN
        lost = (NudgeState.LOST,) if nobody else ()
        # What fell silent because it was settled stays silent when that is taken back.
        unsaid = (BEFORE_LOGGED, "it was settled", HEARD)
        assert last.state in (NudgeState.SENT, *lost) or last.why in unsaid, last


def _is_of_another_hand_over(one: Nudge, thing: Thing) -> bool:
    """A hand-over that was taken back, or followed by another, tells the lead nothing more."""
    given_at = thing.care.given_at
    at = 0 if given_at is None else int(given_at.timestamp())
    of_this = one.step == f"{ANEW}{at}" or one.step.endswith(f"{SINCE}{at:x}")
    is_of_any = one.step.startswith(ANEW) or SINCE in one.step
    return is_of_any and one.state is NudgeState.MOOT and not of_this


@settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(life=beginnings(), drawn=deeds)
def test_whatever_happens_nudges_come_when_they_may_and_none_is_lost(
    life: Life, drawn: list[tuple[str, int, int, str]]
) -> None:
    live(life, drawn)
    assert_kept(life)
    assert_none_lost(life)
