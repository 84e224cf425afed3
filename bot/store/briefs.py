"""Briefs in the store: whose is due, whom they stand in for, and what is open for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, func, select, update

from bot.core.deliveries import DeliveryKind
from bot.core.history import Kind
from bot.core.inquiries import InquiryState
from bot.core.members import Member
from bot.core.nudges import NudgeState
from bot.core.promises import PromiseState
from bot.store import rows
from bot.store.columns import Instant
from bot.store.tables import deliveries, inquiries, members, nudges, promises, workspaces


@dataclass(frozen=True, slots=True)
class Settled:
    """How many things of a member somebody else settled."""

    by: str
    kind: Kind
    count: int


def due(connection: Connection, workspace_ids: Collection[str], *, now: datetime) -> list[str]:
    """The workspaces in which somebody's brief is due."""
    known = {"workspaces": list(workspace_ids), "now": now}
    return list(connection.execute(_due(), known).scalars())


@cache
def _due() -> Select[str]:
    is_due = select(members.c.id).where(
        members.c.workspace_id == workspaces.c.id,
        members.c.brief_at <= bindparam("now", type_=Instant()),
    )
    return select(workspaces.c.id).where(
        workspaces.c.id.in_(bindparam("workspaces", expanding=True)), is_due.exists()
    )


def readers(
    connection: Connection, workspace_id: str, *, now: datetime, limit: int
) -> list[Member]:
    """Whose brief is due, in the order of their turn; whoever is being changed is left out."""
    query = (
        select(members)
        .where(members.c.workspace_id == workspace_id, members.c.brief_at <= now)
        .order_by(members.c.brief_at, members.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(map(rows.member, connection.execute(query).mappings()))


def covered(connection: Connection, workspace_id: str) -> list[Member]:
    """Everybody who has somebody to stand in for them, away or not."""
    query = select(members).where(
        members.c.workspace_id == workspace_id, members.c.cover_id.is_not(None)
    )
    return list(map(rows.member, connection.execute(query).mappings()))


def plan(connection: Connection, workspace_id: str, coming: Mapping[str, datetime | None]) -> None:
    """Set when the next brief of each of these members is due (None: never)."""
    entries = [
        {"in_workspace": workspace_id, "member_id": member_id, "coming": at}
        # In the order in which members are saved, so that nobody waits in a circle.
        for member_id, at in sorted(coming.items())
    ]
    if entries:
        connection.execute(_plan(), entries)


@cache
def _plan() -> Update:
    where = (
        members.c.workspace_id == bindparam("in_workspace"),
        members.c.id == bindparam("member_id"),
    )
    return update(members).where(*where).values(brief_at=bindparam("coming"))


def welcomed(connection: Connection, workspace_id: str, member_ids: Collection[str]) -> None:
    """Their absence has been spoken of."""
    if member_ids:
        query = update(members).where(
            members.c.workspace_id == workspace_id, members.c.id.in_(member_ids)
        )
        connection.execute(query.values(away_since=None))


def settled_meanwhile(
    connection: Connection, workspace_id: str, owner_id: str, *, since: datetime, until: datetime
) -> list[Settled]:
    """What others answered or kept for a member in that time."""
    found = []
    ends = (
        (inquiries, Kind.INQUIRY, InquiryState.ANSWERED),
        (promises, Kind.PROMISE, PromiseState.KEPT),
    )
    for table, kind, state in ends:
        query = (
            select(table.c.settled_by, func.count())
            .where(
                table.c.workspace_id == workspace_id,
                table.c.settled_at >= since,
                table.c.settled_at <= until,
                table.c.owner_id == owner_id,
                table.c.settled_by != owner_id,
                table.c.state == state,
            )
            .group_by(table.c.settled_by)
            .order_by(table.c.settled_by)
        )
        counted: list[Any] = list(connection.execute(query))
        found += [Settled(by, kind, count) for by, count in counted]
    return found


def listed(
    connection: Connection, workspace_id: str, member_id: str, *, since: datetime
) -> set[int]:
    """The numbers that a member's briefs since then speak of."""
    of = (nudges.c.workspace_id == deliveries.c.workspace_id) & (
        nudges.c.delivery_id == deliveries.c.id
    )
    query = (
        select(nudges.c.number)
        .join_from(deliveries, nudges, of)
        .where(
            deliveries.c.workspace_id == workspace_id,
            deliveries.c.recipient_id == member_id,
            deliveries.c.kind == DeliveryKind.BRIEF,
            deliveries.c.told_at >= since,
            nudges.c.state.in_([NudgeState.BOUND, NudgeState.SENT]),
        )
    )
    return set(connection.execute(query).scalars())
