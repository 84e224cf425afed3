"""Merging: what would move, and what has moved."""

from bot.core.customers import Customer
from bot.core.merging import Belongings, CustomersMerged, MergeAsked, dropped_channel
from bot.messages import buttons, ids, kit, wording
from bot.messages.elements import actions, button
from bot.messages.kit import Message


def asked(outcome: MergeAsked) -> Message:
    """Say what would move, with the button that moves it."""
    gone, kept = kit.name(outcome.gone.name), kit.name(outcome.kept.name)
    said = (
        f"Make *{gone}* a part of *{kept}*? {wording.start(counts(outcome.moves))} would move; "
        f"{gone} would be another name of {kept}."
    )
    said += _dropped(outcome.gone, outcome.kept, is_done=False)
    hint = "It can be undone for 24 hours, or until something else is done with them."
    value = ids.pack(g=outcome.gone.id, k=outcome.kept.id)
    pressed = button("Merge them", ids.CUSTOMER_MERGE, value, style="primary")
    return kit.message(f"{said} {hint}", kit.section(said), kit.context(hint), actions([pressed]))


def done(outcome: CustomersMerged) -> Message:
    gone, kept = kit.name(outcome.gone.name), kit.name(outcome.kept.name)
    said = f"*{gone}* is a part of *{kept}* now: {counts(outcome.moved)} moved."
    said += _dropped(outcome.gone, outcome.kept, is_done=True)
    return kit.message(said, kit.section(said), actions([buttons.undo(outcome.change_id)]))


def _dropped(gone: Customer, kept: Customer, *, is_done: bool) -> str:
    """Say which channel is no longer watched, or noted."""
    channel_id = dropped_channel(gone, kept)
    if channel_id is None or kept.channel_id is None:
        return ""
    channel, stays = wording.channel(channel_id), wording.channel(kept.channel_id)
    if gone.watched_since is not None:
        what = "I no longer watch" if is_done else "I would no longer watch"
        said = f" {what} {channel}: what they write there counts only if somebody logs it."
    else:
        said = f" {channel} {'is' if is_done else 'would be'} noted no longer."
    return f"{said} {stays} stays."


def counts(of: Belongings) -> str:
    """Return “three inquiries, two promises, 14 contacts and two names”."""
    parts = [
        (of.inquiries, "inquiry", "inquiries"),
        (of.promises, "promise", "promises"),
        (of.contacts, "contact", "contacts"),
        (of.names, "name", "names"),
    ]
    return wording.joined([wording.counted(*part) for part in parts if part[0]]) or "nothing"
