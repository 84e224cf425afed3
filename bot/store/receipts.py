"""Receipts: what Slack, or a person, may send twice, written in the transaction of its effect."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, true, update

from bot.core.members import Member, Team
from bot.store import rows
from bot.store.rows import insert, labelled, part
from bot.store.tables import members, receipts, teams

RETYPED_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of something that Slack, or a person, may send twice."""

    key: str
    change_id: str | None
    number: int | None
    at: datetime


def digest(command: str, words: str) -> str:
    """A short fingerprint of what was typed."""
    return hashlib.sha256(f"{command} {words}".encode()).hexdigest()[:40]


def seen(
    connection: Connection,
    workspace_id: str,
    key: str,
    *,
    member_id: str | None = None,
    typed: str | None = None,
    now: datetime | None = None,
) -> Receipt | None:
    """The receipt of this very request, else of the same words typed by the same member lately."""
    query = _seen(workspace_id, key, member_id=member_id, typed=typed, now=now)
    row = connection.execute(query).first()
    return None if row is None else Receipt(row.key, row.change_id, row.number, row.at)


def _seen(
    workspace_id: str, key: str, *, member_id: str | None, typed: str | None, now: datetime | None
) -> Any:
    same = receipts.c.key == key
    if typed is not None and now is not None:
        same = same | (
            (receipts.c.member_id == member_id)
            & (receipts.c.digest == typed)
            & (receipts.c.at >= now - RETYPED_WITHIN)
            & receipts.c.change_id.is_not(None)
        )
    query = select(receipts).where(receipts.c.workspace_id == workspace_id, same)
    return query.order_by(receipts.c.at.desc()).limit(1)


def remember(
    connection: Connection,
    workspace_id: str,
    key: str,
    *,
    now: datetime,
    member_id: str | None = None,
    typed: str | None = None,
    change_id: str | None = None,
    number: int | None = None,
) -> None:
    """Write a receipt; a second one of the same key fails, and with it its transaction."""
    connection.execute(
        insert(connection, receipts).values(
            workspace_id=workspace_id,
            key=key,
            member_id=member_id,
            digest=typed,
            at=now,
            change_id=change_id,
            number=number,
        )
    )


def forget(connection: Connection, workspace_id: str, change_id: str, *, now: datetime) -> None:
    """The same words are no repetition any more: what they did was taken back."""
    query = update(receipts).where(
        receipts.c.workspace_id == workspace_id,
        receipts.c.at >= now - RETYPED_WITHIN,
        receipts.c.change_id == change_id,
    )
    connection.execute(query.values(digest=None))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asks, with their team, and the receipt if this was asked before."""

    member: Member
    team: Team
    receipt: Receipt | None


def speaker(
    connection: Connection,
    workspace_id: str,
    member_id: str,
    *,
    key: str,
    typed: str | None,
    now: datetime,
) -> Speaker | None:
    """Everything a verb needs to know before it reads what was asked, in one statement."""
    before = _seen(workspace_id, key, member_id=member_id, typed=typed, now=now).subquery()
    query = (
        select(*labelled(members, "member"), *labelled(teams, "team"), *labelled(before, "seen"))
        .join(teams, teams.c.id == members.c.team_id)
        .outerjoin(before, true())
        .where(members.c.workspace_id == workspace_id, members.c.id == member_id)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    seen = part(row, "seen")
    receipt = None
    if seen["key"] is not None:
        receipt = Receipt(seen["key"], seen["change_id"], seen["number"], seen["at"])
    return Speaker(rows.member(part(row, "member")), rows.team(part(row, "team")), receipt)
