"""Read a due phrase or a past phrase: the whole way from what was typed to an instant."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core.errors import Choice, Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases.feasts import feast_in
from bot.core.phrases.grammar import items_of
from bot.core.phrases.instants import Settled
from bot.core.phrases.items import End, Hedge, Item
from bot.core.phrases.meaning import meaning_of
from bot.core.phrases.moment import Moment, Sense
from bot.core.phrases.offers import around, days_in
from bot.core.phrases.periods import after, is_long
from bot.core.phrases.refusals import (
    LongAgo,
    NotADate,
    Reading,
    ambiguous,
    choices,
    loose,
    not_a_date,
    slip,
    spoken,
    spread,
    wrong_side,
)
from bot.core.phrases.slips import corrected
from bot.core.phrases.spread import ends_of
from bot.core.phrases.tokens import Tokens, plain, tokens_of
from bot.core.phrases.words import LOOSE

__all__ = ["LONGEST_PHRASE", "LongAgo", "NotADate", "read_due", "read_past", "said_day"]

LONGEST_PHRASE: Final = 80
A_YEAR: Final = timedelta(days=366)
_SURE: Final = re.compile(r"(?P<words>.+?)[\s,]+yes[.!]?", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"(?P<before>(?:[a-z]+ )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* )?"
    r"(?P<number>[0-9]{1,2})(?:\.(?P<month>0[1-9]|1[0-2]|[1-9]))?"
)


def read_due(text: str, *, now: datetime, hours: WorkingHours) -> datetime:
    """Return the instant by which something is due, in the zone of the hours."""
    return _read(text, Moment(now.astimezone(hours.zone), hours, Sense.DUE, text))


def read_past(text: str, *, now: datetime, hours: WorkingHours, is_sure: bool = False) -> datetime:
    """Return the instant at which something happened, in the zone of the hours.

    What is more than a year ago is asked about, unless it is sure or `yes` stands after it.
    """
    moment = Moment(now.astimezone(hours.zone), hours, Sense.PAST, text)
    if found := _SURE.fullmatch(text):
        return _long_ago(found["words"], moment)
    at = _read(text, moment)
    if not is_sure and _is_long_ago(at, moment):
        raise LongAgo(at, moment)
    return at


def _is_long_ago(at: datetime, moment: Moment) -> bool:
    return at < moment.now - A_YEAR


def _long_ago(words: str, moment: Moment) -> datetime:
    """Read what was said to be long ago; of anything else, `yes` is no part of its time."""
    try:
        at = _read(words, moment)
    except Refusal as refusal:
        raise not_a_date(moment) from refusal
    if not _is_long_ago(at, moment):
        raise not_a_date(moment)
    return at


def _read(text: str, moment: Moment) -> datetime:
    words = plain(text) if len(text) <= LONGEST_PHRASE else ""
    if not words:
        raise not_a_date(moment)
    if words in LOOSE:
        return _loose_word(words, moment)
    if (asked := feast_in(words, moment)) is not None:
        raise asked
    tokens = tokens_of(words)
    items = items_of(tokens)
    if items is None:
        ends = ends_of(tokens)
        if ends is None:
            raise _slip(tokens, moment) or not_a_date(moment, _as_number(words, moment))
        if ends[0] == ends[1]:
            return _only(ends[0], meaning_of(ends[0], moment), moment)
        raise spread(moment, _readings_between(ends, moment))
    return _only(items, meaning_of(items, moment), moment)


def said_day(at: datetime, *, now: datetime, hours: WorkingHours) -> str:
    """Return a due instant as a button shows it: with its time unless that is the day's end."""
    moment = Moment(now.astimezone(hours.zone), hours, Sense.DUE, "")
    reading = Reading(at, is_timed=at != moment.end(at.date()))
    return spoken(reading, today=moment.today)


def _loose_word(words: str, moment: Moment) -> datetime:
    if not moment.is_due and words in ("now", "right now", "just now"):
        return moment.now
    raise loose(moment, [])


