"""Drafts: refused or unfinished words, kept for the button that continues them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.store.rows import insert
from bot.store.tables import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """`words` is everything typed after the slash command; `choices` are offered instead.

    `fields` are what stands in a form, if it was one.
    """

    id: int
    member_id: str
    command: str
    words: str
    choices: tuple[str, ...]
    fields: Mapping[str, Any] | None = None


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
    return Draft(
        row.id, row.member_id, row.command, row.words, tuple(row.choices or ()), row.fields
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in a form that was begun and not sent."""

    id: int
    fields: Mapping[str, Any]
    kept_at: datetime


def keep_form(
    connection: Connection,
    workspace_id: str,
    *,
    member_id: str,
    form: str,
    view_id: str,
    fields: Mapping[str, Any] | None,
    now: datetime,
) -> None:
    """Keep what stands in a form; without fields it was sent, and what comes late changes nothing.

    While somebody types, Slack tells of each change apart from the sending, in any order.
    """
    new = insert(connection, drafts).values(
        workspace_id=workspace_id,
        member_id=member_id,
        command=form,
        words="",
        view_id=view_id,
        fields=fields,
        kept_at=now,
    )
    said_anew = new.on_conflict_do_update(
        index_elements=[drafts.c.workspace_id, drafts.c.member_id, drafts.c.view_id],
        set_={"fields": new.excluded.fields, "kept_at": new.excluded.kept_at},
        where=drafts.c.fields.is_not(None),
    )
    connection.execute(said_anew)


def begun(
    connection: Connection, workspace_id: str, *, member_id: str, form: str, since: datetime
) -> Begun | None:
    """The form of that kind which a member began last and did not send."""
    query = (
        select(drafts.c.id, drafts.c.fields, drafts.c.kept_at)
        .where(
            drafts.c.workspace_id == workspace_id,
            drafts.c.member_id == member_id,
            drafts.c.view_id.is_not(None),
            drafts.c.command == form,
            drafts.c.fields.is_not(None),
            drafts.c.kept_at >= since,
        )
        .order_by(drafts.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Begun(row.id, row.fields, row.kept_at)


def sent(connection: Connection, workspace_id: str, draft_id: int, *, member_id: str) -> None:
    """What was begun was sent by another form that went on from it."""
    query = update(drafts).where(
        drafts.c.workspace_id == workspace_id,
        drafts.c.id == draft_id,
        drafts.c.member_id == member_id,
        drafts.c.view_id.is_not(None),
    )
    connection.execute(query.values(fields=None))
