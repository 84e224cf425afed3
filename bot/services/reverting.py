"""Reverting: a customer becomes what it was before it was edited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.customers import STANDARD, Customer, WorkingTime
from bot.core.errors import Refusal
from bot.core.history import Event, Verb
from bot.core.members import may_act
from bot.core.words import name_key
from bot.services import particulars
from bot.services.desk import Turn
from bot.store import customer_names, customers, handing_over, history, members, pokes
from bot.store import tiers as kept

CHANGES = (Verb.EDITED, Verb.MERGED)


def put_back(turn: Turn, event: Event, after: Sequence[Event]) -> str:
    """Make a customer what it was, and return its name; refuse once it was changed again."""
    if any(other.verb in CHANGES and other.id > event.id for other in after):
        raise Refusal("That customer was edited again since; take that back first.")
    now = customers.get(turn.connection, turn.workspace_id, event.customer_id or 0)
    if now is None:
        raise LookupError(event.customer_id)
    facts = history.facts(turn.connection, turn.workspace_id, event.id)
    if "part" in facts:
        particulars.put_back(turn, now, event, facts)
        return now.name
    every = kept.every(turn.connection, turn.workspace_id)
    target, days = facts["target"], facts["cadence_days"]
    before = replace(
        now,
        name=event.words or now.name,
        owner_id=_owner_id(turn, event, now, facts["owner_id"]),
        # Its tier may have been removed since.
        tier=facts["tier"] if facts["tier"] in every else STANDARD.name,
        target=None if target is None else WorkingTime.read(target),
        cadence=None if days is None else timedelta(days=days),
    )
    customers.save(turn.connection, turn.workspace_id, before)
    if facts["own_key"]:
        key = name_key(now.name)
        customer_names.unname(turn.connection, turn.workspace_id, customer_id=now.id, key=key)
    pokes.poke_customer(turn.connection, turn.workspace_id, now.id, now=turn.now)
    return before.name


def _owner_id(turn: Turn, event: Event, now: Customer, former_id: str) -> str:
    """Whose it was, if the edit gave it to somebody; else it stays whose it is by now."""
    if event.member_id is None:
        return now.owner_id
    of = (turn.connection, turn.workspace_id)
    if handing_over.went_since(*of, [now.id], since=event.id):
        raise Refusal(
            f"{now.name} was handed on since, with all that was its owner's; take that back first."
        )
    if former_id != now.owner_id:
        _refuse_absent(turn, former_id, now)
    return former_id


def _refuse_absent(turn: Turn, former_id: str, now: Customer) -> None:
    """Nobody gets a customer back who is no longer active: who contacts it would be lost."""
    named = members.named(turn.connection, turn.workspace_id, (former_id, now.owner_id))
    former, owner = named.get(former_id), named.get(now.owner_id)
    if former is None or not may_act(former):
        was = "Whoever owned it" if former is None else former.name
        stays = "where it is" if owner is None else f"with {owner.name}"
        raise Refusal(
            f"{was} is not active any more, so {now.name} stays {stays}. "
            "`/customer edit` changes the rest."
        )
