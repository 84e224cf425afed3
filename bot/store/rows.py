"""Rows to values, and the few statements that the two databases spell differently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, FromClause, Label, Table

from bot.core.care import Care, Hold
from bot.core.customers import Customer, Tier, terms_of, tier_named
from bot.core.members import DEFAULT_WEEK, Member, Team, Where
from bot.core.week import Breaks

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

Fields = Mapping[Any, Any]
K = TypeVar("K")


def insert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT that knows ON CONFLICT, in the dialect at hand; the same one each time.

    Putting a statement together takes ten times as long as carrying it out, so the hot ones are
    made once and given their values when they are carried out.
    """
    return _insert(connection.dialect.name, table)


@cache
def _insert(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    # The one in use is there already; the other takes a twentieth of the start to import.
    new: sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return new


@dataclass(frozen=True, slots=True)
class Joined:
    """Whole tables side by side in one SELECT, whose rows can be taken apart again."""

    tables: tuple[FromClause, ...]
    places: Mapping[FromClause, tuple[tuple[str, ...], int]]

    @classmethod
    def of(cls, *tables: FromClause) -> "Joined":
        names = [tuple(table.c.keys()) for table in tables]
        starts = accumulate(map(len, names), initial=0)
        return cls(tables, dict(zip(tables, zip(names, starts, strict=False), strict=True)))

    @property
    def columns(self) -> list[Label[Any]]:
        """What to select first, ahead of anything else."""
        return [
            column.label(f"{place}_{column.name}")
            for place, table in enumerate(self.tables)
            for column in table.c
        ]

    def apart(self, row: Sequence[Any]) -> list[dict[str, Any]]:
        """The columns of each table, by their own names."""
        return [self.part(row, table) for table in self.tables]

    def part(self, row: Sequence[Any], table: FromClause) -> dict[str, Any]:
        """The columns of one table."""
        names, start = self.places[table]
        return dict(zip(names, row[start : start + len(names)], strict=True))

    def place(self, table: FromClause, name: str) -> int:
        """Where in a row this column of a table stands."""
        names, start = self.places[table]
        return start + names.index(name)


def team(row: Fields) -> Team:
    return Team(
        id=row["id"],
        name=row["name"],
        lead_id=row["lead_id"],
        channel_id=row["channel_id"],
        zone=row["zone"],
        week=row["week"] or DEFAULT_WEEK,
        closed=row["closed"] or (),
        where=Where.CHANNEL if row["to_channel"] else Where.DM,
        breaks=breaks(row["breaks"]),
        country=row["country"],
        region=row["region"],
        enforce_from=row["enforce_from"],
        start_on=row["start_on"],
        left_shadow_at=row["left_shadow_at"],
        is_shadow=row["is_shadow"],
        takes_ticks=row["takes_ticks"],
    )


def calendar_columns(value: Team) -> dict[str, Any]:
    """What the row of a team holds of its calendar."""
    return {
        "zone": value.zone,
        "week": _spelled(value.week),
        "closed": value.closed,
        "breaks": {day.isoformat(): cut for day, cut in _spelled(value.breaks).items()},
        "country": value.country,
        "region": value.region,
    }


def _spelled(windows: Mapping[K, Sequence[tuple[str, str]]]) -> dict[K, list[list[str]]]:
    return {key: [list(window) for window in some] for key, some in windows.items()}


def breaks(stored: Mapping[str, Any] | None) -> Breaks:
    """Breaks by date, from the JSON that holds them."""
    return {
        date.fromisoformat(day): tuple((begins, ends) for begins, ends in windows)
        for day, windows in (stored or {}).items()
    }


def member(row: Fields) -> Member:
    return Member(
        id=row["id"],
        name=row["name"],
        zone=row["zone"],
        team_id=row["team_id"],
        is_bot=row["is_bot"],
        is_guest=row["is_guest"],
        is_deactivated=row["is_deactivated"],
        is_stranger=row["is_stranger"],
        is_admin=row["is_admin"],
        is_unreachable=row["is_unreachable"],
        away_until=row["away_until"],
        cover_id=row["cover_id"],
        dm_id=row["dm_id"],
        introduced_at=row["introduced_at"],
        week=row["week"],
        country=row["country"],
        region=row["region"],
        status_until=row["status_until"],
        wants_brief=row["wants_brief"],
        brief_minute=row["brief_minute"],
        takes_urgent=row["takes_urgent"],
        brief_at=row["brief_at"],
        status=row["status"],
        away_since=row["away_since"],
    )


def tier(row: Fields) -> Tier:
    return Tier(
        name=row["name"],
        target=row["target"],
        cadence=timedelta(days=row["cadence_days"]),
        complaint=row["complaint"],
        next_word=row["next_word"],
        update=row["update"],
        urgent=row["urgent"],
    )


def customer(row: Fields, tiers: Fields) -> Customer:
    """A customer, beside the row of its tier (all None: the tier is as it comes)."""
    own = tier(tiers) if tiers["name"] is not None else tier_named(row["tier"])
    days = row["cadence_days"]
    cadence = None if days is None else timedelta(days=days)
    return Customer(
        id=row["id"],
        name=row["name"],
        owner_id=row["owner_id"],
        tier=row["tier"],
        is_internal=row["is_internal"],
        since=row["since"],
        target=row["target"],
        cadence=cadence,
        terms=terms_of(own, target=row["target"], cadence=cadence),
        needs=row["needs"],
        people=tuple((row["people"] or "").splitlines()),
        channel_id=row["channel_id"],
        watched_since=row["watched_since"],
    )


def care(row: Fields) -> Care:
    return Care(
        owner_id=row["owner_id"],
        claimed_by=row["claimed_by"],
        claimed_until=row["claimed_until"],
        claims=row["claims"],
        own_until=row["own_until"],
        snoozed_until=row["snoozed_until"],
        snoozes=row["snoozes"],
        holds=tuple(
            Hold(datetime.fromisoformat(since), datetime.fromisoformat(until))
            for since, until in row["holds"] or ()
        ),
        given_at=row["given_at"],
        given_by=row["given_by"],
        note=row["note"],
    )


def care_columns(value: Care) -> dict[str, Any]:
    return {
        "owner_id": value.owner_id,
        "claimed_by": value.claimed_by,
        "claimed_until": value.claimed_until,
        "claims": value.claims,
        "own_until": value.own_until,
        "snoozed_until": value.snoozed_until,
        "snoozes": value.snoozes,
        "given_at": value.given_at,
        "given_by": value.given_by,
        "note": value.note,
        "holds": [[hold.since.isoformat(), hold.until.isoformat()] for hold in value.holds] or None,
    }
