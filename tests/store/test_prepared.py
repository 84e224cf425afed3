"""Prepared statements: the driver's own speed, and SQLAlchemy's manners."""

from typing import Any

import pytest
from sqlalchemy import bindparam, event, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.core.care import Hold
from bot.core.customer_outcomes import CustomerAdded
from bot.core.outcomes import ContactLogged, ThingChanged
from bot.services.desk import Desk
from bot.store.engine import Store
from bot.store.prepared import Prepared
from bot.store.tables import members, receipts
from tests.makers import ADA, BEN, CLEO, T1, WEDNESDAY, inquiry_of, typed

RECEIPT = {"workspace_id": T1, "key": "press:1", "at": WEDNESDAY, "number": 7}


def named() -> Prepared:
    query = select(members.c.id).where(
        members.c.workspace_id == bindparam("workspace"),
        members.c.id.in_(bindparam("ids", expanding=True)),
    )
    return Prepared(query.order_by(members.c.id), lists=("ids",))


def test_values_come_back_as_they_were_given(store: Store) -> None:
    given = select(receipts.c.at, receipts.c.key, receipts.c.number).where(
        receipts.c.workspace_id == bindparam("workspace")
    )
    with store.write() as connection:
        assert Prepared(insert(receipts)).change(connection, RECEIPT) == 1
        found = Prepared(given).first(connection, {"workspace": T1})
    assert found == (WEDNESDAY, "press:1", 7)


@pytest.mark.parametrize("ids", [[], [ADA.id], [ADA.id, BEN.id], [ADA.id, BEN.id, CLEO.id]])
def test_a_list_may_be_of_any_length(store: Store, ids: list[str]) -> None:
    query = named()
    with store.read() as connection:
        for asked in (ids, [ADA.id], ids):
            found = query.rows(connection, {"workspace": T1, "ids": asked})
            assert found == [(one,) for one in sorted(asked)]


def test_a_list_that_is_a_value_stays_one(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    typed(desk, ThingChanged, ADA, "/contact hold 1 until friday")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello again")
    [hold] = inquiry_of(desk, 1).care.holds
    assert isinstance(hold, Hold)


def test_whoever_listens_to_the_engine_hears_of_it(store: Store) -> None:
    heard: list[tuple[str, Any]] = []

    def before(_connection: Any, statement: Any, *_more: Any) -> None:
        heard.append(("statement", statement))

    def cursor(_connection: Any, _cursor: Any, words: str, given: Any, *_more: Any) -> None:
        if not words.startswith("BEGIN"):
            heard.append((words.split()[0], len(given)))

    event.listen(store.engine, "before_execute", before)
    event.listen(store.engine, "before_cursor_execute", cursor)
    query = named()
    with store.read() as connection:
        query.rows(connection, {"workspace": T1, "ids": [ADA.id, BEN.id]})
    event.remove(store.engine, "before_execute", before)
    event.remove(store.engine, "before_cursor_execute", cursor)
    assert heard == [("statement", query.query), ("SELECT", 3)]


def test_what_goes_wrong_is_raised_as_the_engine_raises_it(store: Store) -> None:
    remember = Prepared(insert(receipts))
    with store.write() as connection:
        remember.change(connection, RECEIPT)
    with pytest.raises(IntegrityError) as caught, store.write() as connection:
        remember.change(connection, RECEIPT)
    assert str(caught.value.statement).startswith("INSERT INTO receipts")
    # Whatever was typed stays out of the logs, as with any other statement.
    assert "hidden" in str(caught.value)
    assert T1 not in str(caught.value)
    with store.write() as connection:
        assert remember.change(connection, RECEIPT | {"key": "press:2"}) == 1


def test_a_connection_that_was_lost_is_not_used_again(postgres_store: Store) -> None:
    query, known = named(), {"workspace": T1, "ids": [ADA.id]}

    def lose() -> None:
        with postgres_store.read() as connection, postgres_store.read() as other:
            process = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            other.execute(text(f"SELECT pg_terminate_backend({process})"))
            query.rows(connection, known)

    with pytest.raises(DBAPIError) as caught:
        lose()
    assert caught.value.connection_invalidated
    with postgres_store.read() as connection:
        assert query.rows(connection, known) == [(ADA.id,)]
