"""Tidings: a member is told what somebody else did with what is theirs."""

from bot.core.things import due_at
from bot.core.tidings import Deed, Tidings
from bot.messages import buttons, kit, rows, wording
from bot.messages.elements import actions
from bot.messages.kit import Message

DONE = "I no longer remind you of it."


def told(tidings: Tidings, *, prefix: str) -> Message:
    """Say who did what, what that means, and offer to take it back."""
    said = _said(tidings, prefix)
    blocks = [kit.section(said)]
    if tidings.thing is not None:
        blocks.append(kit.context(kit.quoted(tidings.thing.words)))
    if tidings.change_id:
        blocks.append(actions([buttons.undo(tidings.change_id)]))
    return kit.message(said, *blocks)


def _said(tidings: Tidings, prefix: str) -> str:
    by, to, subject = (kit.name(one) for one in (tidings.by_name, tidings.to_name, tidings.subject))
    match tidings.deed:
        case Deed.HANDED:
            handed = f"handed all that was yours to {to}"
            return f"{by} {'took over all that was yours' if tidings.is_taken else handed}. {DONE}"
        case Deed.OWNED:
            return f"{by} gave your customer {subject} to {to}."
        case Deed.MERGED:
            return f"{by} merged {subject} into {to}: they are one customer now."
        case Deed.WATCHED:
            return (
                f"{by} has me watch the channel of your customer {subject}: what they write there"
                " counts by itself."
            )
        case Deed.UNWATCHED:
            return (
                f"{by} had me stop watching the channel of your customer {subject}: what they write"
                " there counts only if somebody logs it."
            )
        case Deed.SET_UP:
            shows = f"`/{prefix}heed check` says whether all is well."
            return f"{by} changed the set-up of {subject}, which you lead. {shows}"
        case _:
            return _of_thing(tidings, by, to)


def _of_thing(tidings: Tidings, by: str, to: str) -> str:
    of = "promise or inquiry" if tidings.thing is None else rows.numbered(tidings.thing)
    match tidings.deed:
        case Deed.MOVED:
            return f"{by} gave your promise to {of} a new date{_due(tidings)}."
        case Deed.WITHDRAWN:
            return f"{by} withdrew your promise to {of}. {DONE}"
        case _:
            handed = f"{by} handed your {of} to {to}"
            return f"{f'{by} took over your {of}' if tidings.is_taken else handed}. {DONE}"


def _due(tidings: Tidings) -> str:
    if tidings.thing is None:
        return ""
    return f": {wording.due(due_at(tidings.thing), tidings.zone, tidings.now)}"
