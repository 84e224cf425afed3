"""Members of a workspace, and the team they belong to: hours, lead, channel."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.core.calendars import Calendar
from bot.core.countries import Place
from bot.core.customers import Tier
from bot.core.hours import WorkingHours
from bot.core.week import Breaks, Week

DEFAULT_WEEK: Week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
DEFAULT_ZONE = "UTC"


class Where(StrEnum):
    """Where a team wants its steps from `due` on."""

    DM = "dm"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Team:
    """Some members, their lead, their internal channel and their hours.

    Without a `zone` the week is read in each member's own Slack zone. `closed` are company days
    off, `breaks` the stretches of a day off work, and the public holidays are those of `country`
    (and `region`), but for the days that have an entry among the breaks. What was due before
    `enforce_from`, or before the day `start_on` where its waiting counts, is listed, not said; in
    shadow, which it left at `left_shadow_at`, nothing is said, and what would have been is
    written down. `takes_ticks`: ✅ on a customer's message in a watched channel answers it.
    """

    id: int
    name: str
    lead_id: str | None = None
    channel_id: str | None = None
    zone: str | None = None
    # A mapping cannot be hashed; teams that differ only here are still told apart.
    week: Week = field(default_factory=lambda: DEFAULT_WEEK, hash=False)
    closed: tuple[date, ...] = ()
    where: Where = Where.DM
    breaks: Breaks = field(default_factory=dict, hash=False)
    country: str | None = None
    region: str | None = None
    enforce_from: datetime | None = None
    is_shadow: bool = False
    takes_ticks: bool = False
    start_on: date | None = None
    left_shadow_at: datetime | None = None
    # By zone: many things are of few teams, and each asks several times.
    _hours: dict[str, WorkingHours] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def place(self) -> Place | None:
        """Whose public holidays are days off."""
        return Place(self.country, self.region) if self.country else None

    def calendar_in(self, zone: str) -> Calendar:
        """The team's calendar as it is read in a zone."""
        return Calendar.of(
            zone=zone, week=self.week, closed=self.closed, breaks=self.breaks, place=self.place
        )

    def hours_in(self, zone: str) -> WorkingHours:
        """The team's hours as they are read in a zone."""
        known = self._hours.get(zone)
        if known is None:
            known = self._hours.setdefault(zone, self.calendar_in(zone).hours)
        return known


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the workspace.

    `week`, `country` and `region` are their own where the team's are not theirs (no letters for a
    country: no public holidays). `away_until` is
    what they told Heed, `status_until` what their status in Slack says. `brief_minute` is the
    minute of the day at which they want the morning brief (None: when their day begins), `brief_at`
    when the next one is due. `status` are the words of a status that says that they are away, and
    `away_since` is when an absence began that no brief has spoken of yet. `is_admin`: an admin or
    owner of the workspace, who may what leads may.
    """

    id: str
    name: str
    zone: str = DEFAULT_ZONE
    team_id: int = 0
    is_bot: bool = False
    is_guest: bool = False
    is_deactivated: bool = False
    is_stranger: bool = False
    is_admin: bool = False
    away_until: datetime | None = None
    cover_id: str | None = None
    dm_id: str | None = None
    introduced_at: datetime | None = None
    is_unreachable: bool = False
    week: Week | None = field(default=None, hash=False)
    country: str | None = None
    region: str | None = None
    status_until: datetime | None = None
    wants_brief: bool = True
    brief_minute: int | None = None
    takes_urgent: bool = False
    brief_at: datetime | None = None
    status: str | None = None
    away_since: datetime | None = None


def may_act(member: Member) -> bool:
    """Only people of this workspace act; guests, bots and outsiders look on."""
    return not (member.is_bot or member.is_guest or member.is_deactivated or member.is_stranger)


def may_be_nudged(member: Member) -> bool:
    """Guests are never nudged, nor anybody who cannot act, nor whom Slack takes nothing for."""
    return may_act(member) and not member.is_unreachable


def may_break_hours(terms: Tier, member: Member) -> bool:
    """Whether reminders may come outside a member's hours: the tier and they both allow it."""
    return terms.urgent and member.takes_urgent


def is_away(member: Member, now: datetime) -> bool:
    return away_end(member, now) is not None


def away_end(member: Member, now: datetime) -> datetime | None:
    """When a member is back, by their own word and by their status; None if they are here."""
    ahead = [
        until
        for until in (member.away_until, member.status_until)
        if until is not None and now < until
    ]
    return max(ahead, default=None)


def waiting_hours(team: Team, owner: Member) -> WorkingHours:
    """The hours in which a customer's waiting counts: the team's, in its zone or the owner's."""
    return team.hours_in(team.zone or owner.zone)


def own_hours(team: Team, member: Member) -> WorkingHours:
    """The hours in which a member may be nudged: their own, in their own zone."""
    if member.week is None and member.country is None:
        return team.hours_in(member.zone)
    return own_calendar(team, member).hours


def own_calendar(team: Team, member: Member) -> Calendar:
    """A member's calendar: the team's, but for what is their own; in their own zone."""
    own = Place(member.country, member.region) if member.country else None
    return Calendar.of(
        zone=member.zone,
        week=team.week if member.week is None else member.week,
        closed=team.closed,
        breaks=team.breaks,
        place=team.place if member.country is None else own,
    )


def channel_hours(team: Team, owner: Member) -> WorkingHours:
    """The hours in which a team's channel may be nudged."""
    return team.hours_in(team.zone or owner.zone)
