"""Terms of a customer: what was changed about it, and what is left to hand over."""

from bot.core.customer_outcomes import CustomerEdited
from bot.messages import buttons, ids, kit, particulars, wording
from bot.messages.elements import actions, button
from bot.messages.kit import Element, Message

MOST_NUMBERS = 10
MOST_PEOPLE = 5


def edited(outcome: CustomerEdited) -> Message:
    """Say what is different now and what it was before, with *Undo* and what goes along."""
    lines = _lines(outcome)
    name = kit.name(outcome.customer.name)
    lines += _known(outcome)
    if outcome.given:
        lines.append(_given(outcome))
    if not lines:
        return kit.message(f"That is how it stands with {name} already; nothing was changed.")
    is_changed = outcome.before != outcome.customer or outcome.named or outcome.unnamed
    said = f"{name} is changed" if is_changed else name
    notes = []
    if outcome.left:
        stay = "stays" if outcome.left == 1 else "stay"
        count = wording.counted(outcome.left, "open thing")
        notes = [kit.context(f"{wording.start(count)} {stay} with the former owner.")]
    pressed = [buttons.undo(outcome.change_id)]
    if outcome.left:
        pressed.insert(0, _hand_over(outcome))
    return kit.message(
        f"{said}: {'; '.join(lines)}.",
        *kit.listed(said, [f"• {line}" for line in lines]),
        *notes,
        actions(pressed),
    )


def _lines(outcome: CustomerEdited) -> list[str]:
    before, now = outcome.before, outcome.customer
    lines = []
    if now.name != before.name:
        lines.append(f"called so now; {kit.quoted(before.name)} still finds it")
    if now.owner_id != before.owner_id:
        lines.append(f"owned by {kit.name(outcome.owner.name)} now")
    if now.tier != before.tier:
        lines.append(f"tier {kit.safe(now.tier)} (before: {kit.safe(before.tier)})")
    answer, touch = now.terms.target, now.terms.cadence.days
    if (answer, now.target) != (before.terms.target, before.target):
        was = wording.given(before.terms.target)
        lines.append(f"an answer within {wording.given(answer)}{_own(now.target)} (before: {was})")
    if (touch, now.cadence) != (before.terms.cadence.days, before.cadence):
        every, was = (wording.every(one.terms.cadence) for one in (now, before))
        lines.append(f"in touch at least {every}{_own(now.cadence)} (before: {was})")
    return lines


def _known(outcome: CustomerEdited) -> list[str]:
    """What is good to know of them, as far as that is another now."""
    before, now = outcome.before, outcome.customer
    lines = []
    if now.needs != before.needs:
        title = "relies on us for" if now.is_internal else "what matters to them"
        lines.append(
            f"{title}: {particulars.short_needs(now.needs)}" if now.needs else f"{title}: –"
        )
    if now.people != before.people:
        people = "; ".join(kit.safe(one) for one in now.people[:MOST_PEOPLE])
        lines.append(f"their people: {people or '–'}{' …' if now.people[MOST_PEOPLE:] else ''}")
    if outcome.named:
        lines.append(f"also found as {particulars.names(outcome.named)}")
    if outcome.unnamed:
        lines.append(f"no longer found as {particulars.names(outcome.unnamed)}")
    return lines + _channel(outcome)


def _channel(outcome: CustomerEdited) -> list[str]:
    """Where we meet them, and whether what is said there counts."""
    before, now = outcome.before, outcome.customer
    lines = []
    if now.channel_id != before.channel_id:
        lines.append(f"channel: {wording.channel(now.channel_id) if now.channel_id else '–'}")
    if outcome.asks_to_watch:
        problem = outcome.problem
        lines.append(
            "I watch their channel"
            if problem is None
            else f"I am to watch their channel, and cannot yet. {kit.safe(problem, limit=300)}"
        )
    elif before.watched_since and not now.watched_since:
        lines.append("I no longer watch their channel")
    return lines


def _own(agreed: object) -> str:
    return "" if agreed is None else ", as agreed with them"


def _given(outcome: CustomerEdited) -> str:
    shown = [f"#{number}" for number in outcome.given[:MOST_NUMBERS]]
    left = len(outcome.given) - len(shown)
    if left:
        shown.append(f"{left} more")
    verb = "is" if len(outcome.given) == 1 else "are"
    return f"{wording.joined(shown)} {verb} handed to {kit.name(outcome.owner.name)}, too"


def _hand_over(outcome: CustomerEdited) -> Element:
    count = outcome.left
    label = "Hand it over too" if count == 1 else f"Hand over all {count} too"
    value = ids.pack(c=outcome.customer.id, f=outcome.before.owner_id)
    return button(label, ids.CUSTOMER_HAND_OVER, value)
