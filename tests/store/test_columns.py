"""Columns keep what Python means: aware instants, exact durations, dates."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import StatementError

from bot.core.customer_outcomes import CustomerAdded
from bot.core.outcomes import PromiseMade
from bot.services.desk import Desk
from bot.store.engine import Store
from bot.store.tables import history, members, promises, teams
from tests.makers import ADA, BERLIN, CLEO, SAO_PAULO, T1, WEDNESDAY, Clock, typed


def kept(store: Store, column: Any, value: Any) -> Any:
    """What a column gives back of a value."""
    table = column.table
    with store.write() as connection:
        where = table.c.workspace_id == T1
        connection.execute(update(table).where(where).values({column.name: value}))
        return connection.execute(select(column).where(where).limit(1)).scalar_one()


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 11, 18, 10, tzinfo=UTC),
        datetime(2026, 11, 18, 10, tzinfo=BERLIN),
        datetime(2026, 11, 18, 10, tzinfo=SAO_PAULO),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0),  # the hour that comes twice
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),  # the hour that does not come
        datetime(2026, 11, 18, 10, 0, 0, 1, tzinfo=UTC),  # a microsecond
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=ZoneInfo("Pacific/Kiritimati")),
    ],
)
def test_an_instant_is_given_back_in_utc(store: Store, instant: datetime) -> None:
    found = kept(store, members.c.away_until, instant)
    assert found.tzinfo is UTC or found.utcoffset() == timedelta(0)
    assert found == instant.astimezone(UTC)


def test_a_naive_datetime_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="an instant has a zone"):
        kept(store, members.c.away_until, datetime(2026, 11, 18, 10))  # noqa: DTZ001


def test_nothing_is_given_back_as_nothing(store: Store) -> None:
    assert kept(store, members.c.away_until, None) is None
    assert kept(store, teams.c.closed, None) is None


def test_instants_are_compared_across_zones(store: Store) -> None:
    noon = datetime(2026, 11, 18, 12, tzinfo=BERLIN)
    kept(store, members.c.away_until, noon)
    with store.read() as connection:
        for instant, is_before in (
            (datetime(2026, 11, 18, 11, 0, 0, 1, tzinfo=UTC), True),
            (datetime(2026, 11, 18, 11, tzinfo=UTC), False),
            (datetime(2026, 11, 18, 9, tzinfo=SAO_PAULO), True),
        ):
            query = select(members.c.id).where(
                members.c.workspace_id == T1,
                members.c.id == ADA.id,
                members.c.away_until < instant,
            )
            assert (connection.execute(query).first() is not None) is is_before


@given(
    instant=st.datetimes(
        min_value=datetime(1990, 1, 1),  # noqa: DTZ001
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, BERLIN, SAO_PAULO]),
    )
)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_instant_comes_back(store: Store, instant: datetime) -> None:
    assert kept(store, members.c.away_until, instant) == instant.astimezone(UTC)


@pytest.mark.parametrize(
    "days",
    [(), (date(2026, 12, 25),), (date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1))],
)
def test_dates_come_back_in_order(store: Store, days: tuple[date, ...]) -> None:
    assert kept(store, teams.c.closed, tuple(reversed(days))) == days


@pytest.mark.parametrize(
    "span", [timedelta(0), timedelta(microseconds=1), timedelta(days=4000, microseconds=7)]
)
def test_a_duration_comes_back_to_the_microsecond(
    desk: Desk, clock: Clock, span: timedelta
) -> None:

    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    assert kept(desk.store, history.c.spent, span) == span
    kept(desk.store, history.c.spent, None)


def test_words_of_any_script_come_back(desk: Desk) -> None:
    words = "“Größe” 🙋🏽 東京 'quoted' \\ %s :x"
    line = f"/promise Acme: {words} by friday"
    typed(desk, PromiseMade, CLEO, line, adds="Acme")
    with desk.store.read() as connection:
        query = select(promises.c.words, promises.c.made_at).where(promises.c.workspace_id == T1)
        row = connection.execute(query).one()
    assert row.words == words
    assert row.made_at == WEDNESDAY
