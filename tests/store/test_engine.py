"""The engine: durable commits, one writer at a time, and an answer in time."""

import sqlite3
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, OperationalError, TimeoutError

from bot.core.customer_outcomes import CustomerAdded
from bot.core.outcomes import ContactLogged
from bot.services.desk import Desk
from bot.store import workspaces
from bot.store.engine import Cut, Store, StoreBusy, normalised
from bot.store.tables import drafts
from tests.makers import ADA, CLEO, T1, typed


def test_every_commit_is_on_disk(sqlite_store: Store) -> None:
    with sqlite_store.read() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 1000,
    }


def test_a_file_that_somebody_writes_to_as_it_is_opened_first_is_waited_for(
    tmp_path: Path,
) -> None:
    # As when two processes begin with a new file: SQLite refuses one of them on the spot.
    path = tmp_path / "heed.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.executescript(
        "CREATE TABLE one (id INTEGER); BEGIN IMMEDIATE; INSERT INTO one VALUES (1);"
    )
    leaving = Timer(0.2, other.execute, ("COMMIT",))
    leaving.start()

    store = Store(f"sqlite:///{path}", busy_seconds=10)
    with store.write() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    leaving.join()
    other.close()
    store.close()


def test_a_writer_begins_at_once_and_a_reader_when_it_reads(sqlite_store: Store) -> None:
    begun: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    event.listen(sqlite_store.engine, "before_cursor_execute", note)
    with sqlite_store.write():
        pass
    with sqlite_store.read():
        pass
    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]


def test_what_fails_is_not_written(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        assert workspaces.next_number(connection, T1) / 0
    with store.write() as connection:
        assert workspaces.next_number(connection, T1) == 1


def test_a_customer_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(
            text(
                "INSERT INTO customer_names (workspace_id, key, customer_id, backwards, bones)"
                " VALUES ('T1', 'x', 99, 'x', 'x')"
            )
        )


def test_many_writers_all_get_their_turn(store: Store) -> None:
    numbers: list[int] = []

    def write() -> None:
        for _ in range(10):
            with store.write() as connection:
                numbers.append(workspaces.next_number(connection, T1))

    threads = [Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 81))


def test_a_reader_is_not_kept_waiting_by_a_writer(store: Store) -> None:
    with store.write() as writing:
        workspaces.next_number(writing, T1)
        began = time.monotonic()
        with store.read() as reading:
            assert workspaces.get(reading, T1) is not None
        assert time.monotonic() - began < 1


@pytest.fixture
def hasty(store: Store) -> Iterator[Store]:
    """The same store, by another process that waits a fifth of a second."""
    url = store.url.render_as_string(hide_password=False)
    found = Store(url, busy_seconds=0.2)
    yield found
    found.close()


def test_whoever_finds_it_locked_by_another_process_hears_in_time(
    store: Store, hasty: Store
) -> None:
    with store.write() as connection:
        workspaces.next_number(connection, T1)
        began = time.monotonic()
        with pytest.raises(StoreBusy), hasty.write() as late:
            workspaces.next_number(late, T1)
        assert 0.1 < time.monotonic() - began < 1.5
    with hasty.write() as connection:
        assert workspaces.next_number(connection, T1) == 2


def test_whoever_finds_it_locked_by_their_own_process_hears_in_time(sqlite_url: str) -> None:
    store = Store(sqlite_url, busy_seconds=0.2)
    held, done = Event(), Event()

    def hold() -> None:
        with store.write():
            held.set()
            done.wait(5)

    thread = Thread(target=hold)
    thread.start()
    held.wait(5)
    began = time.monotonic()
    with pytest.raises(StoreBusy), store.write():
        pass
    assert 0.1 < time.monotonic() - began < 1.5
    done.set()
    thread.join()
    with store.write():
        pass
    store.close()


def test_a_command_on_a_locked_store_is_told_in_time_and_can_be_typed_again(
    sqlite_desk: Desk,
) -> None:
    typed(sqlite_desk, CustomerAdded, ADA, "/customer add Acme")
    path = sqlite_desk.store.url.database
    assert path is not None
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(StoreBusy):
        typed(sqlite_desk, ContactLogged, CLEO, "/contact from Acme: hello")
    assert time.monotonic() - began < 2.5
    other.execute("ROLLBACK")
    other.close()
    typed(sqlite_desk, ContactLogged, CLEO, "/contact from Acme: hello")


def test_a_mistake_is_not_taken_for_a_busy_store(store: Store) -> None:
    with pytest.raises(Exception, match="nowhere") as caught, store.write() as connection:
        connection.execute(text("SELECT 1 FROM nowhere"))
    assert not isinstance(caught.value, StoreBusy)


def test_what_was_typed_does_not_stand_in_an_error(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught, store.write() as connection:
        connection.execute(
            drafts.insert().values(
                workspace_id="T404", member_id="U1", command="contact", words="their secret"
            )
        )
    assert "secret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("at", ["in a statement", "in the commit"])
def test_a_connection_that_breaks_off_is_told_from_a_busy_store(
    postgres_store: Store, at: str
) -> None:
    with pytest.raises(Cut), postgres_store.write() as connection:
        break_off(postgres_store, connection, at=at)
    with postgres_store.write() as connection:
        assert workspaces.next_number(connection, T1) == 1


def break_off(store: Store, connection: Connection, *, at: str) -> None:
    own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with store.write() as other:
        other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
    if at == "in a statement":
        connection.execute(text("SELECT 1"))


def test_whoever_finds_every_connection_taken_hears_in_time(sqlite_url: str) -> None:
    store = Store(sqlite_url, busy_seconds=0.2)
    with ExitStack() as readers:
        for _ in range(40):
            readers.enter_context(store.read())
        began = time.monotonic()
        with pytest.raises(TimeoutError), store.read():
            pass
        assert time.monotonic() - began < 1.5
    with store.read():
        pass
    store.close()


def test_a_store_that_is_not_there_is_not_busy() -> None:
    store = Store("postgres://heed@127.0.0.1:1/heed")
    with pytest.raises(OperationalError), store.write():
        pass
    store.close()


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg"),
        ("sqlite:///x.sqlite", "sqlite"),
    ],
)
def test_the_addresses_that_hosts_hand_out_are_taken(given: str, driver: str) -> None:
    assert normalised(given).drivername == driver


def test_a_process_frozen_in_a_change_lets_go_of_what_it_holds(postgres_store: Store) -> None:
    with postgres_store.write() as connection:
        given = connection.execute(
            text("SELECT setting FROM pg_settings WHERE name = :name"),
            {"name": "idle_in_transaction_session_timeout"},
        ).scalar_one()
    assert given == "10000"
