"""Keeping: what came of keeping a promise or moving it, and of a word to the customer meanwhile."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.keeping import Margin, margin
from bot.core.outcomes import NotTold, ThingChanged
from bot.core.promises import Promise, counted_on, fell_due_at
from bot.core.things import Thing
from bot.messages import buttons, kit, rows, wording
from bot.messages.elements import actions
from bot.messages.kit import Element, Message
from bot.messages.promises import day_off


def kept(outcome: ThingChanged, *, zone: ZoneInfo, now: datetime) -> str:
    """Say whether it was early, on time or late, and by how much."""
    thing, item = outcome.thing, outcome.thing.item
    if not isinstance(item, Promise) or item.settled_at is None:
        raise ValueError(f"no promise that was kept: {thing}")
    gap = margin(item, things.hours_of(thing))
    which = rows.numbered(thing)
    if not gap.is_late and item.missed:
        # The figures count it so, and the customer's card says it.
        first = wording.when(fell_due_at(item), zone, now)
        return (
            f"{which} is kept by the new date. It counts as late: they had counted on {first}, "
            "and heard only afterwards."
        )
    if not gap.is_late:
        return f"{which} is kept, {_early(gap)}. Well done."
    at = wording.when(counted_on(item), zone, now)
    if item.settled_at <= item.due_at:
        return f"{which} is kept, {_late(gap)}: they counted on {at}."
    return f"{which} is kept, {_late(gap)}. It was due {at}."


def _early(gap: Margin) -> str:
    if gap.time is None or (gap.time.minutes and gap.time.minutes < 60):
        return "on time"
    return f"{wording.length(gap.time)} early"


def _late(gap: Margin) -> str:
    return f"{wording.length(gap.time)} late" if gap.time is not None else "late"


def moved(outcome: ThingChanged, *, reason: str, zone: ZoneInfo, now: datetime) -> str:
    """Say the new date, whether anybody works then, and whether the customer knows."""
    thing, item = outcome.thing, outcome.thing.item
    due = wording.due(things.due_at(thing), zone, now)
    said = [f"{rows.numbered(thing)} is now due *{due}*."]
    if (off := day_off(thing, zone)) is not None:
        said.append(f"{off}: press *Change* if that is a slip.")
    if isinstance(item, Promise):
        said += [_counted(item), reason.strip(), _known(outcome, item)]
    return " ".join(filter(None, said))


def _counted(item: Promise) -> str:
    return f"That is move number {item.moves}." if item.moves > 1 else ""


def _known(outcome: ThingChanged, item: Promise) -> str:
    if outcome.event.told is None:
        return "Does the customer know?"
    if not outcome.event.told:
        owner = outcome.thing.care.owner_id
        whom = "you again" if owner == outcome.event.actor_id else rows.owner(outcome.thing)
        return f"Tell the customer; I ask {whom} in a working hour."
    if item.missed:
        return "The customer knows. They had waited for an earlier date: it counts as missed."
    return "The customer knows."


def buttons_of_move(outcome: ThingChanged) -> list[Element]:
    """Ask whether the customer knows, unless that was said."""
    thing = outcome.thing
    change = buttons.change(thing.number)
    match outcome.event.told:
        case True:
            return [change]
        case False:
            return [buttons.told(thing), change]
        case None:
            return [buttons.told(thing, "They know"), buttons.not_told(thing), change]


def not_told(outcome: NotTold) -> Message:
    """Say what will come of it, with the button for when they know."""
    which = rows.numbered(outcome.thing)
    whom = "you" if outcome.is_owners else rows.owner(outcome.thing)
    said = f"{which}: tell them the new date soon. I ask {whom} in a working hour."
    return kit.message(said, kit.section(said), actions([buttons.told(outcome.thing)]))


def acknowledged(outcome: ThingChanged, *, zone: ZoneInfo, now: datetime) -> str:
    """Say what the customer knows now, and what they still wait for."""
    thing = outcome.thing
    at = wording.when(outcome.event.at, zone, now)
    note = rows.due_note(thing, things.due_at(thing), zone, now)
    if isinstance(thing.item, Promise):
        return f"{rows.numbered(thing)}: the customer was told, {at}. It is {note}."
    return f"{rows.numbered(thing)}: they know that we are on it, {at}.{_next(thing, zone, now)}"


def _next(thing: Thing, zone: ZoneInfo, now: datetime) -> str:
    note = rows.due_note(thing, things.due_at(thing), zone, now)
    return f" They still wait: {note}."
