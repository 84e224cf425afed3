"""Changes of a set-up by somebody else, for whoever leads: what it was and what it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.countries import Place, place_name
from bot.core.tidings import Tidings
from bot.messages import kit, wording

LINES = 5
DAYS = 5


def told(tidings: Tidings, *, prefix: str) -> str:
    """Who changed it, and one line for each change."""
    by, subject = kit.name(tidings.by_name), kit.name(tidings.subject)
    shows = f"`/{prefix}heed check` says whether all is well."
    said = f"{by} changed the set-up of {subject}, which you lead"
    lines = list(_lines(tidings))
    if not lines:
        return f"{said}. {shows}"
    left = len(lines) - LINES
    shown = [*lines[:LINES], *([f"… and {left} more"] if left > 0 else [])]
    return "\n".join([f"{said}:", *shown, shows])


def _lines(tidings: Tidings) -> Iterator[str]:
    changes = tidings.changes
    for name, label in _LABELS.items():
        if name in changes:
            was, now = (_value(name, one, tidings) for one in changes[name])
            yield f"• *{label}* {was} → {now}"
    if changes.keys() & {"closed", "breaks"}:
        yield f"• *Days* {_days(changes, tidings)}"


_LABELS = {
    "name": "Name",
    "lead_id": "Lead",
    "channel_id": "Channel",
    "where": "Reminders",
    "week": "Hours",
    "zone": "Time zone",
    "country": "Public holidays",
    "region": "Region",
    "enforce_from": "First day of reminders",
    "is_shadow": "Shadow",
    "takes_ticks": "Ticks",
}


def _value(name: str, value: Any, tidings: Tidings) -> str:
    """One value, as it is kept in the history, in words."""
    match name, value:
        case "week", _:
            return wording.week(value)
        case "where", _:
            return "to the channel" if value == "channel" else "to each person"
        case "zone", _:
            return wording.zone_name(ZoneInfo(value)) if value else "each member's own"
        case _, None | "":
            return "none"
        case _, bool():
            return "on" if value else "off"
        case "lead_id", _:
            return kit.name(tidings.names.get(value, "somebody else"))
        case "channel_id", _:
            return wording.channel(value)
        case "country", _:
            return kit.safe(place_name(Place(value)))
        case "enforce_from", _:
            at = datetime.fromisoformat(value).astimezone(tidings.zone)
            return wording.day(at.date(), now=tidings.now.date())
    return kit.safe(str(value))


def _days(changes: Mapping[str, Sequence[Any]], tidings: Tidings) -> str:
    """Which days are another kind of day now."""
    was, now = (set(one) for one in changes.get("closed", ((), ())))
    cut_was, cut_now = changes.get("breaks", ({}, {}))
    cut = {day for day in {*cut_was, *cut_now} if cut_was.get(day) != cut_now.get(day)}
    kinds = (
        ("off now", now - was),
        ("off in part now", {day for day in cut if cut_now.get(day)}),
        ("as usual again", (was - now | cut) - now - {day for day in cut if cut_now.get(day)}),
    )
    return "; ".join(f"{kind}: {_listed(days, tidings)}" for kind, days in kinds if days)


def _listed(days: Collection[str], tidings: Tidings) -> str:
    today = tidings.now.astimezone(tidings.zone).date()
    shown = [wording.day(date.fromisoformat(one), now=today) for one in sorted(days)[:DAYS]]
    left = len(days) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left > 0 else "")
