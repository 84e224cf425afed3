"""Contacts: what came of logging that a customer and we were in touch."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.contacts import Direction
from bot.core.history import Verb
from bot.core.inquiries import Inquiry
from bot.core.outcomes import ContactLogged
from bot.core.things import Thing
from bot.messages import buttons, kit, rows, targets, wording
from bot.messages.elements import actions
from bot.messages.kit import Element, Message

MOST_OTHERS = 5


def logged(outcome: ContactLogged, *, zone: ZoneInfo, now: datetime) -> Message:
    """Say what was understood, what it did, and how to take it back."""
    said = _SAID[outcome.verb](outcome, zone, now) if outcome.verb in _SAID else _noted(outcome)
    blocks = [kit.section(said), kit.context(_echo(outcome, zone, now))]
    spoken = [said]
    if outcome.others:
        title, lines = _title(outcome), _others(outcome, zone, now)
        blocks += kit.listed(title, lines)
        spoken += [title, *lines]
    if outcome.since is not None:
        again = wrote_again(outcome.since, zone, now)
        blocks.append(kit.section(again))
        spoken.append(again)
    return kit.message("\n".join(spoken), *blocks, actions(_buttons(outcome)))


def wrote_again(since: Thing, zone: ZoneInfo, now: datetime) -> str:
    """Say that what the customer said after an answer waits on its own."""
    wait = wording.since(things.waiting_since(since), zone, now)
    words = kit.quoted(since.words, limit=rows.IN_ROW)
    return f"They wrote again after that answer: #{since.number} waits {wait}: {words}"


def _buttons(outcome: ContactLogged) -> list[Element]:
    others = outcome.others[:MOST_OTHERS] if _may_answer(outcome) else ()
    by = buttons.acked_by if outcome.ask.ack else buttons.answered_by
    pressed = [by(other, outcome.contact_id) for other in others]
    if outcome.ask.ack and outcome.verb is Verb.ACKNOWLEDGED:
        pressed = []
    if outcome.since is not None:
        pressed.append(buttons.settle(outcome.since, style=None, numbered=True))
    if outcome.is_pleasantry:
        pressed.append(buttons.waits(outcome.contact_id))
    return [*pressed, buttons.undo(outcome.change_id)]


def _opened(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> str:
    waited = wording.since(outcome.at, zone, now)
    back = ""
    if outcome.thing is not None and isinstance(outcome.thing.item, Inquiry):
        linked = outcome.thing.item.linked_to
        back = f" They come back to #{linked}." if linked is not None else ""
    complaint = " a complaint" if outcome.ask.complaint else ""
    return (
        f"Logged{complaint} for {_customer(outcome)}: they wait for {_owner(outcome)} {waited}."
        f"{back}{_due(outcome, zone, now)}"
    )


def _chased(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> str:
    first = things.waiting_since(outcome.thing) if outcome.thing is not None else outcome.at
    whose = _owner(outcome) if outcome.thing is None else rows.owner(outcome.thing)
    asked = "complained" if outcome.ask.complaint else "asked again"
    since = "It still counts from their first word"
    if outcome.ask.at is not None and outcome.at == first:
        asked = "complained" if outcome.ask.complaint else "asked earlier"
        since = "It counts from this word now"
    return (
        f"Logged for {_customer(outcome)}: they {asked}, and wait for {whose}. "
        f"{since}, {wording.when(first, zone, now)}.{_due(outcome, zone, now)}"
    )


def _answered(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> str:
    number = f" #{outcome.thing.number}" if outcome.thing is not None else ""
    if outcome.spent is None or outcome.thing is None:
        return f"Logged: {_customer(outcome)}{number} is answered."
    spent, target = wording.aloud(outcome.spent), things.target_of(outcome.thing)
    given = targets.within(outcome.thing)
    said = f"Logged: {_customer(outcome)}{number} is answered, after {spent}"
    if outcome.spent <= target:
        return f"{said}. That is within the target of {given}: well done."
    return f"{said}. The target is {given}."


def _acknowledged(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> str:
    number = f" #{outcome.thing.number}" if outcome.thing is not None else ""
    return (
        f"Logged: {_customer(outcome)}{number} knows that we are on it. "
        f"They still wait for the answer.{_due(outcome, zone, now)}"
    )


def _noted(outcome: ContactLogged) -> str:
    who = _customer(outcome)
    if outcome.is_pleasantry:
        return f"Noted for {who}: kind words, which ask for nothing. Nobody waits because of them."
    if outcome.ask.fyi:
        return f"Noted for {who}, for your information: it opens and answers nothing."
    if outcome.ask.direction is Direction.INBOUND:
        return f"Noted for {who}: nobody waits because of it."
    if not outcome.others:
        then = " by then" if outcome.ask.at is not None else ""
        return f"Logged for {who}: we were in touch. Nobody there was waiting for an answer{then}."
    if outcome.ask.ack:
        return f"Logged for {who}: we were in touch. Which of their inquiries was that about?"
    if len(outcome.others) == 1:
        return f"Logged for {who}: we were in touch. One inquiry stays open; did this answer it?"
    return f"Logged for {who}: we were in touch. Which of their inquiries did this answer?"


def _title(outcome: ContactLogged) -> str:
    asked = _may_answer(outcome) and not outcome.ask.ack and outcome.verb is Verb.ANSWERED
    return "Also open. Did this answer it too?" if asked else "Open for this customer"


def _others(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> list[str]:
    lines = [
        f"#{other.number} {wording.since(things.waiting_since(other), zone, now)}: "
        f"{kit.quoted(other.words, limit=rows.IN_ROW)} ({rows.owner(other)})"
        for other in outcome.others[:MOST_OTHERS]
    ]
    left = len(outcome.others) - len(lines)
    return [*lines, f"… and {left} more"] if left else lines


def _may_answer(outcome: ContactLogged) -> bool:
    return outcome.ask.direction is Direction.OUTBOUND and not outcome.ask.fyi


def _echo(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> str:
    """Return every option as it was read, so that a wrong reading is seen."""
    ask = outcome.ask
    number = f"#{outcome.thing.number}" if outcome.thing is not None else None
    at = wording.when(outcome.at, zone, now) if ask.at is not None else None
    parts = [
        number,
        "they to us" if ask.direction is Direction.INBOUND else "we to them",
        kit.quoted(outcome.words),
        at,
        wording.BY[ask.via] if ask.via else None,
        ask.mood.value if ask.mood else None,
        "complaint" if ask.complaint else None,
        "fyi" if ask.fyi else None,
        "ack" if ask.ack else None,
        f"new customer, owned by {_owner(outcome)}" if outcome.added else None,
    ]
    return " · ".join(filter(None, parts))


def _due(outcome: ContactLogged, zone: ZoneInfo, now: datetime) -> str:
    if outcome.due_at is None or outcome.thing is None:
        return ""
    target = targets.within(outcome.thing)
    verb = "due" if outcome.due_at >= now else "was due"
    return f" Answer {verb} {wording.when(outcome.due_at, zone, now)} ({target})."


def _customer(outcome: ContactLogged) -> str:
    return f"*{kit.name(outcome.customer.name)}*"


def _owner(outcome: ContactLogged) -> str:
    return kit.name(outcome.owner.name)


_SAID = {
    Verb.OPENED: _opened,
    Verb.CHASED: _chased,
    Verb.ANSWERED: _answered,
    Verb.ACKNOWLEDGED: _acknowledged,
}
