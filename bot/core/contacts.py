"""A contact: one time the customer and we were in touch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ON_IT = "We are on it"  # what an acknowledgement without words says
TICK = "✅"  # what an answer says that was only ticked


class Direction(StrEnum):
    """Who spoke."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Via(StrEnum):
    """How they were in touch."""

    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    MEETING = "meeting"
    VISIT = "visit"


class Mood(StrEnum):
    """How the customer seemed."""

    HAPPY = "happy"
    UNHAPPY = "unhappy"


class Became(StrEnum):
    """What became of a message by which a contact took place."""

    EDITED = "edited"
    DELETED = "deleted"  # and yet it counts, for something came after it


@dataclass(frozen=True, slots=True)
class Contact:
    """One event with a direction and an instant.

    `at` is when it happened, `logged_at` when somebody told us. A contact marked `fyi` neither
    opens nor answers an inquiry; `is_ack`: our word that we are on it, or where it stands, which
    answers nothing. `is_heard`: the member wrote it in a channel that is watched, and may be the
    customer's; any other word of theirs was written down by the member whom they spoke to.
    `became`: what its author made of it there since.
    """

    id: int
    customer_id: int
    member_id: str
    direction: Direction
    at: datetime
    logged_at: datetime
    words: str
    via: Via | None = None
    mood: Mood | None = None
    fyi: bool = False
    is_ack: bool = False
    number: int | None = None
    is_complaint: bool = False
    permalink: str | None = None
    is_heard: bool = False
    became: Became | None = None
