"""Reading plain words in Heed's own DM: which command they would be, and what follows it."""

import re

from bot.core.words import clean

_COMMAND = re.compile(
    r"(?:<@[UW][A-Z0-9]+(?:\|[^<>]*)?>\s*)?(?:/(?:[a-z0-9]+[-_])?)?"
    r"(?P<command>contact|promise|customer|mine|heed|help)\b(?![-'’])[\s:]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_CONTACT_VERBS = "answered|assign|claim|done|drop|give|hold|none|release|resume|snooze|take"
_VERB = re.compile(
    r"(?:(?P<promise>cancel|kept|move|withdraw)"
    rf"|(?P<contact>{_CONTACT_VERBS})|(?P<heed>undo|why))\s+#?[0-9]{{1,9}}(?!\w).*|(?P<undo>undo)[.!]?",
    re.IGNORECASE | re.DOTALL,
)
_THANKS = re.compile(
    r"(?:(?:ok(?:ay)?|great|super|perfect|cool|nice|got\s+it|thanks?(?:\s+(?:you|a\s+lot|so\s+much))?"
    r"|thank\s+you(?:\s+(?:very\s+much|so\s+much))?|thx|ty|cheers|:[a-z0-9_+-]+:|👍|🙏|🎉|❤️?)"
    r"[\s,.!]*){1,4}",
    re.IGNORECASE,
)


def read_plain(text: str) -> tuple[str, str] | None:
    """Return the command and the rest, such as ("promise", "Acme: …"); None if it is neither."""
    words = clean(text)
    found = _COMMAND.fullmatch(words)
    if found is None:
        verb = _VERB.fullmatch(words)
        return None if verb is None else (_command_of(verb), words)
    command, rest = found["command"].lower(), found["rest"]
    if command == "help":
        return "heed", f"help {rest}".strip()
    return command, rest


def _command_of(verb: re.Match[str]) -> str:
    """Whose verb it is; whatever a contact's verb finds is right, an inquiry or a promise."""
    known = ("promise", "contact")
    return next((command for command in known if verb[command]), "heed")


def is_thanks(text: str) -> bool:
    """Whether these are but kind words, which want no help."""
    return _THANKS.fullmatch(clean(text)[:100]) is not None
