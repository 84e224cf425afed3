"""Hears every statement that reaches the playground's SQLite store, and how long each takes."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import event

from bot.store.engine import Store

T = TypeVar("T")

KEPT = 6000
COMMIT = "COMMIT"
# What begins a transaction or a connection is asked for by nobody.
_NO_QUESTIONS = ("BEGIN", "PRAGMA")
LET_GO_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Statement:
    """What was asked of the store: when (by the monotonic clock), for how long, by which thread."""

    words: str
    began: float
    seconds: float
    thread: str

    @property
    def is_commit(self) -> bool:
        """Whether it only ends a transaction; it costs time, and counts as no statement."""
        return self.words == COMMIT


class Statements:
    """The newest statements. Safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Statement] = deque(maxlen=KEPT)

    def listen(self, store: Store) -> None:
        """Hear of everything from now on.

        The driver is listened to and not SQLAlchemy: what is prepared passes it by on the way
        back, and a commit, which takes longest, is no statement to it.
        """
        if not store.is_sqlite:
            return
        event.listen(store.engine, "do_connect", self._connect)
        _let_go(store)

    def kept(self) -> list[Statement]:
        """Return them as they began, oldest first."""
        with self._lock:
            kept = list(self._kept)
        return sorted(kept, key=lambda one: one.began)

    def note(self, words: str, began: float, seconds: float) -> None:
        thread = threading.current_thread().name
        with self._lock:
            self._kept.append(Statement(words, began, seconds, thread))

    def _connect(
        self, dialect: Any, _record: Any, given: Any, named: dict[str, Any]
    ) -> sqlite3.Connection:
        made: _Connection = dialect.connect(*given, **named, factory=_Connection)
        made.note = self.note
        return made


def _let_go(store: Store) -> None:
    """Have the connections made before closed: nobody hears what is said on them."""
    deadline = time.monotonic() + LET_GO_SECONDS
    while store.engine.pool.checkedout() and time.monotonic() < deadline:  # type: ignore[attr-defined]
        time.sleep(0.001)
    store.engine.dispose()


class _Cursor(sqlite3.Cursor):
    """SQLite finds rows as they are fetched, so that is part of a statement's time."""

    words = ""
    began = spent = 0.0

    def execute(self, words: str, *given: Any) -> "_Cursor":
        self.words, self.began = words, time.monotonic()
        self._timed(lambda: super(_Cursor, self).execute(words, *given))
        return self

    def executemany(self, words: str, *given: Any) -> "_Cursor":
        self.words, self.began = words, time.monotonic()
        self._timed(lambda: super(_Cursor, self).executemany(words, *given))
        return self

    def fetchone(self) -> Any:
        return self._timed(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self._timed(super().fetchall)

    def close(self) -> None:
        super().close()
        words, self.words = self.words, ""
        connection = self.connection
        if words and not words.startswith(_NO_QUESTIONS) and isinstance(connection, _Connection):
            connection.note(words, self.began, self.spent)

    def _timed(self, act: Callable[[], T]) -> T:
        began = time.monotonic()
        try:
            return act()
        finally:
            self.spent += time.monotonic() - began


class _Connection(sqlite3.Connection):
    note: Callable[[str, float, float], None] = staticmethod(lambda *_: None)

    def cursor(self, *_factory: Any) -> _Cursor:  # type: ignore[override]
        return super().cursor(_Cursor)

    def commit(self) -> None:
        began, is_open = time.monotonic(), self.in_transaction
        super().commit()
        if is_open:
            self.note(COMMIT, began, time.monotonic() - began)
