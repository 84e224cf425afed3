"""A worker: a Heed in a process of its own, that meets its fate at a named commit.

Run as a program it is the nursery: it has imported everything, runs no threads, and forks a
worker for each line of orders that it reads. When its input ends, it and its workers end.
"""

import inspect
import json
import logging
import os
import selectors
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import wiring
from bot.services.desk import StoreBusy
from bot.settings import Settings
from bot.slack.client import tls
from tests.campaign.mortality import Destiny, MortalStore
from tests.campaign.orders import Orders, SharedClock

log = logging.getLogger("worker")

# Between two ticks, unless the clock is moved. Where several workers share the machine, each tick
# has every thread of theirs look around.
IDLE_SECONDS, TICK_SECONDS = 0.016, 0.06
WATCH_SECONDS = 0.002


def work(orders: Orders, *, parent: int) -> None:
    """Do what `python -m bot work` does, as fast as the clock is moved."""
    settings = Settings(
        slack_bot_token=orders.bot_token,
        slack_api_url=orders.api_url,
        lease=timedelta(seconds=orders.lease),
        grace=timedelta(seconds=orders.grace),
    )
    store = MortalStore(orders.store_url, Destiny(orders))
    clock = SharedClock(orders.clock)
    heed = wiring.build(settings, store, now=clock, apart=0)
    heed.clockwork.tidy()
    if orders.is_threaded:
        heed.courier.start()
    while os.getppid() == parent:
        seen = clock.look()
        if orders.is_threaded:
            _kept_alive(heed.clockwork.tick)
            _wait(clock, seen, TICK_SECONDS)
        elif not orders.is_alone:
            _tick(heed)
            _wait(clock, seen, TICK_SECONDS)
        elif not _alone(heed, clock):
            _wait(clock, seen, IDLE_SECONDS)


def _wait(clock: SharedClock, seen: datetime, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while clock.look() == seen and time.monotonic() < ends:
        time.sleep(WATCH_SECONDS)


def _alone(heed: wiring.Heed, clock: SharedClock) -> int:
    """One tick at one instant, in which nobody does anything else: the same comes of it always."""
    with clock.held():
        clock.seen = clock.look()
        done = _tick(heed)
        clock.seen = None
    return done


def _tick(heed: wiring.Heed) -> int:
    _kept_alive(heed.clockwork.sweep)
    _kept_alive(heed.clockwork.plan_digests)
    return _kept_alive(heed.courier.drain) or 0


def _kept_alive(tick: Callable[[], int | None]) -> int | None:
    """What fails is tried again in the next tick."""
    try:
        return tick()
    except (SQLAlchemyError, StoreBusy):
        log.exception("a tick failed")
        return None


def _be_born(orders: Orders, *, parent: int) -> None:
    """What a fork does from its first breath on; it does not return."""
    status = 1
    try:
        words = os.open(orders.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for mine, theirs in ((nothing, 0), (words, 1), (words, 2)):
            os.dup2(mine, theirs)
        logging.basicConfig(format="%(process)d %(levelname)s %(name)s %(message)s", force=True)
        work(orders, parent=parent)
        status = 0
    except Exception:
        # Whatever it was, the campaign reads it in the log and by the status.
        log.exception("the worker could not go on")
    finally:
        os._exit(status)


class Nursery:
    """Forks workers and says who was born and who died, on lines of JSON."""

    def __init__(self) -> None:
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(0, selectors.EVENT_READ)
        self._unread = b""

    def run(self) -> None:
        while True:
            for key, _ in self._waiting.select():
                if key.data is not None:
                    self._mourn(key.fd, **key.data)
                    continue
                found = os.read(0, 1 << 16)
                if not found:
                    return
                *lines, self._unread = (self._unread + found).split(b"\n")
                for line in lines:
                    self._bear(Orders.read(line.decode()))

    def _bear(self, orders: Orders) -> None:
        # The other end closes when the worker ends, however it ends.
        theirs, mine = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _be_born(orders, parent=parent)
        os.close(mine)
        self._waiting.register(theirs, selectors.EVENT_READ, {"life": orders.life, "pid": pid})
        _say({"life": orders.life, "born": pid})

    def _mourn(self, end: int, *, life: int, pid: int) -> None:
        self._waiting.unregister(end)
        os.close(end)
        _, status = os.waitpid(pid, 0)
        _say({"life": life, "died": os.waitstatus_to_exitcode(status)})


def _say(words: dict[str, Any]) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())


if __name__ == "__main__":
    # Once here, not once in each worker: a context for TLS, and what Bolt asks about its caller.
    tls()
    inspect.stack()
    Nursery().run()
