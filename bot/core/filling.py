"""Filling in: what stands in the fields of a form, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from bot.core.errors import Choice, Refusal


class FormName(StrEnum):
    """The forms whose unfinished words are kept."""

    CONTACT = "contact"
    PROMISE = "promise"
    CUSTOMER = "customer"


class Field(StrEnum):
    """The fields of the forms."""

    CUSTOMER = "customer"
    DIRECTION = "direction"
    WORDS = "words"
    PHRASE = "phrase"
    DATE = "date"
    TIME = "time"
    VIA = "via"
    MOOD = "mood"
    MARKS = "marks"
    NAME = "name"
    TIER = "tier"
    OWNER = "owner"
    TARGET = "target"
    CADENCE = "cadence"
    NEEDS = "needs"
    PEOPLE = "people"
    NAMES = "names"
    CHANNEL = "channel"
    WATCH = "watch"


class Mark(StrEnum):
    """What can be ticked."""

    FYI = "fyi"
    COMPLAINT = "complaint"
    ACK = "ack"
    ALONG = "along"  # everything open goes along to the new owner
    WATCH = "watch"  # what is said in their channel counts by itself


ADDED = "+"  # before the name of a customer that is to be added


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form, each as Slack has it; nothing where nothing stands.

    `customer` is the id of a known one, or ADDED and the name of one to be added; `called` is
    how it is shown. A time is a `phrase`, or what the pickers say: `day` and `time`.
    `permalink` is where the message stands that it is about; `number` that of the inquiry, as
    long as the customer stays the one whose it is.
    """

    customer: str = ""
    called: str = ""
    direction: str = ""
    words: str = ""
    phrase: str = ""
    day: str = ""
    time: str = ""
    via: str = ""
    mood: str = ""
    marks: tuple[str, ...] = ()
    name: str = ""
    tier: str = ""
    owner: str = ""
    target: str = ""
    cadence: str = ""
    needs: str = ""
    people: str = ""
    names: str = ""
    channel: str = ""
    watch: str = ""
    permalink: str = ""
    number: int = 0

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `kept` wrote down."""
        return replace(cls(), **{**kept, "marks": tuple(kept.get("marks", ()))})

    def kept(self) -> dict[str, Any]:
        """What of it has to be written down."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def customer_id(self) -> int | None:
        """The customer that was picked; None if that is a new one, or no number of ours."""
        picked = self.customer if self.customer.isascii() and len(self.customer) < 10 else ""
        return int(picked) if picked.isdecimal() else None

    @property
    def when(self) -> str:
        """What the pickers say, as a phrase."""
        return f"{self.day} {self.time}".strip()


class Misfilled(Refusal):
    """Some fields do not do; `errors` says of each why."""

    def __init__(self, errors: Mapping[Field, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class Unfinished(Refusal):
    """Understood as far as it goes; a form can ask for the rest. `customer` is meant."""

    def __init__(
        self, sentence: str, *, choices: Sequence[Choice] = (), customer: str = ""
    ) -> None:
        super().__init__(sentence, choices=choices)
        self.customer = customer


@dataclass(frozen=True, slots=True)
class Source:
    """A message that a form is opened on, as Slack has it.

    `is_theirs` says that its author is of another workspace, or no person at all.
    """

    text: str
    at: datetime
    author_id: str | None = None
    author: str = ""
    is_theirs: bool = False
    channel_id: str = ""
