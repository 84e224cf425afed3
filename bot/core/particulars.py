"""Particulars: what is good to know of a customer, as it is asked for, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.asks import Naming
from bot.core.contacts import Contact
from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.terms import EditCustomer

LONGEST_NEEDS = 500
MOST_PEOPLE = 20
LONGEST_PERSON = 120
MOST_NAMES = 20


class Part(StrEnum):
    NEEDS = "needs"
    PEOPLE = "people"
    CHANNEL = "channel"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class SetNeeds:
    """What matters to a customer is the rest of the candidate that is known; none: show it."""

    naming: Naming


@dataclass(frozen=True, slots=True)
class SetPeople:
    """The same of the customer's people."""

    naming: Naming


@dataclass(frozen=True, slots=True)
class SetChannel:
    """Where we meet a customer. Without a channel it is shown, or with `clears` forgotten.

    `watches`: whether what is said there counts by itself; None leaves that as it is.
    """

    name: str
    channel_id: str | None = None
    clears: bool = False
    watches: bool | None = None


@dataclass(frozen=True, slots=True)
class SetNames:
    """Other names of a customer, to be added or removed; none: show them."""

    name: str
    names: tuple[str, ...] = ()
    removes: bool = False


@dataclass(frozen=True, slots=True)
class CustomerWish:
    """What is to be set about a customer all at once; None leaves it as it is.

    `needs` and `people` are the words for it, perhaps none; no `channel_id` but an empty one
    forgets the channel.
    """

    terms: EditCustomer
    needs: str | None = None
    people: str | None = None
    adds: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    channel_id: str | None = None
    watches: bool | None = None


ParticularAsk = SetNeeds | SetPeople | SetChannel | SetNames


@dataclass(frozen=True, slots=True)
class ParticularShown:
    """One particular of a customer, and what it was; `change_id` if it was changed just now."""

    part: Part
    customer: Customer
    before: Customer
    names: Sequence[str] = ()
    change_id: str | None = None
    removed: bool = False
    # Why Heed cannot hear the channel that it is to watch.
    problem: str | None = None

    @property
    def asks_to_watch(self) -> bool:
        """Whether a channel is to be watched that was not, so that it should be tried."""
        is_set = self.part is Part.CHANNEL and self.change_id is not None
        return is_set and self.customer.watched_since is not None


@dataclass(frozen=True, slots=True)
class ContactsShown:
    """A later page of a customer's contacts; `has_more` if another one follows."""

    customer: Customer
    contacts: Sequence[Contact]
    names: dict[str, str]
    page: int
    has_more: bool


def checked_needs(words: str) -> str | None:
    """What matters to a customer on one line; None if it is nothing any more."""
    line = " ".join(words.split())
    if len(line) > LONGEST_NEEDS:
        raise Refusal(
            f"That is {len(line)} characters, and I keep at most {LONGEST_NEEDS}: "
            "it has to fit on a card."
        )
    return None if line.lower().strip(" .!") in NOTHING else line or None


NOTHING = ("none", "nothing", "nobody", "no one", "-", "–")


def checked_people(words: str) -> tuple[str, ...]:
    """People, each once, as they are separated by commas or lines outside of brackets."""
    if words.lower().strip(" .!") in NOTHING:
        return ()
    people = list(dict.fromkeys(filter(None, (" ".join(one.split()) for one in _parts(words)))))
    if len(people) > MOST_PEOPLE or any(len(one) > LONGEST_PERSON for one in people):
        raise Refusal(
            f"I keep up to {MOST_PEOPLE} people of a customer, separated by commas, each with at "
            f"most {LONGEST_PERSON} characters."
        )
    return tuple(people)


def _parts(words: str) -> list[str]:
    parts, depth = [""], 0
    for letter in words:
        depth += (letter in "([") - (letter in ")]" and depth > 0)
        if letter in "\n;" or (letter == "," and not depth):
            parts.append("")
        else:
            parts[-1] += letter
    return parts
