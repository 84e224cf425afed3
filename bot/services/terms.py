"""Terms of a customer: its tier, its owner, what was agreed, and what it is called."""

from dataclasses import replace
from typing import Any

from bot.core.asks import Candidate, Naming
from bot.core.customer_outcomes import CustomerEdited
from bot.core.customers import Customer, terms_of
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb
from bot.core.members import Member, may_act
from bot.core.terms import EditCustomer
from bot.core.things import Thing
from bot.core.words import name_key
from bot.services import naming, tidings, tiers
from bot.services.desk import Turn
from bot.store import (
    customer_names,
    customers,
    handing_over,
    items,
    members,
    open_things,
    pokes,
)
from bot.store import things as stored


def edit(turn: Turn, ask: EditCustomer, *, means: tuple[str, str] | None = None) -> CustomerEdited:
    """Change what is agreed with a customer; what is open stays with whom it is, unless asked."""
    edited = change(turn, ask, means=means)
    turn.sign()
    return edited


def change(
    turn: Turn, ask: EditCustomer, *, means: tuple[str, str] | None = None
) -> CustomerEdited:
    """The same while the turn is still to be signed."""
    wanted = Naming((Candidate(ask.name, ""),))
    meant = naming.resolve(turn, wanted, adds=None, means=means, lock=True)
    before = meant.known.customer
    owner = meant.known.owner if ask.owner is None else new_owner(turn, ask.owner)
    after = _after(turn, ask, before, owner)
    own_key = _rename(turn, before, after)
    customers.save(turn.connection, turn.workspace_id, after)
    if after.terms != before.terms:
        pokes.poke_customer(turn.connection, turn.workspace_id, after.id, now=turn.now)
    open_ones = _open(turn, after.id, before.owner_id) if owner.id != before.owner_id else []
    turn.append(_event(turn, before, after), facts=_facts(before, own_key=own_key))
    given = _give(turn, open_ones, before.owner_id, owner) if ask.and_open else []
    if owner.id != before.owner_id:
        tidings.of_customer(turn, before)
    return CustomerEdited(
        before,
        after,
        owner,
        turn.change_id,
        given=given,
        left=len(open_ones) - len(given),
    )


def hand_over(turn: Turn, customer_id: int, *, former: str) -> CustomerEdited:
    """Give what is still open with the former owner of a customer to whoever owns it now."""
    stored.lock(turn.connection, turn.workspace_id, [], customer_ids=[customer_id])
    customer = customers.get(turn.connection, turn.workspace_id, customer_id)
    if customer is None:
        raise Refusal("There is no such customer any more.")
    owner = new_owner(turn, customer.owner_id)
    open_ones = _open(turn, customer_id, former) if former != owner.id else []
    if not open_ones:
        raise Refusal(f"Nothing of {customer.name} is open with anybody but its owner by now.")
    given = _give(turn, open_ones, former, owner)
    turn.sign()
    return CustomerEdited(customer, customer, owner, turn.change_id, given=given)


def _after(turn: Turn, ask: EditCustomer, before: Customer, owner: Member) -> Customer:
    target = None if ask.no_target else ask.target or before.target
    cadence = None if ask.no_cadence else ask.cadence or before.cadence
    tier = tiers.known(turn, ask.tier or before.tier)
    return replace(
        before,
        name=ask.renamed or before.name,
        owner_id=owner.id,
        tier=tier.name,
        target=target,
        cadence=cadence,
        terms=terms_of(tier, target=target, cadence=cadence),
    )


def new_owner(turn: Turn, member_id: str) -> Member:
    """Whoever is to own a customer."""
    owner = members.get(turn.connection, turn.workspace_id, member_id)
    if owner is None:
        raise Refusal(
            "I do not know that member yet. Pick the name from Slack's list.", about="owner"
        )
    if not may_act(owner):
        raise Refusal(
            f"{owner.name} cannot own a customer: only active members can.", about="owner"
        )
    return owner


def _rename(turn: Turn, before: Customer, after: Customer) -> bool:
    """Keep the old name as another one; return whether the new one is new to us."""
    if after.name == before.name or not must_be_free(turn, after.name, after):
        return False
    key = name_key(after.name)
    customer_names.name(
        turn.connection, turn.workspace_id, customer_id=after.id, key=key, spelled=after.name
    )
    return True


def must_be_free(turn: Turn, name: str, customer: Customer) -> bool:
    """Refuse a name of another customer; return whether it is none of this one's yet."""
    whose = customer_names.name_is_of(turn.connection, turn.workspace_id, name_key(name))
    if whose not in (None, customer.id):
        raise Refusal(
            f"There is a customer “{name}” already; two cannot share a name.", about="name"
        )
    return whose is None


def _open(turn: Turn, customer_id: int, owner_id: str) -> list[Thing]:
    """What is open for a customer with one owner, locked."""
    found = [
        open_things.of_customer(turn.connection, turn.workspace_id, customer_id, kind, lock=True)
        for kind in items.TABLES
    ]
    return [thing for each in found for thing in each if thing.care.owner_id == owner_id]


def _give(turn: Turn, open_ones: list[Thing], former: str, owner: Member) -> list[int]:
    """Make what is open of a customer with its former owner another's; return the numbers."""
    for kind in {thing.kind for thing in open_ones}:
        handing_over.give(
            turn.connection,
            turn.workspace_id,
            kind,
            former=former,
            to=owner.id,
            actor_id=turn.member.id,
            change_id=turn.change_id,
            surface=turn.asked.surface,
            now=turn.now,
            customer_id=open_ones[0].customer.id,
            tells=owner.id != turn.member.id,
        )
    numbers = [thing.number for thing in open_ones]
    turn.show(*numbers)
    turn.note(*(_given(turn, thing, owner) for thing in open_ones))
    return numbers


def _given(turn: Turn, thing: Thing, owner: Member) -> Event:
    return turn.event(
        Verb.GIVEN,
        thing.kind,
        number=thing.number,
        customer_id=thing.customer.id,
        member_id=owner.id,
    )


def _event(turn: Turn, before: Customer, after: Customer) -> Event:
    """The name it had is text, and stands where texts can be blanked."""
    return turn.event(
        Verb.EDITED,
        Kind.CUSTOMER,
        customer_id=after.id,
        member_id=after.owner_id if after.owner_id != before.owner_id else None,
        words=before.name if after.name != before.name else None,
    )


def _facts(before: Customer, *, own_key: bool) -> dict[str, Any]:
    return {
        "owner_id": before.owner_id,
        "tier": before.tier,
        "target": None if before.target is None else str(before.target),
        "cadence_days": None if before.cadence is None else before.cadence.days,
        "own_key": own_key,
    }
