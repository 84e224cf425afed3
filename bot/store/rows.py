"""Rows to values, and the few statements that the two databases spell differently."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Label, Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.care import Care, Hold
from bot.core.customers import Customer
from bot.core.members import DEFAULT_WEEK, Member, Team, Where

Fields = Mapping[Any, Any]


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect at hand."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def labelled(table: FromClause, prefix: str) -> list[Label[Any]]:
    """Every column of `table`, named so that a joined row can be taken apart again."""
    return [column.label(f"{prefix}_{column.name}") for column in table.c]


def part(row: Fields, prefix: str) -> dict[str, Any]:
    """The columns of one table out of a joined row."""
    start = len(prefix) + 1
    return {name[start:]: row[name] for name in row if name.startswith(f"{prefix}_")}


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
    )


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
        is_unreachable=row["is_unreachable"],
        away_until=row["away_until"],
        cover_id=row["cover_id"],
        dm_id=row["dm_id"],
        introduced_at=row["introduced_at"],
    )


def customer(row: Fields) -> Customer:
    return Customer(
        id=row["id"],
        name=row["name"],
        owner_id=row["owner_id"],
        tier=row["tier"],
        is_internal=row["is_internal"],
        since=row["since"],
    )


def care(row: Fields) -> Care:
    return Care(
        owner_id=row["owner_id"],
        claimed_by=row["claimed_by"],
        claimed_until=row["claimed_until"],
        claims=row["claims"],
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
        "snoozed_until": value.snoozed_until,
        "snoozes": value.snoozes,
        "given_at": value.given_at,
        "given_by": value.given_by,
        "note": value.note,
        "holds": [[hold.since.isoformat(), hold.until.isoformat()] for hold in value.holds] or None,
    }
