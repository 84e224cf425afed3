"""Reading plain words in Heed's own DM: which command they would be, and what follows it."""

import re

from bot.core.words import clean

_COMMAND = re.compile(
    r"(?:<@[UW][A-Z0-9]+(?:\|[^<>]*)?>\s*)?(?:/(?:[a-z0-9]+[-_])?)?"
    r"(?P<command>contact|promise|customer|mine|heed|help)\b(?![-'’])[\s:]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_CONTACT_VERBS = (
    "ack|answered|assign|claim|done|drop|give|hold|none|release|resume|snooze|take|told"
)
_VERB = re.compile(
    r"(?:(?P<promise>cancel|kept|move|withdraw)"
    rf"|(?P<contact>{_CONTACT_VERBS})|(?P<heed>undo|why))\s+#?[0-9]{{1,9}}(?!\w).*|(?P<undo>undo)[.!]?",
    re.IGNORECASE | re.DOTALL,
)
_ASKER = (
    r"(?:(?:hi|hey|hello|so|and|ok(?:ay)?|please|heed|<@[UW][A-Z0-9]+(?:\|[^<>]*)?>)[\s,!:]+){0,3}"
)
_STILL = (
    r"(?:\s+(?:still|now|today|right\s+now|this\s+week|currently|next|for\s+me|with\s+me|on\s+me))*"
)
_MINE = re.compile(
    _ASKER + r"(?:what(?:['’]?s|\s+is|\s+are|\s+else\s+is)?\s+"
    r"(?:(?:still\s+)?(?:open|due|overdue|waiting|pending|up|on\s+my\s+(?:list|plate)|my\s+(?:day|list|todos?|promises))"
    r"|(?:do|did|have|should|must|can|shall)\s+(?:i|we)\s+(?:still\s+)?(?:have|got|owe|do|answer|promised?)"
    r"(?:\s+(?:to\s+(?:do|answer)|open|due|next))?)"
    r"|(?:who(?:['’]?s|\s+is|\s+are|\s+else\s+is)?|which\s+customers?(?:\s+(?:is|are))?|(?:is\s+)?any(?:one|body))"
    r"\s+(?:still\s+)?wait(?:s|ing)?|who\s+do\s+i\s+(?:owe|have\s+to\s+answer)(?:\s+an?\s+answer)?"
    r"|(?:is\s+|do\s+i\s+have\s+)?any\s*thing\s+(?:open|due|overdue|waiting|to\s+do)"
    r"|(?:show\s+(?:me\s+)?)?(?:my|the)\s+(?:list|todos?|to-dos?|open\s+(?:things|items|ones)|promises|inquiries|tasks)"
    r"|show\s+me\s+what(?:['’]?s|\s+is)\s+open|open|todo|to-do|overdue)" + _STILL,
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\s+(?:(?:for|in|on|with)\s+)?(?:(?:my|our|the)\s+team|us)(?=[\s?.!]*$)", re.IGNORECASE
)
_LONGEST_QUESTION = 80
# What somebody says of a customer, who is written with a capital or begins the sentence.
_RELIES = re.compile(r"[^:\n]{1,80}?\s+rel(?:y|ies)\s+on\s+us\s+(?:for|to)\s+\S", re.IGNORECASE)
_SPOKE = re.compile(
    r"(?:[A-Z0-9]\S*\s+){1,4}(?:asks?|asked|wants?|wanted|called|calls|wrote|writes|emailed|mailed"
    r"|complains|complained|is\s+waiting|waits)\b"
)


def read_plain(text: str) -> tuple[str, str] | None:
    """Return the command and the rest, such as ("promise", "Acme: …"); None if it is neither."""
    words = clean(text)
    found = _COMMAND.fullmatch(words)
    if found is None and _RELIES.match(words):
        return "customer", words
    if found is None and _SPOKE.match(words):
        # Who spoke is asked there, with a button for each.
        return "contact", words
    if found is None:
        verb = _VERB.fullmatch(words)
        return _read_question(words) if verb is None else (_command_of(verb), words)
    command, rest = found["command"].lower(), found["rest"]
    if command == "help":
        return "heed", f"help {rest}".strip()
    return command, rest


def _read_question(words: str) -> tuple[str, str] | None:
    """Read "what is open?" and its like, which ask for the list."""
    if len(words) > _LONGEST_QUESTION:
        return None
    asked = words.rstrip(" ?!.…")
    if _MINE.fullmatch(asked):
        return "mine", ""
    of_team = _TEAM.search(asked)
    if of_team and _MINE.fullmatch(asked[: of_team.start()]):
        return "mine", "team"
    return None


def _command_of(verb: re.Match[str]) -> str:
    """Whose verb it is; whatever a contact's verb finds is right, an inquiry or a promise."""
    known = ("promise", "contact")
    return next((command for command in known if verb[command]), "heed")
