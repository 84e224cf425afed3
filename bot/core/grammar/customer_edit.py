"""Reading `/customer edit`: a name, and what is to change about that customer."""

import re
from collections.abc import Collection, Iterator

from bot.core.errors import Choice, Refusal
from bot.core.filling import Unfinished
from bot.core.grammar.names import read_beginning
from bot.core.grammar.settings import read_settings, value_of, without_quoted
from bot.core.grammar.worktime import read_cadence, read_worktime
from bot.core.terms import EditCustomer
from bot.core.words import checked_name, decode, masked, read_member, shorten, tidy_name

QUOTES = "\"“”„‟＂«»‹›'‘’‚"
_NAMES = re.compile(
    r"(?<!\S)(?:(?P<no_target>no\s+target)|(?P<no_cadence>no\s+cadence)"
    r"|(?P<and_open>(?:and\s+|with\s+)?(?:everything|all)(?:\s+(?:that(?:['’]s|\s+is)\s+)?open)?)"
    r"|(?P<tier>tier)|(?P<owner>(?:owner|owned\s+by)\b[\s:]*(?:<@[^<>]*>)?|<@[^<>]*>)"
    r"|(?P<target>target|answer(?:\s+within)?)"
    r"|(?P<cadence>cadence|(?:in\s+)?touch(?:\s+every)?)|(?P<name>(?:re)?name[d]?(?:\s+to)?))"
    r"(?=[\s:=,.!]|$)",
    re.IGNORECASE,
)
_WORDS = ("tier", "owner", "target", "cadence", "name")
_FLAGS = ("no_target", "no_cadence", "and_open")
_TIER = re.compile(r"\w[\w-]{0,39}")
_LAST = re.compile(r"(?<=\s)(?P<word>[\w-]+)[.!]?$")
_WHAT = (
    "Write it after the name, as in “edit Acme tier key”, “edit Acme owner @ana” or "
    "“edit Acme target 1h cadence 10 days”."
)


def read_edit(raw: str, *, start: int, tiers: Collection[str]) -> EditCustomer:
    """Read what stands after `edit` in the whole text, from `start`."""
    if not raw[start:].strip():
        raise Refusal(
            "Edit whom? Write the name, and what is to change, as in “edit Acme tier key”."
        )
    refused: Refusal | None = None
    first = 0
    for name, at in _splits(raw, start=start):
        if refused is not None and _is_read(raw[:at], first):
            break
        if (tier := raw[at:].strip(" .!").lower()) in tiers:
            return EditCustomer(name, tier=tier)
        try:
            return _changes(name, raw, at)
        except Refusal as refusal:
            refused, first = refused or refusal, first or at
    if refused is not None:
        raise refused
    last = _LAST.search(raw, start)
    if last is not None and last["word"].lower() in tiers:
        name = _named(raw[start : last.start()])
        return EditCustomer(name, tier=last["word"].lower())
    raise _unchanged(raw, tidy_name(raw[start:]).strip(QUOTES + " :"))


def _is_read(raw: str, at: int) -> bool:
    """Whether what would be part of a name is a change by itself."""
    try:
        _changes("", raw, at)
    except Refusal:
        return False
    return True


def _unchanged(raw: str, name: str) -> Unfinished:
    """Show the customer, who may also be called “Edit …”."""
    shown, whole = shorten(name, limit=40), shorten(decode(raw), limit=40)
    return Unfinished(
        f"What is to change about “{shown}”? {_WHAT}",
        choices=[
            Choice(f"Show “{shown}”", f'"{name}"'),
            Choice(f"The customer “{whole}”", f'"{raw}"'),
        ],
        customer=name,
    )


def _splits(raw: str, *, start: int) -> Iterator[tuple[str, int]]:
    """Every place where the name may end: the first after which all can be read is it."""
    if raw[start] in QUOTES:
        beginning = read_beginning(raw, masked(raw), start=start)
        if beginning.name is not None:
            if raw[beginning.body :].strip():
                yield beginning.name, beginning.body
            return
    for found in _NAMES.finditer(without_quoted(raw), start):
        if raw[start : found.start()].strip(" :,"):
            yield _named(raw[start : found.start()]), found.start()


def _named(text: str) -> str:
    return checked_name(text.strip().rstrip(":").strip(' "“”„'))


def _changes(name: str, raw: str, at: int) -> EditCustomer:
    found = read_settings(raw, start=at, names=_NAMES, flags=_FLAGS, words=_WORDS)
    if {"target", "no_target"} <= set(found) or {"cadence", "no_cadence"} <= set(found):
        raise Refusal("That says one thing and its opposite. Which is right?")
    if "and_open" in found and "owner" not in found:
        raise Refusal("Everything open goes along with a new owner. Write “owner” and who it is.")
    return EditCustomer(
        name,
        tier=value_of(found, "tier", _tier),
        owner=value_of(found, "owner", read_member),
        target=value_of(found, "target", read_worktime),
        no_target="no_target" in found,
        cadence=value_of(found, "cadence", read_cadence),
        no_cadence="no_cadence" in found,
        renamed=value_of(found, "name", _new_name),
        and_open="and_open" in found,
    )


def _tier(word: str) -> str:
    name = word.strip('“”" ').lower()
    if _TIER.fullmatch(name) is None:
        shown = shorten(decode(word), limit=30)
        raise Refusal(f"“{shown}” is no tier. `/heed tier` lists them." if shown else "Which tier?")
    return name


def _new_name(text: str) -> str:
    name = text.strip()
    if name[:1] in ('"', "“", "„", "«") and name[-1:] in ('"', "”", "“", "»"):
        name = name[1:-1]
    return checked_name(name)
