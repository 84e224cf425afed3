"""Stores: SQLite files with as many customers and open inquiries as a benchmark wants."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.members import Member
from bot.core.workspaces import Workspace
from bot.services.desk import Desk
from bot.store import members, workspaces
from bot.store.engine import Store
from bot.store.migrations import migrate

WORKSPACE = "T0BENCH"
ADA = Member("UADA", "Ada", "Europe/Berlin")
NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)  # a Wednesday, three o'clock in Berlin
YOUNG_COMMITS = 2_500  # a young WAL is still growing, and each sync of it is dearer

# Text of fixed width, as the store writes instants on SQLite.
_AT = "strftime('%Y-%m-%d %H:%M:%f000', :{0}, '+' || n || ' seconds')"
_SERIES = (
    "WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :how_many) "
)


def still(now: datetime = NOW) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: now


def desk(store: Store, *, now: datetime = NOW) -> Desk:
    return Desk(store, still(now), lambda: datetime.now(UTC))


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the disk that TMPDIR names; one in memory would make durability free."""
    with TemporaryDirectory(prefix="heed-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def new_store(*, people: tuple[Member, ...] = (ADA,)) -> Iterator[Store]:
    """A migrated store in a file, with a workspace and its members."""
    with folder() as place:
        store = Store(f"sqlite:///{place / 'heed.sqlite'}")
        migrate(store)
        with store.write() as connection:
            workspaces.settle(connection, Workspace(WORKSPACE, name="Bench"))
            members.save(connection, WORKSPACE, people)
        try:
            yield store
        finally:
            store.close()


def path_of(store: Store) -> Path:
    return Path(str(store.url.database))


@contextmanager
def hasty(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that waits for no disk, to fill a store with."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def fill_inquiries(store: Store, how_many: int, *, owner_id: str = ADA.id) -> None:
    """So many open inquiries, #1 onwards, each to be looked at long after now."""
    since = NOW - timedelta(days=30)
    values = {
        "workspace": WORKSPACE,
        "owner": owner_id,
        "how_many": how_many,
        "opened": spelled(since),
        "look": spelled(NOW + timedelta(days=30)),
    }
    opened, look = _AT.format("opened"), _AT.format("look")
    with hasty(path_of(store)) as connection:
        connection.execute(
            "INSERT INTO customers (id, workspace_id, name, owner_id, since)"
            " VALUES (1, :workspace, 'Acme', :owner, :opened)",
            values,
        )
        connection.execute(
            _SERIES + "INSERT INTO contacts (id, workspace_id, customer_id, member_id, direction,"
            " at, logged_at, words, number)"
            f" SELECT n, :workspace, 1, :owner, 'inbound', {opened}, {opened},"
            " 'asks for a quote for ' || n, n FROM series",
            values,
        )
        connection.execute(
            _SERIES + "INSERT INTO inquiries (workspace_id, number, customer_id, contact_id,"
            " opened_at, logged_at, last_word_at, owner_id, state, episode, nudge_at)"
            f" SELECT :workspace, n, 1, n, {opened}, {opened}, {opened}, :owner, 'open', 1, {look}"
            " FROM series",
            values,
        )
        connection.execute("UPDATE workspaces SET last_number = :how_many", values)


def spelled(at: datetime) -> str:
    """An instant as the store spells it on SQLite."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
