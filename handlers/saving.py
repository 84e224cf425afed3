"""Saving the form of a team: what must be asked of Slack first, then one transaction."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.grammar.team_form import at_field
from bot.core.ics import DaysOff
from bot.core.outcomes import Answer
from bot.core.team_forms import Field, Given
from bot.messages.carried import Carried
from bot.services import once, team_forms
from bot.services.desk import Asked
from handlers import late, values
from handlers.door import STRANGE, Door
from handlers.errands import NotBegun, NotYet

BROKEN = "Sorry, something went wrong on my side, and nothing was saved. Try again in a minute."
_FILES = {
    "file_too_large": "That file is too large: at most 1 MB.",
    "missing_scope": "I may not read files here. Whoever runs Heed can allow it (files:read).",
}
NO_FILE = "Slack did not give me that file. Choose it once more, or save without it."


def save(door: Door, asked: Asked, given: Given, file: tuple[str, str] | None) -> Answer:
    """Save what was filled in. Raises Misfilled, with all that is wrong at once."""
    errors: dict[Field, str] = {}
    channel_id = given.changed.get(Field.CHANNEL)
    if channel_id:
        _collect(errors, Field.CHANNEL, lambda: door.channels.check(channel_id))
    days: DaysOff | None = None
    if file is not None:
        found: list[DaysOff] = []
        _collect(errors, Field.FILE, lambda: found.append(days_in(door, asked, given, file[1])))
        days = found[0] if found else None
    saved = partial(team_forms.save, given=given, file=days, besides=errors)
    return door.known(asked, lambda known: once.do(door.desk, known, saved))


def days_in(door: Door, asked: Asked, given: Given, where: str) -> DaysOff:
    """The days off of the file that was chosen. Raises Refusal."""
    try:
        content = door.fetch(where)
    except Failure as failure:
        raise Refusal(_FILES.get(failure.error, NO_FILE)) from failure
    return door.known(asked, lambda known: team_forms.read_file(door.desk, known, given, content))


def _collect(errors: dict[Field, str], field: Field, ask: Callable[[], None]) -> None:
    try:
        ask()
    except Refusal as refusal:
        errors[field] = at_field(refusal)


def carried(view: Mapping[str, Any]) -> Carried:
    """What a form has carried along."""
    packed = values.packed(view.get("private_metadata"))
    menu, fields = (values.packed_number(packed, name) for name in "mf")
    address, leaving, prints = (values.packed_words(packed, name) for name in "alp")
    return Carried(address, menu, fields, leaving, prints)


def carried_if_any(view: Mapping[str, Any]) -> Carried:
    """The same of a form that may not be ours."""
    try:
        return carried(view)
    except Refusal:
        return Carried()


def words_for(no: Exception) -> str:
    """What is said of a form that was not saved, where it is no field's fault."""
    if isinstance(no, Refusal):
        return at_field(no)
    if isinstance(no, NotBegun | NotYet):
        return late.SUBMIT_AGAIN
    return STRANGE if isinstance(no, Failure) else BROKEN
