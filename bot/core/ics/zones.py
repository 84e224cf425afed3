"""Finds the time zones that a calendar file speaks of: by name, or as the file describes them."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from io import StringIO

from bot.core.errors import Refusal
from bot.core.hours import read_zone
from bot.core.ics.repeats import days_between


def zone_called(name: str, described: Mapping[str, Sequence[str]]) -> tzinfo | None:
    """Return the zone of that name; `described` are the file's own, line by line."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = name.strip('"/ ')
    # Some put their own address before the name: /example.org/Europe/Berlin.
    parts = plain.split("/")
    known = [WINDOWS_TO_OLSON.get(plain, plain), "/".join(parts[-2:]), "/".join(parts[-3:])]
    for one in known:
        try:
            return read_zone(one)
        except Refusal:
            continue
    return _described(described.get(name.strip('"')) or described.get(plain) or ())


def _described(lines: Sequence[str]) -> tzinfo | None:
    from dateutil.tz import tzical

    rules = [line.partition(":")[2] for line in lines if line.upper().startswith("RRULE")]
    starts = [line.partition(":")[2] for line in lines if line.upper().startswith("DTSTART")]
    # Outlook begins in 1601; every year since then is looked at.
    if (
        not lines
        or min(starts, default="") < "16"
        or any((days_between(rule) or 0) < 365 for rule in rules)
    ):
        return None
    try:
        found: tzinfo | None = tzical(StringIO("\r\n".join(lines))).get()
    except (ValueError, AttributeError, IndexError, KeyError, TypeError):
        return None
    return found
