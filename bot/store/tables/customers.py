"""Customers, what they are called, what their tier is due, and when we were in touch."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from bot.store.columns import Instant, Worktime
from bot.store.tables.metadata import RowId, metadata, row_id, workspace

# What a kind of customer is due; the tiers that nobody has changed are not here.
tiers = Table(
    "tiers",
    metadata,
    workspace(primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("target", Worktime, nullable=False),
    Column("complaint", Worktime),
    Column("next_word", Worktime, nullable=False),
    Column("update", Worktime, nullable=False),
    Column("cadence_days", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
)

customers = Table(
    "customers",
    metadata,
    row_id(),
    workspace(),
    Column("name", String(80), nullable=False),
    Column("owner_id", String(40), nullable=False),
    Column("tier", String(40), nullable=False, server_default="standard"),
    Column("is_internal", Boolean, nullable=False, server_default=text("false")),
    Column("since", Instant, nullable=False),
    # What was agreed with this one, whatever its tier.
    Column("target", Worktime),
    Column("cadence_days", Integer),
    # What matters to them; of an internal one, what it relies on us for.
    Column("needs", Text),
    # Their people, one a line.
    Column("people", Text),
    # Where they and we meet.
    Column("channel_id", String(40)),
    # What is said there counts by itself from then on; null: it is not watched.
    Column("watched_since", Instant),
    Column("is_void", Boolean, nullable=False, server_default=text("false")),
    # The one that it became part of; void since then.
    Column("merged_into", RowId),
    UniqueConstraint("workspace_id", "channel_id"),
    Index("ix_customers_owner", "workspace_id", "owner_id"),
    Index("ix_customers_name", "workspace_id", "name"),
)

# By which id Slack knows a channel now that had another one.
moved_channels = Table(
    "moved_channels",
    metadata,
    workspace(primary_key=True),
    Column("channel_id", String(40), primary_key=True),
    Column("to_id", String(40), nullable=False),
)

# What a customer is called. `key` is found exactly; `backwards` and `bones` find near misses.
customer_names = Table(
    "customer_names",
    metadata,
    workspace(primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("backwards", String(80), nullable=False),
    Column("bones", String(80), nullable=False),
    # As somebody wrote it.
    Column("spelled", String(80)),
    Index("ix_customer_names_backwards", "workspace_id", "backwards"),
    Index("ix_customer_names_bones", "workspace_id", "bones"),
    Index("ix_customer_names_customer", "workspace_id", "customer_id"),
)

contacts = Table(
    "contacts",
    metadata,
    row_id(),
    workspace(),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("member_id", String(40), nullable=False),
    Column("direction", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    Column("via", String(10)),
    Column("mood", String(10)),
    Column("fyi", Boolean, nullable=False, server_default=text("false")),
    # A word that we are on it, or where it stands, but no answer.
    Column("is_ack", Boolean, nullable=False, server_default=text("false")),
    Column("is_complaint", Boolean, nullable=False, server_default=text("false")),
    Column("number", Integer),
    # Where the message stands that it was logged from.
    Column("permalink", Text),
    Column("is_heard", Boolean, nullable=False, server_default=text("false")),
    Column("is_void", Boolean, nullable=False, server_default=text("false")),
    Index("ix_contacts_customer", "workspace_id", "customer_id", "at"),
    Index("ix_contacts_member", "workspace_id", "member_id", "at"),
)

# The very words of the index over what we said to customers.
is_our_word = contacts.c.direction == literal_column("'outbound'")

of_tier = (tiers.c.workspace_id == customers.c.workspace_id) & (tiers.c.name == customers.c.tier)
