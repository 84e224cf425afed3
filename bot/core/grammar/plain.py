"""Reading plain words in Heed's own DM: which command they would be, and what follows it."""

import re

from bot.core.words import clean

_COMMAND = re.compile(
    r"(?:<@[UW][A-Z0-9]+(?:\|[^<>]*)?>\s*)?(?:/(?:[a-z0-9]+[-_])?)?"
    r"(?P<command>contact|promise|customer|mine|heed|help)\b(?![-'’])[\s:]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_plain(text: str) -> tuple[str, str] | None:
    """Return the command and the rest, such as ("promise", "Acme: …"); None if it is neither."""
    found = _COMMAND.fullmatch(clean(text))
    if found is None:
        return None
    command, rest = found["command"].lower(), found["rest"]
    if command == "help":
        return "heed", f"help {rest}".strip()
    return command, rest
