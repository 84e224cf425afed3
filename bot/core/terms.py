"""Terms: what is asked to change about a tier, or about what was agreed with one customer."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.customers import Tier, WorkingTime
from bot.core.errors import Refusal


@dataclass(frozen=True, slots=True)
class TierTerms:
    """What is to be set; None leaves it as it is. `no_complaint`: complaints are as any other."""

    target: WorkingTime | None = None
    complaint: WorkingTime | None = None
    no_complaint: bool = False
    next_word: WorkingTime | None = None
    update: WorkingTime | None = None
    cadence: timedelta | None = None
    urgent: bool | None = None


@dataclass(frozen=True, slots=True)
class ShowTiers:
    """What each tier is due; with a name, that one alone."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class EditTier:
    name: str
    terms: TierTerms


@dataclass(frozen=True, slots=True)
class AddTier:
    name: str
    terms: TierTerms


@dataclass(frozen=True, slots=True)
class RemoveTier:
    name: str


TierAsk = ShowTiers | EditTier | AddTier | RemoveTier


@dataclass(frozen=True, slots=True)
class EditCustomer:
    """What is to be set about a customer; None leaves it as it is.

    `no_target` and `no_cadence` go back to the tier's; with `and_open` a new owner also takes over
    what is open with the former one.
    """

    name: str
    tier: str | None = None
    owner: str | None = None
    target: WorkingTime | None = None
    no_target: bool = False
    cadence: timedelta | None = None
    no_cadence: bool = False
    renamed: str | None = None
    and_open: bool = False


def with_terms(tier: Tier, terms: TierTerms) -> Tier:
    """The tier after what was asked; refuse a complaint that would wait longer than the rest."""
    changed = replace(
        tier,
        target=terms.target or tier.target,
        complaint=None if terms.no_complaint else terms.complaint or tier.complaint,
        next_word=terms.next_word or tier.next_word,
        update=terms.update or tier.update,
        cadence=terms.cadence or tier.cadence,
        urgent=tier.urgent if terms.urgent is None else terms.urgent,
    )
    if changed.complaint is not None and _is_longer(changed.complaint, changed.target):
        raise Refusal(
            "A complaint would then wait longer than anything else. "
            "Give it a shorter target, or “no complaint”."
        )
    return changed


def _is_longer(time: WorkingTime, other: WorkingTime) -> bool:
    """Whether it surely is: days and minutes compare only where the hours are known."""
    return time.minutes > other.minutes if other.minutes else time.days > other.days
