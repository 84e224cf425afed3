"""Deliveries and posted messages: what the bot owes someone, and what stands in Slack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.customers import Customer
from bot.core.nudges import Nudge
from bot.core.things import Thing
from bot.core.tidings import Tidings


class DeliveryKind(StrEnum):
    NUDGES = "nudges"  # to one member, bundled
    CHANNEL = "channel"  # one thing, to a team's channel
    BRIEF = "brief"  # a member's morning: what waits for them, nudges and all
    DIGEST = "digest"
    SHADOW = "shadow"  # never sent: only that it would have been
    REPLY = "reply"  # to a response_url
    WHISPER = "whisper"  # seen by one member, in a channel
    TIDINGS = "tidings"  # to one member, of what somebody else did
    NOTICE = "notice"  # a plain word from Heed to one member


# What is about things, whose rows are edited when these are settled.
TO_MEMBERS = (DeliveryKind.NUDGES, DeliveryKind.BRIEF)
# What counts as an interruption, where it was written down when it was said.
INTERRUPTS = (*TO_MEMBERS, DeliveryKind.TIDINGS)


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"  # it may have arrived: reconciled before anything is said again
    SENT = "sent"
    MOOT = "moot"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message the bot owes someone.

    `address` is a response_url, or for a whisper the member who alone sees it; `body` is a
    message said already, where it is not rendered at sending.
    """

    id: int
    workspace_id: str
    kind: DeliveryKind
    recipient_id: str
    state: DeliveryState
    created_at: datetime
    attempts: int = 0
    channel_id: str | None = None
    address: str | None = None
    body: Mapping[str, Any] | None = None
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class PostedRow:
    """A row of a posted message; `is_old` once a newer nudge speaks of the same thing."""

    nudge: Nudge
    is_shown: bool
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that stands in Slack."""

    id: int
    workspace_id: str
    delivery_id: int
    kind: DeliveryKind
    recipient_id: str
    channel_id: str
    ts: str
    wanted: int
    rows: tuple[PostedRow, ...] = ()
    posted_at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class NudgeRow:
    """One thing in a reminder, with all that the words need.

    `is_old`: a newer reminder speaks of it. `moved_on`: it is somebody else's now.
    `handed_on`: it was handed over since the lead heard of it; `is_giver`: by its reader.
    `is_of_same_hours`: whoever handed it over works by the same hours as its owner.
    `is_news`: its reader is the new owner, and hears of it for the first time since.
    `again_at`: when Heed will ask next, of itself. `lead_at`: when the lead will hear; `heard_at`:
    when the lead, or whoever stood in, was told last.
    `told_at`, `told_id`, `told_name`: for the lead's eyes, when somebody was last nudged about it,
    and who.
    `waits`: what keeps back a reminder that the owner is owed; `held`: what held back this one.
    `is_urgent`: it comes outside its reader's hours, as they allow.
    """

    nudge: Nudge
    thing: Thing
    due_at: datetime
    is_old: bool = False
    moved_on: bool = False
    handed_on: bool = False
    is_giver: bool = False
    is_of_same_hours: bool = False
    is_news: bool = False
    again_at: datetime | None = None
    lead_at: datetime | None = None
    lead_name: str | None = None
    lead_id: str | None = None
    told_at: datetime | None = None
    settled_by_name: str | None = None
    claimed_by_name: str | None = None
    instead_of_name: str | None = None
    told_name: str | None = None
    told_id: str | None = None
    again_to_id: str | None = None
    again_to_name: str | None = None
    made_by_name: str | None = None
    given_by_name: str | None = None
    again_in_channel: bool = False
    heard_at: datetime | None = None
    heard_id: str | None = None
    heard_name: str | None = None
    waits: str | None = None
    held: str | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """What somebody did for a member who was away."""

    name: str
    answered: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief says besides its rows.

    `quiet` are customers with their last contact, and `back` what others did meanwhile, in the
    first brief after an absence. `beyond` counts what is neither a row nor behind its button.
    """

    quiet: Sequence[tuple[Customer, datetime | None]] = ()
    quiet_count: int = 0
    is_back: bool = False
    back: Sequence[Covered] = ()
    beyond: int = 0

    @property
    def says_more(self) -> bool:
        """Whether it has something to say even without a row."""
        return bool(self.quiet or self.back)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A reminder: what one member (or a team's channel) is nudged about, worst first.

    `more` counts what did not fit; it counts as said. `introduce`: the first they ever get.
    `rest_after`: how many of those that did not fit come before the next ones.
    `hidden` are the nudges that it says without a row, and `things` all that it speaks of.
    `others`: what others did, that its reader is told on the occasion.
    """

    kind: DeliveryKind
    delivery_id: int
    rows: tuple[NudgeRow, ...]
    zone: ZoneInfo
    now: datetime
    reader_id: str | None = None
    reader_name: str | None = None
    more: int = 0
    rest_after: int = 0
    introduce: bool = False
    hidden: tuple[Nudge, ...] = ()
    things: Mapping[int, Thing] = field(default_factory=dict)
    brief: Brief | None = None
    others: Sequence[Tidings] = ()
