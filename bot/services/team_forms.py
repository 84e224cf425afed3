"""The form of a team: what it shows, what would come of what is filled in, and saving it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.core.authority import must_act
from bot.core.calendars import days_off, next_week
from bot.core.errors import Refusal
from bot.core.grammar.day_lines import spell_days
from bot.core.grammar.team_form import Reading, at_field, read_form, spelled, with_days
from bot.core.ics import DaysOff, read_days
from bot.core.members import Member, Team, may_act, own_hours
from bot.core.team_forms import (
    ChangedMeanwhile,
    Field,
    Filled,
    Given,
    Misfilled,
    TeamForm,
    TeamSaved,
)
from bot.services import authority, setup, teams
from bot.services.desk import Asked, Desk, Turn, UnknownMember
from bot.store import members

FILE_DAYS = 2 * 366  # how far ahead a calendar file is read


def look(desk: Desk, asked: Asked, given: Given, *, file: DaysOff | None = None) -> TeamForm:
    """The form of a team, as it would be with what is filled in; without one, of one's own."""
    with desk.store.read() as connection:
        member = reader(connection, asked)
        every = members.all_teams(connection, asked.workspace_id)
        may_change = authority.teams_for(connection, asked.workspace_id, member, every)
        wanted = _wanted(connection, asked.workspace_id, member, given, may_change, every)
        people = members.in_team(connection, asked.workspace_id, [wanted])
        lead = members.get(connection, asked.workspace_id, every[wanted].lead_id or "")
    before = every[wanted]
    reading = _reading(desk, member, every[member.team_id], given)
    after, unread = read_form(before, given.changed, reading=reading)
    if file is not None:
        after = with_days(after, file)
    calendar = after.calendar_in(after.zone or member.zone)
    today = reading.now.astimezone(calendar.hours.zone).date()
    return TeamForm(
        before,
        teams=sorted(may_change, key=lambda team: (team.id != wanted, team.name)),
        people=[one.name for one in people if may_act(one)],
        spelled=spelled(before, reading=reading, has_lead=lead is not None and may_act(lead)),
        week=next_week(calendar, reading.now),
        days_off=days_off(calendar, today),
        today=today,
        since=reading.since,
        last=spell_days(before.closed, before.breaks, since=reading.since).last,
        unread=unread,
        file=file,
    )


def _wanted(
    connection: Connection,
    workspace_id: str,
    member: Member,
    given: Given,
    may_change: Sequence[Team],
    every: Mapping[int, Team],
) -> int:
    """Which team is meant: one's own, or else one that is one's to set up. Raises Refusal."""
    own = given.team_id or member.team_id
    if own not in every:
        raise Refusal(teams.GONE)
    ids = [team.id for team in may_change]
    led = [team.id for team in may_change if team.lead_id == member.id]
    if own not in ids and (given.team_id or not led):
        authority.must_set_up(connection, workspace_id, member, every[own])
    return own if own in ids else led[0]


def read_file(desk: Desk, asked: Asked, given: Given, content: bytes) -> DaysOff:
    """The days off of a calendar file, on the clock that the team will have. Raises Refusal."""
    with desk.store.read() as connection:
        member = reader(connection, asked)
        every = members.all_teams(connection, asked.workspace_id)
    team = every.get(given.team_id or member.team_id)
    if team is None:
        raise Refusal(teams.GONE)
    reading = _reading(desk, member, every[member.team_id], given)
    after, _ = read_form(team, given.changed, reading=reading)
    zone = reading.zone_of(after)
    first = reading.now.astimezone(zone).date()
    return read_days(content, zone=zone, first=first, last=first + timedelta(days=FILE_DAYS))


def save(
    turn: Turn,
    given: Given,
    *,
    file: DaysOff | None = None,
    besides: Mapping[Field, str] = MappingProxyType({}),
) -> TeamSaved:
    """Make a team what was filled in: one entry of the history. Raises Misfilled.

    With it is said what else is wrong `besides`.

    Only what was changed in the form is changed of the team; whatever somebody else has set since
    it was opened stays, and if it is the same field they are asked first: ChangedMeanwhile.
    """
    before, lead = teams.held(turn, given.team_id or 0)
    reading = Reading(turn.now, turn.hours, turn.member.zone, given.since or turn.now.date())
    has_lead = lead is not None and may_act(lead)
    after, errors = read_form(before, given.changed, reading=reading)
    errors |= _lead_errors(turn, given) | _name_errors(turn, given, before)
    if besides or errors:
        raise Misfilled({**besides, **errors})
    _refuse_overwriting(given, spelled(before, reading=reading, has_lead=has_lead))
    if file is not None:
        after = with_days(after, file)
    return _put(turn, before, after, lead=lead, file=file)


def _put(
    turn: Turn, before: Team, after: Team, *, lead: Member | None, file: DaysOff | None
) -> TeamSaved:
    name = None if lead is None else lead.name
    if after != before:
        shown = teams.put(turn, before, after, lead=lead)
        after, name = shown.team, shown.lead_name
    else:
        turn.sign()
    return saved(turn, before, after, lead_name=name, was_lead=lead, file=file)


def saved(
    turn: Turn,
    before: Team,
    after: Team,
    *,
    lead_name: str | None,
    was_lead: Member | None,
    file: DaysOff | None = None,
) -> TeamSaved:
    """What is different now, and the week that comes of it."""
    calendar = after.calendar_in(after.zone or turn.member.zone)
    return TeamSaved(
        before,
        after,
        lead_name=lead_name,
        was_lead=None if was_lead is None else was_lead.name,
        week=next_week(calendar, turn.now),
        today=turn.now.astimezone(calendar.hours.zone).date(),
        zone=calendar.hours.zone,
        left_out=() if file is None else file.left_out,
    )


def _refuse_overwriting(given: Given, now: Filled) -> None:
    meanwhile = [
        field
        for field, words in given.changed.items()
        if given.is_other(field, now[field]) and now[field] != words
    ]
    if meanwhile:
        raise ChangedMeanwhile(meanwhile)


def _lead_errors(turn: Turn, given: Given) -> dict[Field, str]:
    lead_id = given.changed.get(Field.LEAD)
    if not lead_id:
        return {}
    try:
        setup.active(turn, lead_id, "lead a team")
    except Refusal as refusal:
        return {Field.LEAD: at_field(refusal)}
    return {}


def _name_errors(turn: Turn, given: Given, team: Team) -> dict[Field, str]:
    try:
        if name := given.changed.get(Field.NAME):
            teams.free_name(turn, team, name)
    except Refusal as refusal:
        return {Field.NAME: at_field(refusal)}
    return {}


def reader(connection: Connection, asked: Asked) -> Member:
    """Whoever asks for a form; only members may."""
    member = members.get(connection, asked.workspace_id, asked.member_id)
    if member is None:
        raise UnknownMember(asked.member_id)
    must_act(member)
    return member


def _reading(desk: Desk, member: Member, team: Team, given: Given) -> Reading:
    """In the reader's own time: what they type is meant so."""
    now = desk.now()
    since = given.since or now.astimezone(ZoneInfo(member.zone)).date()
    return Reading(now, own_hours(team, member), member.zone, since)
