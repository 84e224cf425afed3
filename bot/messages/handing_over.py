"""Handing over all that somebody owns: the question, the reply, and the new owner's one message."""

from bot.core.customers import Customer
from bot.core.handing_over import AllHandedOver, HandOverAsked, Owned
from bot.core.tidings import Tidings
from bot.messages import buttons, ids, kit, wording
from bot.messages.elements import actions, button
from bot.messages.kit import Message
from bot.messages.particulars import short_needs


def asked(outcome: HandOverAsked) -> Message:
    """Say what would be handed over, with the button that does it."""
    former, to = kit.name(outcome.former.name), kit.name(outcome.to.name)
    said = f"Hand everything of {former}'s to {to}? {wording.start(counts(outcome.owned))}."
    hint = f"{to} gets one message about it. It can be undone for 24 hours."
    value = ids.pack(f=outcome.former.id, t=outcome.to.id)
    pressed = button(
        f"Hand over to {outcome.to.name}", ids.CUSTOMER_HAND_ALL, value, style="primary"
    )
    return kit.message(f"{said} {hint}", kit.section(said), kit.context(hint), actions([pressed]))


def done(outcome: AllHandedOver) -> Message:
    former, to = kit.name(outcome.former.name), kit.name(outcome.to.name)
    said = f"{wording.start(counts(outcome.owned))} of {former}'s went to {to}."
    undo = actions([buttons.undo(outcome.change_id)])
    return kit.message(said, kit.section(said), undo)


def received(tidings: Tidings) -> str:
    """Tell the new owner what is theirs now, in one sentence."""
    by, former = kit.name(tidings.by_name), kit.name(tidings.former_name)
    said = f"{by} handed everything of {former}'s to you"
    if by == former:
        said = f"Everything that was {former}'s is yours now"
    return f"{said}: {counts(tidings.owned)}."


def received_in_full(tidings: Tidings, *, prefix: str) -> Message:
    """The same with the customers by name and what matters to them."""
    said = received(tidings)
    lines = [_line(one) for one in tidings.listed]
    left = tidings.owned.customers - len(lines)
    if left > 0:
        lines.append(f"… and {left} more: `/{prefix}customer list mine`")
    hint = f"`/{prefix}mine` shows what is open, worst first. I remind you of it from now on."
    blocks = [*kit.listed(said, lines), kit.context(hint)]
    if tidings.change_id:
        blocks.append(actions([buttons.undo(tidings.change_id)]))
    return kit.message(said, *blocks)


def _line(customer: Customer) -> str:
    name = f"• {kit.name(customer.name)}{' (internal)' if customer.is_internal else ''}"
    if not customer.needs:
        return name
    needs = short_needs(customer.needs)
    return f"{name}: {'relies on us for ' if customer.is_internal else ''}{needs}"


def counts(owned: Owned) -> str:
    parts = [
        (owned.customers, "customer", "customers"),
        (owned.inquiries, "open inquiry", "open inquiries"),
        (owned.promises, "open promise", "open promises"),
    ]
    return wording.joined([wording.counted(*part) for part in parts if part[0]])
