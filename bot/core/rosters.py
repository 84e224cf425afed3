"""Rosters: what is told of teams, who is in them, and whose hours are whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.calendars import DayAhead
from bot.core.members import Member, Team


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team as it stands; `added` if it is new, `is_own` if the reader is in it.

    `by` is who can change it, if the reader may not.
    """

    team: Team
    lead_name: str | None
    members: Sequence[Member]
    week: Sequence[DayAhead]
    days_off: Sequence[DayAhead]
    today: date
    is_own: bool = True
    added: bool = False
    by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TeamsListed:
    """`leads` are names by id, `sizes` how many people a team has.

    `by` are those who can add one, if the reader may not.
    """

    teams: Sequence[Team]
    leads: Mapping[str, str]
    sizes: Mapping[int, int]
    own_id: int
    by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TeamRemoved:
    name: str


@dataclass(frozen=True, slots=True)
class MembersMoved:
    """`moved` are names, each with the team they come from; `there` were in it already.

    `open_count`: of theirs. `lead_name` hears of it from now on; `problems` say of whom nobody.
    """

    team: Team
    moved: Sequence[tuple[str, str]]
    there: Sequence[str] = ()
    open_count: int = 0
    lead_name: str | None = None
    problems: Sequence[str] = ()
    change_id: str = ""


@dataclass(frozen=True, slots=True)
class OwnHoursShown:
    """When a member may be nudged; `changed` is what was just set."""

    member: Member
    team: Team
    week: Sequence[DayAhead]
    changed: str | None = None


RosterOutcome = TeamShown | TeamsListed | TeamRemoved | MembersMoved | OwnHoursShown
