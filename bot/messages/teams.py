"""Teams: which there are, who is in them, when they work, and what was just changed of one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.calendars import day_ahead, days_off
from bot.core.countries import place_name
from bot.core.members import Team, Where, own_calendar
from bot.core.outcomes import SetupShown
from bot.core.rosters import (
    MembersMoved,
    OwnHoursShown,
    RosterOutcome,
    TeamRemoved,
    TeamShown,
    TeamsListed,
)
from bot.messages import calendars, kit, wording
from bot.messages.kit import Message

MOST_NAMES = 20
MOST_DAYS = 4

_SET = {
    "lead": "The lead is set.",
    "channel": "The channel is set.",
    "reminders": "It is set where reminders go.",
    "hours": "The working hours are set; what is due is reckoned anew.",
    "zone": "The time zone is set; what is due is reckoned anew.",
    "country": "The public holidays are set; what is due is reckoned anew.",
    "name": "The name is set.",
    "emoji": "The emoji is set.",
    "start": "The start is set. What is due before is in people's briefs, without a reminder.",
}


def say(outcome: RosterOutcome, *, now: datetime, prefix: str) -> Message:
    command = f"/{prefix}heed"
    match outcome:
        case TeamShown():
            return shown(outcome, command=command)
        case TeamsListed():
            return listed(outcome, command=command)
        case TeamRemoved(name=name):
            return kit.message(f"The team {kit.name(name)} is removed.")
        case MembersMoved():
            return moved(outcome, command=command)
        case OwnHoursShown():
            return own_hours(outcome, now=now, command=command)


def shown(outcome: TeamShown, *, command: str) -> Message:
    """Show a team: who leads it, who is in it, when it works, and next week day by day."""
    team, of = outcome.team, _of(outcome.team, is_own=outcome.is_own)
    name = f"*{kit.name(team.name)}*"
    said = f"{name} is {'your' if outcome.is_own else 'another'} team."
    if outcome.added:
        said = f"{name} is added, with the calendar of your team. Who is in it?"
    lines = [
        f"*Lead* {kit.name(outcome.lead_name) if outcome.lead_name else 'nobody yet'}",
        f"*Channel* {channel(team)} · reminders go {where(team)}",
        f"*Hours* {wording.team_hours(team)}",
        f"*Holidays* {calendars.holidays(team)}",
        f"*Days off* {calendars.days_off(outcome.days_off, outcome.today)}",
        f"*People* {_names([one.name for one in outcome.members])}",
    ]
    week = calendars.week_lines(outcome.week, outcome.today)
    forms = ("members @ana @ben", "lead @ana", "hours mon-fri 9-17", "country Germany")
    hint = " · ".join(f"`{command} {of} {form}`" for form in forms)
    if outcome.added:
        hint = f"Move people there: `{command} {of} members @ana @ben`"
    blocks = [kit.section(said), *kit.listed("", lines), *kit.listed("Next week", week)]
    return kit.message("\n".join([said, *lines, *week]), *blocks, kit.context(hint))


def listed(outcome: TeamsListed, *, command: str) -> Message:
    """List the teams, each with its lead, its people and its hours."""
    lines = []
    for team in outcome.teams:
        lead = outcome.leads.get(team.lead_id or "")
        people = wording.plural(outcome.sizes.get(team.id, 0), "person", "people")
        own = " (yours)" if team.id == outcome.own_id else ""
        led = f"led by {kit.name(lead)}" if lead else "no lead yet"
        lines.append(
            f"*{kit.name(team.name)}*{own} · {led} · {people} · {wording.team_hours(team)}"
        )
    count = wording.counted(len(lines), "team")
    said = wording.start(f"{count}.")
    hint = f"`{command} team add São Paulo` adds one, `{command} team São Paulo` shows one."
    return kit.message("\n".join([said, *lines]), *kit.listed(said, lines), kit.context(hint))


def moved(outcome: MembersMoved, *, command: str) -> Message:
    """Say who belongs to a team now, and where they were before."""
    team = kit.name(outcome.team.name)
    there = wording.joined([kit.name(name) for name in outcome.there])
    if not outcome.moved:
        verb = "is" if len(outcome.there) == 1 else "are"
        return kit.message(f"{there} {verb} in {team} already.")
    names = wording.joined([kit.name(name) for name, _ in outcome.moved])
    verb = "is" if len(outcome.moved) == 1 else "are"
    before = wording.joined(sorted({kit.name(was) for _, was in outcome.moved}))
    said = f"{names} {verb} now in *{team}*; before, in {before}."
    if outcome.there:
        said += f" {there} {'was' if len(outcome.there) == 1 else 'were'} there already."
    rest = "What waits for them counts in that team's hours from now on."
    hint = f"`{command} team {kit.safe(outcome.team.name)}` shows the team."
    return kit.message(f"{said} {rest}", kit.section(said), kit.context(f"{rest} {hint}"))


def own_hours(outcome: OwnHoursShown, *, now: datetime, command: str) -> Message:
    """Say when somebody may be nudged, and whose hours these are."""
    member, team = outcome.member, outcome.team
    today = now.astimezone(ZoneInfo(member.zone)).date()
    said = _own(outcome)
    own, theirs = "your own", f"those of {kit.name(team.name)}"
    place = own_calendar(team, member).place
    whose = own if member.country else theirs
    kept = f"{whose}: {kit.safe(place_name(place))}" if place else "none"
    worked = wording.week(member.week or team.week)
    lines = [
        f"*Hours* {theirs if member.week is None else own}: {worked}",
        f"*Holidays* {kept}",
        f"*Zone* {wording.zone_name(ZoneInfo(member.zone))}, from your Slack profile",
    ]
    week = calendars.week_lines(outcome.week, today)
    hint = f"`{command} hours mon-thu 9-14` · `{command} hours team` · `{command} holidays DE-BY`"
    blocks = [kit.section(said), *kit.listed("", lines), *kit.listed("Next week", week)]
    return kit.message("\n".join([said, *lines, *week]), *blocks, kit.context(hint))


def _own(outcome: OwnHoursShown) -> str:
    member = outcome.member
    match outcome.changed:
        case "hours" if member.week is None:
            return "Your hours are your team's again."
        case "hours":
            return "Your working hours are set: reminders reach you only then."
        case "holidays" if member.country is None:
            return "Your public holidays are your team's again."
        case "holidays" if not member.country:
            return "You keep no public holidays: reminders reach you on them, too."
        case "holidays":
            return "Your public holidays are set: no reminder reaches you then."
        case _:
            return "Reminders reach you only in these hours."


def setup_lines(outcome: SetupShown, today: date, *, command: str) -> list[str]:
    """Everything that is set up of a team, each with the way to change it."""
    team = outcome.team
    begin = f"{command} {'setup' if outcome.is_own else _of(team, is_own=False)}"
    lines = [
        f"*Lead* {lead(outcome.lead_name)} · `{begin} lead @ana`",
        f"*Channel* {channel(team)} · `{begin} channel #team`",
        f"*Reminders* {where(team)} · `{begin} reminders channel`",
        f"*Hours* {wording.team_hours(team)} · `{begin} hours mon-fri 9-17`",
        f"*Holidays* {calendars.holidays(team)} · `{begin} country Germany`",
        f"*Closed* {closed(team, today)} · `{begin} closed 2026-12-25`",
    ]
    return lines + _first_days(team, today, begin)


def _first_days(team: Team, today: date, begin: str) -> list[str]:
    """Since when, and whether only in shadow: nothing once these are over."""
    lines = []
    start = start_day(team)
    if start is not None and start > today:
        day = wording.day(start, now=today)
        lines.append(f"*Start* reminders from {day} on · `{begin} start now`")
    if team.is_shadow:
        lines.append(f"*Shadow* on: I send no reminders, and count them · `{begin} shadow off`")
    return lines


def start_day(team: Team) -> date | None:
    """The day from which on a team is reminded, as it is told there."""
    if team.enforce_from is None:
        return None
    return team.enforce_from.astimezone(ZoneInfo(team.zone) if team.zone else None).date()


def changed(outcome: SetupShown, today: date) -> str:
    """Say what was just set, and what it was before."""
    part, was = outcome.changed, outcome.was
    if part is None:
        return "This is how we are set up."
    if part == "shadow":
        return _shadow(outcome.team)
    said = _SET.get(part, f"{kit.safe(part).capitalize()} is set.")
    if was is not None and part in ("closed", "half", "open"):
        said = f"{_days_now(was, outcome.team, today)}; what is due is reckoned anew."
    before = "" if was is None else _before(part, was, outcome, today)
    return f"{said} Before: {before}." if before else said


def _shadow(team: Team) -> str:
    if team.is_shadow:
        return "You are in shadow: I only write down whom I would have reminded."
    return "Out of the shadow: I remind people of what comes due from now on."


def _before(part: str, was: Team, outcome: SetupShown, today: date) -> str:
    match part:
        case "lead":
            return lead(outcome.was_lead)
        case "channel":
            return channel(was)
        case "reminders":
            return where(was)
        case "hours":
            return wording.team_hours(was)
        case "zone":
            return wording.team_zone(was)
        case "country":
            return calendars.holidays(was)
        case "closed" | "half" | "open":
            return _days_before(was, outcome.team, today)
        case "name":
            return kit.name(was.name)
        case _:
            return ""


def _days_before(was: Team, team: Team, today: date) -> str:
    """What the days that are another kind of day now were before."""
    off = _off(was, _changed_days(was, team), today)
    return f"off on {off}" if off else "worked"


def _days_now(was: Team, team: Team, today: date) -> str:
    days = _changed_days(was, team)
    off = _off(team, days, today)
    worked = ", ".join(wording.day(day, now=today) for day in days[:MOST_DAYS])
    return f"Off now: {off}" if off else f"Worked now: {worked}" if worked else "Nothing new"


def _changed_days(was: Team, team: Team) -> list[date]:
    both = (*was.breaks, *team.breaks)
    cut = {day for day in both if was.breaks.get(day) != team.breaks.get(day)}
    return sorted(cut | set(was.closed) ^ set(team.closed))


def _off(team: Team, days: list[date], today: date) -> str:
    calendar = team.calendar_in(team.zone or "UTC")
    ahead = [day_ahead(calendar, day) for day in days]
    off = [calendars.day_off(one, today) for one in ahead if one.why is not None]
    left = f" and {len(off) - MOST_NAMES} more" if len(off) > MOST_NAMES else ""
    return ", ".join(off[:MOST_NAMES]) + left


def lead(name: str | None) -> str:
    return kit.name(name) if name else "nobody yet"


def channel(team: Team) -> str:
    return wording.channel(team.channel_id) if team.channel_id else "none yet"


def where(team: Team) -> str:
    if team.where is Where.CHANNEL and team.channel_id:
        return "to the team's channel, from the due time on"
    return "to each owner directly"


def closed(team: Team, today: date) -> str:
    """The next days off and half days, public holidays among them."""
    calendar = team.calendar_in(team.zone or "UTC")
    return calendars.days_off(days_off(calendar, today, limit=MOST_DAYS), today)


def _of(team: Team, *, is_own: bool) -> str:
    return "team" if is_own else f"team {kit.safe(team.name)}"


def _names(names: list[str]) -> str:
    shown = [kit.name(name) for name in names[:MOST_NAMES]]
    left = len(names) - len(shown)
    return (", ".join(shown) + (f" and {left} more" if left else "")) or "nobody yet"
