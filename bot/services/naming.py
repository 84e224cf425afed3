"""Which customer was meant: known, nearly known, or to be added."""

from dataclasses import dataclass

from bot.core.asks import Naming
from bot.core.customers import Customer
from bot.core.history import Event, Kind, Verb
from bot.core.names import Known, UnknownCustomer, guess, nearest
from bot.core.words import fitting_name, name_key
from bot.services.desk import Turn
from bot.store import customer_names, customers


@dataclass(frozen=True, slots=True)
class Meant:
    """The customer, what remained of the words, and the event if it was just added."""

    known: Known
    rest: str
    added: Event | None = None


def resolve(
    turn: Turn,
    naming: Naming,
    *,
    adds: str | None,
    means: tuple[str, str] | None,
    lock: bool = False,
) -> Meant:
    """Find the customer, or refuse with a way on.

    `adds` is a name to add if it is unknown; `means` says which name a typed one stands for.
    With `lock` nobody else logs anything for this customer in the meantime.
    """
    rests = {name_key(one.name): one.rest for one in naming.candidates}
    if means is not None and means[0] in rests:
        rests = {means[1]: rests[means[0]]}
    known = customers.find(turn.connection, turn.workspace_id, list(rests), lock=lock)
    if known is not None:
        return Meant(known, rests[known.key])
    if adds is not None and name_key(adds) in rests:
        new, event = add(turn, fitting_name(adds))
        return Meant(new, rests[new.key], event)
    raise unknown(turn, naming)


def unknown(turn: Turn, naming: Naming) -> UnknownCustomer:
    """The refusal for a name nobody knows; near misses are looked for only now."""
    names = [one.name for one in naming.candidates]
    name = guess(names)
    near = nearest(
        map(name_key, names),
        customer_names.near(turn.connection, turn.workspace_id, name_key(name)),
    )
    return UnknownCustomer(name, near, sure=len(names) == 1)


def add(
    turn: Turn,
    name: str,
    *,
    owner_id: str | None = None,
    tier: str | None = None,
    is_internal: bool = False,
    needs: str | None = None,
) -> tuple[Known, Event]:
    """Write a new customer, owned by the speaker unless another is named."""
    fresh = Customer(
        id=0,
        name=name,
        owner_id=owner_id or turn.member.id,
        tier=tier or "standard",
        is_internal=is_internal,
        since=turn.now,
        needs=needs,
    )
    key = name_key(name)
    customer = customers.add(turn.connection, turn.workspace_id, fresh, key=key)
    event = turn.event(
        Verb.ADDED, Kind.CUSTOMER, customer_id=customer.id, member_id=customer.owner_id
    )
    return Known(key, customer, turn.member, turn.team), event
