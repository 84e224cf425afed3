"""Waiting: kind words of a customer that turn out to want an answer."""

from bot.core import things
from bot.core.answering import effect
from bot.core.asks import LogContact, Naming
from bot.core.contacts import Contact, Direction
from bot.core.errors import Refusal
from bot.core.history import Kind, Verb, standing
from bot.core.inquiries import Inquiry
from bot.core.members import waiting_hours
from bot.core.outcomes import ContactLogged
from bot.core.words import name_key
from bot.services.contacts import inquiries_of, onto_inquiry
from bot.services.desk import Turn
from bot.services.naming import Meant
from bot.store import contacts, customers, history, workspaces


def waits(turn: Turn, contact_id: int) -> ContactLogged:
    """Open an inquiry with what the customer said, or add to the one that is open."""
    contact = _contact(turn, contact_id)
    meant = _meant(turn, contact)
    known = inquiries_of(turn, meant)
    found = effect(
        Direction.INBOUND,
        contact.at,
        of_customer=[one.item for one in known.values() if isinstance(one.item, Inquiry)],
        speaker_id=turn.member.id,
        hours=waiting_hours(meant.known.team, meant.known.owner),
    )
    is_new = found.inquiry is None
    number = workspaces.next_number(turn.connection, turn.workspace_id) if is_new else None
    event = turn.event(
        found.verb,
        Kind.INQUIRY,
        at=contact.at,
        number=number if found.inquiry is None else found.inquiry.number,
        customer_id=contact.customer_id,
        contact_id=contact.id,
        linked_to=found.linked_to,
        member_id=meant.known.owner.id if is_new else None,
    )
    thing = onto_inquiry(turn, meant, event, known)
    turn.record(event, number=event.number)
    return ContactLogged(
        ask=LogContact(Direction.INBOUND, Naming(())),
        customer=meant.known.customer,
        owner=meant.known.owner,
        words=contact.words,
        at=contact.at,
        verb=event.verb,
        change_id=turn.change_id,
        contact_id=contact.id,
        thing=thing,
        due_at=None if thing is None else things.due_at(thing),
        others=[known[other.number] for other in found.others],
    )


def _contact(turn: Turn, contact_id: int) -> Contact:
    contact = contacts.get(turn.connection, turn.workspace_id, contact_id)
    if contact is None or contact.direction is not Direction.INBOUND:
        raise Refusal("That contact was taken back, so nobody waits because of it.")
    events = history.around(
        turn.connection,
        turn.workspace_id,
        numbers=(),
        customer_ids=(contact.customer_id,),
        contact_ids=(contact_id,),
    )
    for event in standing(events):
        if event.verb in (Verb.OPENED, Verb.CHASED):
            raise Refusal(f"They wait already, as #{event.number}; nothing was changed.")
    return contact


def _meant(turn: Turn, contact: Contact) -> Meant:
    customer = customers.get(turn.connection, turn.workspace_id, contact.customer_id)
    key = "" if customer is None else name_key(customer.name)
    known = customers.find(turn.connection, turn.workspace_id, [key])
    if known is None:
        raise Refusal("That customer is gone; nothing was changed.")
    return Meant(known, contact.words)
