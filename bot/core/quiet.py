"""Quiet customers: whom a weekly list names, so that it is not the same ones each week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Four weeks, less what one of them may come late by, after days off.
A_MONTH = timedelta(days=24)
MOST = 8  # that are named at a time


@dataclass(frozen=True, slots=True)
class Silent:
    """A customer who has had no contact for longer than they should, and since when."""

    customer_id: int
    owner_id: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a list names, and how many more it could."""

    ids: Sequence[int] = ()
    more: int = 0


def to_name(
    silent: Sequence[Silent], named: Mapping[int, Sequence[datetime]], now: datetime
) -> Naming:
    """Say whom to name: whoever has gone quiet since, and after a month whoever still is.

    `named` says when earlier lists named whom. A silence that was broken meanwhile is another one.
    """
    found = [
        one.customer_id
        for one in silent
        if not any(one.since < at and now - at < A_MONTH for at in named.get(one.customer_id, ()))
    ]
    return Naming(found[:MOST], more=len(found[MOST:]))
