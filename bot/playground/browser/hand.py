"""The hand on the workspace's clock: moves it in a thread of its own, so that nobody waits."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.core.errors import Refusal
from bot.playground.stage import Stage
from bot.services import looking
from bot.store.engine import StoreBusy

FAST = 60
IDLE_SECONDS = 0.5
FURTHEST_LOOKS = 40


class Hand:
    """Moves one stage's clock from one thing that is due to the next, while people go on."""

    def __init__(self, stage: Stage, *, changed: Callable[[], None]) -> None:
        self._stage = stage
        self._changed = changed
        self._condition = threading.Condition()
        self._goal: datetime | None = None
        self._looks = 0
        self._is_over = False
        self.is_fast = False
        self.fault = ""
        self._thread = threading.Thread(target=self._work, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._condition:
            self._is_over = True
            self._condition.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def is_moving(self) -> bool:
        """Whether it is on its way somewhere."""
        return self._goal is not None or self._looks > 0

    def go(self, goal: datetime) -> None:
        """Begin to move the clock forward until then. Raises Refusal."""
        self._begin()
        with self._condition:
            self._goal = goal
            self._condition.notify_all()

    def go_to_next(self) -> None:
        """Begin to move the clock until Heed says something. Raises Refusal."""
        self._begin()
        if self._soonest() is None:
            raise Refusal("Nothing is to come. Log something first, such as a contact.")
        with self._condition:
            self._looks = FURTHEST_LOOKS
            self._condition.notify_all()

    def run(self, *, is_fast: bool) -> None:
        """Let the clock run fast from now on, or at its own pace again."""
        with self._condition:
            self.is_fast = is_fast
            self._condition.notify_all()
        self._changed()

    def _begin(self) -> None:
        if self.is_moving:
            raise Refusal("The clock is still on its way. Wait until it has arrived.")

    def _work(self) -> None:
        looked = time.monotonic()
        while not self._is_over:
            with self._condition:
                if not self.is_moving:
                    self._condition.wait(IDLE_SECONDS)
            try:
                self._step(passed=time.monotonic() - looked)
                self.fault = ""
            except (TimeoutError, StoreBusy, SQLAlchemyError) as fault:
                # Heed is busy or broken: the page says so, and the next step tries again.
                self.fault = f"Heed is busy ({type(fault).__name__})."
                self._goal, self._looks = None, 0
                self._changed()
            looked = time.monotonic()

    def _step(self, *, passed: float) -> None:
        """Go one step towards what was asked for; what came due by itself happens too."""
        if self._goal is not None:
            self._step_towards(self._goal)
        elif self._looks > 0:
            self._look_further()
        elif self.is_fast:
            self._stage.move(timedelta(seconds=passed * (FAST - 1)))
            self._changed()
        else:
            soonest = self._soonest()
            if soonest is not None and soonest <= self._stage.clock():
                self._stage.set(self._stage.clock())

    def _step_towards(self, goal: datetime) -> None:
        now = self._stage.clock()
        self._stage.set(min(goal, max(self._soonest() or goal, now)))
        if self._stage.clock() >= goal:
            self._goal = None
        self._changed()

    def _look_further(self) -> None:
        before = self._said()
        soonest = self._soonest()
        if soonest is not None:
            self._stage.set(max(soonest, self._stage.clock()))
        has_spoken = self._said() > before
        self._looks = 0 if soonest is None or has_spoken else self._looks - 1
        self._changed()

    def _soonest(self) -> datetime | None:
        heed = self._stage.heed
        return looking.next_instant(heed.desk, heed.workspace.id)

    def _said(self) -> int:
        """Count what Heed has said where somebody will read it."""
        slack, heed = self._stage.slack, self._stage.slack.installation.bot_user_id
        rooms = [*slack.channels, *(slack.direct(one) for one in slack.members if not one.is_bot)]
        return sum(one.user == heed for room in rooms for one in slack.messages(room))
