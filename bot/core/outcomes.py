"""Outcomes: what came of what somebody asked, as values that messages put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.asks import Help, LogContact
from bot.core.customer_outcomes import (
    CustomerAdded,
    CustomerEdited,
    CustomerShown,
    CustomersListed,
    TierBack,
    TiersShown,
)
from bot.core.customers import Customer
from bot.core.forgetting import CustomerForgotten, ForgetAsked
from bot.core.handing_over import AllGivenBack, AllHandedOver, HandOverAsked
from bot.core.heed_outcomes import (
    AwayShown,
    BriefComing,
    BriefSet,
    Checked,
    DigestComing,
    SetupShown,
    UrgentSet,
    WhyShown,
)
from bot.core.history import Event, Verb
from bot.core.members import Member, Team
from bot.core.merging import CustomersMerged, MergeAsked, Parted
from bot.core.particulars import ContactsShown, ParticularShown
from bot.core.recipients import Recipient
from bot.core.rosters import OwnHoursShown, RosterOutcome
from bot.core.team_forms import TeamSaved
from bot.core.things import Thing


@dataclass(frozen=True, slots=True)
class ContactLogged:
    """`verb` says what the contact did: OPENED, CHASED, ACKNOWLEDGED or ANSWERED an inquiry, or
    only LOGGED.

    `others` are inquiries of the customer that are still open. `since` is the inquiry that what
    they said after a back-dated answer has opened. `is_pleasantry`: kind words, that ask nothing.
    """

    ask: LogContact
    customer: Customer
    owner: Member
    words: str
    at: datetime
    verb: Verb
    change_id: str
    contact_id: int
    thing: Thing | None = None
    due_at: datetime | None = None
    spent: timedelta | None = None
    others: Sequence[Thing] = ()
    added: bool = False
    since: Thing | None = None
    is_pleasantry: bool = False


@dataclass(frozen=True, slots=True)
class PromiseMade:
    thing: Thing
    change_id: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class ThingChanged:
    """`thing` as it is now; `event` is what was done.

    `since` is the inquiry that what the customer said after a back-dated answer has opened.
    `due_at` is when it is due by the hours of whoever it was handed to, if that is another instant.
    `reminded`: who gets the reminders of whoever it was handed to, who is away.
    `day_off` was named as the end of a snooze or hold, which is the opening after it.
    """

    thing: Thing
    event: Event
    change_id: str
    to_name: str | None = None
    since: Thing | None = None
    due_at: datetime | None = None
    reminded: Recipient | None = None
    day_off: date | None = None


@dataclass(frozen=True, slots=True)
class NotTold:
    """Somebody, its owner or not, says that the customer does not know the new date yet."""

    thing: Thing
    is_owners: bool = True


Reset = AwayShown | BriefSet | UrgentSet | OwnHoursShown | TeamSaved | SetupShown


@dataclass(frozen=True, slots=True)
class StillHad:
    """Whose claim stands again, once a later one is taken back."""

    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, as the events that it was, and what came of it.

    Of a merge, of a hand-over, of a tier, or of a setting that is as before: `reset`. `still_had`
    says of a number who has it by an earlier claim.
    `customer_name` is of the customer that was edited or added; `moved_back` are members, each
    with the team that they are in again.
    """

    events: Sequence[Event]
    parted: Parted | None = None
    given_back: AllGivenBack | None = None
    tier: TierBack | None = None
    reset: Reset | None = None
    still_had: Mapping[int, StillHad] = field(default_factory=dict)
    customer_name: str | None = None
    moved_back: Sequence[tuple[Member, Team]] = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same was asked before: by Slack again, or typed again within two minutes."""

    number: int | None
    retyped: bool
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class MineShown:
    """What is open for a member, or with `team` for everybody in theirs; worst first.

    What is not the reader's is there because they stand in for its owner. `names` are those of
    whoever has something of it.
    """

    inquiries: Sequence[Thing]
    promises: Sequence[Thing]
    inquiry_count: int
    promise_count: int
    team: bool
    page: int = 1
    pages: int = 1
    reader_id: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpShown:
    command: str
    help: Help


Outcome = (
    ContactLogged
    | PromiseMade
    | ThingChanged
    | NotTold
    | CustomerAdded
    | CustomerEdited
    | TiersShown
    | Undone
    | Repeated
    | CustomerShown
    | ContactsShown
    | ParticularShown
    | MergeAsked
    | CustomersMerged
    | HandOverAsked
    | AllHandedOver
    | ForgetAsked
    | CustomerForgotten
    | CustomersListed
    | MineShown
    | SetupShown
    | Checked
    | AwayShown
    | WhyShown
    | HelpShown
    | DigestComing
    | RosterOutcome
    | BriefComing
    | BriefSet
    | UrgentSet
    | TeamSaved
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome, and how to tell the time to whoever asked."""

    outcome: Outcome
    zone: ZoneInfo
    now: datetime
