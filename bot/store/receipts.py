"""Receipts: what Slack, or a person, may send twice, written in the transaction of its effect."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, true, union_all

from bot.core.members import Member, Team
from bot.store import rows
from bot.store.prepared import Prepared
from bot.store.rows import Joined
from bot.store.tables import history, homes, members, receipts, teams

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
    known = _known(workspace_id, key, member_id=member_id, typed=typed, now=now)
    row = connection.execute(_seen(is_typed="typed" in known), known).first()
    return None if row is None else Receipt(row.key, row.change_id, row.number, row.at)


def _known(
    workspace_id: str, key: str, *, member_id: str | None, typed: str | None, now: datetime | None
) -> dict[str, Any]:
    known = {"workspace": workspace_id, "key": key, "member": member_id}
    if typed is None or now is None:
        return known
    # The clock may have run ahead and be right again: what is far in its future is not of lately.
    return known | {"typed": typed, "since": now - RETYPED_WITHIN, "until": now + RETYPED_WITHIN}


@cache
def _seen(*, is_typed: bool) -> Select[Any]:
    """This very request's before the newest of the same words. Each is looked up by an index of
    its own: as an OR, SQLite would read every receipt there is."""
    ours = receipts.c.workspace_id == bindparam("workspace")
    found: Any = select(receipts).where(ours, receipts.c.key == bindparam("key"))
    if is_typed:
        found = union_all(found, _retyped())
    either = found.subquery("either")
    is_other = either.c.key != bindparam("key")
    return select(either).order_by(is_other, either.c.at.desc()).limit(1)


@cache
def _retyped() -> Select[Any]:
    """Receipts of the same words, typed by the same member lately, that still stand."""
    done, undoing = history.alias("done"), history.alias("undoing")
    undone = (
        select(undoing.c.id)
        .join(done, done.c.id == undoing.c.undoes)
        .where(
            done.c.workspace_id == bindparam("workspace"),
            done.c.change_id == receipts.c.change_id,
            undoing.c.workspace_id == bindparam("workspace"),
        )
    )
    return select(receipts).where(
        receipts.c.workspace_id == bindparam("workspace"),
        receipts.c.member_id == bindparam("member"),
        receipts.c.digest == bindparam("typed"),
        receipts.c.at.between(bindparam("since"), bindparam("until")),
        receipts.c.change_id.is_not(None),
        ~undone.exists(),
    )


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
    unless_retyped: bool = False,
) -> bool:
    """Write a receipt; a second one of the same key fails, and with it its transaction.

    With `unless_retyped` return whether it was written: it is not where one of the same words,
    which could not be seen before, was written beside us.
    """
    values = {
        "workspace_id": workspace_id,
        "key": key,
        "member_id": member_id,
        "digest": typed,
        "at": now,
        "change_id": change_id,
        "number": number,
    }
    if not unless_retyped or typed is None:
        _remember().change(connection, values)
        return True
    known = _known(workspace_id, key, member_id=member_id, typed=typed, now=now)
    new_ones = {f"new_{name}": value for name, value in values.items()}
    return _unless_retyped().change(connection, known | new_ones) > 0


@cache
def _remember() -> Prepared:
    return Prepared(insert(receipts))


@cache
def _unless_retyped() -> Prepared:
    values = [bindparam(f"new_{column.name}", type_=column.type) for column in receipts.c]
    names = [column.name for column in receipts.c]
    unseen = select(*values).where(~_retyped().exists())
    return Prepared(insert(receipts).from_select(names, unseen))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asks, with their team, and the receipt if this was asked before.

    `is_watched`: somebody here looks at their Home, so that a change may have to be shown there.
    """

    member: Member
    team: Team
    receipt: Receipt | None
    is_watched: bool = False


def speaker(
    connection: Connection,
    workspace_id: str,
    member_id: str,
    *,
    key: str,
    typed: str | None,
    now: datetime,
    looked_since: datetime | None = None,
) -> Speaker | None:
    """Everything a verb needs to know before it reads what was asked, in one statement."""
    known = _known(workspace_id, key, member_id=member_id, typed=typed, now=now)
    known |= {"looked_since": looked_since or now}
    query, joined = _speaker(is_typed="typed" in known)
    row = query.first(connection, known)
    if row is None:
        return None
    member, team, seen = joined.apart(row)
    receipt = None
    if seen["key"] is not None:
        receipt = Receipt(seen["key"], seen["change_id"], seen["number"], seen["at"])
    return Speaker(rows.member(member), rows.team(team), receipt, is_watched=bool(row[-1]))


@cache
def _speaker(*, is_typed: bool) -> tuple[Prepared, Joined]:
    before = _seen(is_typed=is_typed).subquery("before")
    joined = Joined.of(members, teams, before)
    looking = select(homes.c.member_id).where(
        homes.c.workspace_id == bindparam("workspace"),
        homes.c.opened_at > bindparam("looked_since"),
    )
    query = (
        select(*joined.columns, looking.exists().label("is_watched"))
        .select_from(members)
        .join(teams, teams.c.id == members.c.team_id)
        .outerjoin(before, true())
        .where(
            members.c.workspace_id == bindparam("workspace"), members.c.id == bindparam("member")
        )
    )
    return Prepared(query), joined
