"""Tiers: what a change of one changes, from what to what."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.core.customers import Tier, WorkingTime

Terms = Mapping[str, Any]


def difference(before: Tier | None, after: Tier | None) -> dict[str, Any]:
    """As it is kept: each term as it was and as it is; None where there was, or is, no tier."""
    was, now = terms_of(before), terms_of(after)
    both = {name: [was.get(name), now.get(name)] for name in {**was, **now}}
    return {name: two for name, two in both.items() if two[0] != two[1]}


def terms_of(tier: Tier | None) -> dict[str, Any]:
    """What a tier is due, as it is kept; nothing of none."""
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


def tier_of(name: str, terms: Terms) -> Tier | None:
    """The tier that these terms were kept of; None if there was none."""
    if not terms:
        return None
    complaint = terms["complaint"]
    return Tier(
        name,
        target=WorkingTime.read(terms["target"]),
        complaint=None if complaint is None else WorkingTime.read(complaint),
        next_word=WorkingTime.read(terms["next_word"]),
        update=WorkingTime.read(terms["update"]),
        cadence=timedelta(days=terms["cadence_days"]),
        urgent=terms["urgent"],
    )
