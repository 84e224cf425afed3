"""Moves: a new date for a promise, and whether the customer knows of it."""

from datetime import timedelta

from bot.core import things
from bot.core.asks import ThingVerb
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb
from bot.core.outcomes import NotTold
from bot.core.promises import Promise, may_be_corrected
from bot.core.things import Thing
from bot.services.desk import Turn
from bot.store import things as stored

FARTHEST = timedelta(days=3653)


def moved(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    """The event of a move, or of the correction of a date that was misread."""
    if ask.due_at is None or not isinstance(thing.item, Promise):
        raise Refusal(f"To when? `/promise move {thing.number} to friday because …`")
    # A form tells the time to the minute.
    if ask.due_at in (thing.item.due_at, thing.item.due_at.replace(second=0, microsecond=0)):
        raise Refusal("It is due then already; nothing was changed.", about="date")
    if ask.due_at <= turn.now:
        raise Refusal("That is in the past. When will it really be?", about="date")
    if ask.due_at > turn.now + FARTHEST:
        raise Refusal("That is more than ten years ahead. When will it really be?", about="date")
    is_mended = is_correction(turn, ask, thing.item)
    if not is_mended and not ask.reason:
        raise Refusal("Say why, for the history.", about="reason")
    return turn.event(
        Verb.CORRECTED if is_mended else Verb.MOVED,
        thing.kind,
        at=turn.now if is_mended else turn.minute,
        number=thing.number,
        customer_id=thing.customer.id,
        due_at=ask.due_at,
        words=ask.reason,
        told=None if is_mended else ask.told,
    )


def not_told(turn: Turn, number: int) -> NotTold:
    """The customer does not know the new date of a promise yet: nothing is written."""
    kinds = (Kind.PROMISE,)
    found = stored.by_number(turn.connection, turn.workspace_id, [number], kinds=kinds).get(number)
    if found is None or not things.is_open(found):
        raise Refusal(f"#{number} is not open any more; nothing was changed.")
    return NotTold(found, is_owners=found.care.owner_id == turn.member.id)


def is_correction(turn: Turn, ask: ThingVerb, promise: Promise) -> bool:
    """A new date right after the making, without a reason, mends how the phrase was read."""
    own = promise.made_by == turn.member.id
    return own and ask.reason is None and may_be_corrected(promise, turn.now)
