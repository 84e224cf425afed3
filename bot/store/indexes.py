"""Indexes over some of a table's rows: for migrations alone, as naming them loads both dialects."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index

from bot.store.tables import (
    contacts,
    customers,
    deliveries,
    inquiries,
    is_open,
    is_our_word,
    members,
    metadata,
    nudges,
    posted,
    promises,
    tidings,
)

__all__ = ["metadata"]


def _index(name: str, *columns: Column[Any], where: ColumnElement[bool]) -> Index:
    return Index(f"ix_{name}", *columns, sqlite_where=where, postgresql_where=where)


def _known(name: str, *columns: Column[Any]) -> Index:
    """Index the rows that have something in the last of these columns."""
    return _index(name, *columns, where=columns[-1].is_not(None))


_known("members_digest_at", members.c.workspace_id, members.c.digest_at)
_known("members_brief_at", members.c.workspace_id, members.c.brief_at)
_known("members_cover_id", members.c.workspace_id, members.c.cover_id)
_known("members_cover_at", members.c.workspace_id, members.c.cover_at)
_known("promises_permalink", promises.c.workspace_id, promises.c.permalink)
_known("tidings_ready_at", tidings.c.workspace_id, tidings.c.ready_at)
_known("customers_cadence", customers.c.workspace_id, customers.c.cadence_days)
_index(
    "contacts_our_words",
    contacts.c.workspace_id,
    contacts.c.customer_id,
    contacts.c.at,
    where=is_our_word,
)
_known("nudges_ready_at", nudges.c.workspace_id, nudges.c.ready_at)
_index(
    "deliveries_ready_at",
    deliveries.c.ready_at,
    deliveries.c.id,
    where=deliveries.c.ready_at.is_not(None),
)
_index("posted_dirty", posted.c.workspace_id, posted.c.id, where=posted.c.wanted > posted.c.shown)
for _table in (inquiries, promises):
    _known(f"{_table.name}_nudge_at", _table.c.workspace_id, _table.c.nudge_at)
    _known(f"{_table.name}_claimed_by", _table.c.workspace_id, _table.c.claimed_by)
    _index(
        f"{_table.name}_open_owner",
        _table.c.workspace_id,
        _table.c.owner_id,
        where=is_open(_table),
    )
