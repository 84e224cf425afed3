"""Reading `/heed setup`: lead, channel, reminders, hours, closed days and emoji of a team."""

import re
from datetime import date, datetime, timedelta

from bot.core.asks import (
    Gesture,
    Setup,
    SetupChannel,
    SetupClosed,
    SetupEmoji,
    SetupLead,
    SetupReminders,
    ShowSetup,
)
from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import phrase_in, placed
from bot.core.grammar.week import read_hours
from bot.core.hours import WorkingHours
from bot.core.members import Where
from bot.core.phrases import read_due
from bot.core.words import clean, decode, near, read_channel, read_member, shorten

_PART = re.compile(r"(?P<part>\w+)(?:[:=]?\s+|$)(?P<rest>.*)", re.DOTALL)
PARTS = ("lead", "channel", "reminders", "hours", "closed", "emoji")
_WHERE = {
    **dict.fromkeys(("dm", "dms", "direct", "direct message", "direct messages"), Where.DM),
    "channel": Where.CHANNEL,
}
_MISSING = {
    "lead": "Who? Pick a name from Slack's list: `/heed setup lead @ana`",
    "channel": "Which channel? Pick it from Slack's list: `/heed setup channel #support`",
    "hours": "Which hours? I can't read any there: `/heed setup hours mon-fri 9-12, 13-17:30`",
    "closed": "Which days? Write them out: `/heed setup closed 2026-12-25`",
}
_SETUP = re.compile(r"/?setup[\s:]+(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SMALL_WORDS = re.compile(r"(?:(?:is|go|to|in|by|the)\s+)+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;\n]|(?<!\S)and(?!\S))\s*", re.IGNORECASE)
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RANGE = re.compile(rf"({_ISO})\s*(?:to|until|till|[–—-]|\s)\s*({_ISO})", re.IGNORECASE)
_DAY = re.compile(_ISO)
_LONGEST_RANGE = timedelta(days=62)
_MOST_DAYS = 100

_GESTURES = {
    **dict.fromkeys(("done", "answered", "kept"), Gesture.DONE),
    **dict.fromkeys(("claim", "claimed"), Gesture.CLAIM),
    **dict.fromkeys(("snooze", "snoozed", "later"), Gesture.SNOOZE),
    **dict.fromkeys(("take", "mine"), Gesture.TAKE),
}
_EMOJI = re.compile(r":([a-z0-9_+'-]{1,100}):(?::skin-tone-[2-6]:)?", re.IGNORECASE)
# Phones send the picture, Slack knows the name; of the many, those that Heed itself starts with.
_PICTURES = {"✅": "white_check_mark", "👀": "eyes", "💤": "zzz", "🙋": "raising_hand"}


def read_setup(rest: str, *, now: datetime, hours: WorkingHours) -> Setup | ShowSetup:
    """Read what was typed after `/heed setup`."""
    if not rest:
        return ShowSetup()
    part, value = _parted(rest)
    if not value and part in _MISSING:
        raise Refusal(_MISSING[part])
    match part:
        case "lead":
            return SetupLead(read_member(value))
        case "channel":
            return SetupChannel(read_channel(value))
        case "reminders" | "reminder":
            return SetupReminders(_where(value))
        case "hours":
            return read_hours(value)
        case "closed":
            return SetupClosed(_days(value, now=now, hours=hours))
        case "emoji":
            return _emoji(value)
        case _:
            raise _unknown(rest, part=part, value=value)


def _parted(rest: str) -> tuple[str, str]:
    found = _PART.match(rest)
    part = found["part"].lower() if found else ""
    value = found["rest"].strip() if found else ""
    if part in ("channel", "lead", "reminders"):
        small = _SMALL_WORDS.match(value)
        value = value[small.end() :] if small else value
    return ("closed" if part in ("holiday", "holidays") else part), value


def channel_in(text: str) -> str | None:
    """Return the channel that a `/heed` would set up; None if it would not."""
    found = _SETUP.fullmatch(clean(text))
    part, value = _parted(found["rest"]) if found else ("", "")
    if part != "channel":
        return None
    try:
        return read_channel(value)
    except Refusal:
        return None  # the verb says why


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


def _days(value: str, *, now: datetime, hours: WorkingHours) -> tuple[date, ...]:
    days: set[date] = set()
    for item in _BETWEEN.split(value):
        if item:
            days.update(_span(item, whole=value, now=now, hours=hours))
        if len(days) > _MOST_DAYS:
            raise Refusal(f"That is more than {_MOST_DAYS} days. Give a few at a time.")
    if not days:
        raise Refusal("Which days are closed? Write them as in “setup closed 2026-12-25”.")
    return tuple(sorted(days))


def _span(item: str, *, whole: str, now: datetime, hours: WorkingHours) -> list[date]:
    today = now.astimezone(hours.zone).date()
    if found := _RANGE.fullmatch(item):
        first, last = _iso(found[1], today=today), _iso(found[2], today=today)
        if not timedelta(0) <= last - first <= _LONGEST_RANGE:
            raise Refusal(
                f"“{shorten(item)}” should run forward, over at most {_LONGEST_RANGE.days} days."
            )
        return [first + timedelta(days=count) for count in range((last - first).days + 1)]
    if _DAY.fullmatch(item):
        return [_iso(item, today=today)]
    begin = whole.find(item)
    before, after = f"setup closed {whole[:begin]}", whole[begin + len(item) :]
    try:
        return [read_due(phrase_in(item), now=now, hours=hours).date()]
    except Refusal as refusal:
        raise placed(refusal, before=before, after=after) from refusal


def _iso(text: str, *, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"There is no day {text}. Write year, month and day.") from error
    if day < today:
        raise Refusal(f"{text} is over. Closed days are set before they come.")
    return day


def _emoji(value: str) -> SetupEmoji:
    found = _EMOJI.search(value)
    name = found[1].lower() if found else None
    rest = value.replace(found[0], " ") if found else value
    for picture, known in _PICTURES.items():
        if name is None and picture in rest:
            name, rest = known, re.sub(f"{picture}[\ufe0f\U0001f3fb-\U0001f3ff]*", " ", rest)
    words = [
        word for word in re.findall(r"\w+", rest.lower()) if word not in ("is", "for", "means")
    ]
    gesture = _GESTURES.get(words[0]) if len(words) == 1 else None
    if name is None or gesture is None:
        raise Refusal(
            "Write what it does (done, claim, snooze or take) and the emoji between colons, "
            "as in “setup emoji claim :eyes:”."
        )
    return SetupEmoji(gesture, name)
