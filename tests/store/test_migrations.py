"""Migrations bring any store to the tables of this version, and back off when it is there."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.store.engine import Store
from bot.store.indexes import metadata
from bot.store.migrations import HEAD, alembic_config, is_current, migrate


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


def test_the_tables_are_what_the_migrations_make(store: Store) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_the_head() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_a_new_store_is_brought_to_this_version(empty_url: str) -> None:
    store = Store(empty_url)
    assert not is_current(store)
    migrate(store)
    assert is_current(store)
    with store.read() as connection:
        assert set(metadata.tables) < set(inspect(connection).get_table_names())
    migrate(store)  # again is harmless
    assert is_current(store)
    store.close()


def test_a_store_of_another_version_is_not_current(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    assert is_current(store)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert not is_current(store)
    store.close()


def test_two_that_migrate_at_once_wait_for_each_other(empty_url: str) -> None:
    # Two stores, as two processes would have.
    stores = [Store(empty_url), Store(empty_url)]
    together = Barrier(len(stores))
    faults: list[Exception] = []

    def begin(store: Store) -> None:
        together.wait()
        try:
            migrate(store)
        except Exception as fault:  # noqa: BLE001 - told by the test's own thread
            faults.append(fault)

    threads = [Thread(target=begin, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert all(map(is_current, stores))
    for store in stores:
        store.close()


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    store = Store(empty_url)
    with store.write() as connection:
        # The migration's own table stands in its way.
        connection.execute(text("CREATE TABLE reactions (id INTEGER)"))
    with pytest.raises(Exception, match="reactions"):
        migrate(store)
    with store.read() as connection:
        assert inspect(connection).get_table_names() == ["reactions"]
    assert not is_current(store)
    store.close()
