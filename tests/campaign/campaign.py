"""A campaign: a story told while workers die, and are started again as a supervisor would."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGKILL
from types import TracebackType

from sqlalchemy import Connection, select

from bot.clock import system_now
from bot.core.deliveries import DeliveryState
from bot.services import looking
from bot.services.desk import Desk
from bot.store import agenda
from bot.store.engine import Store
from bot.store.tables import deliveries, posted
from tests.campaign.nursery import Life, Nursery
from tests.campaign.orders import Orders, SharedClock
from tests.campaign.steps import Fate
from tests.campaign.story import Act, Scene, Story, open_slack
from tests.campaign.verdict import Account, account, assert_sound
from tests.campaign.wire import Wire
from tests.makers import T1, at

POLL_SECONDS = 0.006
PATIENCE = 60.0
# A worker alone is dead when its lease is waited for: that time can be let pass at once.
ALONE_SECONDS = 30.0
# Several must live through it; half of it must outlast whatever holds a machine up.
TOGETHER_SECONDS = 2.5
GRACE_SECONDS = 0.05
AWAKE_SECONDS = 0.2
PATIENT = 0.8  # of the times, everything comes to rest before the clock moves on
STRIKES = 0.02  # of the looks at what is left to do, a worker is killed
MOST_STRUCK = 5


@dataclass
class Campaign:
    """Everything that a campaign needs, and what came of it."""

    nursery: Nursery
    store_url: str
    folder: Path
    workers: int = 1
    fates: Sequence[Fate] = ()
    is_alone: bool | None = None
    is_threaded: bool = False
    random: Random | None = None
    deaths: int = 0
    births: int = 0
    woken: int = 0
    struck: int = 0
    messages: int = 0
    lives: list[Life] = field(default_factory=list)

    def __enter__(self) -> "Campaign":
        self.slack = open_slack().start()
        self.wire = Wire(self.slack.api_url)
        self.store = Store(self.store_url)
        self.clock = SharedClock(str(self.folder / "clock"))
        self.desk = Desk(self.store, self.clock, system_now)
        self._left = list(self.fates)
        if self.is_alone is None:
            self.is_alone = self.workers == 1
        self._lease = ALONE_SECONDS if self.is_alone else TOGETHER_SECONDS
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for life in self.lives:
            life.end()
        self.wire.close()
        self.slack.stop()
        self.store.close()
        self.clock.close()

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    @property
    def journal(self) -> list[str]:
        """What was committed, by which life, in order; where one died with a mark."""
        path = self.folder / "journal"
        return path.read_text().splitlines() if path.exists() else []

    def tell(self, story: Story) -> Account:
        """Tell the story to its end, and judge what came of it whatever happened on the way."""
        self.play(story.scenes)
        return self.judged()

    def play(self, scenes: Sequence[Scene]) -> None:
        for instant, acts in scenes:
            self.pass_time(at(instant))
            for act in acts:
                self._do(act)
            self.until_quiet()

    def _do(self, act: Act) -> None:
        if not self.is_alone or self.is_threaded or self.random is not None:
            act(self.desk)
            return
        # One by one and between two ticks, so that the same comes of it every time.
        with self.clock.held():
            act(self.desk)
        if self.births:
            self.until_quiet()

    def judged(self) -> Account:
        """What came of it; that nothing is lost, doubled or untrue is asserted."""
        self.wire.settle()
        found = account(self.store, self.slack, replies=self.wire.replies)
        self.messages = found.messages
        assert_sound(self.store, self.slack, found, self.desk)
        return found

    def pass_time(self, until: datetime) -> None:
        """From one thing that is due to the next, as time passes; some of it unattended."""
        if not self.births:
            self.clock.set(until)
        while self.clock() < until:
            soonest = looking.next_instant(self.desk, T1)
            self.clock.set(max(self.clock(), min(until, soonest or until)))
            if self.clock() >= until or self.random is None or self.random.random() < PATIENT:
                self.until_quiet()

    def until_quiet(self) -> None:
        """Wait until nothing is owed now and every message says what is true."""
        deadline = time.monotonic() + PATIENCE
        self.attend()
        while not self.is_quiet() or self._wake():
            assert time.monotonic() < deadline, f"it does not come to rest:\n{self.log[-3000:]}"
            time.sleep(POLL_SECONDS)
            self.strike_at_random()
            self.attend()

    def replace_by(self, fate: Fate) -> None:
        """Kill who lives; who comes next has this fate."""
        self._left.insert(0, fate)
        for life in self.lives:
            life.end()
        self.attend()

    def until_paused(self) -> None:
        """Wait until somebody sleeps."""
        deadline = time.monotonic() + PATIENCE
        while not any(map(self._is_paused, self.lives)):
            assert time.monotonic() < deadline, f"nobody sleeps:\n{self.log[-3000:]}"
            time.sleep(POLL_SECONDS)

    def _wake(self) -> bool:
        """Let who was paused go on, now that others have done everything; were there any?"""
        paused = [life for life in self.lives if self._is_paused(life)]
        for life in paused:
            life.fate = life.fate.then if life.fate else None
            life.signal(SIGCONT)
        self.woken += len(paused)
        # What they were about to do, they do at once if they do it at all.
        time.sleep(AWAKE_SECONDS if paused else 0)
        return bool(paused)

    def _is_paused(self, life: Life) -> bool:
        if life.fate is None or not life.fate.is_paused:
            return False
        return life.is_struck.is_set() or any(
            line.startswith(f"{life.number} !") for line in self.journal
        )

    def is_quiet(self) -> bool:
        owed = select(deliveries.c.id).where(
            deliveries.c.ready_at.is_not(None), deliveries.c.state != DeliveryState.SENT
        )
        behind = select(posted.c.id).where(posted.c.wanted > posted.c.shown)
        with self._at_one_moment() as connection:
            soonest = agenda.next_instant(connection, T1)
            if soonest is not None and soonest <= self.clock():
                return False
            return not any(connection.execute(one.limit(1)).first() for one in (owed, behind))

    @contextmanager
    def _at_one_moment(self) -> Iterator[Connection]:
        """A transaction that sees nothing of what is written meanwhile."""
        options = {} if self.store.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        seeing = self.store.engine.execution_options(**options)
        with seeing.connect() as connection, connection.begin():
            yield connection

    def attend(self) -> None:
        """Replace who has died or sleeps, as a supervisor would; maybe that one dies too."""
        for life in [life for life in self.lives if life.died.is_set()]:
            assert life.status == -SIGKILL, self.log[-3000:]
            self.deaths += 1
            self.lives.remove(life)
        if not self.lives and self.deaths and self.is_alone:
            self._let_leases_run_out()
        for _ in range(self.workers - sum(not self._is_paused(life) for life in self.lives)):
            self.bear(self._left.pop(0) if self._left else None)

    def bear(self, fate: Fate | None = None) -> Life:
        """Start a worker."""
        life = self.nursery.conceive(fate)
        self.births += 1
        self.lives.append(life)
        self.nursery.bear(
            Orders(
                life=life.number,
                store_url=self.store_url,
                api_url=self.wire.api_url(life),
                bot_token=self.slack.bot_token,
                clock=str(self.folder / "clock"),
                journal=str(self.folder / "journal"),
                log=str(self.folder / "log"),
                lease=self._lease,
                grace=GRACE_SECONDS,
                fate=fate,
                is_alone=bool(self.is_alone),
                is_threaded=self.is_threaded,
            )
        )
        return life

    def _let_leases_run_out(self) -> None:
        """While nobody lives, let the machine's clock pass by the lease: as if one had waited."""
        self.wire.settle()
        now = system_now()
        with self.store.write() as connection:
            for table in (deliveries, posted):
                held = table.update().where(table.c.leased_until.is_not(None))
                connection.execute(held.values(leased_until=now))

    def strike_at_random(self) -> None:
        """Kill any worker, wherever it is."""
        if self.random is None or self.random.random() > STRIKES or self.struck == MOST_STRUCK:
            return
        self.struck += 1
        self.random.choice(self.lives).signal(SIGKILL)
