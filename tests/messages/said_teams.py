"""What is said of teams and of whose hours are whose, by name."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.calendars import days_off, next_week
from bot.core.heed_outcomes import SetupShown
from bot.core.members import Member, Team, own_calendar
from bot.core.rosters import (
    MembersMoved,
    OwnHoursShown,
    TeamRemoved,
    TeamShown,
    TeamsListed,
)
from bot.core.workspaces import Workspace
from bot.messages.kit import Message
from tests.messages.cast import NOW, Cast, at
from tests.messages.saying import Saying, said

TODAY = NOW.date()
BEFORE_CHRISTMAS = at(18, 10).replace(month=12)


def of_teams() -> dict[str, Saying]:
    return {
        "team": lambda c: shown(c, _berlin(c)),
        "team_added": lambda c: shown(c, Team(2, c.team.name), added=True),
        "team_of_others": lambda c: shown(c, _berlin(c), is_own=False),
        "team_of_its_lead": lambda c: shown(c, _berlin(c), by=[c.lead_name]),
        "teams": lambda c: said(
            TeamsListed(
                [_berlin(c), Team(2, "São Paulo", zone="America/Sao_Paulo")],
                {c.team.lead_id or "": c.lead_name},
                {c.team.id: 3, 2: 1},
                own_id=c.team.id,
            )
        ),
        "team_removed": lambda c: said(TeamRemoved(c.team.name)),
        "team_joined": lambda c: said(
            MembersMoved(c.team, [(c.owner_name, "everyone"), ("Cleo", "everyone")], ["Ben"])
        ),
        "team_joined_by_its_lead": lambda c: said(
            MembersMoved(
                c.team,
                [(c.owner_name, "everyone")],
                open_count=2,
                problems=["Nobody hears of what Ada leaves open."],
                change_id="c1",
            )
        ),
        "team_joined_under_a_lead": lambda c: said(
            MembersMoved(
                c.team,
                [(c.owner_name, "everyone")],
                open_count=1,
                lead_name=c.lead_name,
                change_id="c1",
            )
        ),
        "team_joined_already": lambda c: said(MembersMoved(c.team, [], [c.owner_name])),
        "own_hours": lambda c: own(c),
        "own_hours_set": lambda c: own(c, "hours", week={"mon": (("09:00", "14:00"),)}),
        "own_holidays_set": lambda c: own(c, "holidays", country="DE", region="BY"),
        "setup_days_closed": lambda c: changed(
            c, "closed", _berlin(c, closed=(date(2026, 12, 28), date(2026, 12, 29)))
        ),
        "setup_day_open": lambda c: changed(c, "open", _berlin(c, breaks={date(2026, 12, 25): ()})),
        "setup_country": lambda c: changed(c, "country", replace(c.team, country="BR")),
        "setup_of_another_team": lambda c: changed(c, "zone", _berlin(c, zone=None), is_own=False),
    }


def _berlin(cast: Cast, **more: object) -> Team:
    known: dict[str, object] = {
        "country": "DE",
        "region": "BE",
        "breaks": {date(2026, 12, 24): (("12:00", "24:00"),)},
    }
    return replace(cast.team, **(known | more))  # type: ignore[arg-type]


def shown(cast: Cast, team: Team, **more: Any) -> Message:
    calendar = team.calendar_in("Europe/Berlin")
    people = [] if more.get("added") else [Member("U0ADA", cast.owner_name), Member("U0B", "Ben")]
    return said(
        TeamShown(
            team,
            cast.lead_name if team.lead_id else None,
            people,
            next_week(calendar, BEFORE_CHRISTMAS),
            days_off(calendar, TODAY),
            TODAY,
            **more,
        )
    )


def own(cast: Cast, what: str | None = None, **more: object) -> Message:
    member = replace(Member("U0ADA", cast.owner_name, "Europe/Berlin"), **more)  # type: ignore[arg-type]
    team = _berlin(cast)
    week = next_week(own_calendar(team, member), BEFORE_CHRISTMAS)
    return said(OwnHoursShown(member, team, week, what))


def changed(cast: Cast, part: str, team: Team, **more: bool) -> Message:
    outcome = SetupShown(team, Workspace("T1"), cast.lead_name, part, was=_berlin(cast), **more)
    return said(outcome)
