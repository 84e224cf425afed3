"""The nudge ledger: every step of every episode, once, whether it was said or not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all, update

from bot.core.history import Kind
from bot.core.ladders import Audience
from bot.core.nudges import Due, Nudge, NudgeState
from bot.core.things import Thing
from bot.store.rows import Fields, insert
from bot.store.tables import inquiries, is_open, nudges, promises


def value(row: Fields) -> Nudge:
    return Nudge(
        id=row["id"],
        kind=Kind(row["kind"]),
        number=row["number"],
        episode=row["episode"],
        step=row["step"],
        audience=Audience(row["audience"]),
        at=row["at"],
        state=NudgeState(row["state"]),
        ready_at=row["ready_at"],
        sent_at=row["sent_at"],
        recipient_id=row["recipient_id"],
        why=row["why"],
        warns=row["warns"],
    )


def record(
    connection: Connection, workspace_id: str, due: Sequence[tuple[Thing, Due]], *, now: datetime
) -> None:
    """Enter steps in the ledger; one that stands there already stays as it is."""
    if not due:
        return
    entries = [_entry(thing, step, now) | {"workspace_id": workspace_id} for thing, step in due]
    connection.execute(insert(connection, nudges).on_conflict_do_nothing(), entries)


def _entry(thing: Thing, due: Due, now: datetime) -> dict[str, Any]:
    passed = due.why_not is not None
    return {
        "kind": thing.kind,
        "number": thing.number,
        "episode": thing.episode,
        "step": due.step.name,
        "audience": due.step.audience,
        "warns": due.step.warns,
        "at": due.step.at,
        "recorded_at": now,
        "state": NudgeState.PASSED if passed else NudgeState.QUEUED,
        "ready_at": None if passed else now,
        "why": due.why_not,
    }


def of_numbers(
    connection: Connection, workspace_id: str, numbers: Collection[int]
) -> dict[int, list[Nudge]]:
    """The whole ledger of these things, in the order it was written."""
    query = (
        select(nudges)
        .where(nudges.c.workspace_id == workspace_id, nudges.c.number.in_(numbers))
        .order_by(nudges.c.id)
    )
    found: dict[int, list[Nudge]] = {number: [] for number in numbers}
    for nudge in map(value, connection.execute(query).mappings()):
        found[nudge.number].append(nudge)
    return found


def ready(connection: Connection, workspace_id: str, *, now: datetime, limit: int) -> list[Nudge]:
    """Queued nudges whose turn may have come."""
    query = (
        select(nudges)
        .where(
            nudges.c.workspace_id == workspace_id,
            nudges.c.ready_at <= now,
        )
        .order_by(nudges.c.ready_at, nudges.c.id)
        .limit(limit)
    )
    return list(map(value, connection.execute(query).mappings()))


def of_delivery(connection: Connection, workspace_id: str, delivery_id: int) -> list[Nudge]:
    query = select(nudges).where(
        nudges.c.workspace_id == workspace_id, nudges.c.delivery_id == delivery_id
    )
    return list(map(value, connection.execute(query.order_by(nudges.c.id)).mappings()))


def settle(connection: Connection, workspace_id: str, changes: Sequence[Mapping[str, Any]]) -> None:
    """Set state, ready_at, why, delivery_id, recipient_id, sent_at of many nudges at once.

    Each change names its nudge as `nudge_id`; what it leaves out is emptied.
    """
    if not changes:
        return
    names = ("state", "ready_at", "why", "delivery_id", "recipient_id", "sent_at")
    query = (
        update(nudges)
        .where(nudges.c.workspace_id == workspace_id, nudges.c.id == bindparam("nudge_id"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    entries = [
        {"nudge_id": change["nudge_id"]} | {f"new_{name}": change.get(name) for name in names}
        for change in changes
    ]
    connection.execute(query, entries)


def wake_of(connection: Connection, workspace_id: str, owner_id: str, *, now: datetime) -> None:
    """Have the queued nudges about a member's things weighed again at once."""
    open_things = [
        select(table.c.number).where(
            table.c.workspace_id == workspace_id, is_open(table), table.c.owner_id == owner_id
        )
        for table in (inquiries, promises)
    ]
    query = update(nudges).where(
        nudges.c.workspace_id == workspace_id,
        nudges.c.number.in_(union_all(*open_things)),
        nudges.c.state == NudgeState.QUEUED,
    )
    connection.execute(query.values(ready_at=now))


def retire(connection: Connection, workspace_id: str, number: int, *, after: int) -> None:
    """The steps of later episodes, which never were, make room for a move made once more."""
    query = update(nudges).where(
        nudges.c.workspace_id == workspace_id, nudges.c.number == number, nudges.c.episode > after
    )
    connection.execute(query.values(episode=-nudges.c.id))
