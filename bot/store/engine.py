"""The store's engine: one writer at a time, durable commits, the same code on both databases."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError

from bot.store.prepared import drive

# As PostgreSQL numbers them.
LOCK_NOT_AVAILABLE, QUERY_CANCELED = "55P03", "57014"
DEADLOCK, SERIALIZATION_FAILURE = "40P01", "40001"
# Slack waits 3 s, and on SQLite one may wait twice: for our own writer, then for somebody else's.
BUSY_SECONDS = 1.0

# A server that is gone without a word is found out in ten seconds, not in a quarter of an hour.
ALIVE = {
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}


class Store:
    """Transactions on one database. `read` and `write` give a connection in a transaction."""

    def __init__(self, url: str | URL, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = normalised(url)
        self.engine = _engine(self.url, busy_seconds)
        self._busy_seconds = busy_seconds
        # SQLite has one writer anyway; waiting here is fair and quick, its own waiting is not.
        self._writer = threading.Lock() if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._turn(), _in_time(), self.engine.connect() as connection:
            connection = connection.execution_options(heed_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._writer is None:
            yield
            return
        if not self._writer.acquire(timeout=self._busy_seconds):
            raise StoreBusy("another change is being written")
        try:
            yield
        finally:
            self._writer.release()

    def close(self) -> None:
        self.engine.dispose()


class StoreBusy(Exception):
    """The store did not come free in time; nothing was written."""


class GaveWay(StoreBusy):
    """The database had this transaction give way to another; done again, it may well succeed."""


class Cut(GaveWay):
    """The connection broke off. In a commit nobody can tell whether it was written: look."""


@contextmanager
def _in_time() -> Iterator[None]:
    """Call by its name what each database says when another process holds what is wanted."""
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Cut("the connection broke off") from error
        if getattr(error.orig, "sqlstate", None) in (DEADLOCK, SERIALIZATION_FAILURE):
            raise GaveWay("another change went first") from error
        if not _is_busy(error.orig):
            raise
        raise StoreBusy("another process is writing") from error


def _is_busy(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        # The extended codes of SQLITE_BUSY keep it in their last byte.
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(error, "sqlstate", None) in (LOCK_NOT_AVAILABLE, QUERY_CANCELED)


def normalised(url: str | URL) -> URL:
    """Accept the addresses that hosts hand out: `postgres://` is PostgreSQL through psycopg 3."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: URL, busy_seconds: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, busy_seconds)
    # A process that is frozen in the middle of a change must not keep others from theirs.
    options = (
        f"-c statement_timeout=10000 -c lock_timeout={int(busy_seconds * 1000)}"
        " -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
    )
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_recycle=1800,
        pool_size=10,
        max_overflow=20,
        pool_timeout=busy_seconds,
        # What was typed must not reach the log by way of an error.
        hide_parameters=True,
        connect_args={"connect_timeout": 2, "options": options} | ALIVE,
    )
    event.listen(engine, "handle_error", _discreet)
    return engine


def _discreet(context: ExceptionContext) -> None:
    """Keep the first line of an error: the others quote the row, and so what people typed."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    # The connection that was used last is used next: its pages are still in its cache, while
    # every other one must read anew what was written in the meantime.
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        pool_timeout=busy_seconds,
        pool_use_lifo=True,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        # Transactions are begun below, explicitly; the driver's own habit would begin them late.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
        _in_wal(cursor, busy_seconds)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("heed_writes")
        drive(connection, "BEGIN IMMEDIATE" if writes else "BEGIN", ())

    return engine


def _in_wal(cursor: sqlite3.Cursor, busy_seconds: float) -> None:
    """Have the file keep a log ahead of itself, as it does for good once it was told to.

    Of two that tell a new file at once SQLite refuses one on the spot, however patient it is.
    """
    until = time.monotonic() + busy_seconds
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
