"""The windows of a working week: read from words, merged, cut by breaks, spelled out again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.core.errors import Refusal

# A window is two minutes of a local day: the first that is open, the first that no longer is.
Window = tuple[int, int]
Windows = tuple[Window, ...]
# The same as they are written: times of day by weekday, and off work by date.
Week = Mapping[str, Sequence[tuple[str, str]]]
Breaks = Mapping[date, Sequence[tuple[str, str]]]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60

_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


def read_week(week: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[Windows, ...]:
    """Return the merged windows of Monday to Sunday."""
    for name in week:
        if name not in WEEKDAYS:
            raise Refusal(f"“{name}” is not a weekday. Use {', '.join(WEEKDAYS)}.")
    days = tuple(read_windows(week.get(name, ()), on=name) for name in WEEKDAYS)
    if not any(days):
        raise Refusal("A week needs at least one window of working hours, like mon 09:00 to 17:00.")
    return days


def read_breaks(
    breaks: Mapping[date, Sequence[tuple[str, str]]],
) -> tuple[tuple[date, Windows], ...]:
    """Return the dates with breaks, in order, each with its merged breaks."""
    read = ((day, read_windows(breaks[day], on=day.isoformat())) for day in sorted(breaks))
    return tuple((day, windows) for day, windows in read if windows)


def read_windows(pairs: Iterable[Sequence[str]], *, on: str) -> Windows:
    """Return the windows that the pairs of times name, in order; those that touch are one."""
    return _merged(_read_window(pair, on=on) for pair in pairs)


def spell_windows(windows: Windows) -> list[tuple[str, str]]:
    """Return windows as pairs of times, as read_windows takes them."""
    return [(_spell(opens), _spell(closes)) for opens, closes in windows]


def without(windows: Windows, breaks: Windows) -> Windows:
    """Return what the breaks leave of the windows."""
    left = list(windows)
    for begins, ends in breaks:
        pieces = (
            piece
            for opens, closes in left
            for piece in ((opens, min(closes, begins)), (max(opens, ends), closes))
        )
        left = [(opens, closes) for opens, closes in pieces if opens < closes]
    return tuple(left)


def _read_window(pair: Sequence[str], *, on: str) -> Window:
    if isinstance(pair, str) or len(pair) != 2:
        words = pair if isinstance(pair, str) else " ".join(map(str, pair))
        raise Refusal(f"“{words}” ({on}) is not a window. Give two times, like 09:00 and 17:00.")
    opens, closes = (_read_time(words, on=on) for words in pair)
    if closes <= opens:
        raise Refusal(
            f"“{pair[0]} to {pair[1]}” ({on}) must end after it starts. " + _way_out(opens, closes)
        )
    return opens, closes


def _way_out(opens: int, closes: int) -> str:
    if closes == 0:
        return "The end of a day is written 24:00."
    if closes == opens:
        return "Give a later end, or leave it out."
    return (
        f"Hours past midnight are two windows: {_spell(opens)} to 24:00, "
        f"and 00:00 to {_spell(closes)} on the next day."
    )


def _read_time(words: str, *, on: str) -> int:
    found = _TIME.fullmatch(words.strip()) if isinstance(words, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found else MINUTES_A_DAY + 1
    if minute > MINUTES_A_DAY:
        raise Refusal(
            f"“{words}” ({on}) is not a time of day. "
            "Write hours and minutes, like 09:00; 24:00 ends a day."
        )
    return minute


def _merged(windows: Iterable[Window]) -> Windows:
    merged: list[Window] = []
    for opens, closes in sorted(windows):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return tuple(merged)


def _spell(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
