"""What can be done at the playground's prompt, one line at a time."""

from dataclasses import dataclass
from datetime import datetime

FEW = 3  # messages, where nobody says how many


@dataclass(frozen=True, slots=True)
class Slash:
    """A slash command."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Say:
    """Plain words, in Heed's direct message or in a channel."""

    words: str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Be:
    """From now on, somebody else types."""

    who: str


@dataclass(frozen=True, slots=True)
class Until:
    """Time passes until then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Next:
    """Time passes until Heed has something to do."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button or a menu's entry: by the beginning of its words, or by its place."""

    label: str = ""
    place: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class React:
    """An emoji, set or taken away."""

    emoji: str
    number: int | None = None
    is_removal: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The newest messages of somebody, or of a channel."""

    whose: str | None = None
    count: int = FEW


@dataclass(frozen=True, slots=True)
class Show:
    """A page of the playground's own: help, people or customers."""

    page: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave."""


Deed = Slash | Say | Be | Until | Next | Press | React | Read | Show | Quit


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be done; `who` does it just this once, if it is not whoever types."""

    deed: Deed
    who: str | None = None
