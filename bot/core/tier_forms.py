"""The form of a tier: its fields, and which tiers there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.customers import Tier

NEW = "+"  # no tier can be called so


class TierField(StrEnum):
    """What can be filled in; each is a text, empty if nothing is."""

    NAME = "name"
    TARGET = "target"
    COMPLAINT = "complaint"
    NEXT_WORD = "next"
    UPDATE = "update"
    CADENCE = "cadence"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class TierForm:
    """One tier among those there are; none if it is to be added. `customers` has so many."""

    tiers: Sequence[Tier]
    tier: Tier | None
    customers: int = 0


class TierMisfilled(Exception):
    """What is wrong, field by field."""

    def __init__(self, errors: Mapping[TierField, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors
