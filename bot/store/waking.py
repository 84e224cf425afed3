"""Waking: what waits in the queue is weighed again, because of what it may have waited for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, or_, select, union_all, update

from bot.core.attention import Held
from bot.store.tables import inquiries, is_open, members, nudges, promises, teams, tidings

TABLES = (inquiries, promises)


def wake_team(connection: Connection, workspace_id: str, team_id: int, *, now: datetime) -> None:
    """Have the queued nudges about a team's things weighed again at once.

    They may wait for somebody who is no longer meant.
    """
    in_team = members.c.team_id == team_id
    _wake(connection, workspace_id, _open(workspace_id, _whose(workspace_id, in_team)), now=now)


def wake_of(
    connection: Connection, workspace_id: str, member_ids: Collection[str], *, now: datetime
) -> None:
    """Have what waits for these members weighed again at once: as owner, claimer, cover or lead.

    What waits because nobody is there waits for any of those, however long the chain.
    """
    theirs = _whose(
        workspace_id,
        members.c.id.in_(member_ids),
        members.c.cover_id.in_(member_ids),
        members.c.team_id.in_(
            select(teams.c.id).where(
                teams.c.workspace_id == workspace_id, teams.c.lead_id.in_(member_ids)
            )
        ),
    )
    _hear(connection, workspace_id, tidings.c.recipient_id.in_(member_ids), now=now)
    _look_at_covers(connection, workspace_id, member_ids, now=now)
    waits = (_open(workspace_id, theirs), _claimed(workspace_id, member_ids))
    _wake(connection, workspace_id, *waits, nudges.c.why == Held.AWAY, now=now)


def hear_of(connection: Connection, workspace_id: str, team_id: int, *, now: datetime) -> None:
    """Look at once whether those of a team may be told what waits for them."""
    of_team = _whose(workspace_id, members.c.team_id == team_id)
    _hear(connection, workspace_id, tidings.c.recipient_id.in_(of_team), now=now)


def _hear(
    connection: Connection, workspace_id: str, whose: ColumnElement[bool], *, now: datetime
) -> None:
    query = update(tidings).where(
        tidings.c.workspace_id == workspace_id, whose, tidings.c.ready_at > now
    )
    connection.execute(query.values(ready_at=now))


def _look_at_covers(
    connection: Connection, workspace_id: str, member_ids: Collection[str], *, now: datetime
) -> None:
    """Judge anew who covers for these, and for anybody away: they may be of the chain."""
    theirs = members.c.id.in_(member_ids) & members.c.cover_id.is_not(None)
    query = update(members).where(
        members.c.workspace_id == workspace_id, theirs | members.c.cover_at.is_not(None)
    )
    connection.execute(query.values(cover_at=now))


def _whose(workspace_id: str, *any_of: ColumnElement[bool]) -> ScalarSelect[str]:
    ours = members.c.workspace_id == workspace_id
    return select(members.c.id).where(ours, or_(*any_of)).scalar_subquery()


def _open(workspace_id: str, owners: ScalarSelect[str]) -> ColumnElement[bool]:
    """Whether a nudge is about an open thing of these owners."""
    return _about(workspace_id, *(table.c.owner_id.in_(owners) for table in TABLES))


def _claimed(workspace_id: str, member_ids: Collection[str]) -> ColumnElement[bool]:
    """Whether a nudge is about an open thing that one of these has claimed."""
    return _about(workspace_id, *(table.c.claimed_by.in_(member_ids) for table in TABLES))


def _about(workspace_id: str, *whose: ColumnElement[bool]) -> ColumnElement[bool]:
    found = [
        select(table.c.number).where(table.c.workspace_id == workspace_id, is_open(table), which)
        for table, which in zip(TABLES, whose, strict=True)
    ]
    return nudges.c.number.in_(union_all(*found))


def _wake(
    connection: Connection, workspace_id: str, *any_of: ColumnElement[bool], now: datetime
) -> None:
    query = update(nudges).where(
        nudges.c.workspace_id == workspace_id,
        or_(*any_of),
        # Only what is queued has an instant here.
        nudges.c.ready_at > now,
    )
    connection.execute(query.values(ready_at=now))
