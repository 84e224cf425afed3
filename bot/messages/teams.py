"""Teams: which there are, who is in them, and when they and each of us work."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.countries import place_name
from bot.core.members import own_calendar
from bot.core.rosters import (
    MembersMoved,
    OwnHoursShown,
    RosterOutcome,
    TeamRemoved,
    TeamShown,
    TeamsListed,
)
from bot.messages import aloud, buttons, calendars, changes, kit, wording
from bot.messages.elements import actions
from bot.messages.kit import Message

MOST_NAMES = 20


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
    team, of = outcome.team, changes.of(outcome.team, is_own=outcome.is_own)
    name = f"*{kit.name(team.name)}*"
    said = f"{name} is {'your' if outcome.is_own else 'another'} team."
    if outcome.added:
        said = f"{name} is added, with the calendar of your team. Who is in it?"
    lines = [
        f"*Lead* {kit.name(outcome.lead_name) if outcome.lead_name else 'nobody yet'}",
        f"*Channel* {changes.channel(team)} · reminders go {changes.where(team)}",
        *changes.first_days(team, outcome.today),
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
    if outcome.by:
        hint = changes.set_up_by(outcome.by)
    blocks = [kit.section(said), *kit.listed("", lines), *kit.listed("Next week", week)]
    return kit.message("\n".join([said, *aloud.facts([*lines, *week])]), *blocks, kit.context(hint))


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
    hint = f"`{command} team São Paulo` shows one."
    if not outcome.by:
        hint = f"`{command} team add São Paulo` adds one, {hint}"
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
    rest = _follows(outcome, command)
    hint = f"`{command} team {kit.safe(outcome.team.name)}` shows the team."
    undo = [actions([buttons.undo(outcome.change_id)])] if outcome.change_id else []
    return kit.message(f"{said} {rest}", kit.section(f"{said} {rest}"), *undo, kit.context(hint))


def _follows(outcome: MembersMoved, command: str) -> str:
    """How much counts in other hours from now on, and who hears of it, or that nobody does."""
    theirs = "What waits for them counts"
    if outcome.open_count:
        count = wording.counted(outcome.open_count, "open thing")
        theirs = f"{wording.start(count)} of theirs count{'s' if outcome.open_count == 1 else ''}"
    said = [f"{theirs} in that team's hours from now on."]
    if outcome.lead_name:
        said.append(f"{kit.name(outcome.lead_name)} hears as lead.")
    said += [kit.safe(one) for one in outcome.problems]
    if outcome.problems:
        said.append(f"`{command} check` shows what is missing.")
    return " ".join(said)


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
    return kit.message("\n".join([said, *aloud.facts([*lines, *week])]), *blocks, kit.context(hint))


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


def _names(names: list[str]) -> str:
    shown = [kit.name(name) for name in names[:MOST_NAMES]]
    left = len(names) - len(shown)
    return (", ".join(shown) + (f" and {left} more" if left else "")) or "nobody yet"
