"""Tidings: what a member is told of, once, that somebody else did with what is theirs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.things import Thing


class Deed(StrEnum):
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"
    HANDED = "handed"  # all that is theirs
    OWNED = "owned"  # a customer has another owner
    MERGED = "merged"
    SET_UP = "set_up"
    WATCHED = "watched"  # a customer's channel is watched
    UNWATCHED = "unwatched"


@dataclass(frozen=True, slots=True)
class Tidings:
    """`subject` is the customer or team, `to_name` who has it now or what it is part of.

    `is_taken`: whoever has it now took it. `change_id` is what takes it back, where that can be.
    """

    deed: Deed
    by_name: str
    zone: ZoneInfo
    now: datetime
    change_id: str = ""
    thing: Thing | None = None
    subject: str = ""
    to_name: str = ""
    is_taken: bool = False
