"""Takes from a calendar file the lines that days off are made of, or refuses the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.errors import Refusal
from bot.core.ics.places import HIDDEN

LARGEST = 1_000_000  # bytes
MOST_EVENTS = 3_000
MOST_DATES = 5_000  # named one by one, as additions and exceptions
LONGEST_NAME = 500
LONGEST_LINE = 50_000
_DEEPEST = 8

# Who comes, where, and what was written about it is nobody's business here: it is not even read.
_KEPT = frozenset(
    {
        *("BEGIN", "END", "UID", "SEQUENCE", "SUMMARY", "STATUS", "TRANSP", "X-WR-TIMEZONE"),
        *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
    }
)
_ZONE = frozenset({"VTIMEZONE", "STANDARD", "DAYLIGHT"})
_DATED = frozenset({"DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"})
_TZID = re.compile(";TZID=", re.IGNORECASE)
_FOLD = re.compile(r"\n[ \t]")
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_BREAKS = re.compile("\r\n?")


@dataclass(slots=True)
class Lines:
    """The lines of the events of a calendar, and apart from them those of each time zone."""

    events: list[str] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)


def refuse() -> Refusal:
    """Return the refusal of what is no calendar."""
    return Refusal(
        "That is no calendar file I can read. Export the calendar as .ics "
        "(Google Calendar, Outlook and Apple Calendar all do), and choose that file."
    )


def too_much() -> Refusal:
    """Return the refusal of what is more than days off can be."""
    return Refusal(
        f"That file is too large: I read up to 1 MB and {MOST_EVENTS:,} events. "
        "Put the days off into a calendar of their own, and export that one."
    )


def _broken() -> Refusal:
    return Refusal("That calendar file is damaged, or breaks off in the middle. Export it again.")


def decoded(content: str | bytes) -> str:
    """Return the text of a file, or refuse."""
    if len(content) > LARGEST:
        raise too_much()
    text = content if isinstance(content, str) else _decoded(content)
    if "\x00" in text or "BEGIN:VCALENDAR" not in text.upper():
        raise refuse()
    return _FOLD.sub("", _BREAKS.sub("\n", text.removeprefix("\ufeff")))


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_wide else "utf-8")
    except UnicodeDecodeError:
        # Outlook of old wrote the alphabet of Windows.
        return content.decode("cp1252", errors="replace")


def sorted_lines(text: str) -> Lines:
    """Return the lines that count, each where it belongs, or refuse."""
    found = Lines()
    zone: list[str] = []
    events = dates = 0
    for name, line, within in _walk(text):
        if within[-1] in _ZONE:
            zone.append(line)
            if line == "END:VTIMEZONE":
                found.zones.setdefault(_zone_id(zone), zone)
                zone = []
        elif within[-1] == "VEVENT" or within == ["VCALENDAR"]:
            events += line == "BEGIN:VEVENT"
            dates += line.count(",") + 1 if name in ("RDATE", "EXDATE") else 0
            found.events.append(_TZID.sub(f";{HIDDEN}=", line, count=1) if name in _DATED else line)
        if events > MOST_EVENTS or dates > MOST_DATES or len(found.zones) > 50:
            raise too_much()
    return found


def _walk(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Give name, line and what it stands in, of the lines that are kept. Raises Refusal."""
    within: list[str] = []
    for raw in text.split("\n"):
        head = _NAME.match(raw)
        name = head[1].upper() if head else ""
        if name not in _KEPT:
            continue
        line = raw[:LONGEST_NAME] if name == "SUMMARY" else raw.rstrip()
        if name in ("BEGIN", "END"):
            line = line.upper().replace(" ", "")
        if name == "BEGIN":
            within.append(line.removeprefix("BEGIN:"))
        if not within or len(within) > _DEEPEST or len(line) > LONGEST_LINE:
            raise refuse()
        yield name, line, within
        if name == "END" and within.pop() != line.removeprefix("END:"):
            raise _broken()
    if within:
        raise _broken()


def _zone_id(lines: list[str]) -> str:
    named = (line for line in lines if line.upper().startswith("TZID"))
    return next(named, "").partition(":")[2].strip()
