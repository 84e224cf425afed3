"""Sides: who in a customer's channel speaks for the customer, and who for us."""

import re
from collections.abc import Iterable
from enum import StrEnum

from bot.core.customers import Customer
from bot.core.members import Member, may_act
from bot.core.words import name_key

_BRACKETS = re.compile(r"\s*[(\[].*$", re.DOTALL)


class Side(StrEnum):
    THEIRS = "theirs"
    OURS = "ours"
    NEITHER = "neither"


def side_of(author: Member, customer: Customer, *, owner: Member) -> Side:
    """Whose word it is.

    Of a company, people of other workspaces are theirs, and guests whom its people name. Of an
    internal customer, whoever is not in the owner's team, or is named. A guest or a robot never
    answers for us.
    """
    if author.is_bot:
        return Side.NEITHER
    is_theirs = is_named(author, customer.people) and author.id != owner.id
    if author.is_stranger:
        return Side.THEIRS
    if not customer.is_internal:
        if author.is_guest:
            return Side.THEIRS if is_theirs else Side.NEITHER
        return Side.OURS if may_act(author) else Side.NEITHER
    if is_theirs or (may_act(author) and author.team_id != owner.team_id):
        return Side.THEIRS
    return Side.OURS if may_act(author) else Side.NEITHER


def is_named(author: Member, people: Iterable[str]) -> bool:
    """Whether a customer's people name them."""
    named = {name_key(_BRACKETS.sub("", one).lstrip("@")) for one in people}
    return name_key(author.name) in named
