"""The clockwork: a handful of fixed ticks in UTC. It holds no state of the business."""

import logging
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

from bot.services import digests, sweep, upkeep
from bot.services.desk import Desk
from schedules.courier import Courier

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
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        ticks = (
            (self.sweep, SWEEP_SECONDS),
            (self.plan_digests, DIGEST_SECONDS),
            (self._courier.wake, DELIVERY_SECONDS),
            (self.tidy, UPKEEP_SECONDS),
        )
        for tick, seconds in ticks:
            self._scheduler.add_job(_kept_alive(tick), "interval", seconds=seconds)
        self._scheduler.start()

    def stop(self) -> None:
        """Let what runs finish, and start nothing more."""
        self._scheduler.shutdown(wait=True)

    def tick(self) -> None:
        """Everything that is due now, at once: after the workspace's clock was moved."""
        self.sweep()
        self.plan_digests()
        self._courier.wake()

    def sweep(self) -> None:
        swept = sweep.sweep(self._desk)
        for number, fault in swept.faults:
            log.error("#%s could not be judged; again in an hour", number, exc_info=fault)
        if swept.queued:
            self._courier.wake()

    def plan_digests(self) -> None:
        if digests.plan(self._desk):
            self._courier.wake()

    def tidy(self) -> None:
        upkeep.forget(self._desk)
        self._look_up()


def _kept_alive(tick: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            tick()
        except Exception:
            # A tick that fails is tried again at its next turn; the others go on.
            log.exception("%s failed", tick.__name__)

    return run
