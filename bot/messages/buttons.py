"""The buttons that many messages share, each with what it carries."""

from collections.abc import Collection

from bot.core.history import Kind
from bot.core.things import Thing
from bot.messages import ids
from bot.messages.elements import button, overflow
from bot.messages.kit import Element

_OF_INQUIRY = (
    ("Snooze until tomorrow morning", ids.MORE_SNOOZE),
    ("Hand over …", ids.MORE_GIVE),
    ("I have it", ids.MORE_TAKE),
    ("I told them we are on it", ids.MORE_ACK),
    ("No answer needed", ids.MORE_NONE),
)
_OF_PROMISE = (
    ("Kept", ids.MORE_KEPT),
    ("Snooze until tomorrow morning", ids.MORE_SNOOZE),
    ("New date …", ids.MORE_DATE),
    ("Hand over …", ids.MORE_GIVE),
    ("I have it", ids.MORE_TAKE),
)


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


def more(thing: Thing, *, beside: Collection[str] = (ids.MORE_KEPT,)) -> Element:
    """The *More* menu: what fits an inquiry or a promise, but for what has a button `beside`."""
    known = _OF_INQUIRY if thing.kind is Kind.INQUIRY else _OF_PROMISE
    options = [(label, ids.more(verb, thing.number)) for label, verb in known if verb not in beside]
    return overflow(ids.THING_MORE, options)


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
