"""Names of customers: which of some known names was probably meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.members import Member, Team

NEAR = 0.75  # how alike a name must be to be worth asking about
ASKED = 3  # how many are offered


@dataclass(frozen=True, slots=True)
class Known:
    """A customer found by name, with its owner and the owner's team."""

    key: str
    customer: Customer
    owner: Member
    team: Team


def bones(key: str) -> str:
    """What of a key survives the usual slips: no spaces, no vowels but the first, no doubles."""
    letters = re.sub(r"[\W_]+", "", key)
    kept = letters[:1] + re.sub(r"[aeiouyh]", "", letters[1:])
    return re.sub(r"(.)\1+", r"\1", kept)[:80]


def alike(key: str, other: str) -> float:
    """How alike a typed key is to another, from 0 to 1.

    A whole word more or less counts as near, and so does a name that begins with what was typed.
    """
    ratio = SequenceMatcher(None, key, other).ratio()
    shorter, longer = sorted((key, other), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter + " "):
        ratio = max(ratio, 0.9)
    if len(key) >= 3 and other.startswith(key):
        ratio = max(ratio, 0.8)
    return ratio


def nearest(keys: Iterable[str], known: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of `known` (key, name), those near one of `keys`: (typed key, name), best first."""
    typed = list(keys)
    best: dict[str, tuple[float, str]] = {}
    for other, name in known:
        score, key = max((alike(key, other), key) for key in typed)
        if score >= NEAR and score > best.get(name, (0.0, ""))[0]:
            best[name] = (score, key)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [(key, name) for name, (_, key) in ranked[:ASKED]]


def guess(names: list[str]) -> str:
    """Of word prefixes of one text, longest first, the one that looks like a name.

    That is the longest whose every word begins with a capital or a digit, else the shortest.
    """
    for name in names:
        if all(word[:1].isupper() or word[:1].isdigit() for word in name.split()):
            return name
    return names[-1]


class UnknownCustomer(Refusal):
    """Nobody is known by that name: `name` could be added, or one of `near` was meant.

    `near` holds (the key that was typed, the name that may have been meant).
    """

    def __init__(self, name: str, near: list[tuple[str, str]], *, sure: bool) -> None:
        super().__init__(_sentence(name, near, sure=sure))
        self.name = name
        self.near = near


def _sentence(name: str, near: list[tuple[str, str]], *, sure: bool) -> str:
    if near:
        return f"I know no customer “{name}”. Did you mean one of these?"
    if sure:
        return f"I know no customer “{name}” yet."
    return f"I know no customer “{name}” yet. If the name is longer, put a colon after it."
