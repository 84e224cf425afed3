"""Particulars of a customer: what matters to them, their people, channel and other names."""

from collections.abc import Sequence

from bot.core.particulars import Part, ParticularShown
from bot.messages import buttons, kit, wording
from bot.messages.elements import actions
from bot.messages.kit import Message

SHORT = 100  # of what matters to them, where it stands by the way
MOST_NAMES = 10


def said(outcome: ParticularShown, *, prefix: str) -> Message:
    """Say how it stands now, or how it is set."""
    text, is_known = _SAYINGS[outcome.part](outcome)
    command = f"/{prefix}customer"
    if outcome.change_id is not None:
        return kit.message(text, kit.section(text), actions([buttons.undo(outcome.change_id)]))
    hint = f"`{command} {_EXAMPLES[outcome.part].format(name=kit.name(outcome.customer.name))}`"
    adds = "adds one" if outcome.part is Part.NAMES else "notes it"
    hint += f" {'changes it' if is_known and outcome.part is not Part.NAMES else adds}."
    return kit.message(text, kit.section(text), kit.context(hint))


def short_needs(needs: str) -> str:
    return kit.safe(needs, limit=SHORT)


def _needs(it: ParticularShown) -> tuple[str, bool]:
    name, needs = f"*{kit.name(it.customer.name)}*", it.customer.needs
    if it.customer.is_internal:
        relies = f"{name} relies on us for {kit.safe(needs or '', limit=500)}."
        return (relies, True) if needs else (f"What {name} relies on us for is not noted.", False)
    if needs is None:
        return f"What matters to {name} is not noted.", False
    kept = " The lead and whoever takes over will read it." if it.change_id else ""
    return f"What matters to {name}: {kit.quoted(needs, limit=500)}.{kept}", True


def _people(it: ParticularShown) -> tuple[str, bool]:
    name = f"*{kit.name(it.customer.name)}*"
    if not it.customer.people:
        return f"No people of {name} are noted.", False
    people = "; ".join(kit.safe(one) for one in it.customer.people)
    return f"The people of {name}: {people}.", True


def _channel(it: ParticularShown) -> tuple[str, bool]:
    name, channel_id = f"*{kit.name(it.customer.name)}*", it.customer.channel_id
    if channel_id is None:
        return f"No channel of {name} is noted.", False
    said = f"The channel of {name} is {wording.channel(channel_id)}."
    if it.problem is not None:
        return f"{said} I am to watch it, and cannot yet. {kit.safe(it.problem, limit=300)}", True
    if it.customer.watched_since is None:
        was = it.change_id and it.before.watched_since and it.before.channel_id == channel_id
        return f"{said} I {'no longer watch it' if was else 'write nothing there'}.", True
    return (
        f"{said} I watch it: what their people write there waits for an answer, and what one of us "
        "writes back answers it. I write nothing there."
    ), True


def _names(it: ParticularShown) -> tuple[str, bool]:
    name = f"*{kit.name(it.customer.name)}*"
    if not it.names:
        return f"{name} has no other names.", False
    return f"{name} is also found as {names(it.names)}.", True


def names(known: Sequence[str]) -> str:
    """Return the other names of a customer, as many as one reads."""
    shown = [kit.quoted(one, limit=kit.NAME) for one in known[:MOST_NAMES]]
    left = len(known) - len(shown)
    return wording.joined([*shown, f"{left} more"] if left else shown)


_SAYINGS = {
    Part.NEEDS: _needs,
    Part.PEOPLE: _people,
    Part.CHANNEL: _channel,
    Part.NAMES: _names,
}
_EXAMPLES = {
    Part.NEEDS: "needs {name}: invoices by post",
    Part.PEOPLE: "people {name}: Jo Doe (CFO), Sam Roe",
    Part.CHANNEL: "channel {name} #shared",
    Part.NAMES: "alias {name} = another name",
}
