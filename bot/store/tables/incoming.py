"""What comes from Slack: drafts, receipts, reactions, and what was heard in channels."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, text

from bot.store.columns import Instant
from bot.store.tables.metadata import RowId, metadata, row_id, workspace

drafts = Table(
    "drafts",
    metadata,
    row_id(),
    workspace(),
    Column("member_id", String(40), nullable=False),
    Column("command", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("choices", JSON),
    # What stands in a form that is open, or was closed unsent; null once it was sent.
    Column("view_id", String(40)),
    Column("fields", JSON(none_as_null=True)),
    Column("kept_at", Instant, nullable=False),
    Index("ix_drafts_kept_at", "workspace_id", "kept_at"),
    Index("ix_drafts_view", "workspace_id", "member_id", "view_id", unique=True),
)

# What Slack may send twice, written in the transaction of its effect.
receipts = Table(
    "receipts",
    metadata,
    workspace(primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("member_id", String(40)),
    Column("digest", String(40)),
    Column("at", Instant, nullable=False),
    Column("change_id", String(40)),
    Column("number", Integer),
    Index("ix_receipts_digest", "workspace_id", "member_id", "digest", "at"),
    Index("ix_receipts_at", "workspace_id", "at"),
)

reactions = Table(
    "reactions",
    metadata,
    workspace(primary_key=True),
    Column("channel_id", String(40), primary_key=True),
    Column("ts", String(40), primary_key=True),
    Column("member_id", String(40), primary_key=True),
    Column("emoji", String(100), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Column("change_id", String(40)),
)

# What was said in customers' channels, and by which rule it counted or did not. Words are kept
# only of what counts.
heard = Table(
    "heard",
    metadata,
    workspace(primary_key=True),
    Column("channel_id", String(40), primary_key=True),
    Column("ts", String(40), primary_key=True),
    # The message that its thread hangs on, or it itself.
    Column("root", String(40), nullable=False),
    Column("author_id", String(40), nullable=False),
    Column("side", String(10), nullable=False),
    Column("rule", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Column("customer_id", RowId, nullable=False),
    Column("number", Integer),
    Column("contact_id", RowId),
    Column("change_id", String(40)),
    Column("words", Text),
    Column("is_deleted", Boolean, nullable=False, server_default=text("false")),
    Column("edited_at", Instant),
    Index("ix_heard_at", "workspace_id", "channel_id", "at"),
    Index("ix_heard_root", "workspace_id", "channel_id", "root"),
    Index("ix_heard_contact", "workspace_id", "contact_id"),
    Index("ix_heard_number", "workspace_id", "number"),
    Index("ix_heard_customer", "workspace_id", "customer_id"),
)