def _slip(tokens: Tokens, moment: Moment) -> Refusal | None:
    """Return the question whether a mistyped word was meant; a word alone may be a past place."""
    meant = corrected(tokens) if moment.is_due or len(tokens) > 1 else None
    if meant is None:
        return None
    try:
        at = _read(meant, replace(moment, text=meant))
    except NotADate:
        return None
    except Refusal as refusal:
        return slip(moment, meant, refusal.choices) if refusal.choices else None
    is_timed = at != moment.end(at.date()) if moment.is_due else True
    return slip(moment, meant, choices([Reading(at, is_timed=is_timed)], moment, is_filled=False))


def _as_number(words: str, moment: Moment) -> tuple[Choice, ...]:
    """Return what a number alone, or behind a weekday, might have meant."""
    found = _NUMBER.fullmatch(words)
    if found is None or not 1 <= int(found["number"]) <= 31:
        return ()
    before, number = found["before"] or "", found["number"]
    if month := found["month"]:
        return _readings_of((f"{number}/{month}", f"at {number}:{month}"), moment)
    return _readings_of((f"{before}at {number}", f"{before}{number}th"), moment)


def _readings_of(phrases: Sequence[str], moment: Moment) -> tuple[Choice, ...]:
    found = [items_of(tokens_of(phrase)) or () for phrase in phrases]
    readings = [reading for items in found for reading in _attempt(items, moment)]
    return choices(readings, moment, is_filled=False)


def _attempt(items: Sequence[Item], moment: Moment) -> tuple[Reading, ...]:
    """Return the readings of a part of a phrase; a refusal there is not the answer."""
    try:
        return meaning_of(items, moment).readings
    except Refusal:
        return ()


def _only(items: Sequence[Item], settled: Settled, moment: Moment) -> datetime:
    """Return the one instant that is meant, or ask."""
    live = [reading for reading in settled.readings if moment.fits(reading.at)]
    if any(isinstance(item, Hedge) for item in items):
        raise loose(moment, around(items, live, moment))
    if not live:
        raise wrong_side(moment, settled.readings[0], _instead(items, settled, moment))
    if settled.reason or len({reading.at.astimezone(UTC) for reading in live}) > 1:
        raise ambiguous(moment, live, settled.reason)
    return live[0].at


def _instead(items: Sequence[Item], settled: Settled, moment: Moment) -> list[Reading]:
    """Return what may have been meant by a phrase on the wrong side of now."""
    for item in items:
        if isinstance(item, End):
            return [Reading(moment.close(day)) for day in after(item, moment)]
    reading = settled.readings[0]
    step = timedelta(days=1 if moment.is_due else -1)
    is_near = abs(reading.at.date() - moment.today) <= 2 * abs(step)
    if not reading.is_timed or not is_near:
        return []
    wall = (reading.at.hour, reading.at.minute, reading.at.second)
    return [Reading(moment.wall(moment.today + step, wall), is_timed=True)]


def _loosely(items: Sequence[Item], moment: Moment) -> tuple[Reading, ...]:
    """Return days of an end that is longer than a day, as in "late nov / early dec"."""
    longer = [item for item in items if is_long(item)]
    hedge = next((item.word for item in items if isinstance(item, Hedge)), "")
    days = days_in(longer[0], moment, hedge=hedge)[-2:] if longer else []
    return tuple(Reading(moment.close(day)) for day in days if moment.is_within_reach(day))


def _readings_between(ends: tuple[Sequence[Item], ...], moment: Moment) -> list[Reading]:
    """Return the readings of both ends; "monday to friday" ends in the week it begins."""
    begins, closes = (_attempt(end, moment) or _loosely(end, moment) for end in ends)
    found = list(begins)
    for close in closes:
        is_early = any(close.at <= begin.at for begin in begins)
        found.append(replace(close, at=close.at + timedelta(days=7)) if is_early else close)
    return found
