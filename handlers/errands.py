"""Errands: what the store is asked to do while somebody waits, and for how long that is waited."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

# Of the 3 s that Slack waits; longer than the store waits to come free, so that most get an answer.
ANSWER_SECONDS = 2.3
AT_ONCE = 32  # a store that answers nobody must not take all of the machine's threads

T = TypeVar("T")


class NotYet(Exception):
    """It goes on, and what comes of it is heard later."""


class NotBegun(Exception):
    """Its turn did not come in time, and now it never will: nothing was done."""


class Errands:
    """Threads of their own for what the store is asked to do while somebody waits."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="errand")

    def begin(self, act: Callable[[], T]) -> "Future[T]":
        """Have it done, without waiting for it."""
        return self._threads.submit(act)

    def run(self, act: Callable[[], T], *, afterwards: Callable[["Future[T]"], None]) -> T:
        """Return what comes of it in time. Raises NotBegun, or NotYet: then `afterwards` hears."""
        errand = self._threads.submit(act)
        try:
            return errand.result(ANSWER_SECONDS)
        except TimeoutError:
            if errand.done():
                return errand.result()
            if errand.cancel():
                raise NotBegun from None
            errand.add_done_callback(afterwards)
            raise NotYet from None
