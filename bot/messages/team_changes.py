"""Changes of a set-up by somebody else, for whoever leads: what it was and what it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.countries import Place, place_name
from bot.core.customers import WorkingTime
from bot.core.tidings import Tidings
from bot.messages import kit, wording

LINES = 5
DAYS = 5
PEOPLE = 8
NONE = "none"


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


def of_tier(tidings: Tidings, *, prefix: str) -> str:
    """What a kind of customer was due, and is due now; or that there is no such kind any more."""
    by, name = kit.name(tidings.by_name), kit.name(tidings.subject)
    target = tidings.changes.get("target", ("", ""))
    if target[1] is None:
        return f"{by} removed the tier {name}: whoever was of it is of the tier standard now."
    lines = list(_term_lines(tidings))
    shows = f"`/{prefix}heed tier {name}` shows it."
    if target[0] is None:
        return f"{by} added the tier {name}, with a target of {_time(target[1])}. {shows}"
    left = [f"… and {len(lines) - LINES} more"] if len(lines) > LINES else []
    return "\n".join([f"{by} changed the tier {name}:", *lines[:LINES], *left, shows])


_TERMS = {
    "target": "Target",
    "complaint": "Target of a complaint",
    "next_word": "Next word",
    "update": "Update",
    "cadence_days": "Cadence",
    "urgent": "Urgent",
}


def _term_lines(tidings: Tidings) -> Iterator[str]:
    for name, label in _TERMS.items():
        if name in tidings.changes:
            was, now = (_term(one) for one in tidings.changes[name])
            yield _line(label, was, now)


def _line(label: str, was: str, now: str) -> str:
    """What it is now comes first: that is what counts from now on."""
    before = "there was none before" if was == NONE else f"before: {was}"
    return f"• *{label}* {'none any more' if now == NONE else now} · {before}"


def _term(value: Any) -> str:
    match value:
        case None:
            return NONE
        case bool():
            return "on" if value else "off"
        case int():
            return wording.plural(value, "day")
    return _time(value)


def _time(written: str) -> str:
    return wording.given(WorkingTime.read(written))


def of_emoji(tidings: Tidings, *, prefix: str) -> str:
    by, (was, now) = kit.name(tidings.by_name), tidings.changes["meaning"]
    emoji = f":{kit.safe(tidings.subject)}:"
    before = f" (before: {_GESTURES[was]})" if was in _GESTURES else ""
    shows = f"`/{prefix}heed setup` shows them all."
    return (
        f"{by} had {emoji} mean “{_GESTURES.get(now, kit.safe(now))}” from now on{before}. {shows}"
    )


_GESTURES = {
    "done": "answered, or kept",
    "claim": "I have it",
    "snooze": "snooze",
    "take": "hand it to me",
}


def _lines(tidings: Tidings) -> Iterator[str]:
    changes = tidings.changes
    for name, label in _LABELS.items():
        if name in changes:
            was, now = (_value(name, one, tidings) for one in changes[name])
            yield _line(label, was, now)
    for name, label in (("joined", "Joined"), ("left", "Left")):
        if name in changes:
            people = [kit.name(tidings.names.get(one, "somebody")) for one in changes[name]]
            left = [f"{len(people) - PEOPLE} more"] if len(people) > PEOPLE else []
            yield f"• *{label}* {wording.joined([*people[:PEOPLE], *left])}"
    if changes.keys() & {"start_on", "enforce_from"}:
        yield _line("First day of reminders", *_starts(changes, tidings))
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
            return NONE
        case _, bool():
            return "on" if value else "off"
        case "lead_id", _:
            return kit.name(tidings.names.get(value, "somebody I no longer know"))
        case "channel_id", _:
            return wording.channel(value)
        case "country", _:
            return kit.safe(place_name(Place(value)))
    return kit.safe(str(value))


def _starts(changes: Mapping[str, Sequence[Any]], tidings: Tidings) -> Iterator[str]:
    """From which day on reminders came and come: a date, which is the same day everywhere."""
    today = tidings.now.astimezone(tidings.zone).date()
    both = zip(
        changes.get("start_on", (None, None)),
        changes.get("enforce_from", (None, None)),
        strict=True,
    )
    for day, at in both:
        if day is None:
            yield "at once" if at else NONE
        else:
            yield wording.day(date.fromisoformat(day), now=today)


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
