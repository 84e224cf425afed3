"""Heard: the messages of a watched channel, and what came of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.core.customers import Customer
from bot.core.inquiries import InquiryState
from bot.core.sides import Side

_PERMALINK = re.compile(
    r"/archives/([CDG][A-Z0-9]+)/p([0-9]+)([0-9]{6})(?:\?(?:.*&)?thread_ts=([0-9.]+))?"
)


class Rule(StrEnum):
    """Which rule decided; kept with the message, so that it can be told later."""

    OPENED = "opened"
    CAME_BACK = "came_back"  # opened again, after an answer
    CHASED = "chased"
    TOGETHER = "together"  # part of what the same person had just said
    ANSWERED = "answered"
    BESIDE = "beside"  # our word, while nothing waited for one
    SEVERAL = "several"  # our word, and nothing says which of several it answers
    LATE = "late"  # theirs, known only after an answer that was given since
    FIRST = "first"  # the same, and nothing of theirs came before it
    KIND = "kind"
    AUTOMATIC = "automatic"
    NEITHER = "neither"  # of somebody who is neither theirs nor ours
    TOO_EARLY = "too_early"  # from before the channel was watched
    LOGGED = "logged"  # by hand, from its menu
    GONE = "gone"  # deleted before Heed was told of it


# What may turn out to be the answer to a word that arrives after it.
SPARE = frozenset((Rule.BESIDE, Rule.SEVERAL, Rule.TOGETHER))


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a channel. `root` is the message that its thread hangs on, or it itself.

    `at` is when it counts from: as it was written, or as it was edited into what it is.
    `edited_at` is when it was edited last, if it was.
    """

    channel_id: str
    ts: str
    author_id: str
    text: str
    root: str
    at: datetime
    edited_at: datetime | None = None

    @property
    def is_top(self) -> bool:
        return self.root == self.ts


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that was heard, and what came of it."""

    ts: str
    root: str
    author_id: str
    side: Side
    rule: Rule
    at: datetime
    customer_id: int
    number: int | None = None
    contact_id: int | None = None
    change_id: str | None = None
    words: str | None = None
    is_deleted: bool = False
    edited_at: datetime | None = None

    @property
    def is_top(self) -> bool:
        return self.root == self.ts


def place(permalink: str) -> tuple[str, str, str] | None:
    """The channel, the message and the root of its thread that an address leads to."""
    found = _PERMALINK.search(permalink)
    if found is None:
        return None
    channel_id, seconds, rest, root = found.groups()
    ts = f"{seconds}.{rest}"
    return channel_id, ts, root or ts


def instant(ts: str) -> datetime:
    """When a message was written."""
    return datetime.fromtimestamp(int(ts.partition(".")[0]), UTC)


def joined(parts: Sequence[Heard]) -> str:
    """What one person said in a row, in the order in which it was said."""
    standing = sorted((one for one in parts if not one.is_deleted), key=lambda one: one.ts)
    return "\n".join(one.words for one in standing if one.words)


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a message counted, or did not.

    `heard` is missing where it was never heard; then `customer` is whose channel is watched, if it
    is. `state` is that of the inquiry which the message is about. `is_unnamed`: its author is of
    another company, and nobody has said that it is the customer's.
    """

    heard: Heard | None = None
    customer: Customer | None = None
    customer_name: str = ""
    author_name: str = ""
    state: InquiryState | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    is_early: bool = False
    is_robot: bool = False
    is_reminder: bool = False
    is_unnamed: bool = False
