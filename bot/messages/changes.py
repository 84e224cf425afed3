"""Changes of a team: everything that is set up of it, what was just set, and what it was."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.core.calendars import day_ahead, days_off
from bot.core.heed_outcomes import SetupShown
from bot.core.members import Team, Where
from bot.messages import calendars, kit, wording

MOST_NAMES = 20
MOST_LEADS = 5
MOST_DAYS = 4

_ANEW = "What is due is reckoned anew."
_LABELS = {
    "lead": "Lead",
    "channel": "Channel",
    "reminders": "Reminders",
    "hours": "Working hours",
    "zone": "Time zone",
    "country": "Public holidays",
    "name": "Name",
}
_SET = {
    "emoji": "The emoji is set.",
    "undone": "The emoji means what it did before.",
    "start": "What is due before is in people's briefs, without a reminder.",
}


def setup_lines(outcome: SetupShown, today: date, *, command: str) -> list[str]:
    """Everything that is set up of a team, each with the way to change it for whoever may."""
    team = outcome.team
    begin = f"{command} {'setup' if outcome.is_own else of(team, is_own=False)}"
    lines = [
        (f"*Lead* {lead(outcome.lead_name)}", "lead @ana"),
        (f"*Channel* {channel(team)}", "channel #team"),
        (f"*Reminders* {where(team)}", "reminders channel"),
        (f"*Hours* {wording.team_hours(team)}", "hours mon-fri 9-17"),
        (f"*Holidays* {calendars.holidays(team)}", "country Germany"),
        (f"*Days off* {closed(team, today)}", "closed 2026-12-25"),
        *_more(team, today),
    ]
    return [said if outcome.by else f"{said} · `{begin} {form}`" for said, form in lines]


def _more(team: Team, today: date) -> list[tuple[str, str]]:
    """What not every team has: a day to begin, a shadow, ticks."""
    lines = []
    if ahead := start_ahead(team, today):
        lines.append((f"*Start* {ahead}", "start now"))
    if team.is_shadow:
        lines.append(("*Shadow* on: I send no reminders, and count them", "shadow off"))
    if team.takes_ticks:
        lines.append(("*Ticks* ✅ on a customer's message answers it", "ticks off"))
    return lines


def set_up_by(names: Sequence[str]) -> str:
    """Say who changes what the reader may not change."""
    listed = wording.joined([kit.name(name) for name in names[:MOST_LEADS]], last="or")
    return f"{listed} can change it."


def first_days(team: Team, today: date) -> list[str]:
    """What keeps a team's reminders back: a day still to come, or a shadow."""
    ahead = start_ahead(team, today)
    lines = [f"*Start* {ahead}"] if ahead else []
    return [*lines, "*Shadow* on: I send no reminders, and count them"] if team.is_shadow else lines


def start_ahead(team: Team, today: date) -> str:
    """From which day on a team is reminded, if that is not so already; it begins in its zone."""
    if team.start_on is None or team.start_on <= today:
        return ""
    whose = wording.zone_name(ZoneInfo(team.zone)) if team.zone else "in each owner's own time zone"
    return f"reminders come from {wording.day(team.start_on, now=today)} on, {whose}"


def changed(outcome: SetupShown, today: date) -> str:
    """Say what was just set, and what it was before."""
    part, was = outcome.changed, outcome.was
    if part is None:
        return "This is how we are set up."
    if part == "shadow":
        return _shadow(outcome.team)
    if part == "ticks":
        return _ticks(outcome.team)
    if part == "start":
        return f"{_start(outcome.team, today)} {_SET[part]}"
    if was is not None and part in ("closed", "half", "open"):
        if not _changed_days(was, outcome.team):
            return "Nothing new: that is how these days are already."
        before = _days_before(was, outcome.team, today)
        return f"{_days_now(was, outcome.team, today)}. Before: {before}. {_ANEW}"
    if part not in _LABELS:
        return _SET.get(part, f"{kit.safe(part).capitalize()} is set.")
    now = _said(part, outcome.team, outcome.lead_name)
    had = None if was is None else _said(part, was, outcome.was_lead)
    if now == had:
        return f"{_LABELS[part]}: {now}, as before."
    before = "" if had is None else f". Before: {had}"
    anew = f" {_ANEW}" if part in ("hours", "zone", "country") else ""
    ahead = f" Days off: {closed(outcome.team, today)}." if part == "country" else ""
    return f"{_LABELS[part]}: {now}{before}.{ahead}{anew}"


def _start(team: Team, today: date) -> str:
    ahead = start_ahead(team, today)
    return f"{wording.start(ahead)}." if ahead else "Reminders come from now on."


def _shadow(team: Team) -> str:
    if team.is_shadow:
        return "You are in shadow: I only write down whom I would have reminded."
    return "Out of the shadow: I remind people of what comes due from now on."


def _ticks(team: Team) -> str:
    if team.takes_ticks:
        return (
            "Ticks are on: ✅ by one of us on a customer's message in a watched channel answers it."
        )
    return "Ticks are off: ✅ on a customer's message answers nothing."


def _said(part: str, team: Team, lead_name: str | None) -> str:
    match part:
        case "lead":
            return lead(lead_name)
        case "channel":
            return channel(team)
        case "reminders":
            return where(team)
        case "hours":
            return wording.team_hours(team)
        case "zone":
            return wording.team_zone(team)
        case "country":
            return calendars.holidays(team)
        case _:
            return kit.name(team.name)


def _days_before(was: Team, team: Team, today: date) -> str:
    """What the days that are another kind of day now were before."""
    off = _off(was, _changed_days(was, team), today)
    return f"off on {off}" if off else "worked"


def _days_now(was: Team, team: Team, today: date) -> str:
    days = _changed_days(was, team)
    off = _off(team, days, today)
    worked = ", ".join(wording.day(day, now=today) for day in days[:MOST_DAYS])
    return f"Days off: {off}" if off else f"Worked now: {worked}" if worked else "Nothing new"


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
    return calendars.days_off(days_off(calendar, today), today)


def of(team: Team, *, is_own: bool) -> str:
    """How a command begins that is about a team."""
    return "team" if is_own else f"team {kit.safe(team.name)}"
