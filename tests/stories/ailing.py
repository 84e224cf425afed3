"""Stores that ail: each fault is injected for real, lasts as long as its block, and ends."""

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import event, make_url
from sqlalchemy.engine import URL

from bot.store.engine import Store

MOST_PAGES = 1_073_741_823


class Patient:
    """One store, of either kind, and what can be wrong with it.

    `address` is the store's own: whoever makes it ail does not come by Heed's way.
    """

    def __init__(self, store: Store, address: str) -> None:
        self.store = store
        self.address = address

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else holds what every command needs."""
        if self.store.is_sqlite:
            path = self.store.url.database or ""
            with closing(sqlite3.connect(path, isolation_level=None)) as writer:
                writer.execute("BEGIN IMMEDIATE")
                yield
                writer.execute("ROLLBACK")
            return
        with self.beside() as somebody, somebody.transaction():
            somebody.execute("LOCK TABLE receipts, deliveries IN ACCESS EXCLUSIVE MODE")
            yield

    @contextmanager
    def read_only(self) -> Iterator[None]:
        if self.store.is_sqlite:
            with self._pragma("query_only = ON", "query_only = OFF"):
                yield
            return
        self._default("= on")
        self.cut_all()
        yield
        self._default("= off")
        self.cut_all()

    def _default(self, value: str) -> None:
        name = make_url(self.address).database
        with self.beside() as somebody:
            somebody.execute("SET default_transaction_read_only = off")
            somebody.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only {value}')

    @contextmanager
    def full(self) -> Iterator[None]:
        """The disk takes nothing more: on PostgreSQL it says what a full one says."""
        if self.store.is_sqlite:
            self._fill()
            with self._pragma("max_page_count = 1", f"max_page_count = {MOST_PAGES}"):
                yield
            return
        with self._trigger("RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'"):
            yield

    def _fill(self) -> None:
        """Use up what room is left in the pages where receipts are kept."""
        failed = 0
        with closing(sqlite3.connect(self.store.url.database or "", isolation_level=None)) as other:
            other.execute("PRAGMA synchronous = OFF")
            other.execute("PRAGMA max_page_count = 1").fetchall()
            while failed < 40:
                try:
                    other.execute(
                        "INSERT INTO receipts (workspace_id, key, member_id, digest, at)"
                        " VALUES ('T0PLAYGRND', 'command:' || hex(randomblob(4)),"
                        " (SELECT id FROM members ORDER BY random()), hex(randomblob(16)), 0)"
                    )
                except sqlite3.OperationalError:
                    failed += 1

    @contextmanager
    def slow(self) -> Iterator[None]:
        """Every statement takes a second."""

        def wait(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                time.sleep(1)

        with self._listening("before_cursor_execute", wait):
            yield

    @contextmanager
    def stuck(self) -> Iterator[None]:
        """One statement of a command takes four seconds."""
        with self._trigger("PERFORM pg_sleep(4)"):
            yield

    def cut_all(self) -> None:
        """Break every connection of Heed's off."""
        with self.beside() as somebody:
            somebody.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    @contextmanager
    def cut_before(self, statement: str) -> Iterator[list[int]]:
        """Break a connection off as it comes to a statement, or to its commit; once."""
        struck: list[int] = []

        def cut(connection: Any) -> None:
            if struck:
                return
            struck.append(connection.connection.dbapi_connection.info.backend_pid)
            with self.beside() as somebody:
                somebody.execute("SELECT pg_terminate_backend(%s, 5000)", struck)

        def executing(connection: Any, _cursor: Any, said: str, *_more: Any) -> None:
            if said.startswith(statement):
                cut(connection)

        name, act = (
            ("commit", cut) if statement == "COMMIT" else ("before_cursor_execute", executing)
        )
        with self._listening(name, act):
            yield struck

    @contextmanager
    def beside(self) -> Iterator["psycopg.Connection[Any]"]:
        """A connection beside Heed's."""
        url = make_url(self.address).set(drivername="postgresql")
        conninfo = make_conninfo(url.render_as_string(hide_password=False))
        with closing(psycopg.connect(conninfo, autocommit=True)) as somebody:
            yield somebody

    @contextmanager
    def _trigger(self, does: str) -> Iterator[None]:
        with self.beside() as somebody:
            somebody.execute(
                f"CREATE FUNCTION ail() RETURNS trigger LANGUAGE plpgsql"
                f" AS $$ BEGIN {does}; RETURN NEW; END $$"
            )
            for table in ("history", "deliveries", "drafts"):
                somebody.execute(
                    f"CREATE TRIGGER ail BEFORE INSERT ON {table} EXECUTE FUNCTION ail()"
                )
            yield
            somebody.execute("DROP FUNCTION ail CASCADE")

    @contextmanager
    def _pragma(self, begins: str, ends: str) -> Iterator[None]:
        """A pragma on each connection as it is taken; the other one as soon as this is over."""
        now = [begins]

        def settle(connection: Any, *_more: Any) -> None:
            connection.execute(f"PRAGMA {now[0]}").fetchall()

        event.listen(self.store.engine, "checkout", settle)
        try:
            yield
        finally:
            # It stays: connections in the pool are still as they were left.
            now[0] = ends

    @contextmanager
    def _listening(self, name: str, act: Callable[..., None]) -> Iterator[None]:
        over = threading.Event()

        def listen(*happens: Any) -> None:
            if not over.is_set():
                act(*happens)

        # It stays, for whoever is being told just now.
        event.listen(self.store.engine, name, listen)
        try:
            yield
        finally:
            over.set()


