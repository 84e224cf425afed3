"""Wording: instants, durations, counts and names, said as a person would."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.contacts import Via
from bot.core.customers import WorkingTime
from bot.core.lengths import Length
from bot.core.members import Team
from bot.core.week import WEEKDAYS, Week
from bot.messages import kit

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_PLACES = {  # as people there write them: names of zones know no accents
    "Asuncion": "Asunción",
    "Belem": "Belém",
    "Bogota": "Bogotá",
    "Cancun": "Cancún",
    "Cordoba": "Córdoba",
    "Cuiaba": "Cuiabá",
    "Maceio": "Maceió",
    "Sao Paulo": "São Paulo",
}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_HALF_HOURS_FROM = 600  # minutes; beyond ten hours nobody needs the minute
BY = {
    Via.PHONE: "by phone",
    Via.EMAIL: "by email",
    Via.CHAT: "by chat",
    Via.MEETING: "in a meeting",
    Via.VISIT: "on a visit",
}


def clock(at: datetime) -> str:
    return f"{at.hour}:{at.minute:02}"


def day(of: date, *, now: date, full: bool = False) -> str:
    """Return “Fri 27 Nov” or in full “Friday 27 November”, with the year if it is another."""
    weekday, month = DAYS[of.weekday()], MONTHS[of.month - 1]
    words = f"{weekday} {of.day} {month}" if full else f"{weekday[:3]} {of.day} {month[:3]}"
    return words if of.year == now.year else f"{words} {of.year}"


def when(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return “Fri 27 Nov, 17:00”.

    Never “today”: most messages stand for longer than the day, and are edited on another.
    """
    local = at.astimezone(zone)
    return f"{day(local.date(), now=now.astimezone(zone).date())}, {clock(local)}"


def since(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    return f"since {when(at, zone, now)}"


def due(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return “Friday 27 November, 17:00 (Berlin time)”: nothing is left to be guessed."""
    local = at.astimezone(zone)
    today = now.astimezone(zone).date()
    return f"{day(local.date(), now=today, full=True)}, {clock(local)} ({zone_name(zone)})"


def no_working_day(of: date) -> str:
    """Return “Friday 26 March is no working day”."""
    return f"{DAYS[of.weekday()]} {of.day} {MONTHS[of.month - 1]} is no working day"


def zone_name(zone: ZoneInfo) -> str:
    place = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    place = _PLACES.get(place, place)
    return place if place in ("UTC", "GMT") or not place[-1:].isalpha() else f"{place} time"


def aloud(duration: timedelta) -> str:
    """Return working time as “4 working hours”, “4½ working hours” or “1 h 20 min of …”."""
    minutes = max(0, round(duration.total_seconds() / 60))
    if minutes < 60:
        return plural(minutes, "working minute") if minutes else "less than a working minute"
    if minutes >= _HALF_HOURS_FROM:
        minutes = round(minutes / 30) * 30
    hours, rest = divmod(minutes, 60)
    if rest == 30:
        return f"{hours}½ working hours"
    return f"{hours} h {rest} min of working time" if rest else plural(hours, "working hour")


def given(time: WorkingTime) -> str:
    """Return working time in the unit it was given: “4 working hours”, “2 working days”."""
    if time.days:
        return plural(time.days, "working day")
    return aloud(timedelta(minutes=time.minutes))


def every(of: WorkingTime | timedelta) -> str:
    """Return “every 2 working days”, “every day”."""
    said = given(of) if isinstance(of, WorkingTime) else plural(of.days, "day")
    return f"every {said.removeprefix('1 ')}"


def length(of: Length) -> str:
    """Return “40 working minutes”, “11½ working hours”, “3½ working days”."""
    if of.minutes:
        return aloud(timedelta(minutes=of.minutes))
    days, half = divmod(of.half_days, 2)
    return f"{days}½ working days" if half else plural(days, "working day")


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Return “1 answer”, “2 answers”."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def counted(count: int, noun: str, nouns: str | None = None) -> str:
    """Return the same with small numbers as words: “three answers”."""
    number = _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"
    return f"{number} {noun if count == 1 else nouns or noun + 's'}"


def percent(share: float) -> str:
    return f"{round(share * 100)} %"


def member(name: str | None) -> str:
    """Return what somebody is called, without a mention, which would ping them."""
    return kit.name(name) if name else "a member"


def joined(names: Sequence[str], *, last: str = "and") -> str:
    """Return “Ada, Ben and Cleo”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def channel(channel_id: str) -> str:
    """Return a channel as Slack shows it, by its name."""
    return f"<#{channel_id}>" if channel_id.isalnum() else kit.safe(channel_id)


def start(text: str) -> str:
    """Return the sentence with a capital."""
    return text[:1].upper() + text[1:]


def week(of: Week) -> str:
    """Return “Mon–Fri 9:00–17:00”, with days of equal hours together."""
    runs: list[tuple[list[str], str]] = []
    for name in WEEKDAYS:
        worked = windows(of.get(name, ()))
        if runs and runs[-1][1] == worked:
            runs[-1][0].append(name)
        else:
            runs.append(([name], worked))
    return "; ".join(f"{_run(names)} {worked}" for names, worked in runs if worked)


def windows(some: Sequence[tuple[str, str]]) -> str:
    """Return “9:00–12:00, 13:00–17:00”."""
    return ", ".join(f"{_time(opens)}–{_time(closes)}" for opens, closes in some)


def team_hours(team: Team) -> str:
    """Return the week, and in whose time."""
    return f"{week(team.week)}, {team_zone(team)}"


def team_zone(team: Team) -> str:
    return zone_name(ZoneInfo(team.zone)) if team.zone else "in each member's own time zone"


def _time(words: str) -> str:
    return words.removeprefix("0") if words != "00:00" else "0:00"


def _run(names: Sequence[str]) -> str:
    first, last = names[0].title(), names[-1].title()
    if len(names) == 1:
        return first
    return f"{first}–{last}" if len(names) > 2 else f"{first}, {last}"
