"""The history, its words, and what it moved."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.columns import Instant, Span
from bot.store.tables.metadata import RowId, metadata, row_id, workspace

# Append-only. Texts live beside it, to be blanked when a customer is forgotten.
history = Table(
    "history",
    metadata,
    row_id(),
    workspace(),
    Column("change_id", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("verb", String(12), nullable=False),
    Column("surface", String(10), nullable=False),
    Column("actor_id", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("number", Integer),
    Column("customer_id", RowId),
    Column("contact_id", RowId),
    Column("member_id", String(40)),
    Column("until", Instant),
    Column("due_at", Instant),
    Column("spent", Span),
    Column("target", Span),
    Column("linked_to", Integer),
    Column("undoes", RowId),
    Column("told", Boolean),
    Column("is_complaint", Boolean, nullable=False, server_default=text("false")),
    Column("facts", JSON),
    Index("ix_history_number", "workspace_id", "number"),
    Index("ix_history_change", "workspace_id", "change_id"),
    Index("ix_history_actor", "workspace_id", "actor_id", "recorded_at"),
    Index("ix_history_customer", "workspace_id", "customer_id"),
    # One thing is taken back once.
    UniqueConstraint("workspace_id", "undoes"),
)

# What one entry of the history moved from one customer or owner to another, to be moved back.
moved_rows = Table(
    "moved_rows",
    metadata,
    row_id(),
    workspace(),
    Column("history_id", ForeignKey("history.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("ref", RowId),
    Column("key", String(80)),
    Index("ix_moved_rows_history", "workspace_id", "history_id", "kind"),
)

history_words = Table(
    "history_words",
    metadata,
    workspace(primary_key=True),
    Column("history_id", ForeignKey("history.id"), primary_key=True),
    Column("words", Text, nullable=False),
)
