"""Reading working hours as people write them: `mon-fri 9-12, 13-17:30 in Europe/Berlin`."""

import re
from functools import cache
from zoneinfo import available_timezones

from bot.core.errors import Choice, Refusal
from bot.core.heed_asks import SetupHours
from bot.core.week import WEEKDAYS, read_week, spell_windows
from bot.core.words import decode, near, shorten

EXAMPLE = "“setup hours mon-fri 9-12, 13-17:30 in Europe/Berlin”"
_ZONE = re.compile(
    r"(?:\s+|^)in\s+(?P<zone>[^0-9;,]+)$|\s(?P<bare>[a-z_]+/[a-z_/+-]+)$", re.IGNORECASE
)
_MORE_DAYS = {
    "weekdays": WEEKDAYS[:5],
    "weekends": WEEKDAYS[5:],
    "weekend": WEEKDAYS[5:],
    "daily": WEEKDAYS,
    "everyday": WEEKDAYS,
    "every day": WEEKDAYS,
}
_TOKEN = re.compile(
    r"\s*(?:(?P<days>weekdays|weekends?|daily|every\s?day)\b"
    r"|(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:days?|s|r|rs|sdays?|nesdays?|rsdays?|urdays?)?\b\.?"
    r"|(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?\s*(?P<half>[ap]\.?m\b\.?)?(?:h\b|\s*uhr\b)?"
    r"|(?P<dash>[-–—−]|to\b|till?\b|until\b|bis\b)|(?P<sep>[,;:&+\n]|and\b|und\b)"
    r"|(?P<closed>closed\b|off\b)|(?P<from>from\b))",
    re.IGNORECASE,
)
_MOST_CHOICES = 5
_Token = tuple[str, str]


def read_hours(value: str) -> SetupHours:
    """Read a week of working hours, and the zone they are meant in if one is named."""
    zone: str | None = None
    text = decode(value).strip().rstrip(".")
    if found := _ZONE.search(text):
        before = f"setup hours {text[: found.start()].strip()} in"
        zone = read_zone_name((found["zone"] or found["bare"]).strip(), before=before)
        text = text[: found.start()]
    week = _read_week(_tokens(text), text=text)
    # The week's own reader merges windows that touch and refuses those that run backwards.
    merged = zip(WEEKDAYS, read_week(week), strict=True)
    return SetupHours({day: spell_windows(windows) for day, windows in merged if windows}, zone)


def read_time(text: str) -> str:
    """Read one time of day: `12`, `12:30`, `3pm`, `noon`."""
    words = text.strip().lower()
    try:
        found = _tokens("12" if words == "noon" else text)
    except Refusal:
        found = []
    if len(found) != 1 or found[0][0] != "time":
        raise Refusal(
            f"I can't read “{shorten(text, limit=40)}” as a time of day. Write 12, 12:30 or 3pm."
        )
    return found[0][1]


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            raise _unread(text[at:])
        kind = found.lastgroup or ""
        if found["hour"]:
            tokens.append(("time", _time(found)))
        elif found["days"]:
            tokens.append(("days", " ".join(found["days"].lower().split())))
        elif kind in ("day", "dash", "sep", "closed"):
            tokens.append((kind, found[kind].lower()))
        at = found.end()
    return tokens


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := (found["half"] or "").lower()[:1]:
        if not 1 <= hour <= 12:
            raise _unread(found[0])
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or hour * 60 + minute > 24 * 60:
        raise _unread(found[0])
    return f"{hour:02}:{minute:02}"


def _read_week(tokens: list[_Token], *, text: str) -> dict[str, list[tuple[str, str]]]:
    """Walk the tokens: days, then their windows, until days come again."""
    week: dict[str, list[tuple[str, str]]] = {}
    days: list[str] = []
    is_naming, at = False, 0
    while at < len(tokens):
        kind = tokens[at][0]
        if kind in ("day", "days"):
            named, at = _days(tokens, at)
            days = [*(days if is_naming else []), *named]
            is_naming = True
        elif kind == "time":
            window, at = _window(tokens, at, text=text)
            if not days:
                raise _without_days(text)
            for day in days:
                week.setdefault(day, []).append(window)
            is_naming = False
        else:
            is_naming, at = is_naming and kind == "sep", at + 1
    if not week or any(kind == "dash" for kind, _ in tokens[-1:]):
        raise _unread(text)
    return week


def _days(tokens: list[_Token], at: int) -> tuple[list[str], int]:
    kind, value = tokens[at]
    if kind == "days":
        return list(_MORE_DAYS[value]), at + 1
    first = WEEKDAYS.index(value)
    if [kind for kind, _ in tokens[at + 1 : at + 3]] != ["dash", "day"]:
        return [value], at + 1
    last = WEEKDAYS.index(tokens[at + 2][1])
    # "sat-tue" runs over the end of the week.
    count = (last - first) % 7 + 1
    return [WEEKDAYS[(first + step) % 7] for step in range(count)], at + 3


def _window(tokens: list[_Token], at: int, *, text: str) -> tuple[tuple[str, str], int]:
    if [kind for kind, _ in tokens[at + 1 : at + 3]] != ["dash", "time"]:
        raise _unread(text)
    opens, closes = tokens[at][1], tokens[at + 2][1]
    if closes == "00:00":
        closes = "24:00"
    return (opens, closes), at + 3


def _without_days(text: str) -> Refusal:
    return Refusal(
        "On which days? Write them before the times, as in “setup hours mon-fri 9-17”.",
        choices=[
            Choice("Monday to Friday", f"setup hours mon-fri {text.strip()}"),
            Choice("Every day", f"setup hours daily {text.strip()}"),
        ],
    )


def _unread(text: str) -> Refusal:
    shown = shorten(text, limit=40)
    return Refusal(f"I can't read “{shown}” as working hours. Write them as in {EXAMPLE}.")


def read_zone_name(words: str, *, before: str) -> str:
    """Find the zone by its name, or by its city if only one zone is named after that."""
    wanted = "_".join(words.casefold().rstrip(".").split())
    named, cities = _zones()
    if wanted in named:
        return named[wanted]
    found = cities.get(wanted, ())
    if len(found) == 1:
        return found[0]
    meant = found or [
        zone for city in near(wanted.rpartition("/")[2], cities) for zone in cities[city]
    ]
    choices = [Choice(zone, f"{before} {zone}") for zone in meant[:_MOST_CHOICES]]
    which = "Did you mean one of these?" if choices else "Name it by its city, as in Europe/Berlin."
    raise Refusal(f"I know no time zone “{shorten(words, limit=40)}”. {which}", choices=choices)


@cache
def _zones() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the known zones by folded name and by folded city; reading them takes a while."""
    named = {zone.casefold(): zone for zone in available_timezones()}
    cities: dict[str, tuple[str, ...]] = {}
    for zone in sorted(named.values()):
        if "/" in zone and not zone.startswith("Etc/"):
            city = zone.rpartition("/")[2].casefold()
            cities[city] = (*cities.get(city, ()), zone)
    return named, cities
