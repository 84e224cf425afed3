"""Make a promise: what an owner told a customer would happen, by an instant."""

from dataclasses import replace

from bot.core import promises, things
from bot.core.asks import MakePromise
from bot.core.filling import Unfinished
from bot.core.history import Kind, Verb
from bot.core.outcomes import PromiseMade
from bot.core.things import Thing
from bot.services import naming
from bot.services.desk import Turn
from bot.store import items, workspaces


def make(
    turn: Turn, ask: MakePromise, *, adds: str | None = None, means: tuple[str, str] | None = None
) -> PromiseMade:
    """Write down a promise; whoever makes it owns it."""
    meant = naming.resolve(turn, ask.naming, adds=adds, means=means, lock=True)
    if not meant.rest.strip():
        raise Unfinished("What did you promise? Add a few words after the customer's name.")
    event = turn.event(
        Verb.MADE,
        Kind.PROMISE,
        number=workspaces.next_number(turn.connection, turn.workspace_id),
        customer_id=meant.known.customer.id,
        member_id=turn.member.id,
        due_at=ask.due_at,
        words=meant.rest,
    )
    item = promises.made(event)
    thing = Thing(item, meant.known.customer, turn.member, turn.team, meant.rest)
    thing = replace(thing, permalink=ask.permalink)
    look_at = things.first_look(thing)
    items.add(turn.connection, turn.workspace_id, item, nudge_at=look_at, permalink=ask.permalink)
    turn.record(*filter(None, (meant.added, event)), number=event.number, unless_retyped=True)
    return PromiseMade(thing, turn.change_id, added=meant.added is not None)
