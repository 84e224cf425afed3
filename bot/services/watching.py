"""Watching: carry out what a message in a customer's channel does, once, in whatever order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from bot.core.heard import Rule, Said
from bot.core.history import Surface
from bot.services import ticks
from bot.services.desk import Asked, Desk, GaveWay, Turn, turn
from bot.services.hearing import Hearing
from bot.store import heard as stored
from bot.store import watches

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """A message as Slack tells of it: `event_id` is the same when Slack tells of it again."""

    workspace_id: str
    event_id: str
    said: Said
    permalink: str | None = None


def hear(desk: Desk, told: Told) -> Rule | None:
    """Have a message count by itself; None if its channel is not watched, or it did before.

    Raises UnknownMember: whose word it is must be known.
    """
    with desk.store.read() as connection:
        if not watches.is_watched(connection, told.workspace_id, told.said.channel_id):
            return None
    rule = once(desk, told, told.said.author_id, lambda ours: _hear(ours, told))
    # Even if it was heard before: whoever did may have gone away in between.
    ticks.waited(desk, told.workspace_id, told.said.channel_id, told.said.ts)
    return rule


def once(desk: Desk, told: Told, member_id: str, verb: Callable[[Turn], T]) -> T | None:
    """Carry out what Slack tells of, in one turn, unless it was carried out before."""

    def attempt() -> T | None:
        asked = Asked(told.workspace_id, member_id, f"event:{told.event_id}", Surface.CHANNEL)
        with turn(desk, asked, by_anybody=True) as ours:
            return None if ours.receipt is not None else verb(ours)

    try:
        return attempt()
    except (IntegrityError, GaveWay):
        # It was told twice at once, or another change went first; now that is there to be seen.
        return attempt()


def _hear(turn: Turn, told: Told) -> Rule | None:
    known = watches.of_channel(turn.connection, turn.workspace_id, told.said.channel_id)
    if known is None or known.customer.watched_since is None:
        turn.sign()
        return None
    if stored.get(turn.connection, turn.workspace_id, told.said.channel_id, told.said.ts):
        turn.sign()
        return None
    return Hearing(turn, told.said, known, told.permalink).carry_out()
