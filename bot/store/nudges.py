"""The nudge ledger: every step of every episode, once, whether it was said or not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Insert, Select, Update, bindparam, select, update

from bot.core.history import Kind
from bot.core.ladders import Audience
from bot.core.nudges import Due, Nudge, NudgeState
from bot.core.things import Thing
from bot.store.rows import Fields, insert
from bot.store.tables import nudges

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


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
    connection.execute(_unless_there(insert(connection, nudges)), entries)


def bind(
    connection: Connection,
    workspace_id: str,
    due: Sequence[tuple[Thing, Due]],
    *,
    delivery_id: int,
    recipient_id: str,
    now: datetime,
) -> None:
    """Enter steps in the ledger as part of a message that is owed; what passed is only entered."""
    part = {
        "state": NudgeState.BOUND,
        "ready_at": None,
        "delivery_id": delivery_id,
        "recipient_id": recipient_id,
    }
    none = {"delivery_id": None, "recipient_id": None}
    entries = [
        _entry(thing, step, now)
        | {"workspace_id": workspace_id}
        | (part if step.why_not is None else none)
        for thing, step in due
    ]
    if entries:
        connection.execute(_unless_there(insert(connection, nudges)), entries)


@cache
def _unless_there(new: "sqlite.Insert | postgresql.Insert") -> Insert:
    return new.on_conflict_do_nothing()


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
    found: dict[int, list[Nudge]] = {number: [] for number in numbers}
    known = {"workspace": workspace_id, "numbers": list(found)}
    for nudge in map(value, connection.execute(_of_numbers(), known).mappings()):
        found[nudge.number].append(nudge)
    return found


@cache
def _of_numbers() -> Select[Any]:
    return (
        select(nudges)
        .where(
            nudges.c.workspace_id == bindparam("workspace"),
            nudges.c.number.in_(bindparam("numbers", expanding=True)),
        )
        .order_by(nudges.c.id)
    )


def ready(connection: Connection, workspace_id: str, *, now: datetime, limit: int) -> list[Nudge]:
    """Queued nudges whose turn may have come."""
    known = {"workspace": workspace_id, "now": now, "limit": limit}
    return list(map(value, connection.execute(_ready(), known).mappings()))


@cache
def _ready() -> Select[Any]:
    return (
        select(nudges)
        .where(
            nudges.c.workspace_id == bindparam("workspace"),
            nudges.c.ready_at <= bindparam("now"),
        )
        .order_by(nudges.c.ready_at, nudges.c.id)
        .limit(bindparam("limit"))
    )


def newest(connection: Connection, workspace_id: str, *, limit: int) -> list[Nudge]:
    """The end of the ledger, newest first."""
    query = select(nudges).where(nudges.c.workspace_id == workspace_id)
    found = connection.execute(query.order_by(nudges.c.id.desc()).limit(limit))
    return list(map(value, found.mappings()))


def of_delivery(connection: Connection, workspace_id: str, delivery_id: int) -> list[Nudge]:
    return of_deliveries(connection, workspace_id, [delivery_id])[delivery_id]


def of_deliveries(
    connection: Connection, workspace_id: str, delivery_ids: Collection[int]
) -> dict[int, list[Nudge]]:
    """What each of these deliveries says, in the order it was entered in the ledger."""
    found: dict[int, list[Nudge]] = {delivery_id: [] for delivery_id in delivery_ids}
    known = {"workspace": workspace_id, "deliveries": list(found)}
    for row in connection.execute(_of_deliveries(), known).mappings():
        found[row["delivery_id"]].append(value(row))
    return found


@cache
def _of_deliveries() -> Select[Any]:
    query = select(nudges).where(
        nudges.c.workspace_id == bindparam("workspace"),
        nudges.c.delivery_id.in_(bindparam("deliveries", expanding=True)),
    )
    return query.order_by(nudges.c.id)


def settle(connection: Connection, workspace_id: str, changes: Sequence[Mapping[str, Any]]) -> None:
    """Set state, ready_at, why, delivery_id, recipient_id, sent_at of many nudges at once.

    Each change names its nudge as `nudge_id`; what it leaves out is emptied.
    """
    if not changes:
        return
    entries = [
        {"in_workspace": workspace_id, "nudge_id": change["nudge_id"]}
        | {f"new_{name}": change.get(name) for name in SETTLED}
        for change in changes
    ]
    connection.execute(_settle(), entries)


SETTLED = ("state", "ready_at", "why", "delivery_id", "recipient_id", "sent_at")


@cache
def _settle() -> Update:
    return (
        update(nudges)
        .where(
            nudges.c.workspace_id == bindparam("in_workspace"),
            nudges.c.id == bindparam("nudge_id"),
        )
        .values({name: bindparam(f"new_{name}") for name in SETTLED})
    )


def retire(connection: Connection, workspace_id: str, number: int, *, after: int) -> None:
    """The steps of later episodes, which never were, make room for a move made once more."""
    query = update(nudges).where(
        nudges.c.workspace_id == workspace_id, nudges.c.number == number, nudges.c.episode > after
    )
    connection.execute(query.values(episode=-nudges.c.id))
