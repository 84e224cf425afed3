"""Chases after an answer: what the customer said since waits in an inquiry of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb, standing
from bot.core.inquiries import Inquiry, after, opened
from bot.core.things import Thing
from bot.services.desk import Turn
from bot.store import contacts, history, items, workspaces

WORDS = (Verb.OPENED, Verb.CHASED)


@dataclass(frozen=True, slots=True)
class Since:
    """The inquiry that the words after an answer make, and the events that it is made of."""

    thing: Thing
    events: tuple[Event, ...]


def after_answer(turn: Turn, thing: Thing, answer: Event) -> Since | None:
    """Open a linked inquiry for what the customer said after a back-dated answer.

    It is known since the first of these words was: its reminders are not late for that.
    """
    item = thing.item
    if not isinstance(item, Inquiry) or answer.verb is not Verb.ANSWERED:
        return None
    if item.last_word_at <= answer.at:
        return None
    events = history.of_number(turn.connection, turn.workspace_id, thing.number)
    words = _later(standing(events), answer.at)
    return anew(turn, thing, words) if words else None


def must_be_whole(answer: Event, left: Sequence[Event]) -> None:
    """Refuse to date an answer anew after which the customer's words went their own way."""
    if _later(left, answer.at):
        raise Refusal(
            "They wrote again after that answer, and that waits on its own by now. Take the answer"
            f" back first: `/heed undo {answer.number}`."
        )


def _later(events: Sequence[Event], at: datetime) -> list[Event]:
    words = [one for one in events if one.verb in WORDS and one.at > at]
    return sorted(words, key=lambda one: (one.at, one.id))


def anew(turn: Turn, thing: Thing, words: Sequence[Event]) -> Since:
    """Open a linked inquiry of these words, oldest first."""
    number = workspaces.next_number(turn.connection, turn.workspace_id)
    events = [_anew(turn, thing, word, number) for word in words]
    events[0] = replace(
        events[0], verb=Verb.OPENED, member_id=thing.care.owner_id, linked_to=thing.number
    )
    item = opened(events[0])
    for event in events[1:]:
        item = after(item, event)
    items.add(turn.connection, turn.workspace_id, item, nudge_at=turn.now)
    said = contacts.words(turn.connection, turn.workspace_id, item.contact_id or 0)
    return Since(Thing(item, thing.customer, thing.owner, thing.team, said), tuple(events))


def _anew(turn: Turn, thing: Thing, word: Event, number: int) -> Event:
    """The customer's word, as a word of another inquiry."""
    return turn.event(
        Verb.CHASED,
        Kind.INQUIRY,
        at=word.at,
        recorded_at=word.recorded_at,
        number=number,
        customer_id=thing.customer.id,
        contact_id=word.contact_id,
        is_complaint=word.is_complaint,
    )
