"""Column types that keep what Python means: aware UTC instants, exact durations."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, String, TypeDecorator

from bot.core.customers import WorkingTime


class Instant(TypeDecorator[datetime]):
    """An aware instant, given back in UTC. A naive datetime is refused.

    SQLite has no zones: there the UTC wall clock is stored, as text of fixed width, which sorts.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    # Sixteen of these are written with a contact and five read with every open thing, so they
    # go straight to text and back: through the usual two processors it takes five times as long.

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _spelled if dialect.name == "sqlite" else _in_utc

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        return _read if dialect.name == "sqlite" else _in_utc


def _in_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"an instant has a zone: {value!r}")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _spelled(value: datetime | None) -> str | None:
    utc = _in_utc(value)
    # Without its last six signs, which say +00:00.
    return None if utc is None else utc.isoformat(" ", "microseconds")[:-6]


def _read(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


class Span(TypeDecorator[timedelta]):
    """A duration, stored as whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(microseconds=int(value))


class Dates(TypeDecorator[tuple[date, ...]]):
    """Some dates, stored as one line of ISO text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[date, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(day.isoformat() for day in sorted(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[date, ...] | None:
        return None if value is None else tuple(map(date.fromisoformat, str(value).split()))


class Worktime(TypeDecorator[WorkingTime]):
    """An amount of working time in the unit it was given, as it is spelled: “240m”, “2d”."""

    impl = String(12)
    cache_ok = True

    def process_bind_param(self, value: WorkingTime | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> WorkingTime | None:
        return None if value is None else WorkingTime.read(str(value))
