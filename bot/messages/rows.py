"""Rows: how one inquiry or promise reads where several stand together."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.care import Care, claimer, held_until, is_snoozed
from bot.core.history import Kind
from bot.core.inquiries import Inquiry
from bot.core.things import Thing
from bot.messages import kit, wording

IN_ROW = 120  # of the words; a phone shows about three lines of it
LATEST = 60  # of what they said since


def bold(thing: Thing) -> str:
    return f"*{kit.name(thing.customer.name)}*"


def numbered(thing: Thing) -> str:
    return f"{bold(thing)} #{thing.number}"


def owner(thing: Thing) -> str:
    return kit.name(thing.owner.name)


def due_note(thing: Thing, due_at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return “answer due Fri 27 Nov, 14:30” or, when that is over, how it is overdue."""
    at = wording.when(due_at, zone, now)
    if thing.kind is Kind.PROMISE:
        return f"due {at}" if now <= due_at else f"overdue {wording.since(due_at, zone, now)}"
    return f"answer due {at}" if now <= due_at else f"answer was due {at}"


def row(
    thing: Thing,
    *,
    zone: ZoneInfo,
    now: datetime,
    whose: bool = False,
    names: Mapping[str, str] | None = None,
    linked: bool = False,
) -> str:
    """Return one line about an open thing; `whose` names its owner too.

    With `linked` it leads to the message that the thing was logged from.
    """
    note = due_note(thing, things.due_at(thing), zone, now)
    words = kit.quoted(thing.words, limit=IN_ROW)
    if isinstance(thing.item, Inquiry):
        waited = wording.since(thing.item.opened_at, zone, now)
        waits = f" waits for {owner(thing)}" if whose else " waits"
        said = f"{bold(thing)}{waits} {waited}: {words}"
        if thing.item.is_complaint:
            said += " · complaint"
        if thing.item.chases:
            again = f"asked again {times(thing.item.chases)}"
            said += " · " + ", ".join(filter(None, (again, latest(thing))))
    else:
        said = f"{owner(thing)} to {bold(thing)}: {words}" if whose else f"{bold(thing)}: {words}"
        if thing.item.moves:
            said += f" · moved {times(thing.item.moves)}"
    kept = [said, note, care_note(thing, zone=zone, now=now, names=names), f"#{thing.number}"]
    if linked:
        kept.append(source(thing))
    return " · ".join(filter(None, kept))


def latest(thing: Thing, *, limit: int = LATEST) -> str:
    """What they said last, where they asked in other words than before."""
    is_new = thing.latest.strip() not in ("", thing.words.strip())
    return f"latest: {kit.quoted(thing.latest, limit=limit)}" if is_new else ""


def source(thing: Thing) -> str:
    """A link to the message that it was logged from, if it was."""
    return kit.link("Open the message", thing.permalink)


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def is_snoozed_longer(care: Care, now: datetime) -> bool:
    """Whether the end of its snooze says more than the end of the claim that it has, too."""
    is_one = claimer(care, now) is not None and care.claimed_until == care.snoozed_until
    return is_snoozed(care, now) and not is_one


def care_note(
    thing: Thing, *, zone: ZoneInfo, now: datetime, names: Mapping[str, str] | None = None
) -> str | None:
    """Say who has it, or until when nobody is asked; None if it simply is open."""
    standing = held_until(thing.care, now)
    if standing is not None:
        return f"we wait for the customer until {wording.when(standing, zone, now)}"
    holder, until, notes = claimer(thing.care, now), thing.care.claimed_until, []
    if holder is not None and until is not None:
        who = wording.member((names or {}).get(holder))
        notes.append(f"{who} has it until {wording.when(until, zone, now)}")
    if is_snoozed_longer(thing.care, now) and thing.care.snoozed_until is not None:
        notes.append(f"snoozed until {wording.when(thing.care.snoozed_until, zone, now)}")
    return " · ".join(notes) or None
