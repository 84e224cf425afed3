"""Noting: what members change of their own settings, with what it takes to put it back."""

from bot.core.history import Kind, Verb
from bot.core.restoring import Part, noted
from bot.services.desk import Turn


def note(turn: Turn, part: Part, **values: object) -> None:
    """Write down that the speaker's settings become these, unless that is what they are."""
    if all(getattr(turn.member, name) == one for name, one in values.items()):
        turn.sign()
        return
    event = turn.event(Verb.SET_UP, Kind.MEMBER)
    turn.record(event, facts=noted(turn.member, part, values))
