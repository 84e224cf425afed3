"""Reactions on reminders: what each did, so that its removal undoes just that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from bot.store.rows import insert
from bot.store.tables import reactions


class ReactionState(StrEnum):
    WAITING = "waiting"  # its message is still being settled
    APPLIED = "applied"
    IGNORED = "ignored"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Reacted:
    channel_id: str
    ts: str
    member_id: str
    emoji: str
    at: datetime
    state: ReactionState
    change_id: str | None = None


def keep(connection: Connection, workspace_id: str, reacted: Reacted) -> None:
    """Write what a reaction did; the same emoji put there again replaces what it did before."""
    fields = {"at": reacted.at, "state": reacted.state, "change_id": reacted.change_id}
    new = insert(connection, reactions).values(
        workspace_id=workspace_id,
        channel_id=reacted.channel_id,
        ts=reacted.ts,
        member_id=reacted.member_id,
        emoji=reacted.emoji,
        **fields,
    )
    key = ["workspace_id", "channel_id", "ts", "member_id", "emoji"]
    connection.execute(new.on_conflict_do_update(index_elements=key, set_=fields))


def find(
    connection: Connection,
    workspace_id: str,
    *,
    channel_id: str,
    ts: str,
    member_id: str,
    emoji: str,
) -> Reacted | None:
    query = select(reactions).where(
        reactions.c.workspace_id == workspace_id,
        reactions.c.channel_id == channel_id,
        reactions.c.ts == ts,
        reactions.c.member_id == member_id,
        reactions.c.emoji == emoji,
    )
    row = connection.execute(query).first()
    return None if row is None else _value(row)


def waiting(connection: Connection, workspace_id: str, channel_id: str, ts: str) -> list[Reacted]:
    """Reactions that came before their message was settled, in the order they came."""
    known = {"workspace": workspace_id, "channel": channel_id, "ts": ts}
    return [_value(row) for row in connection.execute(_waiting(), known)]


@cache
def _waiting() -> Select[Any]:
    query = select(reactions).where(
        reactions.c.workspace_id == bindparam("workspace"),
        reactions.c.channel_id == bindparam("channel"),
        reactions.c.ts == bindparam("ts"),
        reactions.c.state == ReactionState.WAITING,
    )
    return query.order_by(reactions.c.at)


def _value(row: Row[Any]) -> Reacted:
    return Reacted(
        row.channel_id,
        row.ts,
        row.member_id,
        row.emoji,
        row.at,
        ReactionState(row.state),
        row.change_id,
    )
