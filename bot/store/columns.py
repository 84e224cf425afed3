"""Column types that keep what Python means: aware UTC instants, exact durations."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, String, TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware instant, given back in UTC. A naive datetime is refused.

    SQLite has no zones: there the UTC wall clock is stored, as text of fixed width, which sorts.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant has a zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


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
