"""What Heed owes and has said: the ledger of nudges, the outbox, and what stands in Slack."""

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

from bot.store.columns import Instant
from bot.store.tables.metadata import RowId, metadata, row_id, workspace

nudges = Table(
    "nudges",
    metadata,
    row_id(),
    workspace(),
    Column("kind", String(10), nullable=False),
    Column("number", Integer, nullable=False),
    Column("episode", Integer, nullable=False),
    Column("step", String(20), nullable=False),
    Column("audience", String(10), nullable=False),
    Column("warns", Boolean, nullable=False, server_default=text("false")),
    Column("at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    # When to weigh it again: null unless it is queued.
    Column("ready_at", Instant),
    Column("why", String(200)),
    Column("delivery_id", RowId),
    Column("recipient_id", String(40)),
    Column("sent_at", Instant),
    UniqueConstraint("workspace_id", "number", "episode", "step"),
)

Index("ix_nudges_delivery", nudges.c.workspace_id, nudges.c.delivery_id)

# The outbox: one message the bot owes someone. Leases run on the system's clock.
deliveries = Table(
    "deliveries",
    metadata,
    row_id(),
    workspace(),
    Column("kind", String(12), nullable=False),
    Column("once", String(120)),
    Column("recipient_id", String(40), nullable=False),
    Column("channel_id", String(40)),
    Column("address", Text),
    Column("body", JSON),
    Column("state", String(10), nullable=False),
    Column("created_at", Instant, nullable=False),
    # When to try, or try again: null once there is nothing left to try.
    Column("ready_at", Instant),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", String(300)),
    Column("told_at", Instant),
    Column("ts", String(40)),
    UniqueConstraint("workspace_id", "once"),
)

Index(
    "ix_deliveries_told", deliveries.c.workspace_id, deliveries.c.recipient_id, deliveries.c.told_at
)

# What members are told of once, in their own hours, because somebody else did it.
tidings = Table(
    "tidings",
    metadata,
    row_id(),
    workspace(),
    Column("recipient_id", String(40), nullable=False),
    Column("deed", String(12), nullable=False),
    Column("by_id", String(40), nullable=False),
    Column("change_id", String(80), nullable=False),
    Column("at", Instant, nullable=False),
    Column("told", JSON, nullable=False),
    # When to look whether it may be said: null once it is part of a message, or is not said.
    Column("ready_at", Instant),
    Column("delivery_id", RowId),
    UniqueConstraint("workspace_id", "change_id", "recipient_id"),
    Index("ix_tidings_by", "workspace_id", "by_id", "deed"),
    Index("ix_tidings_delivery", "workspace_id", "delivery_id"),
)

# A message that stands in Slack. It is dirty while `shown` is behind `wanted`.
posted = Table(
    "posted",
    metadata,
    row_id(),
    workspace(),
    Column("delivery_id", RowId, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("recipient_id", String(40), nullable=False),
    Column("channel_id", String(40), nullable=False),
    Column("ts", String(40), nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("wanted", Integer, nullable=False, server_default="0"),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("ready_at", Instant),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    UniqueConstraint("workspace_id", "channel_id", "ts"),
)

posted_rows = Table(
    "posted_rows",
    metadata,
    workspace(primary_key=True),
    Column("posted_id", ForeignKey("posted.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("nudge_id", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("is_shown", Boolean, nullable=False),
    Column("is_old", Boolean, nullable=False, server_default=text("false")),
    Index("ix_posted_rows_number", "workspace_id", "number"),
)
