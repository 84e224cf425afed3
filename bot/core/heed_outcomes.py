"""Outcomes about Heed itself: set-up, absences, digests and briefs, and why it speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.courses import Coming
from bot.core.covers import Absent
from bot.core.history import Event
from bot.core.members import Member, Team
from bot.core.nudges import Nudge
from bot.core.recipients import People
from bot.core.things import Thing
from bot.core.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class SetupShown:
    """`changed` is what was just set, in words of the set-up, and `was` the team before that.

    `is_own` says that it is the reader's own team; `by` who can change it, if the reader may not.
    """

    team: Team
    workspace: Workspace
    lead_name: str | None
    changed: str | None = None
    problems: Sequence[str] = ()
    was: Team | None = None
    was_lead: str | None = None
    is_own: bool = True
    by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """`problems` in sentences; none of them is good news.

    `leavers` are owners of customers who have left. `fine` are the teams that nothing is wrong
    with, where there are several, and who hears of what stays open there. `channels` are the
    teams', `watched` the customers', and `channel_problems` say of which of them Heed cannot post
    to, or cannot hear, and why, as Slack says it. `absent` are owners and leads who are away.
    """

    team: Team
    lead_name: str | None
    problems: Sequence[str]
    channels: Sequence[str] = ()
    channel_problems: Sequence[tuple[str, str]] = ()
    leavers: Sequence[Member] = ()
    fine: Sequence[tuple[str, str | None]] = ()
    watched: Sequence[str] = ()
    absent: Sequence[Absent] = ()


@dataclass(frozen=True, slots=True)
class AwayShown:
    """`by_status`: their status in Slack says so, and is over then or when it changes.

    `cover_name` is who really stands in, and `missing_name` who was to, if nobody reaches them.
    """

    until: datetime | None
    cover_name: str | None
    changed: bool
    by_status: bool = False
    day_off: date | None = None
    missing_name: str | None = None


@dataclass(frozen=True, slots=True)
class WhyShown:
    """Everything that decides about the nudges of one thing; `coming` if nobody does anything.

    `noted`: when messages that it is about were edited or deleted.
    """

    thing: Thing
    ledger: Sequence[Nudge]
    people: People
    coming: Sequence[Coming] = ()
    noted: Sequence[Event] = ()

    @property
    def names(self) -> dict[str, str]:
        return {member.id: member.name for member in self.people.members.values()}


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
