"""Unsaying: what Heed has said, or is about to say, of customers that are forgotten."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, null, select, update

from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.core.words import name_key
from bot.store import edits, posted
from bot.store.deliveries import value
from bot.store.tables import deliveries, drafts, tidings

_NUMBER = re.compile(r"#(\d+)")
_MEANT = re.compile(r"\s*\w+\s+#?(\d+)\b")  # as in “move 12 to monday because …”


@dataclass(frozen=True, slots=True)
class Mentions:
    """By what a text speaks of a customer: its names, as they are found, and its things' numbers.

    Only here are two spellings of a name known to be one, so texts are not searched in the store.
    """

    names: frozenset[str]
    numbers: frozenset[int]

    def __contains__(self, text: str) -> bool:
        key = name_key(text)
        return any(name in key for name in self.names) or self.is_numbered(_NUMBER.findall(text))

    def is_numbered(self, found: Collection[str]) -> bool:
        return any(int(one) in self.numbers for one in found)


def unsay(
    connection: Connection,
    workspace_id: str,
    mentions: Mentions,
    customer_ids: Collection[int],
    *,
    now: datetime,
) -> bool:
    """Have what was said of these customers edited, and take back what is still to be said.

    Return whether anything is to be edited.
    """
    is_worded = _worded(connection, workspace_id, mentions, now=now)
    return _told(connection, workspace_id, mentions, customer_ids) or is_worded


def _worded(
    connection: Connection, workspace_id: str, mentions: Mentions, *, now: datetime
) -> bool:
    """What is kept in the very words that were said: a notice stays to be edited one day."""
    ours = deliveries.c.workspace_id == workspace_id
    query = select(deliveries).where(ours, deliveries.c.body.is_not(None)).with_for_update()
    blank, moot, unknown, is_edited = list[int](), list[int](), list[int](), False
    for row in connection.execute(query).mappings():
        speaks, is_owed = str(row["body"]) in mentions, row["ready_at"] is not None
        is_notice = row["kind"] == DeliveryKind.NOTICE
        if speaks or not (is_owed or is_notice):
            blank.append(row["id"])
        if speaks and is_owed:
            (moot if row["state"] == DeliveryState.PENDING else unknown).append(row["id"])
        if speaks and is_notice and row["ts"] and row["channel_id"]:
            there = {"channel_id": row["channel_id"], "ts": row["ts"]}
            posted.add(connection, value(row), [], now=now, is_stale=True, **there)
            is_edited = True
    changes: list[tuple[list[int], dict[str, Any]]] = [
        (blank, {"body": null()}),
        (moot, {"state": DeliveryState.MOOT, "ready_at": None}),
        # It may be in Slack by now: nothing is said again.
        (unknown, {"state": DeliveryState.UNKNOWN, "ready_at": None}),
    ]
    for ids, values in changes:
        if ids:
            changed = update(deliveries).where(ours, deliveries.c.id.in_(ids))
            connection.execute(changed.values(**values))
    return is_edited


def _told(
    connection: Connection, workspace_id: str, mentions: Mentions, customer_ids: Collection[int]
) -> bool:
    """Tidings have numbers and ids, and are worded anew from what is left."""
    ours = tidings.c.workspace_id == workspace_id
    query = select(tidings.c.id, tidings.c.delivery_id, tidings.c.told).where(
        ours, tidings.c.delivery_id.is_not(None)
    )
    ids = set(customer_ids)
    found = [
        row
        for row in connection.execute(query)
        if row.told.get("number") in mentions.numbers
        or ids & {row.told.get("customer"), row.told.get("into"), *row.told.get("listed", ())}
    ]
    for row in found:
        # Whichever is being said just now is edited once it stands there.
        changed = update(tidings).where(ours, tidings.c.id == row.id)
        connection.execute(changed.values(told={**row.told, "forgotten": True}))
    messages = {row.delivery_id for row in found}
    return bool(messages) and edits.touch_deliveries(connection, workspace_id, messages)


def drop_drafts(connection: Connection, workspace_id: str, mentions: Mentions) -> None:
    """Drop the drafts that speak of a customer; they are kept for a month at most."""
    query = select(drafts.c.id, drafts.c.words, drafts.c.choices, drafts.c.fields).where(
        drafts.c.workspace_id == workspace_id
    )
    found = [
        row.id
        for row in connection.execute(query)
        if f"{row.words} {row.choices} {row.fields}" in mentions
        or mentions.is_numbered(_MEANT.findall(row.words)[:1])
    ]
    if found:
        connection.execute(
            delete(drafts).where(drafts.c.workspace_id == workspace_id, drafts.c.id.in_(found))
        )
