"""Posted messages: what stands in Slack and which of it is behind what the store knows."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    or_,
    select,
    true,
    update,
)

from bot.core.deliveries import Delivery, DeliveryKind, Posted, PostedRow
from bot.core.nudges import Nudge
from bot.store import edits
from bot.store import nudges as ledger
from bot.store.rows import Fields, Joined, insert
from bot.store.tables import nudges, posted, posted_rows

WITHOUT_ROWS = (DeliveryKind.TIDINGS, DeliveryKind.NOTICE)


def value(row: Fields, shown: Sequence[PostedRow]) -> Posted:
    return Posted(
        id=row["id"],
        workspace_id=row["workspace_id"],
        delivery_id=row["delivery_id"],
        kind=DeliveryKind(row["kind"]),
        recipient_id=row["recipient_id"],
        channel_id=row["channel_id"],
        ts=row["ts"],
        wanted=row["wanted"],
        rows=tuple(shown),
        posted_at=row["posted_at"],
        attempts=row["attempts"],
    )


def add(
    connection: Connection,
    delivery: Delivery,
    said: Sequence[tuple[Nudge, bool]],
    *,
    channel_id: str,
    ts: str,
    now: datetime,
    is_stale: bool = False,
) -> None:
    """Keep a message that was just posted: its nudges in order, and whether each is a shown row.

    The same things' rows in older messages there become old. `is_stale`: what it shows has changed
    since it was rendered, so it is to be edited at once.
    """
    numbers = [nudge.number for nudge, _ in said]
    edits.touch(connection, delivery.workspace_id, numbers)
    make_old(connection, delivery.workspace_id, numbers, channel_id=channel_id)
    values = {
        "workspace_id": delivery.workspace_id,
        "delivery_id": delivery.id,
        "kind": delivery.kind,
        "recipient_id": delivery.recipient_id,
        "channel_id": channel_id,
        "ts": ts,
        "posted_at": now,
        "wanted": int(is_stale),
    }
    key = connection.execute(insert(connection, posted), values).inserted_primary_key
    posted_id = key[0] if key else 0
    entries = [
        {
            "workspace_id": delivery.workspace_id,
            "posted_id": posted_id,
            "position": position,
            "nudge_id": nudge.id,
            "number": nudge.number,
            "is_shown": is_shown,
        }
        for position, (nudge, is_shown) in enumerate(said)
    ]
    if entries:
        connection.execute(insert(connection, posted_rows), entries)


def make_old(
    connection: Connection, workspace_id: str, numbers: Collection[int], *, channel_id: str
) -> None:
    """A newer message in this channel speaks of these things."""
    known = {"in_workspace": workspace_id, "numbers": list(numbers), "channel": channel_id}
    connection.execute(_make_old(), known)


@cache
def _make_old() -> Update:
    there = select(posted.c.id).where(
        posted.c.workspace_id == bindparam("in_workspace"),
        posted.c.channel_id == bindparam("channel"),
    )
    query = update(posted_rows).where(
        posted_rows.c.workspace_id == bindparam("in_workspace"),
        posted_rows.c.number.in_(bindparam("numbers", expanding=True)),
        posted_rows.c.posted_id.in_(there),
    )
    return query.values(is_old=true())


def at(connection: Connection, workspace_id: str, channel_id: str, ts: str) -> Posted | None:
    """The reminder of ours that stands there."""
    query = select(posted).where(*_there(workspace_id, channel_id, ts))
    row = connection.execute(query).mappings().first()
    return None if row is None else value(row, _rows(connection, workspace_id, row["id"]))


def _there(workspace_id: str, channel_id: str, ts: str) -> tuple[ColumnElement[bool], ...]:
    """What has no rows is edited like a reminder, and nobody reacts to it."""
    place = posted.c.channel_id == channel_id, posted.c.ts == ts
    return posted.c.workspace_id == workspace_id, *place, posted.c.kind.not_in(WITHOUT_ROWS)


def of_delivery(connection: Connection, workspace_id: str, delivery_id: int) -> Posted | None:
    """The message that a delivery became."""
    query = select(posted).where(
        posted.c.workspace_id == workspace_id, posted.c.delivery_id == delivery_id
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else value(row, _rows(connection, workspace_id, row["id"]))


def _rows(connection: Connection, workspace_id: str, posted_id: int) -> list[PostedRow]:
    joined = Joined.of(nudges)
    query = (
        select(*joined.columns, posted_rows.c.is_shown, posted_rows.c.is_old)
        .select_from(nudges)
        .join(posted_rows, posted_rows.c.nudge_id == nudges.c.id)
        .where(posted_rows.c.workspace_id == workspace_id, posted_rows.c.posted_id == posted_id)
        .order_by(posted_rows.c.position)
    )
    return [
        PostedRow(ledger.value(joined.apart(row)[0]), row.is_shown, row.is_old)
        for row in connection.execute(query)
    ]


def claim_dirty(
    connection: Connection, *, system_now: datetime, lease: timedelta, active: Collection[str]
) -> Posted | None:
    """Take the oldest message that is behind; None if all are up to date."""
    free = or_(posted.c.leased_until.is_(None), posted.c.leased_until <= system_now)
    turn = or_(posted.c.ready_at.is_(None), posted.c.ready_at <= system_now)
    query = (
        select(posted)
        .where(posted.c.workspace_id.in_(active), posted.c.wanted > posted.c.shown, free, turn)
        .order_by(posted.c.id.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    taken = update(posted).where(
        posted.c.workspace_id == row["workspace_id"], posted.c.id == row["id"]
    )
    connection.execute(taken.values(leased_until=system_now + lease, attempts=row["attempts"] + 1))
    return value(row, _rows(connection, row["workspace_id"], row["id"]))


def shown(connection: Connection, message: Posted) -> None:
    """The message shows what was wanted when it was claimed; what came since is still wanted."""
    query = update(posted).where(
        posted.c.id == message.id, posted.c.workspace_id == message.workspace_id
    )
    connection.execute(
        query.values(shown=message.wanted, leased_until=None, ready_at=None, attempts=0)
    )


def try_later(connection: Connection, message: Posted, *, ready_at: datetime) -> None:
    query = update(posted).where(
        posted.c.id == message.id, posted.c.workspace_id == message.workspace_id
    )
    connection.execute(query.values(leased_until=None, ready_at=ready_at))


def is_ours(connection: Connection, workspace_id: str, channel_id: str, ts: str) -> bool:
    """Whether a reminder of ours stands there."""
    query = select(posted.c.id).where(*_there(workspace_id, channel_id, ts))
    return connection.execute(query).first() is not None


def behind(connection: Connection, workspace_id: str, *, limit: int) -> list[Posted]:
    """The messages that do not show what is true by now, without their rows."""
    query = select(posted).where(
        posted.c.workspace_id == workspace_id, posted.c.wanted > posted.c.shown
    )
    found = connection.execute(query.order_by(posted.c.id.desc()).limit(limit))
    return [value(row, ()) for row in found.mappings()]


def is_behind(connection: Connection, active: Collection[str]) -> bool:
    """Whether any message may have to be edited."""
    return connection.execute(_is_behind(), {"active": list(active)}).first() is not None


@cache
def _is_behind() -> Select[int]:
    query = select(posted.c.id).where(
        posted.c.workspace_id.in_(bindparam("active", expanding=True)),
        posted.c.wanted > posted.c.shown,
    )
    return query.limit(1)
