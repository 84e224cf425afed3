"""Undo: take a change back, for a day and while nothing came after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core import inquiries, promises
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb, standing
from bot.core.inquiries import Inquiry
from bot.core.outcomes import Undone
from bot.core.promises import Promise
from bot.services.desk import Turn
from bot.store import contacts, customers, history, nudges, posted, receipts
from bot.store import things as stored

FOR = timedelta(hours=24)
UNDOABLE = {Kind.INQUIRY, Kind.PROMISE, Kind.CONTACT, Kind.CUSTOMER}


def last(turn: Turn) -> Undone:
    """Take back the speaker's latest change."""
    events = history.of_last_change(
        turn.connection, turn.workspace_id, turn.member.id, since=turn.now - FOR
    )
    if not events:
        raise Refusal("There is nothing of yours from the last 24 hours to take back.")
    return Undone(_taken_back(turn, events))


def of_number(turn: Turn, number: int) -> Undone:
    """Take back the latest change of one inquiry or promise."""
    events = history.of_number(turn.connection, turn.workspace_id, number)
    left = standing(events)
    if not left:
        raise Refusal(f"There is nothing to take back of #{number}.")
    return change(turn, left[-1].change_id or "")


def change(turn: Turn, change_id: str) -> Undone:
    """Take back one change, whole; refuse when something came after it.

    That needs no receipt: what was taken back cannot be taken back again.
    """
    return Undone(take_back(turn, change_id))


def take_back(turn: Turn, change_id: str) -> list[Event]:
    """The same within a turn that goes on."""
    events = history.of_change(turn.connection, turn.workspace_id, change_id)
    return _taken_back(turn, events)


def _taken_back(turn: Turn, events: Sequence[Event]) -> list[Event]:
    done = [event for event in standing(events) if event.kind in UNDOABLE]
    if not done:
        raise Refusal("That was taken back already; nothing was changed.")
    if turn.now - done[0].recorded_at > FOR:
        raise Refusal("That is more than 24 hours ago: too long to take back.")
    taken = [
        turn.event(
            Verb.UNDONE,
            event.kind,
            number=event.number,
            customer_id=event.customer_id,
            contact_id=event.contact_id,
            undoes=event.id,
        )
        for event in done
    ]
    for number in sorted({event.number for event in done if event.number is not None}):
        _restore(turn, number, done, taken)
    _forget(turn, done)
    receipts.forget(turn.connection, turn.workspace_id, done[0].change_id or "", now=turn.now)
    turn.append(*taken)
    return done


def _restore(turn: Turn, number: int, done: Sequence[Event], taken: Sequence[Event]) -> None:
    """Write the inquiry or promise as it was before, folded anew from its history."""
    events = history.of_number(turn.connection, turn.workspace_id, number)
    left = standing(events)
    if left[-1].id not in {event.id for event in done}:
        raise Refusal(f"#{number} has changed since; take the later change back first.")
    # What is being taken back has no id yet; it comes after everything that has.
    beyond = events[-1].id + 1
    future = [replace(event, id=beyond + place) for place, event in enumerate(taken)]
    item = _rebuilt([*events, *future])
    is_open = inquiries.is_open(item) if isinstance(item, Inquiry) else promises.is_open(item)
    stored.save(turn.connection, turn.workspace_id, item, nudge_at=turn.now if is_open else None)
    posted.touch(turn.connection, turn.workspace_id, [number])
    if any(event.verb in (Verb.MOVED, Verb.CORRECTED) for event in done):
        nudges.retire(turn.connection, turn.workspace_id, number, after=item.episode)


def _rebuilt(events: Sequence[Event]) -> Inquiry | Promise:
    kind = events[0].kind
    item = inquiries.rebuild(events) if kind is Kind.INQUIRY else promises.rebuild(events)
    if item is None:
        raise LookupError(f"no history of #{events[0].number}")
    return item


def _forget(turn: Turn, done: Sequence[Event]) -> None:
    """Contacts and customers that were logged by mistake."""
    made = [event.contact_id for event in done if event.contact_id is not None]
    if made:
        # An answer may name a contact that was logged before it, and that stays.
        logged_at = done[0].recorded_at
        contacts.void(turn.connection, turn.workspace_id, made, logged_at=logged_at)
    for event in done:
        if event.verb is Verb.ADDED and event.customer_id is not None:
            _forget_customer(turn, event.customer_id, done)


def _forget_customer(turn: Turn, customer_id: int, done: Sequence[Event]) -> None:
    every = history.of_customer(turn.connection, turn.workspace_id, customer_id)
    if {event.id for event in standing(every)} - {event.id for event in done}:
        raise Refusal("That customer has a history by now; it stays.")
    customers.forget_name(turn.connection, turn.workspace_id, customer_id)
