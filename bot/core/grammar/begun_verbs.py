"""Verbs that were typed with their number alone: which of them a form can ask the rest of."""

import re

from bot.core.asks import Verb
from bot.core.words import clean

_ALONE = re.compile(r"(?P<verb>[a-z]+)\s+#?(?P<number>[0-9]{1,9})(?:\s+to)?\s*", re.IGNORECASE)
_VERBS = {"move": Verb.MOVE, "give": Verb.GIVE, "assign": Verb.GIVE}


def verb_begun(command: str, words: str) -> tuple[Verb, int] | None:
    """Read `move 482`, or `give 482`; None if it is anything else, or whole."""
    found = _ALONE.fullmatch(clean(words)) if command in ("contact", "promise") else None
    verb = _VERBS.get(found["verb"].lower()) if found else None
    return None if found is None or verb is None else (verb, int(found["number"]))
