"""Tiers: what each kind of customer is due; what is open is judged anew when that changes."""

import re
from collections.abc import Mapping

from bot.core.authority import Action
from bot.core.customer_outcomes import TiersShown
from bot.core.customers import STANDARD, TIERS, Tier
from bot.core.errors import Choice, Refusal
from bot.core.history import Kind, Verb
from bot.core.terms import (
    AddTier,
    EditTier,
    RemoveTier,
    ShowTiers,
    TierAsk,
    spelled_back,
    with_terms,
)
from bot.core.words import near
from bot.services import tidings
from bot.services.authority import must_lead
from bot.services.desk import Turn
from bot.store import pokes, tiers

MOST = 20
LISTED = 3


def answer(turn: Turn, ask: TierAsk) -> TiersShown:
    """Show tiers, or change, add or remove one."""
    if isinstance(ask, ShowTiers):
        return _show(turn, ask.name)
    must_lead(turn.connection, turn.workspace_id, turn.member, Action.TIERS)
    match ask:
        case EditTier():
            return _edit(turn, ask)
        case AddTier():
            return _add(turn, ask)
        case RemoveTier(name=name):
            return _remove(turn, name)


def names(turn: Turn) -> list[str]:
    """What every tier is called."""
    return list(tiers.every(turn.connection, turn.workspace_id))


def known(turn: Turn, name: str) -> Tier:
    """The tier of that name, or a refusal that offers those it may be a slip of."""
    every = tiers.every(turn.connection, turn.workspace_id)
    found = every.get(name)
    if found is None:
        raise _unknown(turn, name, every)
    return found


def _show(turn: Turn, name: str | None) -> TiersShown:
    every = tiers.every(turn.connection, turn.workspace_id)
    if name is not None and name not in every:
        raise _unknown(turn, name, every)
    counts = tiers.counts(turn.connection, turn.workspace_id)
    shown = [tier for tier in every.values() if name in (None, tier.name)]
    return TiersShown([(tier, counts.get(tier.name, 0)) for tier in shown])


def _edit(turn: Turn, ask: EditTier) -> TiersShown:
    before = tiers.hold(turn.connection, turn.workspace_id, ask.name)
    if before is None:
        raise _unknown(turn, ask.name, tiers.every(turn.connection, turn.workspace_id))
    tier = with_terms(before, ask.terms)
    if tier != before:
        tiers.save(turn.connection, turn.workspace_id, tier)
        pokes.poke_tier(turn.connection, turn.workspace_id, tier.name, now=turn.now)
    facts = {"tier": tier.name, "back": spelled_back(before, tier)}
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts=facts)
    tidings.of_tier(turn, before, tier)
    count = tiers.counts(turn.connection, turn.workspace_id).get(tier.name, 0)
    return TiersShown([(tier, count)], before=before)


def _add(turn: Turn, ask: AddTier) -> TiersShown:
    every = tiers.every(turn.connection, turn.workspace_id)
    if ask.name in every:
        raise Refusal(f"There is a tier “{ask.name}” already. `/heed tier {ask.name}` shows it.")
    if len(every) >= MOST:
        raise Refusal(f"There are {MOST} tiers, and that is as many as I keep. Remove one first.")
    if ask.terms.target is None:
        raise Refusal(f"How soon is “{ask.name}” due an answer? Give it a target.")
    fresh = Tier(ask.name, target=ask.terms.target, cadence=STANDARD.cadence)
    tier = with_terms(fresh, ask.terms)
    tiers.add(turn.connection, turn.workspace_id, tier)
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts={"tier": tier.name})
    tidings.of_tier(turn, None, tier)
    return TiersShown([(tier, 0)], added=True)


def _remove(turn: Turn, name: str) -> TiersShown:
    if name in TIERS:
        raise Refusal(
            f"“{name}” comes with me and stays. `/heed tier {name} target 2h` changes it."
        )
    before = tiers.hold(turn.connection, turn.workspace_id, name)
    if before is None:
        raise _unknown(turn, name, tiers.every(turn.connection, turn.workspace_id))
    counts = tiers.counts(turn.connection, turn.workspace_id)
    # While they can still be told by their tier.
    pokes.poke_tier(turn.connection, turn.workspace_id, name, now=turn.now)
    tiers.remove(turn.connection, turn.workspace_id, name)
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts={"tier": name})
    tidings.of_tier(turn, before, None)
    standard = tiers.every(turn.connection, turn.workspace_id)[STANDARD.name]
    moved = counts.get(name, 0)
    count = counts.get(standard.name, 0) + moved
    return TiersShown([(standard, count)], removed=name, moved=moved)


def _unknown(turn: Turn, name: str, every: Mapping[str, Tier]) -> Refusal:
    """Offer what it may be a slip of, else the first few there are."""
    others = near(name, every) or list(every)[:LISTED]
    named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    typed = turn.asked.words
    places = list(named.finditer(typed))
    # A customer may be called like the tier that is meant, and comes first.
    last = places[-1] if places else None
    choices = [
        Choice(f"Tier {other}", typed[: last.start()] + other + typed[last.end() :])
        for other in others
        if last is not None
    ]
    listed = ", ".join(every)
    said = f"There is no tier “{name}”. There are: {listed}."
    return Refusal(said, choices=choices, about="tier")
