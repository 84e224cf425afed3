"""The history: what happened, as events that inquiries and promises are folded from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What an event is about."""

    INQUIRY = "inquiry"
    PROMISE = "promise"
    CONTACT = "contact"
    CUSTOMER = "customer"
    MEMBER = "member"
    TEAM = "team"


class Surface(StrEnum):
    """Where it was done."""

    COMMAND = "command"
    BUTTON = "button"
    REACTION = "reaction"
    MODAL = "modal"
    MESSAGE = "message"
    CHANNEL = "channel"  # said in a customer's channel that is watched
    CLOCK = "clock"


class Verb(StrEnum):
    """What was done."""

    OPENED = "opened"
    CHASED = "chased"
    ACKNOWLEDGED = "acknowledged"  # told that we are on it, or where it stands
    ANSWERED = "answered"
    DISMISSED = "dismissed"  # no answer needed
    MADE = "made"
    KEPT = "kept"
    MOVED = "moved"
    CORRECTED = "corrected"  # the due date was misread when the promise was made
    WITHDRAWN = "withdrawn"
    CLAIMED = "claimed"
    RELEASED = "released"
    SNOOZED = "snoozed"
    HELD = "held"
    RESUMED = "resumed"
    GIVEN = "given"
    UNDONE = "undone"
    LOGGED = "logged"
    REWORDED = "reworded"  # its author edited the message in the channel; the words are as before
    UNHEARD = "unheard"  # a customer's channel can no longer be watched, of itself
    DELETED = "deleted"  # its author deleted the message in the channel
    ADDED = "added"
    EDITED = "edited"
    MERGED = "merged"  # two customers are one from now on
    HANDED = "handed"  # all that a member owns is another's
    FORGOTTEN = "forgotten"
    SET_UP = "set_up"
    AWAY = "away"
    BACK = "back"


# What became of a message is noted, and changes nothing by itself.
NOTED = frozenset((Verb.REWORDED, Verb.DELETED))


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: who, what, when it counts from (`at`) and when we learned it (`recorded_at`).

    `undoes` is the id of the entry that this one takes back; `told`, of a move, whether the
    customer knows, and of a hand-over False if the new owner hears of it by another way.
    """

    verb: Verb
    kind: Kind
    actor_id: str
    at: datetime
    recorded_at: datetime
    id: int = 0
    number: int | None = None
    customer_id: int | None = None
    contact_id: int | None = None
    member_id: str | None = None
    until: datetime | None = None
    due_at: datetime | None = None
    spent: timedelta | None = None
    target: timedelta | None = None
    linked_to: int | None = None
    undoes: int | None = None
    told: bool | None = None
    is_complaint: bool = False
    words: str | None = None
    change_id: str | None = None


def standing(events: Iterable[Event]) -> list[Event]:
    """What was done and not taken back, oldest first, without the taking back itself."""
    known = sorted(events, key=lambda event: event.id)
    undone = {event.undoes for event in known if event.undoes is not None}
    without = NOTED | {Verb.UNDONE}
    return [event for event in known if event.id not in undone and event.verb not in without]
