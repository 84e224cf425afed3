"""Reading days off and half days: `2026-12-24 to 2026-12-31`, `24 Dec, 31 Dec until 12`."""

import re
from datetime import date, datetime, timedelta

from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import phrase_in, placed
from bot.core.grammar.week import read_time
from bot.core.hours import WorkingHours
from bot.core.phrases import read_due
from bot.core.words import decode, shorten

_BETWEEN = re.compile(r"\s*(?:[,;\n]|(?<!\S)and(?!\S))\s*", re.IGNORECASE)
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RANGE = re.compile(rf"({_ISO})\s*(?:to|until|till|[–—-]|\s)\s*({_ISO})", re.IGNORECASE)
_DAY = re.compile(_ISO)
_LONGEST_RANGE = timedelta(days=62)
_MOST_DAYS = 100
# What follows the days: the time at which work ends, or begins. A date is no time.
_CUT = re.compile(
    r"(?P<days>.+?)[\s,]+(?:(?P<until>until|till?|to)|from|after|starting)"
    r"(?:\s+at)?\s+(?P<time>(?![0-9]{4}-)[^,;]+)",
    re.IGNORECASE | re.DOTALL,
)


def read_days(value: str, *, before: str, now: datetime, hours: WorkingHours) -> tuple[date, ...]:
    """Read some days to come; `before` is what was typed before them."""
    days: set[date] = set()
    for item in _BETWEEN.split(value):
        if item:
            days.update(_span(item, whole=value, before=before, now=now, hours=hours))
        if len(days) > _MOST_DAYS:
            raise Refusal(f"That is more than {_MOST_DAYS} days. Give a few at a time.")
    if not days:
        shown = f"{before} 2026-12-25".strip()
        raise Refusal(f"Which days? Write them as in “{shown}”.")
    return tuple(sorted(days))


def _span(item: str, *, whole: str, before: str, now: datetime, hours: WorkingHours) -> list[date]:
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
    head, after = f"{before} {whole[:begin]}", whole[begin + len(item) :]
    try:
        return [read_due(phrase_in(item), now=now, hours=hours).date()]
    except Refusal as refusal:
        raise placed(refusal, before=head, after=after) from refusal


def _iso(text: str, *, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"There is no day {text}. Write year, month and day.") from error
    if day < today:
        raise Refusal(f"{text} is over. Days are set before they come.")
    return day


def has_cut(value: str) -> bool:
    """Whether a time follows the days, at which work ends or begins."""
    return _CUT.fullmatch(decode(value).strip().rstrip(".")) is not None


def read_half_days(
    value: str, *, now: datetime, hours: WorkingHours
) -> dict[date, tuple[tuple[str, str], ...]]:
    """Read days that are worked in part, and what of them is not worked."""
    found = _CUT.fullmatch(decode(value).strip().rstrip("."))
    if found is None:
        typed = value.strip()
        raise Refusal(
            "Until when is it worked, or from when? Write it as in “half 2026-12-24 until 12”.",
            choices=[
                Choice("Until 12:00", f"setup half {typed} until 12:00"),
                Choice("From 13:00", f"setup half {typed} from 13:00"),
            ],
        )
    at = read_time(found["time"])
    cut = (at, "24:00") if found["until"] else ("00:00", at)
    if cut[0] == cut[1] or cut == ("00:00", "24:00"):
        raise Refusal("That is a whole day: `/heed setup closed` takes days off, `open` days on.")
    days = read_days(found["days"], before="setup half", now=now, hours=hours)
    return dict.fromkeys(days, (cut,))