class Line:
    """The line between Heed and PostgreSQL, which can be cut, or go dead without a word."""

    def __init__(self, url: str) -> None:
        self._far = make_url(url)
        self._near = socket.create_server(("127.0.0.1", 0))
        self._open = threading.Event()
        self._open.set()
        self._loses = threading.Event()
        self._ends: list[socket.socket] = []
        self._closes = self._is_closed = False
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    @property
    def url(self) -> str:
        port = self._near.getsockname()[1]
        near: URL = self._far.set(host="127.0.0.1", port=port, query={"sslmode": "disable"})
        return near.render_as_string(hide_password=False)

    def lose_commit(self, *, for_good: bool = False) -> None:
        """Cut the connection of the next command as it is about to hear of its commit.

        `for_good`: from then on nobody is let in, until `mend`.
        """
        self._loses.set()
        self._closes = for_good

    def mend(self) -> None:
        self._closes = self._is_closed = False

    def lost(self) -> bool:
        return not self._loses.is_set()

    @contextmanager
    def dead(self) -> Iterator[None]:
        """Nothing comes through, and nobody is told."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    def close(self) -> None:
        self._near.close()
        self._open.set()
        self._cut(self._ends)
        for end in self._ends:
            end.close()

    def _cut(self, ends: Sequence[socket.socket]) -> None:
        for end in list(ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                heed, _ = self._near.accept()
                if self._is_closed:
                    heed.close()
                    continue
                server = self._connect()
                self._ends += [heed, server]
                signed = threading.Event()
                asks = (heed, server, partial(self._asks, signed))
                answers = (server, heed, partial(self._answers, signed))
                for way in (asks, answers):
                    threading.Thread(target=self._carry, args=way, daemon=True).start()

    def _connect(self) -> socket.socket:
        folder = self._far.query.get("host")
        if not isinstance(folder, str):
            return socket.create_connection((self._far.host or "", self._far.port or 5432))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{folder}/.s.PGSQL.{self._far.port or 5432}")
        return server

    def _carry(
        self, source: socket.socket, to: socket.socket, passes: Callable[[bytes], bool]
    ) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self._open.wait()
                if not passes(data):
                    break
                to.sendall(data)
        self._cut((source, to))

    def _asks(self, signed: threading.Event, data: bytes) -> bool:
        """What a command writes last is its receipt; a mere look is committed, too."""
        if b"INSERT INTO receipts" in data:
            signed.set()
        return True

    def _answers(self, signed: threading.Event, data: bytes) -> bool:
        if not (signed.is_set() and b"COMMIT\0" in data):
            return True
        # What comes next on this connection may be somebody's mere look.
        signed.clear()
        if not self._loses.is_set():
            return True
        self._is_closed = self._closes
        self._loses.clear()
        self._cut(self._ends if self._is_closed else [])
        return False
