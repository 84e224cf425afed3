"""Reading the form of a tier: what was changed in its fields, as terms."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.core.errors import Refusal
from bot.core.grammar.team_form import at_field
from bot.core.grammar.tiers import checked_tier
from bot.core.grammar.worktime import read_cadence, read_worktime
from bot.core.terms import AddTier, EditTier, TierTerms
from bot.core.tier_forms import TierField, TierMisfilled

T = TypeVar("T")

_NEEDED = "Leave it as it was, or write another one, as in “4h”, “90 min” or “2 working days”."


def read_tier_form(name: str | None, changed: Mapping[TierField, str]) -> EditTier | AddTier:
    """What is asked of the tier of that name, or of one to be added. Raises TierMisfilled."""
    errors: dict[TierField, str] = {}

    def read(field: TierField, reader: Callable[[str], T]) -> T | None:
        try:
            if field in changed and (changed[field] or field is not TierField.COMPLAINT):
                return reader(_needed(changed[field]))
        except Refusal as refusal:
            errors[field] = at_field(refusal)
        return None

    terms = TierTerms(
        target=read(TierField.TARGET, read_worktime),
        complaint=read(TierField.COMPLAINT, read_worktime),
        no_complaint=changed.get(TierField.COMPLAINT) == "",
        next_word=read(TierField.NEXT_WORD, read_worktime),
        update=read(TierField.UPDATE, read_worktime),
        cadence=read(TierField.CADENCE, read_cadence),
        urgent=bool(changed[TierField.URGENT]) if TierField.URGENT in changed else None,
    )
    added = None if name is not None else read(TierField.NAME, checked_tier)
    if name is None and added is None and not errors.get(TierField.NAME):
        errors[TierField.NAME] = "What shall it be called? One word, as in strategic."
    if name is None and terms.target is None and TierField.TARGET not in errors:
        errors[TierField.TARGET] = "How soon is it due an answer? As in 4h, or 2 working days."
    if errors:
        raise TierMisfilled(errors)
    return AddTier(added or "", terms) if name is None else EditTier(name, terms)


def _needed(words: str) -> str:
    if not words:
        raise Refusal(_NEEDED)
    return words
