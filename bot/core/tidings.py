"""Tidings: what a member is told of, once, that somebody else did with what is theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.attention import AHEAD, turn
from bot.core.customers import Customer
from bot.core.handing_over import Owned
from bot.core.history import Verb
from bot.core.members import Member, Team, away_end, own_hours
from bot.core.things import Thing

JUST_NOW = timedelta(minutes=5)
LINES = 8  # of one message; the rest is "… and 7 more"


class Deed(StrEnum):
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"
    HANDED = "handed"  # all that is theirs
    OWNED = "owned"  # a customer has another owner
    MERGED = "merged"
    SET_UP = "set_up"
    JOINED = "joined"  # they are in another team
    TIERS = "tiers"  # what a kind of customer is due
    EMOJI = "emoji"  # what an emoji means
    WATCHED = "watched"  # a customer's channel is watched
    UNWATCHED = "unwatched"
    UNDONE = "undone"
    COVERS = "covers"  # they stand in for somebody
    COVERED = "covered"  # they no longer do
    RECEIVED = "received"  # they have all that was another's
    LOST = "lost"  # a reminder could not be delivered
    LEFT = "left"  # their team's channel can no longer be posted to
    UNHEARD = "unheard"  # their customer's channel can no longer be watched
    TAKEN = "taken"  # their customer's channel has become another's


OF_COVERS = (Deed.COVERS, Deed.COVERED)
OF_HEED = (Deed.LOST, Deed.LEFT, Deed.UNHEARD, Deed.TAKEN)
BY_ITSELF = "heed"  # by whom that was done


@dataclass(frozen=True, slots=True)
class Tiding:
    """One thing that a member is to be told: `told` has numbers and ids, and no words.

    `ready_at`: when to look whether it may be said. `delivery_id`: the message it is part of.
    """

    id: int
    recipient_id: str
    deed: Deed
    by_id: str
    change_id: str
    at: datetime
    told: Mapping[str, Any]
    ready_at: datetime | None = None
    delivery_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tidings:
    """`subject` is the customer or team, `to_name` who has it now or what it is part of.

    `is_taken`: whoever has it now took it. `change_id` is what takes it back, where that can be.
    `at`: when it was done. `changes`: what became of a set-up, or of a channel. `until`: how long
    somebody stands in, `owned` for how much. `is_here`: whom they stood in for is back;
    `has_left`: their account is closed. `verb`: what was taken back, of `whose` changes;
    `is_owners`: of the reader's own. `former_name`: whose it all was, with some of the customers,
    `listed`. `undone_by`: who took it back after it was said.
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
    at: datetime | None = None
    changes: Mapping[str, Any] = field(default_factory=dict, hash=False)
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    until: datetime | None = None
    owned: Owned = field(default_factory=Owned)
    is_here: bool = False
    has_left: bool = False
    verb: Verb | None = None
    whose: str = ""
    is_owners: bool = False
    former_name: str = ""
    listed: Sequence[Customer] = ()
    undone_by: str = ""


def may_hear_at(now: datetime, *, team: Team, member: Member) -> datetime:
    """When a member may be told: in their own hours, and not while they are away."""
    return own_hours(team, member).next_opening(away_end(member, now) or now)


def turn_at(
    now: datetime, *, team: Team, member: Member, told: Sequence[datetime], since: datetime
) -> datetime:
    """When a member may be told by a message of its own what waits `since` then.

    What has just been done is said at once, if nothing else just was. What had to wait is like a
    reminder: an hour apart, six a day, and part of the brief that comes within the half hour.
    """
    at = may_hear_at(now, team=team, member=member)
    lately = [when for when in told if now - JUST_NOW < when <= now]
    if at <= now and now - since < JUST_NOW and not lately:
        return at
    at = turn(at, hours=own_hours(team, member), told=told).at
    brief_at = member.brief_at
    if brief_at is None or team.is_shadow or not now < brief_at <= at + AHEAD:
        return at
    return max(at, brief_at)


def matters(
    tiding: Tiding, *, thing: Thing | None, customer: Customer | None, now: datetime
) -> bool:
    """Whether it is still so, and still for its reader to know."""
    reader_id = tiding.recipient_id
    match tiding.deed:
        case Deed.MOVED:
            return thing is not None and things.is_open(thing) and _owns(thing, reader_id)
        case Deed.WITHDRAWN:
            return thing is not None and not things.is_open(thing)
        case Deed.GIVEN:
            return thing is not None and not _owns(thing, reader_id)
        case Deed.OWNED:
            return customer is not None and customer.owner_id != reader_id
        case Deed.COVERS:
            until = tiding.told.get("until")
            return until is None or now < datetime.fromisoformat(until)
        case _:
            return True


def _owns(thing: Thing, member_id: str) -> bool:
    return thing.care.owner_id == member_id


def latest(waiting: Sequence[Tiding]) -> list[Tiding]:
    """Without what a later one says anew: of a promise moved twice the last date matters."""
    last = {one.told.get("number"): one.id for one in waiting if one.deed is Deed.MOVED}
    return [
        one
        for one in waiting
        if one.deed is not Deed.MOVED or last[one.told.get("number")] == one.id
    ]
