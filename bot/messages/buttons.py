"""The buttons that many messages share, each with what it carries."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.core.care import claimer, held_until, is_snoozed
from bot.core.history import Kind
from bot.core.things import Thing
from bot.messages import ids
from bot.messages.elements import MOST_IN_OVERFLOW, button, overflow
from bot.messages.kit import Element


def undo(change_id: str) -> Element:
    return button("Undo", ids.CHANGE_UNDO, change_id)


def change(number: int) -> Element:
    return button("Change", ids.PROMISE_CHANGE, str(number))


def new_date(thing: Thing) -> Element:
    hint = f"New date for #{thing.number}, {thing.customer.name}"
    return button("New date", ids.PROMISE_CHANGE, str(thing.number), hint=hint)


def told(thing: Thing, label: str = "I told them", *, style: str | None = None) -> Element:
    """Say that the customer heard from us about it, which answers nothing."""
    hint = f"{label}: #{thing.number}, {thing.customer.name}"
    return button(label, ids.THING_ACK, str(thing.number), style=style, hint=hint)


def not_told(thing: Thing) -> Element:
    return button("Not yet", ids.PROMISE_NOT_TOLD, str(thing.number))


def waits(contact_id: int) -> Element:
    """Say that kind words were a question after all."""
    return button("They wait for an answer", ids.CONTACT_WAITS, str(contact_id))


def settle(thing: Thing, *, style: str | None = "primary", numbered: bool = False) -> Element:
    """*Answered* or *Kept*; `numbered` where several stand together."""
    is_inquiry = thing.kind is Kind.INQUIRY
    label = "Answered" if is_inquiry else "Kept"
    return button(
        f"{label} #{thing.number}" if numbered else label,
        ids.THING_ANSWERED if is_inquiry else ids.THING_KEPT,
        str(thing.number),
        style=style,
        hint=f"{label} #{thing.number}, {thing.customer.name}",
    )


def more(
    thing: Thing,
    *,
    reader_id: str | None,
    now: datetime,
    beside: Collection[str] = (ids.MORE_KEPT,),
) -> Element:
    """The *More* menu: what fits a thing as it stands, but for what has a button `beside`.

    Slack shows five entries; the last opens a form for whatever has an end or a reason.
    """
    known = [*_entries(thing, reader_id, now)]
    fitting = [(label, verb) for label, verb in known if verb not in beside]
    is_inquiry = thing.kind is Kind.INQUIRY
    rest = "Snooze until …, hold …" if is_inquiry else "Snooze until …, withdraw …"
    options = [*fitting[: MOST_IN_OVERFLOW - 1], (rest, ids.MORE_REST)]
    return overflow(
        ids.THING_MORE, [(label, ids.more(verb, thing.number)) for label, verb in options]
    )


def _entries(thing: Thing, reader_id: str | None, now: datetime) -> Iterator[tuple[str, str]]:
    is_promise = thing.kind is Kind.PROMISE
    if is_promise:
        yield "Kept", ids.MORE_KEPT
    if is_snoozed(thing.care, now):
        yield "Wake it", ids.MORE_WAKE
    elif held_until(thing.care, now) is not None:
        yield "Take it off hold", ids.MORE_RESUME
    else:
        yield "Snooze until tomorrow morning", ids.MORE_SNOOZE
    if is_promise:
        yield "New date …", ids.MORE_DATE
    yield "Hand over …", ids.MORE_GIVE
    if reader_id is not None and claimer(thing.care, now) == reader_id:
        yield "Give it back", ids.MORE_RELEASE
    else:
        yield "I have it", ids.MORE_TAKE
    if not is_promise:
        yield "No answer needed", ids.MORE_NONE


def earlier(thing: Thing) -> Element:
    return button("Earlier …", ids.ANSWERED_EARLIER, str(thing.number))


def acked_by(thing: Thing, contact_id: int) -> Element:
    """Say that an acknowledgement logged just now was about this inquiry."""
    return button(
        f"About #{thing.number}",
        ids.CONTACT_ACKED,
        ids.pack(n=thing.number, c=contact_id),
        hint=f"It was about #{thing.number}, {thing.words}",
    )


def answered_by(thing: Thing, contact_id: int) -> Element:
    """Say that a contact logged just now was the answer to this inquiry."""
    return button(
        f"Answered #{thing.number}",
        ids.CONTACT_ANSWERED,
        ids.pack(n=thing.number, c=contact_id),
        hint=f"It answered #{thing.number}, {thing.words}",
    )
