"""Covers: who really stands in for somebody who is away, and how long."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.absence import has_end
from bot.core.members import Member, away_end
from bot.core.recipients import People, chain, stand_in


@dataclass(frozen=True, slots=True)
class Cover:
    """`until`: how long, where that is known. `via`: who would stand in, were they not away too."""

    member_id: str
    until: datetime | None
    via: str | None = None


def cover_of(member_id: str, people: People, now: datetime) -> Cover | None:
    """Who gets what would come to a member now; None while that is the member, or nobody."""
    found = stand_in(member_id, people, now)
    if found is None or found.id == member_id:
        return None
    line = chain(member_id, people)
    before = [people.members[one] for one in line[: line.index(found.id)]]
    ends = [known_end(one, now) for one in before if away_end(one, now) is not None]
    known = [end for end in ends if end is not None]
    # Of the chain, whoever is back first is asked from then on.
    until = min(known) if len(known) == len(ends) else None
    return Cover(found.id, until, via=before[-1].id if len(before) > 1 else None)


def known_end(member: Member, now: datetime) -> datetime | None:
    """When somebody who is away will be back; None if their status does not say."""
    end = away_end(member, now)
    is_told = end is not None and end == member.away_until
    return end if is_told or has_end(member.status) else None


def changes_at(member_id: str, people: People, now: datetime) -> datetime | None:
    """When it may be somebody else of itself: somebody of the chain is back. None: if not away."""
    if away_end(people.members[member_id], now) is None:
        return None
    ends = [away_end(people.members[one], now) for one in chain(member_id, people)]
    return min((end for end in ends if end is not None), default=None)
