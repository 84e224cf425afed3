"""Reading `/customer` and `/mine`: a card, a customer to add, and lists."""

import re
from collections.abc import Collection
from functools import lru_cache

from bot.core.asks import AddCustomer, CustomerCard, Help, ListCustomers, Mine
from bot.core.customers import TIERS
from bot.core.errors import Choice, Refusal
from bot.core.grammar.customer_edit import QUOTES, read_edit
from bot.core.grammar.customer_whole import WholeAsk, read_whole
from bot.core.grammar.help import read_help
from bot.core.grammar.names import read_beginning
from bot.core.grammar.particulars import read_particular
from bot.core.particulars import ParticularAsk
from bot.core.terms import EditCustomer
from bot.core.words import (
    checked_name,
    clean,
    decode,
    guard_length,
    masked,
    near,
    read_member,
    shorten,
    stored_words,
)

_VERBS = frozenset(
    (
        *("add", "edit", "list", "merge", "forget", "hand over", "hand-over", "handover"),
        *("needs", "need", "people", "contacts", "channel", "alias", "aliases", "names"),
    )
)
_ADD = re.compile(r"add(?:\s+|$)", re.IGNORECASE)
_LIST = re.compile(r"list(?:\s+(?P<rest>.*))?", re.IGNORECASE | re.DOTALL)
_LISTED = re.compile(r"(?P<whose>mine|my|team)?\s*(?:page\s+)?(?P<page>[0-9]{1,4})?", re.IGNORECASE)
_EDIT = re.compile(r"edit(?:\s+|$)", re.IGNORECASE)
_RELIES = re.compile(
    r"(?<!\S)internal(?:\s*:\s*(?:(?:it\s+|they\s+)?rel(?:ies|y)\s+on\s+us\s+for:?\s+)?"
    r"|[\s,–-]+(?:it\s+|they\s+)?rel(?:ies|y)\s+on\s+us\s+for:?\s+)(?P<needs>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RELYING = re.compile(
    r"(?P<name>[^:]{1,80}?)\s+rel(?:y|ies)\s+on\s+us\s+(?:for|to)\s+(?P<what>.*\S)",
    re.IGNORECASE | re.DOTALL,
)


CustomerAsk = (
    CustomerCard | AddCustomer | EditCustomer | ListCustomers | Help | ParticularAsk | WholeAsk
)


def names_tier(text: str) -> bool:
    """Whether a tier may be named: whoever reads it must know which there are."""
    raw = clean(text)
    return _ADD.match(raw) is not None or _EDIT.match(raw) is not None


def read_customer(text: str, *, tiers: Collection[str] = tuple(TIERS)) -> CustomerAsk:
    """Read what was typed after `/customer`; of these tiers the bare name says enough."""
    raw = clean(text)
    guard_length(raw)
    if (asked := read_help(raw, topic="customer", words=_VERBS)) is not None:
        return asked
    if added := _ADD.match(raw):
        return _read_add(raw, start=added.end(), tiers=tiers)
    if edited := _EDIT.match(raw):
        return read_edit(raw, start=edited.end(), tiers=tiers)
    if listed := _LIST.fullmatch(raw):
        return _read_list(raw, (listed["rest"] or "").strip())
    if (particular := read_particular(raw)) is not None:
        return particular
    if (whole := read_whole(raw)) is not None:
        return whole
    if relies := _RELYING.fullmatch(raw):
        raise _of_needs(relies)
    return CustomerCard(_whole_name(raw))


def _of_needs(relies: re.Match[str]) -> Refusal:
    """What somebody says of a customer, as in “finance relies on us for the report”."""
    name = shorten(decode(relies["name"]), limit=40)
    meant = f"needs {relies['name']}: {relies['what']}"
    return Refusal(f"Shall I add that to {name}?", choices=[Choice("Add it", meant)])


def read_mine(text: str) -> Mine | Help:
    """Read what was typed after `/mine`."""
    raw = clean(text)
    if not raw:
        return Mine()
    guard_length(raw)
    if (asked := read_help(raw, topic="mine")) is not None:
        return asked
    found = _LISTED.fullmatch(raw)
    if found is None or found["whose"] in ("mine", "my"):
        slips = [Choice(word, word) for word in near(raw, ("team", "help"))]
        raise Refusal(
            f"I don't know “{shorten(decode(raw))}” here. /mine alone lists what waits for you, "
            "/mine team what waits for your team.",
            choices=slips or [Choice("Mine", ""), Choice("My team's", "team")],
        )
    return Mine(team=found["whose"] is not None, page=_page(found["page"]))


def _read_list(raw: str, rest: str) -> ListCustomers:
    found = _LISTED.fullmatch(rest)
    if found is None or (found["whose"] or "").lower() == "team":
        raise Refusal(
            f"I can't list “{shorten(decode(rest))}”. I list all customers, or yours.",
            choices=[
                Choice("All customers", "list"),
                Choice("My customers", "list mine"),
                Choice(f"The customer “{shorten(decode(raw), limit=40)}”", f'"{raw}"'),
            ],
        )
    return ListCustomers(mine=found["whose"] is not None, page=_page(found["page"]))


def _page(digits: str | None) -> int:
    return max(1, int(digits or 1))


def _whole_name(raw: str) -> str:
    """Return the name that is all of the text, in quotes or not."""
    if raw[0] in QUOTES:
        beginning = read_beginning(raw, masked(raw), start=0)
        if beginning.name is not None and not raw[beginning.body :].strip():
            return beginning.name
    return checked_name(raw.rstrip(":"))


def _read_add(raw: str, *, start: int, tiers: Collection[str]) -> AddCustomer:
    if start >= len(raw):
        raise Refusal("Add whom? Write “add” and the customer's name, as in “add Acme Corp”.")
    floor = start
    if raw[start] in QUOTES:
        floor = max(start, read_beginning(raw, masked(raw), start=start).body)
    taken: dict[str, str] = {}
    relies = _RELIES.search(raw, floor)
    end = len(raw) if relies is None else relies.start() + len("internal")
    named = _details(tuple(tiers))
    while (found := named.search(raw, max(floor, end - 200), end)) is not None:
        detail = _detail(found)
        if found.start() <= start or any(key in taken for key in detail):
            break
        taken |= detail
        end = len(raw[: found.start()].rstrip(" ,\n"))
    return AddCustomer(
        _whole_name(raw[start:end]),
        owner=taken.get("owner"),
        tier=taken.get("tier"),
        internal="internal" in taken,
        needs=None if relies is None else stored_words(relies["needs"]).rstrip(" ."),
    )


@lru_cache(maxsize=64)
def _details(tiers: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\S)(?:(?P<internal>internal)"
        r"|(?:(?:owned\s+by|owner:?)\s+)?(?P<owner><@[^<>]*>)"
        r"|(?:owned\s+by|owner:?)\s+(?P<named>\S+)|(?P<loose>@\w[\w.-]*)"
        rf"|tier:?\s+(?P<tier>\S+)|(?P<short>{'|'.join(map(re.escape, tiers)) or '(?!)'}))\s*$",
        re.IGNORECASE,
    )


def _detail(found: re.Match[str]) -> dict[str, str]:
    if found["internal"]:
        return {"internal": "internal"}
    if tier := found["tier"] or found["short"]:
        return {"tier": tier.lower().strip(".,;")}
    named = found["owner"] or found["named"] or found["loose"]
    return {} if named.lower() == "me" else {"owner": read_member(named)}
