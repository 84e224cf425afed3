"""Workspaces, their teams and their members."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.store.columns import Dates, Instant
from bot.store.tables.metadata import metadata, row_id, workspace

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False, server_default=""),
    Column("bot_id", String(40)),
    Column("bot_member_id", String(40)),
    Column("last_number", Integer, nullable=False, server_default="0"),
    Column("emoji", JSON),
    Column("is_playground", Boolean, nullable=False, server_default=text("false")),
    Column("paused_at", Instant),
    Column("paused_why", String(200)),
)

teams = Table(
    "teams",
    metadata,
    row_id(),
    workspace(),
    Column("name", String(80), nullable=False),
    Column("lead_id", String(40)),
    Column("channel_id", String(40)),
    Column("zone", String(64)),
    Column("week", JSON),
    Column("closed", Dates),
    # By date, the stretches of that day in which the team does not work.
    Column("breaks", JSON),
    # Whose public holidays are days off.
    Column("country", String(3)),
    Column("region", String(20)),
    Column("to_channel", Boolean, nullable=False, server_default=text("false")),
    # What was due before this is listed, not said.
    Column("enforce_from", Instant),
    Column("start_on", Date),
    Column("left_shadow_at", Instant),
    Column("is_shadow", Boolean, nullable=False, server_default=text("false")),
    # Whether a tick on a customer's message in a watched channel answers it.
    Column("takes_ticks", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("workspace_id", "name"),
)

members = Table(
    "members",
    metadata,
    workspace(primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("team_id", ForeignKey("teams.id")),
    Column("is_bot", Boolean, nullable=False, server_default=text("false")),
    Column("is_guest", Boolean, nullable=False, server_default=text("false")),
    Column("is_deactivated", Boolean, nullable=False, server_default=text("false")),
    Column("is_stranger", Boolean, nullable=False, server_default=text("false")),
    # An admin or owner of the workspace.
    Column("is_admin", Boolean, nullable=False, server_default=text("false")),
    # Slack took no message for them; the next word of Slack's about them clears it.
    Column("is_unreachable", Boolean, nullable=False, server_default=text("false")),
    # Null as long as the team's are theirs too.
    Column("week", JSON),
    Column("country", String(3)),
    Column("region", String(20)),
    Column("away_until", Instant),
    # Away by their status in Slack, which they need not tell Heed.
    Column("status_until", Instant),
    Column("status", String(200)),
    # Since when; null once a brief has welcomed them back.
    Column("away_since", Instant),
    Column("cover_id", String(40)),
    # When to look anew who covers for them: null while they are here.
    Column("cover_at", Instant),
    Column("dm_id", String(40)),
    Column("introduced_at", Instant),
    Column("digest_at", Instant),
    # When the next morning brief is due; whether they want one, and at which minute of the day
    # (null: when their day begins).
    Column("brief_at", Instant),
    Column("wants_brief", Boolean, nullable=False, server_default=text("true")),
    Column("brief_minute", Integer),
    # Whether urgent things may be said outside their hours.
    Column("takes_urgent", Boolean, nullable=False, server_default=text("false")),
)
