"""Forgetting a customer, for good: who asks is told what goes, and nothing of it comes back."""

from bot.core.asks import Candidate, Naming
from bot.core.authority import Action
from bot.core.errors import Refusal
from bot.core.forgetting import CustomerForgotten, ForgetAsked, ForgetCustomer
from bot.core.history import Event, Kind, Verb
from bot.core.things import Thing
from bot.services import naming
from bot.services.authority import must_own
from bot.services.contacts import carry_out
from bot.services.desk import Turn
from bot.store import (
    customer_names,
    customers,
    edits,
    homes,
    items,
    moving,
    open_things,
    unsaying,
)
from bot.store import forgetting as stored
from bot.store import things as things_stored


def ask(turn: Turn, wish: ForgetCustomer, *, means: tuple[str, str] | None = None) -> ForgetAsked:
    """Say what would go, before anything does."""
    wanted = Naming((Candidate(wish.name, ""),))
    customer = naming.resolve(turn, wanted, adds=None, means=means).known.customer
    must_own(turn, Action.FORGET, customer)
    belongs = moving.belongings(turn.connection, turn.workspace_id, customer.id)
    return ForgetAsked(customer, belongs, len(_open(turn, customer.id)))


def forget(turn: Turn, customer_id: int) -> CustomerForgotten:
    """Take out every word and name of a customer; what is open is closed with it."""
    of = (turn.connection, turn.workspace_id)
    things_stored.lock(*of, [], customer_ids=[customer_id])
    customer = customers.standing(*of, customer_id)
    if customer is None:
        raise Refusal("There is no such customer any more.")
    must_own(turn, Action.FORGET, customer)
    closed = [_closed(turn, thing) for thing in _open(turn, customer_id)]
    # Its last entry stays, and says who did it and when.
    turn.append(*closed, turn.event(Verb.FORGOTTEN, Kind.CUSTOMER, customer_id=customer_id))
    names = [name for name in customer_names.names(*of, customer_id) if name]
    family = stored.family(*of, customer_id)
    for one in family:
        if edits.touch_customer(*of, one, settled=True):
            turn.left.append("edits")
    if homes.unsay(*of, family, at=turn.system_now):
        turn.left.append("homes")
    stored.blank(*of, family)
    mentions = unsaying.Mentions(frozenset(names), stored.numbers(*of, family))
    if unsaying.unsay(*of, mentions, family, now=turn.now):
        turn.left.append("edits")
    unsaying.drop_drafts(*of, mentions)
    turn.sign()
    return CustomerForgotten(customer.name, len(closed))


def _open(turn: Turn, customer_id: int) -> list[Thing]:
    return [
        thing
        for kind in items.TABLES
        for thing in open_things.of_customer(
            turn.connection, turn.workspace_id, customer_id, kind, lock=True
        )
    ]


def _closed(turn: Turn, thing: Thing) -> Event:
    verb = Verb.DISMISSED if thing.kind is Kind.INQUIRY else Verb.WITHDRAWN
    event = turn.event(
        verb, thing.kind, number=thing.number, customer_id=thing.customer.id, at=turn.minute
    )
    carry_out(turn, thing, event)
    return event
