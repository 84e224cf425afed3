"""Merging two customers that are one, in one transaction."""

import json
from typing import Any

from bot.core.asks import Candidate, Naming
from bot.core.authority import Action
from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.history import Kind, Verb
from bot.core.merging import CustomersMerged, MergeAsked, MergeCustomers, merged
from bot.services import naming, tidings
from bot.services.authority import must_own
from bot.services.desk import Turn
from bot.store import customers, edits, items, moving, open_things, pokes
from bot.store import things as stored


def ask(turn: Turn, wish: MergeCustomers, *, means: tuple[str, str] | None = None) -> MergeAsked:
    """Say what would move, before anything does."""
    gone, kept = (
        naming.resolve(turn, Naming((Candidate(name, ""),)), adds=None, means=means).known.customer
        for name in (wish.gone, wish.kept)
    )
    if gone.id == kept.id:
        raise Refusal(f"“{wish.gone}” and “{wish.kept}” are one customer already: {kept.name}.")
    must_own(turn, Action.MERGE, gone, kept)
    return MergeAsked(gone, kept, moving.belongings(turn.connection, turn.workspace_id, gone.id))


def merge(turn: Turn, gone_id: int, kept_id: int) -> CustomersMerged:
    """Make all that is one customer's the other's; its names find that one from now on."""
    of = (turn.connection, turn.workspace_id)
    stored.lock(*of, [], customer_ids=[gone_id, kept_id])
    gone, kept = customers.standing(*of, gone_id), customers.standing(*of, kept_id)
    if gone is None or kept is None or gone_id == kept_id:
        raise Refusal("One of the two is no longer there; nothing was changed.")
    must_own(turn, Action.MERGE, gone, kept)
    moved = moving.belongings(*of, gone_id)
    for kind in items.TABLES:
        # What is open is locked before it moves, in the order in which everybody does.
        open_things.of_customer(*of, gone_id, kind, lock=True)
    entry = _record(turn, gone, kept)
    moving.note_belongings(*of, gone_id, history_id=entry)
    _show(turn, gone_id)
    if gone.terms != kept.terms:
        pokes.poke_customer(*of, gone_id, now=turn.now)
    moving.absorb(*of, gone_id, into=kept_id)
    customers.save(*of, merged(kept, gone))
    moving.move_noted(*of, history_id=entry, customer_id=kept_id)
    pokes.look_soon(*of, [kept_id], now=turn.now)
    tidings.of_merge(turn, gone, kept)
    turn.sign()
    return CustomersMerged(gone, kept, moved, turn.change_id)


def _record(turn: Turn, gone: Customer, kept: Customer) -> int:
    """Write the merge into the history of both; what it was taken back by stands with the kept."""
    facts: dict[str, Any] = {
        "since": None if kept.since is None else kept.since.isoformat(),
        "kept_channel": kept.channel_id,
        "gone_channel": gone.channel_id,
        "kept_watched": kept.watched_since and kept.watched_since.isoformat(),
        "gone_watched": gone.watched_since and gone.watched_since.isoformat(),
    }
    before = json.dumps({"needs": kept.needs, "people": kept.people})
    events = (
        turn.event(Verb.MERGED, Kind.CUSTOMER, customer_id=gone.id),
        turn.event(
            Verb.MERGED, Kind.CUSTOMER, customer_id=kept.id, linked_to=gone.id, words=before
        ),
    )
    return turn.append(*events, facts=facts)[-1].id


def _show(turn: Turn, customer_id: int) -> None:
    if edits.touch_customer(turn.connection, turn.workspace_id, customer_id):
        turn.left.append("edits")
