"""Reading what is good to know of a customer: `needs`, `people`, `channel` and `alias`."""

import re

from bot.core.errors import Choice, Refusal
from bot.core.grammar.names import read_beginning, read_naming
from bot.core.particulars import (
    MOST_NAMES,
    ParticularAsk,
    SetChannel,
    SetNames,
    SetNeeds,
    SetPeople,
)
from bot.core.words import checked_name, decode, masked, read_channel, shorten

QUOTES = "\"“”„‟＂«»‹›'‘’‚"
_VERB = re.compile(
    r"(?P<verb>needs?|people|contacts|channel|alias(?:es)?|names)(?:\s+|$)", re.IGNORECASE
)
_LINK = re.compile(r"<#[^<>]*>")
_NO_CHANNEL = re.compile(r"\s+(?:none|no\s+channel|off)[.!]?$", re.IGNORECASE)
_WATCH = re.compile(
    r"[\s,:]+(?:and\s+)?(?:(?P<off>stop\s+watching|(?:do\s+not|don['’]?t)\s+watch|unwatch|unwatched)"
    r"|watch(?:ed|ing)?)(?:\s+(?:it|there))?[.!]?$",
    re.IGNORECASE,
)
_TYPED_CHANNEL = re.compile(r"\s(#\S+)$")
_NAMES = re.compile(
    r"(?P<name>.*?)\s*(?:[=:]|\bis\b|\s(?=(?:remove|without|drop|not)\s))\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_REMOVES = re.compile(r"(?:remove|without|drop|not)\s+", re.IGNORECASE)
_EXAMPLES = {
    "needs": "needs Acme: invoices by post",
    "people": "people Acme: Jo Doe (CFO), Sam Roe",
    "channel": "channel Acme #acme-shared",
    "alias": "alias Acme = ACME Corp, Acme Inc",
}


def read_particular(raw: str) -> ParticularAsk | None:
    """Read `needs Acme: …` and its like; None if it begins with no such word."""
    found = _VERB.match(raw)
    if found is None:
        return None
    verb = _spelled(found["verb"].lower())
    rest = raw[found.end() :].strip()
    if not rest:
        raise Refusal(
            f"Of whom? Write the customer after it, as in “{_EXAMPLES[verb]}”.",
            choices=[Choice(f"The customer “{shorten(decode(raw), limit=40)}”", f'"{raw}"')],
        )
    match verb:
        case "channel":
            return _channel(rest)
        case "alias":
            return _names(rest)
        case _:
            mask = masked(raw)
            start = found.end()
            beginning = read_beginning(raw, mask, start=start)
            naming = read_naming(
                raw, mask, start=start, end=len(raw), beginning=beginning, wordless=True
            )
            return SetNeeds(naming) if verb == "needs" else SetPeople(naming)


def _spelled(verb: str) -> str:
    known = {"need": "needs", "contacts": "people", "aliases": "alias", "names": "alias"}
    return known.get(verb, verb)


def _channel(rest: str) -> SetChannel:
    watch = _WATCH.search(rest)
    watches = None if watch is None else watch["off"] is None
    rest = rest if watch is None else rest[: watch.start()]
    links = list(_LINK.finditer(rest))
    if links and not rest[links[-1].end() :].strip(" ."):
        name = rest[: links[-1].start()]
        return SetChannel(_named(name), read_channel(links[-1][0]), watches=watches)
    if typed := _TYPED_CHANNEL.search(rest):
        read_channel(typed[1])
    if nowhere := _NO_CHANNEL.search(rest):
        return SetChannel(_named(rest[: nowhere.start()]), clears=True)
    return SetChannel(_named(rest), watches=watches)


def _names(rest: str) -> SetNames:
    if rest[0] in QUOTES:
        beginning = read_beginning(rest, masked(rest), start=0)
        name, tail = beginning.name, rest[beginning.body :].lstrip(" =:")
        if name is None:
            raise Refusal(f"Write the name first, as in “{_EXAMPLES['alias']}”.")
    elif found := _NAMES.fullmatch(rest):
        name, tail = _named(found["name"]), found["rest"]
    else:
        return SetNames(_named(rest))
    removes = _REMOVES.match(tail)
    words = tail[removes.end() :] if removes else tail
    names = tuple(dict.fromkeys(_named(one) for one in re.split(r"[,;\n]", words) if one.strip()))
    if len(names) > MOST_NAMES:
        raise Refusal(f"That is more than {MOST_NAMES} names at once. Write fewer.")
    return SetNames(name, names, removes=removes is not None)


def _named(text: str) -> str:
    return checked_name(text.strip().strip(QUOTES).rstrip(" :=").strip())
