"""Inquiries and promises, with the care that is taken of both."""

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    literal_column,
)

from bot.store.columns import Instant, Span
from bot.store.tables.metadata import metadata, workspace


def _care() -> list[Column[Any]]:
    """The columns of core's Care, and of the sweep."""
    return [
        Column("owner_id", String(40), nullable=False),
        Column("claimed_by", String(40)),
        Column("claimed_until", Instant),
        Column("claims", Integer, nullable=False, server_default="0"),
        # The end of the owner's own first claim.
        Column("own_until", Instant),
        Column("snoozed_until", Instant),
        Column("snoozes", Integer, nullable=False, server_default="0"),
        Column("holds", JSON),
        Column("given_at", Instant),
        Column("given_by", String(40)),
        Column("note", Text),
        Column("state", String(10), nullable=False),
        Column("settled_at", Instant),
        Column("settled_by", String(40)),
        # In which its owner was then: figures of a week past do not move along with people.
        Column("settled_team_id", Integer),
        Column("episode", Integer, nullable=False),
        # Look no later than: null once nothing will become due of itself.
        Column("nudge_at", Instant),
        # When hours, targets or a ladder last changed: what is past by that is not said.
        Column("poked_at", Instant),
    ]


inquiries = Table(
    "inquiries",
    metadata,
    workspace(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("contact_id", ForeignKey("contacts.id")),
    # Their last word, if that is another than the first.
    Column("latest_id", ForeignKey("contacts.id")),
    Column("opened_at", Instant, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("last_word_at", Instant, nullable=False),
    Column("chases", Integer, nullable=False, server_default="0"),
    Column("spent", Span),
    Column("target", Span),
    # When its answer was due, as it was answered: an open one is reckoned.
    Column("due_at", Instant),
    Column("linked_to", Integer),
    Column("acked_at", Instant),
    # Their first word that was a complaint.
    Column("complained_at", Instant),
    # When that was logged, if it was not the first word of all.
    Column("complaint_logged_at", Instant),
    # When whoever is asked wrote one down.
    Column("complaint_known_at", Instant),
    *_care(),
)

promises = Table(
    "promises",
    metadata,
    workspace(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("moves", Integer, nullable=False, server_default="0"),
    # How many dates that the customer counted on had passed when they were told another.
    Column("missed", Integer, nullable=False, server_default="0"),
    # The first of these: the week in which the promise counts.
    Column("missed_due_at", Instant),
    # Moved then, and nobody has said that the customer knows: they count on the earlier date.
    Column("untold_since", Instant),
    Column("known_due_at", Instant),
    Column("reason", Text),
    Column("permalink", Text),
    *_care(),
)


def is_open(table: Table) -> ColumnElement[bool]:
    """The very words of the partial indexes: SQLite uses one only for a literal."""
    return table.c.state == literal_column("'open'")


for _table in (inquiries, promises):
    Index(f"ix_{_table.name}_customer", _table.c.workspace_id, _table.c.customer_id, _table.c.state)
    Index(f"ix_{_table.name}_settled", _table.c.workspace_id, _table.c.settled_at)
