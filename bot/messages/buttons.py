"""The buttons that many messages share, each with what it carries."""

from bot.core.history import Kind
from bot.core.things import Thing
from bot.messages import ids
from bot.messages.elements import button, overflow
from bot.messages.kit import Element


def undo(change_id: str) -> Element:
    return button("Undo", ids.CHANGE_UNDO, change_id)


def change(number: int) -> Element:
    return button("Change", ids.PROMISE_CHANGE, str(number))


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


def more(thing: Thing) -> Element:
    """The *More* menu: what fits an inquiry or a promise."""
    number = thing.number
    options = [("Snooze until tomorrow morning", ids.more(ids.MORE_SNOOZE, number))]
    if thing.kind is Kind.PROMISE:
        options.append(("New date …", ids.more(ids.MORE_DATE, number)))
    options.append(("Hand over …", ids.more(ids.MORE_GIVE, number)))
    options.append(("I have it", ids.more(ids.MORE_TAKE, number)))
    if thing.kind is Kind.INQUIRY:
        options.append(("No answer needed", ids.more(ids.MORE_NONE, number)))
    return overflow(ids.THING_MORE, options)


def earlier(thing: Thing) -> Element:
    return button("earlier …", ids.ANSWERED_EARLIER, str(thing.number))


def answered_by(thing: Thing, contact_id: int) -> Element:
    """Say that a contact logged just now was the answer to this inquiry."""
    return button(
        f"Answered #{thing.number}",
        ids.CONTACT_ANSWERED,
        ids.pack(n=thing.number, c=contact_id),
        hint=f"It answered #{thing.number}, {thing.words}",
    )
