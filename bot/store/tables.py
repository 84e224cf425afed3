"""The tables. Every one carries the workspace, and every query names it."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from bot.store.columns import Dates, Instant, Span, Worktime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", RowId, primary_key=True, autoincrement=True)


def _workspace(*, primary_key: bool = False) -> Column[str]:
    return Column("workspace_id", String(40), nullable=False, primary_key=primary_key)


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
    _id(),
    _workspace(),
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
    Column("is_shadow", Boolean, nullable=False, server_default=text("false")),
    # Whether a tick on a customer's message in a watched channel answers it.
    Column("takes_ticks", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("workspace_id", "name"),
)

members = Table(
    "members",
    metadata,
    _workspace(primary_key=True),
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

# What a kind of customer is due; the tiers that nobody has changed are not here.
tiers = Table(
    "tiers",
    metadata,
    _workspace(primary_key=True),
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
    _id(),
    _workspace(),
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

# What a customer is called. `key` is found exactly; `backwards` and `bones` find near misses.
customer_names = Table(
    "customer_names",
    metadata,
    _workspace(primary_key=True),
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
    _id(),
    _workspace(),
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
    Column("is_void", Boolean, nullable=False, server_default=text("false")),
    Index("ix_contacts_customer", "workspace_id", "customer_id", "at"),
    Index("ix_contacts_member", "workspace_id", "member_id", "at"),
)


def _care() -> list[Column[Any]]:
    """The columns of core's Care, and of the sweep."""
    return [
        Column("owner_id", String(40), nullable=False),
        Column("claimed_by", String(40)),
        Column("claimed_until", Instant),
        Column("claims", Integer, nullable=False, server_default="0"),
        Column("snoozed_until", Instant),
        Column("snoozes", Integer, nullable=False, server_default="0"),
        Column("holds", JSON),
        Column("given_at", Instant),
        Column("given_by", String(40)),
        Column("note", Text),
        Column("state", String(10), nullable=False),
        Column("settled_at", Instant),
        Column("settled_by", String(40)),
        Column("episode", Integer, nullable=False),
        # Look no later than: null once nothing will become due of itself.
        Column("nudge_at", Instant),
        # When hours, targets or a ladder last changed: what is past by that is not said.
        Column("poked_at", Instant),
    ]


inquiries = Table(
    "inquiries",
    metadata,
    _workspace(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("contact_id", ForeignKey("contacts.id")),
    Column("opened_at", Instant, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("last_word_at", Instant, nullable=False),
    Column("chases", Integer, nullable=False, server_default="0"),
    Column("spent", Span),
    Column("target", Span),
    Column("linked_to", Integer),
    Column("acked_at", Instant),
    # Their first word that was a complaint.
    Column("complained_at", Instant),
    *_care(),
)

promises = Table(
    "promises",
    metadata,
    _workspace(primary_key=True),
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


# The very words of the index over what we said to customers.
is_our_word = contacts.c.direction == literal_column("'outbound'")
of_tier = (tiers.c.workspace_id == customers.c.workspace_id) & (tiers.c.name == customers.c.tier)

for _table in (inquiries, promises):
    Index(f"ix_{_table.name}_customer", _table.c.workspace_id, _table.c.customer_id, _table.c.state)
    Index(f"ix_{_table.name}_settled", _table.c.workspace_id, _table.c.settled_at)

nudges = Table(
    "nudges",
    metadata,
    _id(),
    _workspace(),
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
    _id(),
    _workspace(),
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

# A message that stands in Slack. It is dirty while `shown` is behind `wanted`.
posted = Table(
    "posted",
    metadata,
    _id(),
    _workspace(),
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
    _workspace(primary_key=True),
    Column("posted_id", ForeignKey("posted.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("nudge_id", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("is_shown", Boolean, nullable=False),
    Column("is_old", Boolean, nullable=False, server_default=text("false")),
    Index("ix_posted_rows_number", "workspace_id", "number"),
)

# What stands in a member's Home, and from when on it is no longer true. Whether somebody looks is
# told by the system's clock, when time alone changes it by the workspace's.
homes = Table(
    "homes",
    metadata,
    _workspace(primary_key=True),
    Column("member_id", String(40), primary_key=True),
    Column("opened_at", Instant, nullable=False),
    Column("of_team", Boolean, nullable=False, server_default=text("false")),
    Column("page", Integer, nullable=False, server_default="1"),
    # Blocks that say what came of the reader's last press.
    Column("said", JSON),
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
    _workspace(primary_key=True),
    Column("member_id", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Index("ix_home_rows_number", "workspace_id", "number"),
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    _workspace(),
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
    _workspace(primary_key=True),
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
    _workspace(primary_key=True),
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
    _workspace(primary_key=True),
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
    Index("ix_heard_at", "workspace_id", "channel_id", "at"),
    Index("ix_heard_root", "workspace_id", "channel_id", "root"),
    Index("ix_heard_contact", "workspace_id", "contact_id"),
    Index("ix_heard_number", "workspace_id", "number"),
    Index("ix_heard_customer", "workspace_id", "customer_id"),
)

# Append-only. Texts live beside it, to be blanked when a customer is forgotten.
history = Table(
    "history",
    metadata,
    _id(),
    _workspace(),
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
    _id(),
    _workspace(),
    Column("history_id", ForeignKey("history.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("ref", RowId),
    Column("key", String(80)),
    Index("ix_moved_rows_history", "workspace_id", "history_id", "kind"),
)

history_words = Table(
    "history_words",
    metadata,
    _workspace(primary_key=True),
    Column("history_id", ForeignKey("history.id"), primary_key=True),
    Column("words", Text, nullable=False),
)
