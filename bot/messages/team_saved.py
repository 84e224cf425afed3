"""A team that was saved: what changed, from what to what, and from when it counts."""

from collections.abc import Iterator

from bot.core.calendars import day_ahead
from bot.core.members import Team
from bot.core.team_forms import TeamSaved
from bot.messages import aloud, calendars, changes, kit, wording
from bot.messages.kit import Message

MOST_LEFT_OUT = 3
MOST_DAYS = 8


def saved(outcome: TeamSaved) -> Message:
    """Say in one glance what is different now."""
    name = f"*{kit.name(outcome.after.name)}*"
    lines = list(_changes(outcome))
    left_out = _left_out(outcome)
    if not lines:
        return kit.message(f"Nothing was changed in {name}. {left_out}".strip())
    said = f"{name} is {'as before' if outcome.is_undone else 'set up anew'}:"
    note = " ".join(part for part in (_since(outcome), left_out) if part)
    week = []
    if _calendar(outcome.before) != _calendar(outcome.after):
        week = calendars.week_lines(outcome.week, outcome.today)
    blocks = [*kit.listed("", [said, *lines]), *(kit.listed("Next week", week) if week else [])]
    return kit.message("\n".join([said, *aloud.facts(lines), note]), *blocks, kit.context(note))


def _changes(outcome: TeamSaved) -> Iterator[str]:
    was, now = outcome.before, outcome.after
    if was.name != now.name:
        yield _changed("Name", kit.name(now.name), kit.name(was.name))
    if was.lead_id != now.lead_id:
        yield _changed("Lead", changes.lead(outcome.lead_name), changes.lead(outcome.was_lead))
    if was.channel_id != now.channel_id:
        yield _changed("Channel", changes.channel(now), changes.channel(was))
    if changes.where(was) != changes.where(now):
        yield _changed("Reminders", changes.where(now), changes.where(was))
    if was.week != now.week:
        yield _changed("Hours", wording.week(now.week), wording.week(was.week))
    if was.zone != now.zone:
        yield _changed("Time zone", wording.team_zone(now), wording.team_zone(was))
    if was.place != now.place:
        yield _changed("Public holidays", calendars.holidays(now), calendars.holidays(was))
    yield from _days(outcome)
    if (was.enforce_from, was.start_on) != (now.enforce_from, now.start_on):
        yield _changed("First day of reminders", _start(outcome, now), _start(outcome, was))
    if was.is_shadow != now.is_shadow:
        yield _changed("Shadow", *("on", "off") if now.is_shadow else ("off", "on"))
    if was.takes_ticks != now.takes_ticks:
        yield _changed("Ticks", *("on", "off") if now.takes_ticks else ("off", "on"))


def _changed(what: str, now: str, was: str) -> str:
    return f"• *{what}* {now} · before: {was}"


def _days(outcome: TeamSaved) -> Iterator[str]:
    """The days that are another kind of day now."""
    was, now = outcome.before, outcome.after
    cut = {day for day in (*was.breaks, *now.breaks) if was.breaks.get(day) != now.breaks.get(day)}
    calendar = now.calendar_in(outcome.zone.key)
    ahead = [day_ahead(calendar, day) for day in sorted(cut | set(was.closed) ^ set(now.closed))]
    off = [calendars.day_off(one, outcome.today) for one in ahead if one.why or not one.windows]
    worked = [wording.day(one.day, now=outcome.today) for one in ahead if not one.why]
    if off:
        yield f"• *Off now* {_listed(off)}"
    if worked := [day for day in worked if day not in off]:
        yield f"• *Worked now* {_listed(worked)}"


def _listed(days: list[str]) -> str:
    left = len(days) - MOST_DAYS
    return ", ".join(days[:MOST_DAYS]) + (f" and {left} more" if left > 0 else "")


def _start(outcome: TeamSaved, team: Team) -> str:
    if team.start_on is None:
        return "at once" if team.enforce_from else "none"
    return wording.day(team.start_on, now=outcome.today)


def _since(outcome: TeamSaved) -> str:
    """From when it counts."""
    if outcome.after.is_shadow:
        return "It counts from now on; while in shadow I remind nobody."
    if _calendar(outcome.before) == _calendar(outcome.after):
        return "It counts from now on."
    return "It counts from now on: what is open is reckoned anew."


def _calendar(team: Team) -> tuple[object, ...]:
    return team.calendar_in(team.zone or "UTC"), team.zone


def _left_out(outcome: TeamSaved) -> str:
    if not outcome.left_out:
        return ""
    shown = outcome.left_out[:MOST_LEFT_OUT]
    listed = "; ".join(f"{kit.quoted(one.name, limit=60)}: {one.why.value}" for one in shown)
    left = len(outcome.left_out) - len(shown)
    more = f"; and {left} more" if left else ""
    return f"Left out of the file: {listed}{more}."
