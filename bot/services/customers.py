"""Customers: adding one, and the list."""

from bot.core.asks import AddCustomer, ListCustomers
from bot.core.customer_outcomes import CustomerAdded, CustomersListed
from bot.core.errors import Refusal
from bot.core.members import Member, may_act
from bot.core.particulars import checked_needs
from bot.core.words import name_key
from bot.services import naming, tiers
from bot.services.desk import Turn
from bot.store import customer_lists, customers, members

PAGE = 20


def add(turn: Turn, ask: AddCustomer) -> CustomerAdded:
    """Add a customer; whoever adds it owns it, unless another owner is named."""
    owner = _owner(turn, ask.owner)
    if ask.tier is not None:
        tiers.known(turn, ask.tier)
    taken = customers.find(turn.connection, turn.workspace_id, [name_key(ask.name)])
    if taken is not None:
        name = taken.customer.name
        raise Refusal(f"There is a customer “{name}” already. `/customer {name}` shows it.")
    known_as, event = naming.add(
        turn,
        ask.name,
        owner_id=owner.id,
        tier=ask.tier,
        is_internal=ask.internal,
        needs=None if ask.needs is None else checked_needs(ask.needs),
    )
    turn.record(event)
    return CustomerAdded(known_as.customer, owner, turn.change_id)


def _owner(turn: Turn, member_id: str | None) -> Member:
    if member_id is None or member_id == turn.member.id:
        return turn.member
    owner = members.get(turn.connection, turn.workspace_id, member_id)
    if owner is None:
        raise Refusal("I do not know that member yet. Pick the name from Slack's list.")
    if not may_act(owner):
        raise Refusal(f"{owner.name} cannot own a customer: only active members can.")
    return owner


def listed(turn: Turn, ask: ListCustomers) -> CustomersListed:
    """A page of customers, by name."""
    found, total = customer_lists.listed(
        turn.connection,
        turn.workspace_id,
        owner_id=turn.member.id if ask.mine else None,
        page=ask.page,
        size=PAGE,
    )
    if not found and ask.page > 1:
        raise Refusal(f"There is no page {ask.page}: the list has {-(-total // PAGE)}.")
    return CustomersListed(found, page=ask.page, total=total, mine=ask.mine, size=PAGE)
