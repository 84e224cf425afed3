"""Reading what is done to whole customers: `merge`, `hand over` and `forget`."""

import re

from bot.core.errors import Choice, Refusal
from bot.core.forgetting import ForgetCustomer
from bot.core.handing_over import HandOverAll
from bot.core.merging import MergeCustomers
from bot.core.words import checked_name, decode, read_member, shorten

WholeAsk = MergeCustomers | HandOverAll | ForgetCustomer

_QUOTES = '"“”„‟＂«»‹›'
_VERB = re.compile(r"(?P<verb>merge|forget|hand[\s-]*over)(?:\s+|$)", re.IGNORECASE)
_MERGE = re.compile(
    rf"(?P<gone>[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}]|.+?)\s+(?:into|with|to)\s+(?P<kept>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_HAND = re.compile(
    r"(?:(?:everything|all)\s+)?(?:(?:of|from)\s+)?(?P<former>\S.*?)(?:['’]s)?\s+to\s+(?P<to>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_MENTION = re.compile(r"<@[^<>]*>")
_MISSING = {
    "merge": "Which one becomes part of which? Write “merge Acme Inc into Acme”.",
    "forget": "Whom shall I forget? Write “forget” and the customer's name.",
    "hand": "From whom to whom? Write “hand over @ana to @ben”.",
}


def read_whole(raw: str) -> WholeAsk | None:
    """Read `merge Acme Inc into Acme` and its like; None if it begins with no such word."""
    found = _VERB.match(raw)
    if found is None:
        return None
    verb, rest = found["verb"].lower(), raw[found.end() :].strip()
    if verb == "forget" and rest:
        return ForgetCustomer(_named(rest))
    if verb == "merge" and (both := _MERGE.fullmatch(rest)):
        return MergeCustomers(_named(both["gone"]), _named(both["kept"]))
    if verb.startswith("hand") and (given := _HAND.fullmatch(rest)):
        return HandOverAll(_former(given["former"]), _to(given["to"]))
    whole = Choice(f"The customer “{shorten(decode(raw), limit=40)}”", f'"{raw}"')
    raise Refusal(_MISSING["hand" if verb.startswith("hand") else verb], choices=[whole])


def _former(text: str) -> str:
    if _MENTION.fullmatch(text):
        return read_member(text)
    return decode(text).strip().removeprefix("@")


def _to(text: str) -> str | None:
    return None if text.strip(" .!").lower() == "me" else read_member(text)


def _named(text: str) -> str:
    return checked_name(text.strip().strip(_QUOTES).rstrip(":").strip())
