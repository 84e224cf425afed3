"""Untold: any word to a customer tells them of the new dates that they did not know."""

from datetime import datetime

from bot.core import things
from bot.core.history import Event, Kind, Verb
from bot.core.promises import Promise, is_told
from bot.services.desk import Turn
from bot.store import items, open_things


def told(turn: Turn, customer_id: int, *, at: datetime) -> list[Event]:
    """Carry out what a word to the customer means for promises that were moved in silence."""
    events = []
    found = open_things.of_customer(
        turn.connection, turn.workspace_id, customer_id, Kind.PROMISE, lock=True
    )
    for thing in found:
        item = thing.item
        if not isinstance(item, Promise) or item.untold_since is None:
            continue
        if not is_told(item, at):
            continue
        event = turn.event(
            Verb.ACKNOWLEDGED, Kind.PROMISE, at=at, number=thing.number, customer_id=customer_id
        )
        after = things.changed(thing, event)
        items.save(turn.connection, turn.workspace_id, after.item, nudge_at=turn.now)
        turn.show(thing.number)
        events.append(event)
    return events
