"""The form of a tier: what it shows, and saving it."""

from bot.core.authority import Action, Forbidden
from bot.core.customer_outcomes import TiersShown
from bot.core.errors import Refusal
from bot.core.grammar.team_form import at_field
from bot.core.terms import AddTier, EditTier
from bot.core.tier_forms import TierField, TierForm, TierMisfilled
from bot.services import team_forms, tiers
from bot.services.authority import must_lead
from bot.services.desk import Asked, Desk, Turn
from bot.store import tiers as stored


def look(desk: Desk, asked: Asked, name: str | None, *, adds: bool = False) -> TierForm:
    """The form of the tier of that name, or of the first there is; or of one to be added."""
    with desk.store.read() as connection:
        reader = team_forms.reader(connection, asked)
        must_lead(connection, asked.workspace_id, reader, Action.TIERS)
        every = stored.every(connection, asked.workspace_id)
        counts = stored.counts(connection, asked.workspace_id)
    if adds:
        return TierForm(list(every.values()), None)
    if name is not None and name not in every:
        raise Refusal("That tier is no longer there. `/heed tier list` shows which there are.")
    tier = next(iter(every.values())) if name is None else every[name]
    return TierForm(list(every.values()), tier, counts.get(tier.name, 0))


def save(turn: Turn, ask: EditTier | AddTier) -> TiersShown:
    """Change or add the tier. Raises TierMisfilled."""
    try:
        return tiers.answer(turn, ask)
    except Forbidden:
        raise
    except Refusal as refusal:
        wrong = TierField.NAME if isinstance(ask, AddTier) else TierField.TARGET
        if "complaint" in refusal.sentence.lower():
            wrong = TierField.COMPLAINT
        raise TierMisfilled({wrong: at_field(refusal)}) from refusal
