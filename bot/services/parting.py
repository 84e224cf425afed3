"""Parting: a merge is taken back, and of one customer two are made, as they were."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.authority import Action
from bot.core.customers import Customer
from bot.core.errors import Choice, Refusal
from bot.core.history import Event, Verb
from bot.core.members import may_act
from bot.core.merging import Parted
from bot.services import channels
from bot.services.authority import must_own
from bot.services.desk import Turn
from bot.services.unwatching import Ending
from bot.store import (
    customers,
    edits,
    handing_over,
    history,
    members,
    moving,
    pokes,
    watches,
)

_DID = {
    **dict.fromkeys((Verb.OPENED, Verb.MADE, Verb.CHASED), "logged"),
    Verb.ANSWERED: "answered",
    Verb.KEPT: "kept",
    Verb.CLAIMED: "took",
    Verb.GIVEN: "handed over",
    Verb.MOVED: "moved",
    Verb.WITHDRAWN: "withdrew",
    Verb.SNOOZED: "snoozed",
    Verb.HELD: "put on hold",
}


def take_apart(turn: Turn, event: Event, after: Sequence[Event]) -> Parted:
    """Make two customers of a merged one; refuse once anything came after it."""
    gone_id, kept_id = event.linked_to or 0, event.customer_id or 0
    since = [other for other in after if other.id > event.id]
    # What became of a channel by itself nobody can take back, and it keeps nothing together.
    unheard = [other for other in since if other.verb is Verb.UNHEARD]
    of = (turn.connection, turn.workspace_id)
    if since != unheard:
        raise _since(turn, [other for other in since if other not in unheard])
    gone, kept = customers.get(*of, gone_id), customers.standing(*of, kept_id)
    if gone is None or kept is None:
        raise Refusal("That customer is no longer there; nothing was changed.")
    must_own(turn, Action.UNMERGE, kept, gone)
    facts = history.facts(*of, event.id)
    ended = [history.facts(*of, other.id) for other in unheard]
    kept = _without(ended, _as_it_was(turn, kept, event, facts), facts["kept_channel"])
    customers.save(*of, kept)
    # Only now is the channel that went along free again.
    parted = _released(turn, gone, kept, event, facts, ended)
    moving.move_noted(*of, history_id=event.id, customer_id=gone_id)
    if edits.touch_customer(*of, gone_id):
        turn.left.append("edits")
    if gone.terms != kept.terms:
        pokes.poke_customer(*of, gone_id, now=turn.now)
    pokes.look_soon(*of, [gone_id, kept_id], now=turn.now)
    return parted


def _since(turn: Turn, later: Sequence[Event]) -> Refusal:
    """Who did something with that customer last, and how it is taken back."""
    last = max(later, key=lambda event: event.id)
    named = members.named(turn.connection, turn.workspace_id, [last.actor_id])
    who = named[last.actor_id].name if last.actor_id in named else "Somebody"
    at = last.recorded_at.astimezone(turn.zone)
    when = f"{at:%a} {at.hour}:{at:%M}"
    if last.number is None:
        own = last.actor_id == turn.member.id
        how = "take that back first: `/heed undo`." if own else "they can take that back first."
        said = f"{who} changed that customer since they were merged, on {when}; {how}"
        return Refusal(said)
    number, did = last.number, _DID.get(last.verb, "changed")
    return Refusal(
        f"{who} {did} #{number} since they were merged, on {when}; take that back first: "
        f"`/heed undo {number}`.",
        choices=[Choice(f"Undo #{number}", f"undo {number}")],
    )


def _as_it_was(turn: Turn, kept: Customer, event: Event, facts: Mapping[str, Any]) -> Customer:
    known = json.loads(event.words or "{}")
    return replace(
        kept,
        needs=known.get("needs"),
        people=tuple(known.get("people", ())),
        channel_id=_channel(turn, facts["kept_channel"]),
        watched_since=_instant(facts["kept_watched"]),
        since=facts["since"] and datetime.fromisoformat(facts["since"]),
    )


def _released(
    turn: Turn,
    gone: Customer,
    kept: Customer,
    event: Event,
    facts: Mapping[str, Any],
    ended: Sequence[Mapping[str, Any]],
) -> Parted:
    """What was a part stands for itself again, without a channel that is no longer free.

    Whoever owned it gets it back, unless they are gone or all of theirs went to somebody since.
    """
    of = (turn.connection, turn.workspace_id)
    channel_id = _channel(turn, facts["gone_channel"])
    is_lost = channel_id is not None and channels.taken(turn, channel_id, by=gone) is not None
    named = members.named(*of, [gone.owner_id, kept.owner_id])
    former = named.get(gone.owner_id)
    stays = former is not None and may_act(former)
    stays &= not handing_over.gave_since(*of, gone.owner_id, since=event.id)
    back = replace(
        gone,
        owner_id=gone.owner_id if stays else kept.owner_id,
        channel_id=None if is_lost else channel_id,
        watched_since=None if is_lost else _instant(facts["gone_watched"]),
    )
    back = _without(ended, back, facts["gone_channel"])
    customers.save(*of, back)
    moving.release(*of, gone.id)
    return Parted(
        back,
        kept,
        former_name="" if former is None else former.name,
        new_owner=None if stays else named.get(kept.owner_id),
        lost_channel_id=channel_id if is_lost else None,
    )


def _without(ended: Sequence[Mapping[str, Any]], customer: Customer, was: str | None) -> Customer:
    """A customer whose channel, which `was` called so, is not watched if that ended meanwhile."""
    ids = {customer.channel_id, was} - {None}
    endings = {facts["ending"] for facts in ended if facts["channel_id"] in ids}
    if not endings:
        return customer
    channel_id = None if Ending.TAKEN in endings else customer.channel_id
    return replace(customer, channel_id=channel_id, watched_since=None)


def _channel(turn: Turn, channel_id: str | None) -> str | None:
    """The id by which Slack knows it now."""
    if channel_id is None:
        return None
    return watches.known_as(turn.connection, turn.workspace_id, channel_id)


def _instant(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
