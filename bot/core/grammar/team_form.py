"""Reading the form of a team: its fields as they stand, and the team that comes of others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.countries import Place, place_name, read_place
from bot.core.errors import Refusal
from bot.core.grammar.day_lines import read_lines, spell_days
from bot.core.grammar.setup import read_zone
from bot.core.grammar.week import read_hours
from bot.core.grammar.week_spelled import spell_week
from bot.core.heed_asks import SetupHours
from bot.core.hours import WorkingHours
from bot.core.ics.days import DaysOff
from bot.core.members import Team, Where
from bot.core.setups import applied
from bot.core.team_forms import Field, Filled
from bot.core.team_names import name_of_team
from bot.core.words import shorten

LONGEST_ERROR = 150  # as Slack shows it at a field


@dataclass(frozen=True, slots=True)
class Reading:
    """In whose time a form is read; `zone` is where a week is read that has none of its own."""

    now: datetime
    hours: WorkingHours
    zone: str
    since: date

    def zone_of(self, team: Team) -> ZoneInfo:
        return ZoneInfo(team.zone or self.zone)


def spelled(team: Team, *, reading: Reading, has_lead: bool) -> dict[Field, str]:
    """What stands in the fields of a team as it is; a lead who has left stands in none."""
    return {
        Field.LEAD: (team.lead_id or "") if has_lead else "",
        Field.CHANNEL: team.channel_id or "",
        Field.REMINDERS: team.where.value,
        Field.HOURS: spell_week(team.week),
        Field.ZONE: team.zone or "",
        Field.COUNTRY: "" if team.place is None else _spell_place(team.place),
        Field.DAYS: spell_days(team.closed, team.breaks, since=reading.since).text,
        Field.FILE: "",
        Field.START: str(team.start_on) if team.start_on else "",
        Field.SHADOW: "on" if team.is_shadow else "",
        Field.TICKS: "on" if team.takes_ticks else "",
        Field.NAME: team.name,
    }


def read_form(team: Team, changed: Filled, *, reading: Reading) -> tuple[Team, dict[Field, str]]:
    """The team with all that can be read of what was changed, and what is wrong with the rest."""
    errors: dict[Field, str] = {}
    for field, read in _READERS.items():
        if field in changed:
            try:
                team = read(team, changed[field].strip(), reading)
            except Refusal as refusal:
                errors[field] = at_field(refusal)
    if team.where is Where.CHANNEL and team.channel_id is None:
        which = Field.REMINDERS if Field.REMINDERS in changed else Field.CHANNEL
        if which in changed:
            errors[which] = "Reminders to the channel need one. Pick the channel."
    return team, errors


def with_days(team: Team, file: DaysOff) -> Team:
    """The team with the days off of a file; what is said of a day by hand counts."""
    known = {*team.closed, *team.breaks}
    closed = {day for day in file.holidays if day not in known}
    halves = {day: cut for day, cut in file.breaks.items() if day not in known}
    return replace(
        team, closed=tuple(sorted(closed.union(team.closed))), breaks={**team.breaks, **halves}
    )


def at_field(refusal: Refusal) -> str:
    """A refusal as it is said at a field: short, and with its choices to copy."""
    said = refusal.sentence.replace("`", "").replace("setup hours ", "")
    lead = f"{said} " if said.endswith("?") else f"{said} For example: "
    ways = [choice.label for choice in refusal.choices]
    while ways and len(f"{lead}{', '.join(ways)}") > LONGEST_ERROR:
        ways.pop()
    return shorten(f"{lead}{', '.join(ways)}" if ways else said, limit=LONGEST_ERROR)


def _spell_place(place: Place) -> str:
    """By its name, if that is read as just this place again."""
    named = place_name(place)
    try:
        return named if read_place(named) == place else str(place)
    except Refusal:
        return str(place)


def _lead(team: Team, words: str, _: Reading) -> Team:
    return replace(team, lead_id=words or None)


def _channel(team: Team, words: str, _: Reading) -> Team:
    return replace(team, channel_id=words or None)


def _reminders(team: Team, words: str, _: Reading) -> Team:
    return replace(team, where=Where.CHANNEL if words == Where.CHANNEL else Where.DM)


def _zone(team: Team, words: str, _: Reading) -> Team:
    return replace(team, zone=read_zone(words) if words else None)


def _hours(team: Team, words: str, reading: Reading) -> Team:
    if not words:
        raise Refusal("When does the team work? As in “mon-fri 9-12, 13-17:30”.")
    asked: SetupHours = read_hours(words)
    if spell_week(asked.week) == spell_week(team.week):
        # The same week in other words is no change of it.
        asked = replace(asked, week=team.week)
    return applied(team, asked, zone=reading.zone)


def _country(team: Team, words: str, _: Reading) -> Team:
    if not words or words.lower() in ("none", "no"):
        return replace(team, country=None, region=None)
    place = read_place(words)
    return replace(team, country=place.country, region=place.region)


def _of_days(team: Team, words: str, reading: Reading) -> Team:
    shown = spell_days(team.closed, team.breaks, since=reading.since)
    given = read_lines(words, known=shown.lines, now=reading.now, hours=reading.hours)
    said = given.closed | given.breaks.keys()
    kept = [
        day
        for day in (*team.closed, *team.breaks)
        if not reading.since <= day <= shown.last and day not in said
    ]
    return replace(
        team,
        closed=tuple(sorted(given.closed | {day for day in team.closed if day in kept})),
        breaks={day: cut for day, cut in team.breaks.items() if day in kept} | {**given.breaks},
    )


def _start(team: Team, words: str, _: Reading) -> Team:
    if not words:
        return replace(team, enforce_from=None, start_on=None)
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise Refusal("Pick a day, as in 2026-12-01.") from error
    return replace(team, enforce_from=None, start_on=day)


def _shadow(team: Team, words: str, _: Reading) -> Team:
    return replace(team, is_shadow=bool(words))


def _ticks(team: Team, words: str, _: Reading) -> Team:
    return replace(team, takes_ticks=bool(words))


def _name(team: Team, words: str, _: Reading) -> Team:
    return replace(team, name=name_of_team(words, taken=(), reserved=()))


# The zone before what is read in it.
_READERS: Mapping[Field, Callable[[Team, str, Reading], Team]] = {
    Field.LEAD: _lead,
    Field.CHANNEL: _channel,
    Field.REMINDERS: _reminders,
    Field.ZONE: _zone,
    Field.HOURS: _hours,
    Field.COUNTRY: _country,
    Field.DAYS: _of_days,
    Field.START: _start,
    Field.SHADOW: _shadow,
    Field.TICKS: _ticks,
    Field.NAME: _name,
}
