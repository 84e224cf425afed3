"""Tiers: what a change of one changes, from what to what."""

from typing import Any

from bot.core.customers import Tier


def difference(before: Tier | None, after: Tier | None) -> dict[str, Any]:
    """As it is kept: each term as it was and as it is; None where there was, or is, no tier."""
    was, now = _terms(before), _terms(after)
    both = {name: [was.get(name), now.get(name)] for name in {**was, **now}}
    return {name: two for name, two in both.items() if two[0] != two[1]}


def _terms(tier: Tier | None) -> dict[str, Any]:
    if tier is None:
        return {}
    return {
        "target": str(tier.target),
        "complaint": None if tier.complaint is None else str(tier.complaint),
        "next_word": str(tier.next_word),
        "update": str(tier.update),
        "cadence_days": tier.cadence.days,
        "urgent": tier.urgent,
    }
