"""What people ask of Heed itself, as values: set-up, their own hours and briefs, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.asks import Gesture, Help
from bot.core.members import Where
from bot.core.terms import TierAsk


@dataclass(frozen=True, slots=True)
class ShowSetup:
    pass


@dataclass(frozen=True, slots=True)
class SetupLead:
    member: str


@dataclass(frozen=True, slots=True)
class SetupChannel:
    channel: str


@dataclass(frozen=True, slots=True)
class SetupReminders:
    where: Where


@dataclass(frozen=True, slots=True)
class SetupHours:
    """Working hours; without a zone each member's own."""

    week: Mapping[str, Sequence[tuple[str, str]]]
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class SetupClosed:
    """Holidays to add."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SetupEmoji:
    gesture: Gesture
    emoji: str


@dataclass(frozen=True, slots=True)
class SetupStart:
    """What was due before `at`, or before `day` where its waiting counts, is listed, not said."""

    at: datetime | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SetupShadow:
    """Whether reminders are only written down."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetupTicks:
    """Whether ✅ on a customer's message in a watched channel answers it."""

    on: bool


Setup = (
    SetupLead
    | SetupChannel
    | SetupReminders
    | SetupHours
    | SetupClosed
    | SetupEmoji
    | SetupStart
    | SetupShadow
    | SetupTicks
)


@dataclass(frozen=True, slots=True)
class Check:
    pass


@dataclass(frozen=True, slots=True)
class ShowDigest:
    pass


@dataclass(frozen=True, slots=True)
class ShowAway:
    pass


@dataclass(frozen=True, slots=True)
class Away:
    """`day_off` was named as the end, which is the opening after it."""

    until: datetime
    cover: str | None = None
    day_off: date | None = None


@dataclass(frozen=True, slots=True)
class Back:
    pass


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last change, or the last change of that number."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class Why:
    number: int


@dataclass(frozen=True, slots=True)
class ShowBrief:
    """The brief now, whatever the hour."""


@dataclass(frozen=True, slots=True)
class BriefWanted:
    on: bool


@dataclass(frozen=True, slots=True)
class BriefAt:
    """At which minute of the day the brief comes; None: when the member's day begins."""

    minute: int | None


@dataclass(frozen=True, slots=True)
class UrgentWanted:
    """Whether urgent reminders may come outside the member's hours."""

    on: bool


OwnAsk = ShowBrief | BriefWanted | BriefAt | UrgentWanted

HeedAsk = (
    Help
    | ShowSetup
    | Setup
    | TierAsk
    | Check
    | ShowDigest
    | ShowAway
    | Away
    | Back
    | Undo
    | Why
    | OwnAsk
)
