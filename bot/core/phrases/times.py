"""Rules that read a time of day: 5pm, 17:30, half past three, noon, close of business."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.core.phrases.items import Clock, DayAhead, Found, Item, Named, Part, Zoned
from bot.core.phrases.numbers import digits, whole
from bot.core.phrases.tokens import Kind, Tokens, skip, starts, token_at, word_at
from bot.core.phrases.words import CLOSE, MERIDIEMS, MONTHS, NOON, PARTS, UNITS, WORKING, ZONES

_QUARTERS: Final = {"quarter": 15, "half": 30}
_LONG_CLOSES: Final = (
    ("close", "of", "business"),
    ("close", "of", "play"),
    ("close", "of", "day"),
    ("end", "of", "business"),
    ("end", "of", "the", "day"),
    ("end", "of", "the", "working", "day"),
    ("end", "of", "day"),
    ("end", "of", "working", "day"),
)


def clock(tokens: Tokens, at: int) -> Found | None:
    """Read "17:30", "5pm", "5:30 pm", "3 o'clock", "at 5", "12 noon"."""
    begin = skip(tokens, at, "at", "@")
    return _clock(tokens, begin, is_told=begin > at)


def clock_after_day(tokens: Tokens, at: int) -> Found | None:
    """Read what is a time only behind a day: the "16.30", "17h" and "pm" of "friday pm"."""
    token, after = token_at(tokens, at), word_at(tokens, at + 1)
    if token.word in MERIDIEMS:
        return (Part.MORNING if token.word == "am" else Part.AFTERNOON,), at + 1
    is_time = token.kind is Kind.NUMBER and ("." in token.text or after == "h")
    return _clock(tokens, at, is_told=True) if is_time and after not in MERIDIEMS else None


def _clock(tokens: Tokens, begin: int, *, is_told: bool) -> Found | None:
    read = _hands(tokens, begin, is_told=is_told)
    if read is None:
        return None
    found, end, needs_sign = read
    end, had_oclock = _past(tokens, end, "oclock")
    half = word_at(tokens, end)
    if half in MERIDIEMS:
        told = with_meridiem(found, half)
        return None if told is None else _zoned(tokens, told, end + 1)
    if half in ("noon", "midday") and found.hour == 12:
        return _zoned(tokens, replace(found, sure=True), end + 1)
    if needs_sign and not had_oclock:
        return None
    return _zoned(tokens, found, end)


def _hands(tokens: Tokens, at: int, *, is_told: bool) -> tuple[Clock, int, bool] | None:
    """Return the time as written, where it ends, and whether it needs am, pm or o'clock."""
    token = token_at(tokens, at)
    if token.kind is Kind.CLOCK:
        found = _written(*digits(token.text), is_padded=token.text[0] == "0")
        return None if found is None else (found, skip(tokens, at + 1, "h"), False)
    if token.kind is Kind.NUMBER and "." in token.text:
        hour, _, minute = token.text.partition(".")
        dotted = _written(int(hour), int(minute)) if len(minute) == 2 and len(hour) < 3 else None
        return None if dotted is None else (dotted, at + 1, not is_told)
    number = whole(tokens, at)
    if number is None:
        return None
    value, end = number
    if word_at(tokens, end) == "h":
        return _with_h(tokens, value, end + 1, is_told=is_told)
    if value > 99:
        found = _written(value // 100, value % 100)
        return None if found is None else (found, end, True)
    found = _written(value, 0) if value < 24 else None
    return None if found is None else (found, end, not (is_told and _stands_alone(tokens, end)))


def _with_h(tokens: Tokens, hour: int, at: int, *, is_told: bool) -> tuple[Clock, int, bool] | None:
    """Read "at 15h" and "19h30"; without "at", "2h" is a length of time."""
    token = token_at(tokens, at)
    has_minutes = token.kind is Kind.NUMBER and len(token.text) == 2
    if not is_told and not (has_minutes and hour > 12):
        return None
    found = _written(hour, int(token.text) if has_minutes else 0)
    return None if found is None else (found, at + has_minutes, False)


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Return whether a bare number before this place cannot belong to what follows."""
    word = word_at(tokens, at)
    in_number = token_at(tokens, at).kind in (Kind.NUMBER, Kind.CLOCK, Kind.NUMERIC)
    is_taken = word in MONTHS or word in UNITS or word in WORKING or word in ("of", "-", "/", "+")
    return not in_number and not is_taken


def _written(hour: int, minute: int, second: int = 0, *, is_padded: bool = False) -> Clock | None:
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(hour, minute, second, sure=is_padded or hour > 12 or hour == 0)


def with_meridiem(found: Clock, half: str) -> Clock | None:
    """Return the time before or after noon, or None for "17 pm"."""
    if not 1 <= found.hour <= 12:
        return found if half == "pm" and found.hour > 12 else None
    return replace(found, hour=found.hour % 12 + (12 if half == "pm" else 0), sure=True)


def _past(tokens: Tokens, at: int, word: str) -> tuple[int, bool]:
    after = skip(tokens, at, word)
    return after, after > at


def _zoned(tokens: Tokens, found: Clock, end: int) -> Found:
    name = word_at(tokens, end)
    return ((found, Zoned(name)), end + 1) if name in ZONES else ((found,), end)


def past_or_to(tokens: Tokens, at: int) -> Found | None:
    """Read "half past 3", "quarter to five", "20 minutes past eight"."""
    begin = skip(tokens, at, "at", "a")
    begin = skip(tokens, begin, "a")
    minutes = _QUARTERS.get(word_at(tokens, begin))
    number = (minutes, begin + 1) if minutes else whole(tokens, begin)
    if number is None or not 0 < number[0] < 60:
        return None
    after = skip(tokens, number[1], "minutes", "minute", "mins", "min")
    side = word_at(tokens, after)
    # "5 to 6pm" may be five minutes or an hour: only an unmistakable "to" is taken.
    if side != "past" and not (side == "to" and (minutes == 15 or after > number[1])):
        return None
    return _beside(tokens, after + 1, number[0] if side == "past" else -number[0])


def _beside(tokens: Tokens, at: int, minutes: int) -> Found | None:
    hour = clock(tokens, at)
    if hour is None and (number := whole(tokens, at)):
        written = _written(number[0], 0) if 0 < number[0] < 24 else None
        hour = None if written is None else ((written,), number[1])
    if hour is None or not isinstance(full := hour[0][0], Clock) or full.minute:
        return None
    of_day = full.hour * 60 + minutes
    if of_day < 0:
        return None
    shifted = replace(full, hour=of_day // 60, minute=of_day % 60)
    if not full.sure and shifted.hour == 0:
        shifted = replace(shifted, hour=12)
    return ((shifted, *hour[0][1:]), hour[1])


def named(tokens: Tokens, at: int) -> Found | None:
    """Read noon, midnight, the close of the day, and "first thing"."""
    begin = skip(tokens, at, "at")
    begin = skip(tokens, begin, "the")
    word = word_at(tokens, begin)
    if word in NOON:
        return (Named.NOON,), begin + 1
    if word == "midnight":
        return (Named.MIDNIGHT,), begin + 1
    if word in CLOSE:
        return (Named.CLOSE,), begin + 1
    if starts(tokens, begin, "first", "thing"):
        return (Named.OPEN,), begin + 2
    for words in _LONG_CLOSES if word in ("close", "end") else ():
        if starts(tokens, begin, *words):
            return (Named.CLOSE,), begin + len(words)
    return None


def part(tokens: Tokens, at: int) -> Found | None:
    """Read "morning", "in the afternoon", "this evening", "tonight", "at night"."""
    if word_at(tokens, at) == "tonight":
        return (DayAhead(0), Part.NIGHT), at + 1
    if starts(tokens, at, "last", "night"):
        return (DayAhead(-1), Part.NIGHT), at + 2
    begin = skip(tokens, at, "in", "at")
    begin = skip(tokens, begin, "the")
    today: tuple[Item, ...] = ()
    if begin == at and word_at(tokens, at) == "this":
        begin, today = at + 1, (DayAhead(0),)
    if word_at(tokens, begin) in PARTS:
        return (*today, Part(word_at(tokens, begin))), begin + 1
    return None


TIME_RULES: Final[tuple[Callable[[Tokens, int], Found | None], ...]] = (
    past_or_to,
    named,
    clock,
    part,
)
