"""Reading `/heed setup`: lead, channel, reminders, hours, days off and emoji of a team."""

import re
from datetime import datetime

from bot.core.countries import read_place
from bot.core.errors import Choice, Refusal
from bot.core.grammar.days_off import read_days, read_half_days
from bot.core.grammar.emoji import read_emoji
from bot.core.grammar.first_days import read_shadow, read_start, read_switch
from bot.core.grammar.week import read_hours, read_zone_name
from bot.core.heed_asks import (
    SetupChannel,
    SetupClosed,
    SetupLead,
    SetupReminders,
    SetupTicks,
    ShowSetup,
)
from bot.core.hours import WorkingHours
from bot.core.members import Where
from bot.core.setups import (
    SetupCountry,
    SetupHalf,
    SetupMembers,
    SetupName,
    SetupOpen,
    SetupZone,
    TeamSetup,
)
from bot.core.words import clean, decode, near, read_channel, read_member, shorten

_PART = re.compile(r"(?P<part>\w+)(?:[:=]?\s+|$)(?P<rest>.*)", re.DOTALL)
PARTS = (
    *("lead", "channel", "reminders", "hours", "zone", "country", "closed", "half", "open"),
    *("members", "name", "emoji", "start", "shadow", "ticks"),
)
_SPELLED = {
    **dict.fromkeys(("reminder",), "reminders"),
    **dict.fromkeys(("member", "people", "add"), "members"),
    **dict.fromkeys(("timezone", "tz"), "zone"),
    **dict.fromkeys(("rename",), "name"),
    **dict.fromkeys(("region",), "country"),
    **dict.fromkeys(("tick", "reactions"), "ticks"),
    **dict.fromkeys(("day", "off"), "closed"),
}
_NONE = ("none", "no", "off", "nowhere", "without")
_EACH = ("own", "each", "members", "everybody's own", "each member's own", "none", "profile")
_WHERE = {
    **dict.fromkeys(("dm", "dms", "direct", "direct message", "direct messages"), Where.DM),
    "channel": Where.CHANNEL,
}
_MISSING = {
    "lead": "Who? Pick a name from Slack's list: `/heed setup lead @ana`",
    "channel": "Which channel? Pick it from Slack's list: `/heed setup channel #support`",
    "hours": "Which hours? I can't read any there: `/heed setup hours mon-fri 9-12, 13-17:30`",
    "closed": "Which days? Write them out: `/heed setup closed 2026-12-25`",
    "half": "Which days, and until when? `/heed setup half 2026-12-24 until 12`",
    "open": "Which days? Write them out: `/heed setup open 2026-12-25`",
    "zone": "Which zone? Name it by its city: `/heed setup zone Europe/Berlin`",
    "country": "Whose public holidays? `/heed setup country Germany`, or a region: `DE-BY`",
    "holidays": "Whose public holidays? `/heed setup country Germany`, or a region: `DE-BY`",
    "members": "Who? Pick them from Slack's list: `/heed team Support members @ana @ben`",
    "name": "What shall it be called? `/heed setup name Support`",
    "start": "From which day on? Write it out: `/heed setup start 2026-12-01`",
    "shadow": "On or off? `/heed setup shadow on`",
    "ticks": "On or off? `/heed setup ticks on`",
}
# Whatever a team is called: the last link to a channel is the one that would be set.
_CHANNEL = re.compile(r"/?(?:setup|team)\b.*(?P<link><#[^<>]*>)[^<>]*", re.IGNORECASE | re.DOTALL)
_SMALL_WORDS = re.compile(r"(?:(?:is|go|to|in|by|the)\s+)+", re.IGNORECASE)


