"""The clockwork: a handful of fixed ticks in UTC. It holds no state of the business."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.services import digests, sweep, upkeep
from bot.services.desk import Desk
from schedules.courier import Courier
from schedules.judging import judged

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)

SWEEP_SECONDS = 15
DIGEST_SECONDS = 60
DELIVERY_SECONDS = 5
UPKEEP_SECONDS = 600


class Clockwork:
    """Runs what time sets off. Two at once are safe: the store arbitrates."""

    def __init__(self, desk: Desk, courier: Courier, *, look_up: Callable[[], None]) -> None:
        self._desk = desk
        self._courier = courier
        self._look_up = look_up
        self._scheduler: BackgroundScheduler | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        # A process that only listens has no use for it.
        from apscheduler.schedulers.background import BackgroundScheduler

        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        ticks = (
            (self.sweep, SWEEP_SECONDS),
            (self.plan_digests, DIGEST_SECONDS),
            (self._courier.wake, DELIVERY_SECONDS),
            (self.tidy, UPKEEP_SECONDS),
        )
        for tick, seconds in ticks:
            run, name = _kept_alive(tick), tick.__name__
            self._scheduler.add_job(run, "interval", seconds=seconds, name=name)
        self._scheduler.start()
        mind = partial(self._mind, self._scheduler)
        self._minding = threading.Thread(target=mind, name="clockwork-mind", daemon=True)
        self._minding.start()

    def stop(self) -> None:
        """Let what runs finish, and start nothing more."""
        self._stopping.set()
        if self._scheduler is not None:
            self._minding.join()
            self._scheduler.shutdown(wait=True)

    def _mind(self, scheduler: "BackgroundScheduler") -> None:
        """Have no tick wait for longer than its turn.

        APScheduler goes by the wall clock, and sleeps until its next turn: set back by an hour,
        even for a moment, it would stand for an hour.
        """
        while not self._stopping.wait(SWEEP_SECONDS):
            now = datetime.now(UTC)
            for job in scheduler.get_jobs():
                if job.next_run_time > now + 2 * job.trigger.interval:
                    log.warning("the machine's clock was set back; %s goes on", job.name)
                    job.modify(next_run_time=now)
            scheduler.wakeup()

    def tick(self) -> None:
        """Everything that is due now, at once: after the workspace's clock was moved."""
        self.sweep()
        self.plan_digests()
        self._courier.wake()

    def sweep(self) -> None:
        if judged(sweep.sweep(self._desk)).queued:
            self._courier.wake()

    def plan_digests(self) -> None:
        if digests.plan(self._desk):
            self._courier.wake()

    def tidy(self) -> None:
        upkeep.forget(self._desk)
        upkeep.catch_up(self._desk)
        self._look_up()


def _kept_alive(tick: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            tick()
        except Exception:
            # A tick that fails is tried again at its next turn; the others go on.
            log.exception("%s failed", tick.__name__)

    return run
