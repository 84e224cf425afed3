"""The fields of the form of a team: what each is called, a hint with an example, and notices."""

from collections.abc import Sequence
from datetime import date

from bot.core.team_forms import Field, TeamForm
from bot.messages import changes, kit, wording

LABELS = {
    Field.LEAD: "Lead",
    Field.CHANNEL: "The team's own channel",
    Field.REMINDERS: "Where reminders go",
    Field.HOURS: "Working hours",
    Field.ZONE: "Time zone",
    Field.COUNTRY: "Public holidays",
    Field.DAYS: "Days off",
    Field.FILE: "Days off from a calendar file",
    Field.START: "First day of reminders",
    Field.SHADOW: "Try it out",
    Field.TICKS: "In customers' channels that I watch",
    Field.NAME: "Name of the team",
}
HINTS = {
    Field.LEAD: "Hears of what stays open.",
    Field.CHANNEL: "One of ours alone, with me in it: type /invite @heed there.",
    Field.HOURS: "Such as mon-fri 9-12, 13-17:30; sat 10-12. Enter shows next week.",
    Field.ZONE: "By its city, such as Europe/Berlin. Left empty: each member's own.",
    Field.COUNTRY: "Of a country or a region: Germany, DE-BY, Brazil SP. Left empty: none.",
    Field.FILE: "A file that ends in .ics. “Show next week” lists its days, Save adds them.",
    Field.START: "What is due before stands in the morning briefs, without a reminder.",
    Field.TICKS: "By one of us, on their message: like a reply to it.",
    Field.SHADOW: "The lead's digest then says how many reminders there would have been.",
}


# Public holidays of many places; one of a coming working day is named as an example.
_HOLIDAYS = ((1, 6), (5, 1), (11, 1), (12, 26))


def days_hint(today: date) -> str:
    """Days off as they are written, of the year to come."""
    year = today.year + (today > date(today.year, 12, 23))
    ahead = [date(of, *day) for of in range(today.year, today.year + 6) for day in _HOLIDAYS]
    worked = next(day for day in ahead if day > today and day.weekday() < 5)
    return (
        f"One a line, such as {year}-12-28 to {year}-12-31, {year}-12-24 until 12, "
        f"{year}-12-31 from 13, or {worked} worked for a public holiday that is none here."
    )


def unsaved(shown: TeamForm, fields: Sequence[Field], leaving: str) -> str:
    """Say that another team cannot be shown before these are saved, or left."""
    listed = wording.joined([LABELS[one] for one in fields])
    team, other = kit.name(shown.team.name), kit.name(leaving)
    return (
        f"Not saved yet for *{team}*: {listed}. "
        f"Press Save first, or choose {other} once more to leave that."
    )


def overwritten(shown: TeamForm, fields: Sequence[Field]) -> str:
    """Say what somebody else has set meanwhile; what was typed still stands."""
    lines = [f"• {LABELS[one]}: {_now(shown, one)}" for one in fields]
    listed = wording.joined([LABELS[one] for one in fields])
    said = (
        f"Somebody else has just changed this: {listed}. Nothing was saved. What you filled in "
        "still stands below: *Save* again to have it so, or close the form."
    )
    return "\n".join([said, *lines])


def _now(shown: TeamForm, field: Field) -> str:
    words = shown.spelled[field]
    if not words:
        return "nothing"
    match field:
        case Field.LEAD:
            return kit.mention(words)
        case Field.CHANNEL:
            return changes.channel(shown.team)
        case Field.REMINDERS:
            return changes.where(shown.team)
        case _:
            return kit.quoted(words, limit=300)