def read_setup(rest: str, *, now: datetime, hours: WorkingHours) -> TeamSetup | ShowSetup:
    """Read what was typed after `/heed setup`, or after `/heed team` and the team's name."""
    if not rest or rest.lower() == "show":
        return ShowSetup()
    part, value = _parted(rest)
    if not value and part in _MISSING:
        raise Refusal(_MISSING[part])
    match part:
        case "lead":
            return SetupLead(read_member(value))
        case "channel":
            return SetupChannel(read_channel(value))
        case "reminders":
            return SetupReminders(_where(value))
        case "members":
            return SetupMembers(_members(value))
        case "name":
            return SetupName(decode(value))
        case "emoji":
            return read_emoji(value)
        case "start":
            return read_start(value, now=now, hours=hours)
        case "shadow":
            return read_shadow(value)
        case "ticks":
            return SetupTicks(read_switch(value, before="setup ticks"))
        case _:
            return _of_calendar(rest, part, value, now=now, hours=hours)


def _of_calendar(
    rest: str, part: str, value: str, *, now: datetime, hours: WorkingHours
) -> TeamSetup:
    match part:
        case "hours":
            return read_hours(value)
        case "zone":
            return SetupZone(read_zone(value))
        case "country":
            return SetupCountry(None if value.lower() in _NONE else read_place(value))
        case "holidays" | "holiday":
            return _holidays(value, now=now, hours=hours)
        case "closed":
            return SetupClosed(read_days(value, before="setup closed", now=now, hours=hours))
        case "open":
            return SetupOpen(read_days(value, before="setup open", now=now, hours=hours))
        case "half":
            return SetupHalf(read_half_days(value, now=now, hours=hours))
        case _:
            raise _unknown(rest, part=part, value=value)


def _holidays(value: str, *, now: datetime, hours: WorkingHours) -> SetupCountry | SetupClosed:
    """Public holidays, by their country; or days off that somebody calls so."""
    if value.lower() in _NONE:
        return SetupCountry(None)
    try:
        return SetupCountry(read_place(value))
    except Refusal:
        if not any(sign.isdigit() for sign in value):
            raise
    return SetupClosed(read_days(value, before="setup closed", now=now, hours=hours))


def read_zone(value: str) -> str | None:
    """Read a zone for a team; None is each member's own."""
    words = " ".join(decode(value).lower().replace("’", "'").split()).rstrip(".")
    return None if words in _EACH else read_zone_name(words, before="setup zone")


def _members(value: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[\s,;]+|(?<=>)(?=<)", value) if word]
    return tuple(dict.fromkeys(read_member(word) for word in words if word.lower() != "and"))


def _parted(rest: str) -> tuple[str, str]:
    found = _PART.match(rest)
    part = found["part"].lower() if found else ""
    value = found["rest"].strip() if found else ""
    part = _SPELLED.get(part, part)
    if part in ("channel", "lead", "reminders", "zone", "country", "name"):
        small = _SMALL_WORDS.match(value)
        value = value[small.end() :] if small else value
    return part, value


def headed(refusal: Refusal, head: str) -> Refusal:
    """The same refusal where something other than `setup` was typed before the part."""
    choices = [
        Choice(choice.label, f"{head} {choice.words.removeprefix('setup ')}".strip())
        for choice in refusal.choices
    ]
    return Refusal(
        refusal.sentence.replace("“setup ", f"“{head} ".replace("“ ", "“")), choices=choices
    )


def _unknown(rest: str, *, part: str, value: str) -> Refusal:
    slips = near(part, PARTS)
    choices = [
        Choice(shorten(decode(f"setup {slip} {value}"), limit=40), f"setup {slip} {value}".strip())
        for slip in slips
    ]
    return Refusal(
        f"I can't set up “{shorten(decode(part or rest), limit=30)}”. "
        f"You can set up {', '.join(PARTS[:-1])} and {PARTS[-1]}.",
        choices=choices or [Choice("Show the set-up", "setup")],
    )


def channel_in(text: str) -> str | None:
    """Return the channel that a `/heed` would set up; None if it would not."""
    found = _CHANNEL.fullmatch(clean(text))
    try:
        return read_channel(found["link"]) if found else None
    except Refusal:
        return None  # the verb says why


def _where(value: str) -> Where:
    where = _WHERE.get(" ".join(value.lower().rstrip(".").split()))
    if where is None:
        raise Refusal(
            "Should reminders go to each owner directly, or to the team's channel?",
            choices=[
                Choice("Directly", "setup reminders dm"),
                Choice("To the channel", "setup reminders channel"),
            ],
        )
    return where
