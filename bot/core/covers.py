"""Covers: who really stands in for somebody who is away, and how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.absence import has_end
from bot.core.care import Care
from bot.core.ladders import Audience
from bot.core.members import Member, Team, away_end, is_away, may_be_nudged
from bot.core.recipients import People, Recipient, ToMember, chain, recipient, stand_in


@dataclass(frozen=True, slots=True)
class Cover:
    """`until`: how long, where that is known. `via`: who would stand in, were they not away too."""

    member_id: str
    until: datetime | None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who is away, and who gets what is meant for them.

    `to` is whoever covers, or else comes next. `via` would stand in, could they be reached.
    `leads`: it is what stays open in their team, not what is their own.
    """

    member: Member
    until: datetime | None
    to: Recipient
    is_covered: bool = False
    via: Member | None = None
    via_is_away: bool = True
    leads: bool = False


def absent(owners: Iterable[str], people: People, now: datetime) -> list[Absent]:
    """Who of these owners, and of those who lead, is away; in the order of their names.

    Whoever's covers are all away or gone is a dead end, and said as one.
    """
    owning = {one: people.teams[people.members[one].team_id] for one in owners}
    leading = {one.lead_id: one for one in people.teams.values() if one.lead_id in people.members}
    found = [_absent(one, team, people, now) for one, team in owning.items()]
    for one, team in leading.items():
        if one is not None and one not in owning:
            found.append(_absent(one, team, people, now, leads=True))
    return sorted(filter(None, found), key=lambda one: (one.member.name, one.member.id))


def _absent(
    member_id: str, team: Team, people: People, now: datetime, *, leads: bool = False
) -> Absent | None:
    member = people.members[member_id]
    if not (may_be_nudged(member) and is_away(member, now)):
        return None
    until, cover = known_end(member, now), cover_of(member_id, people, now)
    if cover is not None:
        via = people.members[cover.via] if cover.via is not None else None
        to = ToMember(people.members[cover.member_id], instead_of=member_id)
        gone = via is not None and not is_away(via, now)
        return Absent(member, until, to, True, via, via_is_away=not gone, leads=leads)
    audience, owner = (Audience.LEAD, "") if leads else (Audience.OWNER, member_id)
    care = Care(owner_id=owner)
    to_above = recipient(audience, warns=False, care=care, team=team, people=people, now=now)
    is_said = not isinstance(to_above, ToMember) if leads else member.cover_id is not None
    return None if is_said else Absent(member, until, to_above, leads=leads)


def cover_of(member_id: str, people: People, now: datetime) -> Cover | None:
    """Who gets what would come to a member now; None while that is the member, or nobody."""
    found = stand_in(member_id, people, now)
    if found is None or found.id == member_id:
        return None
    line = chain(member_id, people)
    before = [people.members[one] for one in line[: line.index(found.id)]]
    # Whoever has left, or cannot be reached, is not back with the end of an absence.
    ends = [known_end(one, now) for one in before if may_be_nudged(one)]
    known = [end for end in ends if end is not None]
    # Of the chain, whoever is back first is asked from then on.
    until = min(known, default=None) if len(known) == len(ends) else None
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
