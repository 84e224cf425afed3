"""Set-ups: what can be changed of a team or of one's own hours, and the team that comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from bot.core.calendars import Calendar, day_ahead
from bot.core.countries import Place
from bot.core.errors import Refusal
from bot.core.heed_asks import (
    Setup,
    SetupChannel,
    SetupClosed,
    SetupHours,
    SetupLead,
    SetupReminders,
    SetupShadow,
    SetupStart,
    SetupTicks,
)
from bot.core.hours import WorkingHours
from bot.core.members import Team, Where
from bot.core.week import Breaks, Week


@dataclass(frozen=True, slots=True)
class SetupZone:
    """A zone for the team's hours; without one each member's own."""

    zone: str | None


@dataclass(frozen=True, slots=True)
class SetupCountry:
    """Whose public holidays are days off; without a place no public holidays are."""

    place: Place | None


@dataclass(frozen=True, slots=True)
class SetupOpen:
    """Days that are worked after all."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SetupHalf:
    """Days off in part: the stretches that are not worked."""

    breaks: Mapping[date, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class SetupName:
    name: str


@dataclass(frozen=True, slots=True)
class SetupMembers:
    """Members to move into the team."""

    members: tuple[str, ...]


TeamSetup = Setup | SetupZone | SetupCountry | SetupOpen | SetupHalf | SetupName | SetupMembers


@dataclass(frozen=True, slots=True)
class OfTeam:
    """What was typed after `/heed team`: which team it begins with is still to be found."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class ListTeams:
    pass


@dataclass(frozen=True, slots=True)
class AddTeam:
    name: str


@dataclass(frozen=True, slots=True)
class RemoveTeam:
    name: str


@dataclass(frozen=True, slots=True)
class OwnHours:
    """One's own hours: a week, as the team's again (None), or only to be shown."""

    week: Week | None = None
    shows: bool = False


@dataclass(frozen=True, slots=True)
class OwnHolidays:
    """One's own public holidays: a place's, none at all (None), or as the team's again."""

    place: Place | None = None
    as_team: bool = False


LEAST_WORKED = 60  # minutes a week
TeamAsk = OfTeam | ListTeams | AddTeam | RemoveTeam | OwnHours | OwnHolidays


def applied(team: Team, ask: TeamSetup, *, zone: str) -> Team:
    """The team as it becomes; `zone` is where its week is read if it has none of its own."""
    match ask:
        case SetupLead(member=member_id):
            return replace(team, lead_id=member_id)
        case SetupChannel(channel=channel_id):
            return replace(team, channel_id=channel_id)
        case SetupReminders(where=where):
            if where is Where.CHANNEL and team.channel_id is None:
                raise Refusal(
                    "Which channel? First set the team's, as in `/heed setup channel #support`."
                )
            return replace(team, where=where)
        case SetupHours(week=week, zone=named):
            hours = WorkingHours.of(zone=named or team.zone or zone, week=week)
            _refuse_too_little(hours)
            return replace(team, week=week, zone=named or team.zone)
        case SetupZone(zone=named):
            return replace(team, zone=named)
        case SetupCountry(place=place):
            country, region = (place.country, place.region) if place else (None, None)
            return replace(team, country=country, region=region)
        case SetupName(name=name):
            return replace(team, name=name)
        case SetupStart(at=at, day=day):
            return replace(team, enforce_from=at, start_on=day)
        case SetupShadow(on=on):
            return replace(team, is_shadow=on)
        case SetupTicks(on=on):
            return replace(team, takes_ticks=on)
        case SetupClosed() | SetupHalf() | SetupOpen():
            return _of_days(team, ask, zone=zone)
        case _:
            return team


def _of_days(team: Team, ask: SetupClosed | SetupHalf | SetupOpen, *, zone: str) -> Team:
    closed, breaks = set(team.closed), dict(team.breaks)
    match ask:
        case SetupClosed(days=days):
            closed |= set(days)
            breaks = _without(breaks, days)
        case SetupHalf(breaks=half):
            closed -= half.keys()
            breaks |= half
        case SetupOpen(days=days):
            _refuse_open(team.calendar_in(team.zone or zone), days)
            closed -= set(days)
            breaks = _without(breaks, days)
            # An entry without a stretch: a public holiday that is worked.
            kept = replace(team, breaks=breaks).calendar_in(team.zone or zone)
            breaks |= {day: () for day in days if kept.holiday(day)}
    return replace(team, closed=tuple(sorted(closed)), breaks=breaks)


def _without(breaks: Breaks, days: Iterable[date]) -> dict[date, Sequence[tuple[str, str]]]:
    return {day: cut for day, cut in breaks.items() if day not in days}


def _refuse_open(calendar: Calendar, days: Iterable[date]) -> None:
    for day in days:
        ahead = day_ahead(calendar, day)
        if ahead.why is not None or day in calendar.closed:
            continue
        if ahead.windows:
            raise Refusal(f"{day} is a working day already.")
        raise Refusal(f"{day:%A}s are not in the week; `hours` sets which days are.")


def difference(before: Team, after: Team) -> dict[str, Any]:
    """What a change changes, from what to what, for the history."""
    told = (one.name for one in fields(Team) if one.compare)
    both = {name: (getattr(before, name), getattr(after, name)) for name in told}
    changed = {name: list(map(_plain, two)) for name, two in both.items() if two[0] != two[1]}
    return {"team": before.name, **changed}


def _plain(value: object) -> object:
    """As JSON has it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | bool | int) else str(value)


def _refuse_too_little(hours: WorkingHours) -> None:
    """Customers' waiting counts in a team's week: the longest target must end within years."""
    worked = sum(closes - opens for windows in hours.days for opens, closes in windows)
    if worked < LEAST_WORKED:
        raise Refusal(
            f"Customers wait in these hours, and {worked} minutes a week are too few to answer in. "
            "Give the team at least an hour a week."
        )
