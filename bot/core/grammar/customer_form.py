"""Reading the form about a customer: what is to change, or what is wrong at each field."""

import re
from datetime import timedelta

from bot.core.customers import WorkingTime
from bot.core.errors import Refusal
from bot.core.filling import Field, Filled, Mark
from bot.core.grammar.filled import Reading
from bot.core.grammar.worktime import read_cadence, read_worktime
from bot.core.particulars import (
    MOST_NAMES,
    CustomerWish,
    checked_needs,
    checked_people,
)
from bot.core.terms import EditCustomer
from bot.core.words import checked_name, name_key


def read_customer_form(filled: Filled, *, before: Filled, known_as: str) -> CustomerWish:
    """Read the form about the customer of that name. Raises Misfilled.

    Only what is not as it stood there `before` is changed: somebody else may have changed the rest.
    """
    reading = Reading()
    terms = _terms(reading, filled, before, known_as)
    reading.read(Field.NEEDS, checked_needs, filled.needs)
    reading.read(Field.PEOPLE, checked_people, filled.people)
    adds, removes = _names(reading, filled, before)
    channel_id = filled.channel if filled.channel != before.channel else None
    watches = (filled.watch == Mark.WATCH) if filled.watch != before.watch else None
    if watches and not filled.channel:
        reading.wrong(Field.WATCH, "Which channel? Pick it above, or untick it.")
    reading.done()
    return CustomerWish(
        terms,
        needs=filled.needs if filled.needs != before.needs else None,
        people=filled.people if filled.people != before.people else None,
        adds=adds,
        removes=removes,
        channel_id=channel_id,
        watches=watches,
    )


def _terms(reading: Reading, filled: Filled, before: Filled, known_as: str) -> EditCustomer:
    named = reading.read(Field.NAME, checked_name, filled.name)
    if not filled.name.strip():
        reading.wrong(Field.NAME, "A customer has a name.")
    target: WorkingTime | None = reading.read(Field.TARGET, read_worktime, filled.target)
    cadence: timedelta | None = reading.read(Field.CADENCE, read_cadence, filled.cadence)
    has_target, has_cadence = filled.target != before.target, filled.cadence != before.cadence
    owner = filled.owner if filled.owner != before.owner else ""
    is_along = Mark.ALONG in filled.marks
    if is_along and not owner:
        reading.wrong(Field.MARKS, "That goes with a new owner. Pick one, or untick it.")
    return EditCustomer(
        known_as,
        tier=filled.tier if filled.tier != before.tier else None,
        owner=owner or None,
        target=target if has_target else None,
        no_target=has_target and target is None,
        cadence=cadence if has_cadence else None,
        no_cadence=has_cadence and cadence is None,
        renamed=named if filled.name != before.name else None,
        and_open=is_along,
    )


def added_names(filled: Filled, before: Filled) -> list[str]:
    """The other names that are new, as far as they can be read."""
    try:
        was = _split(before.names)
        return [name for key, name in _split(filled.names).items() if key not in was]
    except Refusal:
        return []


def _names(
    reading: Reading, filled: Filled, before: Filled
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The other names that are new, and those that are gone."""
    now = reading.read(Field.NAMES, _split, filled.names) or {}
    was = _split(before.names)
    if filled.names == before.names or Field.NAMES in reading.errors:
        return (), ()
    adds = tuple(name for key, name in now.items() if key not in was)
    return adds, tuple(name for key, name in was.items() if key not in now)


def _split(words: str) -> dict[str, str]:
    """The names of a list, by their keys."""
    names = [checked_name(one) for one in re.split(r"[,;\n]", words) if one.strip()]
    if len(names) > MOST_NAMES:
        raise Refusal(f"That is more than {MOST_NAMES} names at once. Write fewer.")
    return {name_key(name): name for name in names}
