"""Customers, and what their tier is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Tier:
    """How soon an answer is due (working time) and the longest silence there should be."""

    name: str
    target: timedelta
    cadence: timedelta


STANDARD = Tier("standard", target=timedelta(hours=4), cadence=timedelta(days=30))
KEY = Tier("key", target=timedelta(hours=2), cadence=timedelta(days=14))
TIERS = {tier.name: tier for tier in (STANDARD, KEY)}


@dataclass(frozen=True, slots=True)
class Customer:
    """Whoever relies on us: a company, or (`is_internal`) another team."""

    id: int
    name: str
    owner_id: str
    tier: str = STANDARD.name
    is_internal: bool = False
    since: datetime | None = None


def tier_of(customer: Customer) -> Tier:
    return TIERS.get(customer.tier, STANDARD)
