"""Corrections: an answer that was given earlier than the button says."""

from datetime import datetime

from bot.core.asks import ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.history import Verb as Did
from bot.core.history import standing
from bot.core.outcomes import ThingChanged
from bot.services import things, undo
from bot.services.desk import Turn
from bot.store import history


def answered_earlier(turn: Turn, number: int, at: datetime) -> ThingChanged:
    """Date an answer back to when it was really given, so that figures stay honest."""
    if at > turn.now:
        raise Refusal("That is still to come. When was it answered?")
    events = standing(history.of_number(turn.connection, turn.workspace_id, number))
    if not events or events[-1].verb is not Did.ANSWERED:
        raise Refusal(f"#{number} is not answered, or has changed since; nothing was changed.")
    undo.take_back(turn, events[-1].change_id or "")
    return things.do(turn, ThingVerb(Verb.ANSWERED, number, at=at))
