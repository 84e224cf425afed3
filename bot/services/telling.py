"""Telling: what the customer heard from us about a thing, written down as a contact."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.contacts import ON_IT, TICK, Contact, Direction
from bot.core.errors import Refusal
from bot.core.history import Event, Surface
from bot.core.inquiries import Inquiry, counted_at
from bot.core.promises import Promise
from bot.core.things import Thing
from bot.services.desk import Turn
from bot.store import contacts, pokes

WHERE_IT_STANDS = "Told where it stands"


def answered(turn: Turn, thing: Thing, event: Event, logged: Contact | None) -> Event:
    """An answer, with its contact."""
    at = _counted(turn, thing, event.at, logged)
    words = event.words or (TICK if turn.asked.surface is Surface.REACTION else "")
    contact_id = logged.id if logged else _write(turn, thing, event.at, words)
    return replace(event, at=at, contact_id=contact_id, words=None)


def acknowledged(turn: Turn, thing: Thing, event: Event, logged: Contact | None) -> Event:
    """A word that we are on it, or of how it stands."""
    at = _counted(turn, thing, event.at, logged)
    words = event.words or _words(turn, thing)
    contact_id = logged.id if logged else _write(turn, thing, event.at, words, is_ack=True)
    return replace(event, at=at, contact_id=contact_id, words=None)


def moved(turn: Turn, thing: Thing, event: Event) -> Event:
    """A new date of which the customer knows; the reason stays with the event."""
    if event.due_at is None:
        raise ValueError(f"a move names the new date: {event}")
    words = _new_date(event.due_at, turn.zone)
    return replace(event, contact_id=_write(turn, thing, event.at, words, is_ack=True))


def must_follow(thing: Thing, at: datetime) -> None:
    """Refuse an answer that was given before the customer spoke."""
    if at < things.waiting_since(thing):
        raise Refusal(
            "That is before the customer's word, so it cannot be its answer.", about="date"
        )


def _counted(turn: Turn, thing: Thing, at: datetime, logged: Contact | None) -> datetime:
    if not isinstance(thing.item, Inquiry):
        return at
    # A word that was logged as said then follows what was heard by then, whenever it is named.
    at = counted_at(thing.item, at, now=turn.now if logged is None else logged.logged_at)
    must_follow(thing, at)
    return at


def _words(turn: Turn, thing: Thing) -> str:
    if not isinstance(thing.item, Promise):
        return ON_IT
    if thing.item.untold_since is None:
        return WHERE_IT_STANDS
    return _new_date(thing.item.due_at, turn.zone)


def _new_date(due_at: datetime, zone: ZoneInfo) -> str:
    local = due_at.astimezone(zone)
    return f"New date: {local:%a} {local.day} {local:%b %Y, %H:%M}"


def _write(turn: Turn, thing: Thing, at: datetime, words: str, *, is_ack: bool = False) -> int:
    contact = Contact(
        id=0,
        customer_id=thing.customer.id,
        member_id=turn.member.id,
        direction=Direction.OUTBOUND,
        at=at,
        logged_at=turn.now,
        words=words,
        is_ack=is_ack,
        number=thing.number,
    )
    at_customer = (turn.connection, turn.workspace_id, thing.customer.id)
    pokes.look_at_acknowledged(*at_customer, now=turn.now)
    return contacts.add(turn.connection, turn.workspace_id, contact)
