"""Promises: what came of making one."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.outcomes import PromiseMade
from bot.core.things import Thing
from bot.messages import buttons, kit, rows, wording
from bot.messages.elements import actions
from bot.messages.kit import Message

UNSAID = time(17)  # what a day off without a time is read as


def made(outcome: PromiseMade, *, zone: ZoneInfo, now: datetime) -> Message:
    """Echo the promise with weekday, date, time and zone, for a wrong reading must be seen."""
    thing = outcome.thing
    due = wording.due(things.due_at(thing), zone, now)
    said = f"Promised to {rows.bold(thing)}: {kit.quoted(thing.words)} by *{due}*."
    notes = [f"#{thing.number}", _first(thing, zone, now), day_off(thing, zone)]
    if outcome.added:
        notes.append(f"new customer, owned by {rows.owner(thing)}")
    return kit.message(
        said,
        kit.section(said),
        kit.context(" · ".join(filter(None, notes))),
        actions([buttons.change(thing.number), buttons.undo(outcome.change_id)]),
    )


def day_off(thing: Thing, zone: ZoneInfo) -> str | None:
    """Warn of a due date on which nobody works: it may be meant, or a slip."""
    at = things.due_at(thing).astimezone(zone)
    day = at.date()
    if things.hours_of(thing).is_working_day(day):
        return None
    said = wording.no_working_day(day)
    if at.time() == UNSAID:
        return f"{said}, so without a time I take {wording.clock(at)}"
    return said


def _first(thing: Thing, zone: ZoneInfo, now: datetime) -> str | None:
    at = things.first_look(thing)
    return f"first reminder from {wording.when(at, zone, now)}" if at is not None else None
