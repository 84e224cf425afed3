"""What people ask for about customers and things, as values: the readings of what they typed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.contacts import Direction, Mood, Via
from bot.core.words import name_key


class Verb(StrEnum):
    """What can be done to one numbered thing."""

    ANSWERED = "answered"
    NONE = "none"  # no answer needed
    KEPT = "kept"
    MOVE = "move"
    WITHDRAW = "withdraw"
    SNOOZE = "snooze"
    WAKE = "wake"
    HOLD = "hold"
    RESUME = "resume"
    TAKE = "take"
    RELEASE = "release"
    GIVE = "give"
    ACK = "ack"  # the customer was told that we are on it, or where it stands


class Gesture(StrEnum):
    """What an emoji on a reminder can mean."""

    DONE = "done"
    CLAIM = "claim"
    SNOOZE = "snooze"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to split what was typed: a possible customer, and the words that then remain."""

    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class Naming:
    """Who may be meant: the candidates, longest name first, and the number in `Acme #482`."""

    candidates: tuple[Candidate, ...]
    number: int | None = None

    @staticmethod
    def key(name: str) -> str:
        return name_key(name)


@dataclass(frozen=True, slots=True)
class Help:
    """How things are typed; without a topic nothing was typed at all."""

    topic: str | None = None


@dataclass(frozen=True, slots=True)
class LogContact:
    """A contact to write down; its words are the rest of the candidate that is known.

    `ack`: we only said that we are on it. `permalink` is where the message stands that it was
    logged from.
    """

    direction: Direction
    naming: Naming
    at: datetime | None = None
    via: Via | None = None
    fyi: bool = False
    mood: Mood | None = None
    complaint: bool = False
    ack: bool = False
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class MakePromise:
    """A promise to write down; `due_words` are the words that its due date was read from.

    `permalink` is where the message stands that it was made from.
    """

    naming: Naming
    due_at: datetime
    due_words: str
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class ThingVerb:
    """Something to do to the inquiry or promise of that number.

    `at` is when it was answered or kept if not now, `due_at` the new date of a moved promise,
    `until` the end of a snooze or hold, `to` the member a thing is given to; `told` whether the
    customer knows of the new date (None: not said); `day_off` was named as the end, which is the
    opening after it.
    """

    verb: Verb
    number: int
    until: datetime | None = None
    to: str | None = None
    reason: str | None = None
    due_at: datetime | None = None
    at: datetime | None = None
    told: bool | None = None
    day_off: date | None = None


@dataclass(frozen=True, slots=True)
class CustomerCard:
    name: str


@dataclass(frozen=True, slots=True)
class AddCustomer:
    """A customer to add; without an owner it is whoever adds it."""

    name: str
    owner: str | None = None
    tier: str | None = None
    internal: bool = False
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class ListCustomers:
    mine: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Mine:
    team: bool = False
    page: int = 1
