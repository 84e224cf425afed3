"""Forgetting a customer: what would go for good, and that it is gone."""

from dataclasses import replace

from bot.core.forgetting import CustomerForgotten, ForgetAsked
from bot.core.merging import Belongings
from bot.messages import ids, kit, wording
from bot.messages.elements import actions, button, confirm
from bot.messages.kit import Message
from bot.messages.merging import counts


def asked(outcome: ForgetAsked) -> Message:
    """Say what would go, with the button that lets it go."""
    name = kit.name(outcome.customer.name)
    belongs = replace(outcome.belongs, names=0)
    every = ["its names", "its people", "what matters to it"]
    if belongs != Belongings():
        every.append(f"every word of {counts(belongs)}")
    said = (
        f"Forget *{name}* for good? {wording.start(wording.joined(every))} would go. "
        "Figures and dates stay, as those of a forgotten customer."
    )
    if outcome.open_things:
        closed = wording.counted(outcome.open_things, "open thing")
        said += f" {wording.start(closed)} would be closed."
    hint = (
        "*This cannot be undone.* I edit my reminders and notices about it, and the Homes. Weekly"
        " digests, replies that only you saw and what people wrote stay in Slack."
    )
    sure = confirm(
        "Forget it for good?",
        f"Every word about {outcome.customer.name} goes. This cannot be undone.",
        yes="Forget it",
    )
    pressed = button(
        "Forget for good",
        ids.CUSTOMER_FORGET,
        str(outcome.customer.id),
        style="danger",
        confirm=sure,
    )
    return kit.message(f"{said} {hint}", kit.section(said), kit.context(hint), actions([pressed]))


def done(outcome: CustomerForgotten) -> Message:
    """Name it for the last time, to whoever asked for it."""
    said = f"{kit.name(outcome.name)} is forgotten. This cannot be undone."
    if outcome.closed:
        closed = wording.counted(outcome.closed, "open thing")
        verb = "was" if outcome.closed == 1 else "were"
        said += f" {wording.start(closed)} {verb} closed."
    return kit.message(f"{said} Figures and dates stay, without a name.")
