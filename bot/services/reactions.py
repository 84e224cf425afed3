"""Reactions on reminders: an emoji does what its button does, and its removal undoes just that."""

from bot.core import things as cores
from bot.core.asks import Gesture, ThingVerb, Verb
from bot.core.deliveries import Posted
from bot.core.errors import Refusal
from bot.core.history import Kind
from bot.core.outcomes import ThingChanged
from bot.core.workspaces import meaning
from bot.services import things
from bot.services.desk import Desk, Turn, turn
from bot.services.emoji import Emoji, asked, is_settled, keep
from bot.services.emoji import removed as taken_away
from bot.store import deliveries, posted, reactions, watches, workspaces
from bot.store import things as stored
from bot.store.reactions import ReactionState

DONE = {Kind.INQUIRY: Verb.ANSWERED, Kind.PROMISE: Verb.KEPT}
VERBS = {Gesture.CLAIM: Verb.TAKE, Gesture.SNOOZE: Verb.SNOOZE, Gesture.TAKE: Verb.GIVE}


def added(desk: Desk, emoji: Emoji) -> ThingChanged | None:
    """Carry out what a reaction on a reminder means; None if it means nothing.

    Raises Refusal when it could mean several things, or is not for this member to say.
    """
    if not _ours(desk, emoji):
        return None
    with turn(desk, asked(emoji)) as ours:
        return None if ours.receipt is not None else _added(ours, emoji)


def _ours(desk: Desk, emoji: Emoji) -> bool:
    """Look before writing: most reactions in a workspace have nothing to do with Heed."""
    with desk.store.read() as connection:
        workspace = workspaces.get(connection, emoji.workspace_id)
        if workspace is None or meaning(workspace, emoji.name) is None:
            return False
        place = (connection, emoji.workspace_id, emoji.channel_id)
        if posted.is_ours(*place, emoji.ts):
            return True
        # No reminder is on its way to where a customer reads, whatever else may be.
        return deliveries.in_flight(*place) and not watches.is_watched(*place)


def _added(turn: Turn, emoji: Emoji) -> ThingChanged | None:
    if is_settled(turn, emoji):
        return None
    message = posted.at(turn.connection, turn.workspace_id, emoji.channel_id, emoji.ts)
    if message is None:
        # Its message is still being settled: it waits, and is applied with it.
        keep(turn, emoji, ReactionState.WAITING)
        turn.sign()
        return None
    return _apply(turn, emoji, message)


def _apply(turn: Turn, emoji: Emoji, message: Posted) -> ThingChanged | None:
    ask = _ask(turn, emoji, message)
    if ask is None:
        keep(turn, emoji, ReactionState.IGNORED)
        turn.sign()
        return None
    done = things.do(turn, ask)
    keep(turn, emoji, ReactionState.APPLIED, change_id=turn.change_id)
    return done


def _ask(turn: Turn, emoji: Emoji, message: Posted) -> ThingVerb | None:
    """What the emoji asks for: a verb on the one row that is open."""
    workspace = workspaces.get(turn.connection, turn.workspace_id)
    gesture = None if workspace is None else meaning(workspace, emoji.name)
    if gesture is None:
        return None
    visible = [one for one in message.rows if one.is_shown]
    numbers = {one.nudge.number for one in visible if not one.is_old}
    if visible and not numbers:
        raise Refusal("A newer reminder speaks of that. Please react, or press a button, there.")
    found = stored.by_number(turn.connection, turn.workspace_id, numbers)
    still_open = [thing for thing in found.values() if cores.is_open(thing)]
    if len(still_open) != 1:
        raise Refusal(_not_one(len(still_open)))
    [thing] = still_open
    verb = DONE[thing.kind] if gesture is Gesture.DONE else VERBS[gesture]
    if verb is Verb.GIVE and thing.care.owner_id == turn.member.id:
        raise Refusal(f"#{thing.number} is yours already; nothing was changed.")
    return ThingVerb(verb, thing.number, to=turn.member.id if verb is Verb.GIVE else None)


def _not_one(count: int) -> str:
    if count == 0:
        return "Everything in that reminder is settled already; nothing was changed."
    return (
        f"That reminder is about {count} open things, so an emoji could mean any of them."
        " Please use the buttons under the one you mean."
    )


def removed(desk: Desk, emoji: Emoji) -> bool:
    """Undo what a reaction did, if nothing came after it; return whether something was undone.

    A removal that overtakes its reaction is kept, so that the reaction does nothing.
    """
    if not _ours(desk, emoji):
        return False
    return taken_away(desk, emoji)


def waited(desk: Desk, workspace_id: str, channel_id: str, ts: str) -> list[tuple[str, Refusal]]:
    """Apply the reactions that came while their message was being settled.

    Return who must be told why theirs did nothing.
    """
    with desk.store.read() as connection:
        waiting = reactions.waiting(connection, workspace_id, channel_id, ts)
    refusals = []
    for one in waiting:
        key = f"waited:{channel_id}:{ts}:{one.member_id}:{one.emoji}"
        emoji = Emoji(workspace_id, one.member_id, channel_id, ts, one.emoji, key, one.at)
        try:
            with turn(desk, asked(emoji)) as ours:
                message = posted.at(ours.connection, workspace_id, channel_id, ts)
                if ours.receipt is None and message is not None:
                    _apply(ours, emoji, message)
        except Refusal as refusal:
            refusals.append((one.member_id, refusal))
    return refusals
