"""Outcomes: what came of what somebody asked, as values that messages put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.asks import Help, LogContact
from bot.core.contacts import Contact
from bot.core.courses import Coming
from bot.core.customers import Customer, Tier
from bot.core.digests import Figures
from bot.core.forgetting import CustomerForgotten, ForgetAsked
from bot.core.handing_over import AllHandedOver, HandOverAsked
from bot.core.history import Event, Verb
from bot.core.members import Member, Team
from bot.core.merging import CustomersMerged, MergeAsked
from bot.core.names import Known
from bot.core.nudges import Nudge
from bot.core.particulars import ContactsShown, ParticularShown
from bot.core.recipients import People
from bot.core.rosters import RosterOutcome
from bot.core.team_forms import TeamSaved
from bot.core.things import Thing
from bot.core.workspaces import Workspace


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
    `day_off` was named as the end of a snooze or hold, which is the opening after it.
    """

    thing: Thing
    event: Event
    change_id: str
    to_name: str | None = None
    since: Thing | None = None
    due_at: datetime | None = None
    day_off: date | None = None


@dataclass(frozen=True, slots=True)
class NotTold:
    """Somebody says that the customer does not know the new date of a promise yet."""

    thing: Thing


@dataclass(frozen=True, slots=True)
class CustomerAdded:
    customer: Customer
    owner: Member
    change_id: str


@dataclass(frozen=True, slots=True)
class CustomerEdited:
    """A customer as it was and as it is now.

    `given` are the numbers that went along to the new owner; `left` is how many that are open
    stay with the former one.
    """

    before: Customer
    customer: Customer
    owner: Member
    change_id: str
    given: Sequence[int] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class TiersShown:
    """`tiers` with how many customers each has; `before` is how the first of them was.

    `added` and `removed` say what else was done; the customers of a removed tier are `moved`.
    """

    tiers: Sequence[tuple[Tier, int]]
    before: Tier | None = None
    added: bool = False
    removed: str | None = None
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, as the events that it was."""

    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same was asked before: by Slack again, or typed again within two minutes."""

    number: int | None
    retyped: bool
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerShown:
    """`figures` are of the last 90 days, `first` of the first 90, once these are over.

    `also` are its other names, `cover` who stands in for its owner, who is away until `back_at`;
    `has_more`: there are more contacts.
    """

    known: Known
    inquiries: Sequence[Thing]
    promises: Sequence[Thing]
    contacts: Sequence[Contact]
    names: Mapping[str, str] = field(default_factory=dict)
    figures: Figures | None = None
    first: Figures | None = None
    also: Sequence[str] = ()
    cover: Member | None = None
    back_at: datetime | None = None
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class CustomersListed:
    customers: Sequence[tuple[Customer, str, datetime | None]]
    page: int
    total: int
    mine: bool
    size: int


@dataclass(frozen=True, slots=True)
class MineShown:
    """What is open for a member, or with `team` for everybody in theirs; worst first.

    What is not the reader's is there because they stand in for its owner.
    """

    inquiries: Sequence[Thing]
    promises: Sequence[Thing]
    inquiry_count: int
    promise_count: int
    team: bool
    page: int = 1
    pages: int = 1
    reader_id: str | None = None


@dataclass(frozen=True, slots=True)
class SetupShown:
    """`changed` is what was just set, in words of the set-up, and `was` the team before that.

    `is_own` says that it is the reader's own team.
    """

    team: Team
    workspace: Workspace
    lead_name: str | None
    changed: str | None = None
    problems: Sequence[str] = ()
    was: Team | None = None
    was_lead: str | None = None
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """`problems` in sentences; none of them is good news.

    `leavers` are owners of customers who have left. `fine` are the teams that nothing is wrong
    with, where there are several, and who hears of what stays open there. `channels` are the
    teams', `watched` the customers', and `channel_problems` say of which of them Heed cannot post
    to, or cannot hear, and why, as Slack says it.
    """

    team: Team
    lead_name: str | None
    problems: Sequence[str]
    channels: Sequence[str] = ()
    channel_problems: Sequence[tuple[str, str]] = ()
    leavers: Sequence[Member] = ()
    fine: Sequence[tuple[str, str | None]] = ()
    watched: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class AwayShown:
    """`by_status`: their status in Slack says so, and is over then or when it changes."""

    until: datetime | None
    cover_name: str | None
    changed: bool
    by_status: bool = False
    day_off: date | None = None


@dataclass(frozen=True, slots=True)
class WhyShown:
    """Everything that decides about the nudges of one thing; `coming` if nobody does anything."""

    thing: Thing
    ledger: Sequence[Nudge]
    people: People
    coming: Sequence[Coming] = ()

    @property
    def names(self) -> dict[str, str]:
        return {member.id: member.name for member in self.people.members.values()}


@dataclass(frozen=True, slots=True)
class HelpShown:
    command: str
    help: Help


@dataclass(frozen=True, slots=True)
class DigestComing:
    """A digest was asked for; it comes by direct message."""


@dataclass(frozen=True, slots=True)
class BriefComing:
    """A brief was asked for; it comes by direct message, unless there is nothing in it."""

    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class BriefSet:
    """When the next brief comes; None: none does. `in_shadow`: not before the shadow is over."""

    at: datetime | None
    in_shadow: bool = False


@dataclass(frozen=True, slots=True)
class UrgentSet:
    """Whether urgent reminders may come at any hour. `tiers` are those whose reminders can."""

    on: bool
    tiers: Sequence[str] = ()


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
