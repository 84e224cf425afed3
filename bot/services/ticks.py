"""Ticks: ✅ on a customer's message in a watched channel answers it, where the team wants that."""

from bot.core.asks import Gesture, ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.inquiries import Inquiry, is_open
from bot.core.outcomes import ThingChanged
from bot.core.sides import Side, side_of
from bot.core.workspaces import meaning
from bot.services import things
from bot.services.desk import Desk, Turn, turn
from bot.services.emoji import Emoji, asked, find, is_settled, keep
from bot.services.emoji import removed as taken_away
from bot.store import heard, reactions, watches, workspaces
from bot.store import things as stored
from bot.store.reactions import ReactionState


def added(desk: Desk, emoji: Emoji) -> ThingChanged | None:
    """Answer what the message asks; None where a tick means nothing.

    Nobody is refused anything: where the customer reads along, a tick is often only a tick.
    """
    if not _may_count(desk, emoji):
        return None
    with turn(desk, asked(emoji), by_anybody=True) as ours:
        return None if ours.receipt is not None else _added(ours, emoji)


def removed(desk: Desk, emoji: Emoji) -> bool:
    """Take back what a tick did, if nothing came after it."""
    with desk.store.read() as connection:
        is_known = find(connection, emoji) is not None
    if not (is_known or _may_count(desk, emoji)):
        return False
    try:
        return taken_away(desk, emoji)
    except Refusal:
        return False


def waited(desk: Desk, workspace_id: str, channel_id: str, ts: str) -> None:
    """Carry out the ticks that came before their message did."""
    with desk.store.read() as connection:
        waiting = reactions.waiting(connection, workspace_id, channel_id, ts)
    for one in waiting:
        key = f"waited:{channel_id}:{ts}:{one.member_id}:{one.emoji}"
        emoji = Emoji(workspace_id, one.member_id, channel_id, ts, one.emoji, key, one.at)
        with turn(desk, asked(emoji), by_anybody=True) as ours:
            if ours.receipt is None:
                _added(ours, emoji)


def _may_count(desk: Desk, emoji: Emoji) -> bool:
    """Look before writing: most emoji mean nothing to Heed."""
    with desk.store.read() as connection:
        row = heard.get(connection, emoji.workspace_id, emoji.channel_id, emoji.ts)
        if row is not None and (row.number is None or row.side is not Side.THEIRS):
            return False
        workspace = workspaces.get(connection, emoji.workspace_id)
        if workspace is None or meaning(workspace, emoji.name) is not Gesture.DONE:
            return False
        return watches.takes_ticks(connection, emoji.workspace_id, emoji.channel_id)


def _added(turn: Turn, emoji: Emoji) -> ThingChanged | None:
    known = watches.of_channel(turn.connection, turn.workspace_id, emoji.channel_id)
    if known is None or is_settled(turn, emoji):
        return None
    row = heard.get(turn.connection, turn.workspace_id, emoji.channel_id, emoji.ts)
    # Whoever speaks for the customer there does not answer for us.
    is_ours = side_of(turn.member, known.customer, owner=known.owner) is Side.OURS
    if is_ours and row is None:
        # Its message is still on its way: it waits, and is applied with it.
        keep(turn, emoji, ReactionState.WAITING)
        turn.sign()
        return None
    if not is_ours or row is None or row.number is None or not _is_open(turn, row.number):
        keep(turn, emoji, ReactionState.IGNORED)
        turn.sign()
        return None
    done = things.do(turn, ThingVerb(Verb.ANSWERED, row.number))
    keep(turn, emoji, ReactionState.APPLIED, change_id=turn.change_id)
    return done


def _is_open(turn: Turn, number: int) -> bool:
    found = stored.by_number(turn.connection, turn.workspace_id, [number], lock=True).get(number)
    return found is not None and isinstance(found.item, Inquiry) and is_open(found.item)
