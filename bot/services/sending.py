"""Sending a form: it is carried out, and what was kept of it is not offered again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core import grammar
from bot.core.filling import ADDED, Field, Filled, FormName, Misfilled
from bot.core.history import Kind
from bot.core.outcomes import Answer, Outcome
from bot.core.words import name_key, trimmed_name
from bot.services import contacts, customer_forms, once, promises
from bot.services.desk import Asked, Desk, Turn
from bot.store import customers, drafts, items

GONE = "That customer is not there any more. Pick another one."
SETTLED = (
    "#{number} is not open any more. Close this form and type `/contact`: what you filled in is"
    " offered there, for the customer as such."
)


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent by a form, with what stood in it, and the draft that it went on from."""

    filled: Filled
    before: Filled
    view_id: str
    draft_id: int | None = None


def send(desk: Desk, asked: Asked, form: FormName, sending: Sending) -> Answer:
    """Carry out what a form says. Raises Misfilled where fields do not do."""
    return once.do(desk, asked, lambda turn: _sent(turn, form, sending))


def _sent(turn: Turn, form: FormName, sending: Sending) -> Outcome:
    outcome = SENT[form](turn, sending)
    drafts.keep_form(
        turn.connection,
        turn.workspace_id,
        member_id=turn.member.id,
        form=form,
        view_id=sending.view_id,
        fields=None,
        now=turn.now,
    )
    if sending.draft_id is not None:
        drafts.sent(turn.connection, turn.workspace_id, sending.draft_id, member_id=turn.member.id)
    return outcome


def _contact(turn: Turn, sending: Sending) -> Outcome:
    name, adds = _customer(turn, sending.filled)
    filled = sending.filled
    if filled.phrase.strip() and filled.when == sending.before.when:
        # What was taken from the message stands there until something else is typed.
        filled = replace(filled, day="", time="")
    filled = replace(filled, number=_number(turn, filled))
    is_sure = bool(filled.permalink) and filled.when == sending.before.when
    ask = grammar.read_contact_form(
        filled, name=name, now=turn.now, hours=turn.hours, is_sure=is_sure
    )
    ask = replace(ask, permalink=sending.filled.permalink or None)
    return contacts.log(turn, ask, adds=adds)


def _number(turn: Turn, filled: Filled) -> int:
    """The inquiry that was named, if the customer is still whose it is. Raises Misfilled."""
    if not filled.number:
        return 0
    of = (turn.connection, turn.workspace_id, Kind.INQUIRY, [filled.number])
    named = items.by_number(*of).get(filled.number)
    if named is None or named.customer_id != filled.customer_id:
        return 0
    if named.settled_at is not None:
        raise Misfilled({Field.CUSTOMER: SETTLED.format(number=filled.number)})
    return filled.number


def _promise(turn: Turn, sending: Sending) -> Outcome:
    name, adds = _customer(turn, sending.filled)
    ask = grammar.read_promise_form(sending.filled, name=name, now=turn.now, hours=turn.hours)
    ask = replace(ask, permalink=sending.filled.permalink or None)
    return promises.make(turn, ask, adds=adds)


def _edited(turn: Turn, sending: Sending) -> Outcome:
    name, _ = _customer(turn, sending.filled)
    key = name_key(name)
    known = customers.find(turn.connection, turn.workspace_id, [key], lock=True) if key else None
    if known is None:
        raise Misfilled({Field.NAME: GONE})
    return customer_forms.save(turn, known, sending.filled, before=sending.before)


SENT: dict[FormName, Callable[[Turn, Sending], Outcome]] = {
    FormName.CONTACT: _contact,
    FormName.PROMISE: _promise,
    FormName.CUSTOMER: _edited,
}


def _customer(turn: Turn, filled: Filled) -> tuple[str, str | None]:
    """The name of the customer that was picked, and the one to add if it is new."""
    picked = filled.customer
    if picked.startswith(ADDED):
        name = trimmed_name(picked.removeprefix(ADDED))
        return name, name
    if not picked:
        return "", None
    customer_id = filled.customer_id
    found = customer_id and customers.get(turn.connection, turn.workspace_id, customer_id)
    if not found:
        raise Misfilled({Field.CUSTOMER: GONE})
    return found.name, None
