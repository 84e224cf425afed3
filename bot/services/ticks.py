"""Ticks: ✅ on a customer's message in a watched channel answers it, where the team wants that."""

from bot.core.asks import Gesture, ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.inquiries import Inquiry, is_open
from bot.core.members import may_act
from bot.core.outcomes import ThingChanged
from bot.core.sides import Side
from bot.core.workspaces import meaning
from bot.services import things
from bot.services.desk import Desk, Turn, turn
from bot.services.reactions import Emoji, asked, find, keep, take_back
from bot.store import heard, workspaces
from bot.store import things as stored
from bot.store.reactions import ReactionState


def added(desk: Desk, emoji: Emoji) -> ThingChanged | None:
    """Answer what the message asks; None where a tick means nothing.

    Nobody is refused anything: where the customer reads along, a tick is often only a tick.
    """
    number = _ticked(desk, emoji)
    if number is None:
        return None
    with turn(desk, asked(emoji), by_anybody=True) as ours:
        if ours.receipt is not None:
            return None
        before = find(ours.connection, emoji)
        is_overtaken = before is not None and (
            before.state is ReactionState.REMOVED and before.at > emoji.at
        )
        if is_overtaken or not may_act(ours.member) or not _is_open(ours, number):
            ours.sign()
            return None
        done = things.do(ours, ThingVerb(Verb.ANSWERED, number))
        keep(ours, emoji, ReactionState.APPLIED, change_id=ours.change_id)
        return done


def removed(desk: Desk, emoji: Emoji) -> bool:
    """Take back what a tick did, if nothing came after it."""
    if _ticked(desk, emoji) is None:
        return False
    try:
        with turn(desk, asked(emoji), by_anybody=True) as ours:
            return ours.receipt is None and may_act(ours.member) and take_back(ours, emoji)
    except Refusal:
        return False


def _ticked(desk: Desk, emoji: Emoji) -> int | None:
    """The inquiry that a tick is about. Look before writing: most emoji mean nothing to Heed."""
    with desk.store.read() as connection:
        row = heard.get(connection, emoji.workspace_id, emoji.channel_id, emoji.ts)
        if row is None or row.number is None or row.side is not Side.THEIRS:
            return None
        workspace = workspaces.get(connection, emoji.workspace_id)
        if workspace is None or meaning(workspace, emoji.name) is not Gesture.DONE:
            return None
        thing = stored.by_number(connection, emoji.workspace_id, [row.number]).get(row.number)
    return row.number if thing is not None and thing.team.takes_ticks else None


def _is_open(turn: Turn, number: int) -> bool:
    found = stored.by_number(turn.connection, turn.workspace_id, [number], lock=True).get(number)
    return found is not None and isinstance(found.item, Inquiry) and is_open(found.item)
