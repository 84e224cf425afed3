"""Rewording: what becomes of a message in a customer's channel when it is edited or deleted."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.errors import Refusal
from bot.core.heard import Heard, Rule, Said
from bot.core.history import Kind, Verb
from bot.core.sides import Side
from bot.services import undo
from bot.services.desk import Desk, Turn
from bot.services.hearing import Hearing
from bot.services.spoken import plain_words, rejoin
from bot.services.watching import Told, hear, once
from bot.store import heard as stored
from bot.store import watches

# What counts for nothing as it was said may ask for an answer as it is edited.
JUDGED_ANEW = (Rule.KIND, Rule.AUTOMATIC)


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that was deleted, with its author as far as Slack names them."""

    workspace_id: str
    event_id: str
    channel_id: str
    ts: str
    root: str
    author_id: str | None
    at: datetime


def edited(desk: Desk, told: Told, *, at: datetime) -> bool:
    """Follow an edit; return whether it changed anything. `at` is when it was edited.

    An edit from before one that was followed already changes nothing.
    What was never heard is heard as it stands now: the edit may have come first.
    """
    told = replace(told, said=replace(told.said, edited_at=at))
    with desk.store.read() as connection:
        before = stored.get(connection, told.workspace_id, told.said.channel_id, told.said.ts)
    if before is None:
        return hear(desk, told) is not None
    return once(desk, told, told.said.author_id, lambda ours: _edited(ours, told, at)) or False


def _edited(turn: Turn, told: Told, at: datetime) -> bool:
    said, of = told.said, (turn.connection, turn.workspace_id)
    known = watches.of_channel(*of, said.channel_id)
    row = stored.get(*of, said.channel_id, said.ts)
    if known is None or row is None or row.is_deleted or at < (row.edited_at or at):
        turn.sign()
        return False
    if row.side is Side.THEIRS and row.rule in JUDGED_ANEW:
        stored.drop(*of, said.channel_id, said.ts)
        now_said = replace(said, at=at)
        return Hearing(turn, now_said, known, told.permalink).carry_out() is not row.rule
    stored.change(*of, said.channel_id, said.ts, edited_at=at)
    words = plain_words(turn, said.text)
    # What was logged by hand says what whoever logged it wrote.
    if row.contact_id is None or row.rule is Rule.LOGGED or words == row.words:
        turn.sign()
        return False
    stored.change(*of, said.channel_id, said.ts, words=words)
    _note(turn, row, Verb.REWORDED, said.channel_id, at=at, words=row.words)
    rejoin(turn, row.contact_id)
    if row.number is not None:
        turn.show(row.number)
    turn.sign(number=row.number)
    return True


def deleted(desk: Desk, gone: Gone) -> bool:
    """Follow a deletion: what the message did is taken back, if nothing came after it."""
    with desk.store.read() as connection:
        row = stored.get(connection, gone.workspace_id, gone.channel_id, gone.ts)
        is_watched = watches.is_watched(connection, gone.workspace_id, gone.channel_id)
    author_id = gone.author_id if row is None else row.author_id
    if author_id is None or not is_watched:
        return False
    told = Told(gone.workspace_id, gone.event_id, _empty(gone, author_id))
    try:
        return once(desk, told, author_id, lambda ours: _deleted(ours, gone)) or False
    except Refusal:
        # Something came after it: what it did stands, as does what was said.
        return once(desk, told, author_id, lambda ours: _noted(ours, gone)) or False


def _empty(gone: Gone, author_id: str) -> Said:
    return Said(gone.channel_id, gone.ts, author_id, "", gone.root, gone.at)


def _deleted(turn: Turn, gone: Gone) -> bool:
    of = (turn.connection, turn.workspace_id)
    known = watches.of_channel(*of, gone.channel_id)
    row = stored.get(*of, gone.channel_id, gone.ts)
    if known is None or (row is not None and row.is_deleted):
        turn.sign()
        return False
    if row is None:
        # Kept, so that the message, which is still on its way, does nothing.
        never = (Side.NEITHER, Rule.GONE, gone.at, known.customer.id)
        row = Heard(gone.ts, gone.root, turn.member.id, *never, is_deleted=True)
        stored.add(*of, gone.channel_id, row)
        turn.sign()
        return False
    stored.change(*of, gone.channel_id, gone.ts, is_deleted=True)
    if row.contact_id is None:
        turn.sign()
        return False
    _note(turn, row, Verb.DELETED, gone.channel_id, at=gone.at)
    turn.sign(number=row.number)
    parts = stored.of_contact(*of, row.contact_id)
    # Of what was said in a row the first did something, and the last to go takes it back.
    change_id = next((one.change_id for one in parts if one.change_id is not None), None)
    if any(not one.is_deleted for one in parts):
        rejoin(turn, row.contact_id)
        if row.number is not None:
            turn.show(row.number)
    elif change_id is not None:
        undo.change(turn, change_id)
    return True


def _noted(turn: Turn, gone: Gone) -> bool:
    of = (turn.connection, turn.workspace_id)
    row = stored.get(*of, gone.channel_id, gone.ts)
    stored.change(*of, gone.channel_id, gone.ts, is_deleted=True)
    if row is not None and not row.is_deleted:
        _note(turn, row, Verb.DELETED, gone.channel_id, at=gone.at)
    turn.sign()
    return False


def _note(
    turn: Turn, row: Heard, verb: Verb, channel_id: str, *, at: datetime, words: str | None = None
) -> None:
    """Write down what became of a message that had counted, and what it said before."""
    event = turn.event(
        verb,
        Kind.CONTACT,
        actor_id=row.author_id,
        at=at,
        number=row.number,
        customer_id=row.customer_id,
        contact_id=row.contact_id,
        words=words,
    )
    turn.append(event, facts={"ts": row.ts, "channel_id": channel_id})
