"""Tiers: what each kind of customer is due; what is open is judged anew when that changes."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.authority import Action
from bot.core.customer_outcomes import TierBack, TiersShown
from bot.core.customers import STANDARD, TIERS, Tier
from bot.core.errors import Choice, Refusal
from bot.core.history import Kind, Verb
from bot.core.terms import (
    AddTier,
    EditTier,
    RemoveTier,
    ShowTiers,
    TierAsk,
    with_terms,
)
from bot.core.tiers import terms_of, tier_of
from bot.core.words import near
from bot.services import tidings
from bot.services.authority import must_lead, who_leads
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
    return TiersShown(
        [(tier, counts.get(tier.name, 0)) for tier in shown],
        by=who_leads(turn, Action.TIERS),
    )


def _edit(turn: Turn, ask: EditTier) -> TiersShown:
    before = tiers.hold(turn.connection, turn.workspace_id, ask.name)
    if before is None:
        raise _unknown(turn, ask.name, tiers.every(turn.connection, turn.workspace_id))
    tier = with_terms(before, ask.terms)
    if tier != before:
        tiers.save(turn.connection, turn.workspace_id, tier)
        pokes.poke_tier(turn.connection, turn.workspace_id, tier.name, now=turn.now)
    _record(turn, before, tier)
    count = tiers.counts(turn.connection, turn.workspace_id).get(tier.name, 0)
    change_id = "" if tier == before else turn.change_id
    return TiersShown([(tier, count)], before=before, change_id=change_id)


def _record(turn: Turn, before: Tier | None, after: Tier | None, **more: Any) -> None:
    """Write down what a tier was and is; leads hear of it. What changes nothing is no change."""
    if before == after:
        turn.sign()
        return
    name = (after or before or STANDARD).name
    facts = {"tier": name, "was": terms_of(before), "now": terms_of(after), **more}
    turn.record(turn.event(Verb.SET_UP, Kind.TEAM), facts=facts)
    tidings.of_tier(turn, before, after)


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
    _record(turn, None, tier)
    return TiersShown([(tier, 0)], added=True, change_id=turn.change_id)


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
    gone = tiers.remove(turn.connection, turn.workspace_id, name)
    _record(turn, before, None, customers=gone)
    standard = tiers.every(turn.connection, turn.workspace_id)[STANDARD.name]
    moved = counts.get(name, 0)
    count = counts.get(standard.name, 0) + moved
    return TiersShown([(standard, count)], removed=name, moved=moved, change_id=turn.change_id)


def put_back(turn: Turn, facts: Mapping[str, Any]) -> TierBack:
    """Make a tier what it was before a change of it; refuse if it was changed again since."""
    must_lead(turn.connection, turn.workspace_id, turn.member, Action.TIERS)
    of, name = (turn.connection, turn.workspace_id), facts["tier"]
    now, was = tiers.hold(*of, name), tier_of(name, facts["was"])
    if terms_of(now) != facts["now"]:
        raise Refusal(f"The tier “{name}” was changed again since; take that back first.")
    if was is None:
        count = tiers.counts(*of).get(name, 0)
        if count:
            raise Refusal(
                f"The tier “{name}” has customers by now. `/heed tier remove {name}` makes them"
                f" {STANDARD.name}."
            )
        tiers.remove(*of, name)
        return TierBack(name, None, now)
    if now is None:
        tiers.add(*of, was)
        tiers.give(*of, name, facts["customers"])
    else:
        tiers.save(*of, was)
    pokes.poke_tier(*of, name, now=turn.now)
    return TierBack(name, was, now, tiers.counts(*of).get(name, 0))


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
