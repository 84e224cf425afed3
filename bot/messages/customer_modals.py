"""Modals of a customer's card: into which one it is merged, and who owns it from now on."""

from bot.core.customers import Customer
from bot.messages import ids, kit
from bot.messages.elements import checkbox, external_select, input_block, users_select
from bot.messages.kit import View


def merge(customer: Customer) -> View:
    """Ask whom it is the same as; nothing moves before that is confirmed."""
    name = kit.line(customer.name, limit=40)
    menu = external_select("Type a name")
    hint = f"All that is {name}'s becomes theirs. I show what that is, and ask first."
    return View(
        ids.VIEW_MERGE,
        "Merge",
        (
            kit.section(f"*{kit.name(customer.name)}* becomes part of another customer."),
            input_block(ids.BLOCK_CUSTOMER, "Of which?", menu, hint=hint),
        ),
        "Go on",
        ids.pack(n=customer.id),
    )


def owner(customer: Customer) -> View:
    """Ask who owns it from now on, and whether what is open goes along."""
    along = checkbox("Everything that is open, too", ids.BLOCK_ALONG, checked=True)
    return View(
        ids.VIEW_OWNER,
        "Hand over",
        (
            kit.section(f"*{kit.name(customer.name)}* gets another owner."),
            input_block(ids.BLOCK_MEMBER, "To whom?", users_select("Pick a member")),
            input_block(ids.BLOCK_ALONG, "What goes along?", along, optional=True),
        ),
        "Hand over",
        ids.pack(n=customer.id),
    )
