"""Mortality: a store whose user meets its fate at a named transaction."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sqlalchemy import Connection

from bot.store.engine import Store
from tests.campaign.orders import Orders
from tests.campaign.steps import EVERY, SWEEP, Moment


class Destiny:
    """Counts how often a worker gets where it is to die, and lets it."""

    def __init__(self, orders: Orders) -> None:
        self._fate = orders.fate
        self._left = 0 if orders.fate is None else orders.fate.turn
        self._lock = threading.Lock()
        self._journal = os.open(orders.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._life = orders.life

    def reach(self, verb: str, moment: Moment, *, is_change: bool = True) -> None:
        if moment is Moment.AFTER and is_change:
            self._note(verb)
        fate = self._fate
        if fate is None or fate.place.is_call or fate.place.moment is not moment:
            return
        is_any = fate.place.name == EVERY and is_change and verb != SWEEP
        if not is_any and fate.place.name != verb:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._note("!" + verb)
                os.kill(os.getpid(), signal.SIGSTOP if fate.is_paused else signal.SIGKILL)

    def _note(self, word: str) -> None:
        os.write(self._journal, f"{self._life} {word}\n".encode())


class MortalStore(Store):
    """A store whose user may die just before a commit and just after it."""

    def __init__(self, url: str, destiny: Destiny) -> None:
        super().__init__(url)
        self._destiny = destiny

    @contextmanager
    def read(self) -> Iterator[Connection]:
        verb = _name(sys._getframe(2))
        with super().read() as connection:
            yield connection
        self._destiny.reach(verb, Moment.AFTER, is_change=False)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        # Above this generator is contextlib's, and above that whoever writes.
        verb = _name(sys._getframe(2))
        with super().write() as connection:
            yield connection
            self._destiny.reach(verb, Moment.BEFORE)
        self._destiny.reach(verb, Moment.AFTER)


def _name(frame: FrameType) -> str:
    return f"{frame.f_globals['__name__'].rpartition('.')[2]}.{frame.f_code.co_name}"
