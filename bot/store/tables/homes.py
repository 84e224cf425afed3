"""What stands in members' Homes."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, text

from bot.store.columns import Instant
from bot.store.tables.metadata import metadata, workspace

# What stands in a member's Home, and from when on it is no longer true. Whether somebody looks is
# told by the system's clock, when time alone changes it by the workspace's.
homes = Table(
    "homes",
    metadata,
    workspace(primary_key=True),
    Column("member_id", String(40), primary_key=True),
    Column("opened_at", Instant, nullable=False),
    Column("of_team", Boolean, nullable=False, server_default=text("false")),
    Column("page", Integer, nullable=False, server_default="1"),
    # Blocks that say what came of the reader's last press.
    Column("said", JSON(none_as_null=True)),
    # Slack's mark of what was published last.
    Column("hash", String(100)),
    Column("turns_at", Instant),
    Column("wanted", Integer, nullable=False, server_default="1"),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("ready_at", Instant),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Index("ix_homes_opened_at", "workspace_id", "opened_at"),
)

# The inquiries and promises that a Home shows.
home_rows = Table(
    "home_rows",
    metadata,
    workspace(primary_key=True),
    Column("member_id", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Index("ix_home_rows_number", "workspace_id", "number"),
)
