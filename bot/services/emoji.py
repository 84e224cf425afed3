"""Emoji: what one that stood on a message did, and taking just that back, in whatever order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.core.errors import Refusal
from bot.core.history import Surface, standing
from bot.core.members import may_act
from bot.services import undo
from bot.services.desk import Asked, Desk, Turn, turn
from bot.store import history, reactions
from bot.store.reactions import Reacted, ReactionState


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji that a member put on a message, or took away; `at` is Slack's instant of it."""

    workspace_id: str
    member_id: str
    channel_id: str
    ts: str
    name: str
    event_id: str
    at: datetime


def asked(emoji: Emoji) -> Asked:
    return Asked(
        workspace_id=emoji.workspace_id,
        member_id=emoji.member_id,
        key=emoji.event_id,
        surface=Surface.REACTION,
    )


def find(connection: Connection, emoji: Emoji) -> Reacted | None:
    return reactions.find(
        connection,
        emoji.workspace_id,
        channel_id=emoji.channel_id,
        ts=emoji.ts,
        member_id=emoji.member_id,
        emoji=emoji.name,
    )


def keep(turn: Turn, emoji: Emoji, state: ReactionState, *, change_id: str | None = None) -> None:
    reacted = Reacted(
        emoji.channel_id, emoji.ts, emoji.member_id, emoji.name, emoji.at, state, change_id
    )
    reactions.keep(turn.connection, turn.workspace_id, reacted)


def is_settled(turn: Turn, emoji: Emoji) -> bool:
    """Whether there is nothing to do about it any more; sign if so.

    Either something later is known of it, which overtook it on the way here, or what it did
    before stands: then it outlives a removal that is still on its way.
    """
    before = find(turn.connection, emoji)
    if before is None:
        return False
    if before.at > emoji.at:
        turn.sign()
        return True
    if not _stands(turn, before):
        return False
    keep(turn, emoji, before.state, change_id=before.change_id)
    turn.sign()
    return True


def _stands(turn: Turn, before: Reacted) -> bool:
    if before.state is not ReactionState.APPLIED or before.change_id is None:
        return False
    return bool(standing(history.of_change(turn.connection, turn.workspace_id, before.change_id)))


def removed(desk: Desk, emoji: Emoji) -> bool:
    """Undo what a reaction did, if nothing came after it; return whether something was undone.

    That it was taken away is known from then on, whether or not anything could be undone.
    """
    try:
        with turn(desk, asked(emoji)) as ours:
            return ours.receipt is None and _take_back(ours, emoji)
    except Refusal:
        with turn(desk, asked(emoji), by_anybody=True) as ours:
            if ours.receipt is None and may_act(ours.member):
                keep(ours, emoji, ReactionState.REMOVED)
                ours.sign()
        raise


def _take_back(turn: Turn, emoji: Emoji) -> bool:
    """Undo what it did, if it did anything and was not put there again since."""
    before = find(turn.connection, emoji)
    if before is not None and before.at > emoji.at:
        turn.sign()
        return False
    keep(turn, emoji, ReactionState.REMOVED)
    turn.sign()
    if before is None or before.state is not ReactionState.APPLIED or before.change_id is None:
        return False
    undo.change(turn, before.change_id)
    return True
