"""Drafts: refused or unfinished words, kept for the button that continues them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store.rows import insert
from bot.store.tables import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """`words` is everything typed after the slash command; `choices` are offered instead."""

    id: int
    member_id: str
    command: str
    words: str
    choices: tuple[str, ...]


def keep(
    connection: Connection,
    workspace_id: str,
    *,
    member_id: str,
    command: str,
    words: str,
    choices: Sequence[str] = (),
    now: datetime,
) -> int:
    new = insert(connection, drafts).values(
        workspace_id=workspace_id,
        member_id=member_id,
        command=command,
        words=words,
        choices=list(choices),
        kept_at=now,
    )
    return int(connection.execute(new.returning(drafts.c.id)).scalar_one())


def get(connection: Connection, workspace_id: str, draft_id: int) -> Draft | None:
    query = select(drafts).where(drafts.c.workspace_id == workspace_id, drafts.c.id == draft_id)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Draft(row.id, row.member_id, row.command, row.words, tuple(row.choices or ()))
