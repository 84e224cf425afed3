"""Recipients: who a nudge goes to, judged at the moment of delivery."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.care import Care, asked, claimer
from bot.core.ladders import Audience
from bot.core.members import Member, Team, Where, away_end, is_away, may_be_nudged


@dataclass(frozen=True, slots=True)
class People:
    """The members and teams that a decision may touch."""

    members: Mapping[str, Member]
    teams: Mapping[int, Team]


@dataclass(frozen=True, slots=True)
class ToMember:
    """`instead_of` names the member it was meant for, when it is another."""

    member: Member
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class ToChannel:
    channel_id: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """Nobody can be told before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Nobody:
    """A dead end: `/heed check` reports it."""


Recipient = ToMember | ToChannel | NotYet | Nobody


def recipient(
    audience: Audience, *, warns: bool, care: Care, team: Team, people: People, now: datetime
) -> Recipient:
    """Say whom a step goes to now: owner, cover, lead, one up, the team's channel."""
    first = asked(care, now)
    above = _up(first, care, team, people, now)
    if audience is Audience.LEAD:
        return _back(_leads(first, care, team, people), people, now, above)
    # What somebody has taken is asked of them; the channel is where anybody may take it.
    is_anybodys = claimer(care, now) is None and not warns
    if team.where is Where.CHANNEL and team.channel_id and is_anybodys:
        return ToChannel(team.channel_id)
    found = in_charge(care, people, now)
    if found is not None:
        is_theirs = found.id in (first, care.owner_id)
        return ToMember(found, instead_of=None if is_theirs else first)
    if isinstance(above, ToMember):
        return ToMember(above.member, instead_of=first)
    waited_for = {*chain(first, people), *_leads(first, care, team, people)}
    return _back(waited_for, people, now, above)


def in_charge(care: Care, people: People, now: datetime) -> Member | None:
    """Whoever can be asked: who has claimed it, else its owner; or whoever covers for them.

    A claimer whom nobody reaches keeps it from nobody: it was its owner's all along.
    """
    found = stand_in(asked(care, now), people, now)
    return stand_in(care.owner_id, people, now) if found is None else found


def stand_in(member_id: str | None, people: People, now: datetime) -> Member | None:
    """The member, or while away whoever covers, along the chain of covers and never in a loop."""
    here = (people.members[one] for one in chain(member_id, people))
    return next((one for one in here if may_be_nudged(one) and not is_away(one, now)), None)


def chain(member_id: str | None, people: People) -> list[str]:
    """The member, whoever covers for them, and so on, each once, as far as they are known."""
    found: list[str] = []
    while member_id is not None and member_id in people.members and member_id not in found:
        found.append(member_id)
        member_id = people.members[member_id].cover_id
    return found


def leads(member_id: str, team: Team, people: People) -> Iterator[str]:
    """The lead, the lead's lead, and so on, each once and never the member itself."""
    seen: set[str] = set()
    lead_id = team.lead_id
    while lead_id is not None and lead_id not in seen:
        seen.add(lead_id)
        if lead_id != member_id:
            yield lead_id
        lead = people.members.get(lead_id)
        above = people.teams.get(lead.team_id) if lead is not None else None
        lead_id = above.lead_id if above is not None else None


def _up(first: str, care: Care, team: Team, people: People, now: datetime) -> Recipient:
    for lead_id in leads(first, team, people):
        found = stand_in(lead_id, people, now)
        if found is not None and found.id not in (first, care.owner_id):
            return ToMember(found, instead_of=None if found.id == lead_id else lead_id)
    return ToChannel(team.channel_id) if team.channel_id else Nobody()


def _leads(first: str, care: Care, team: Team, people: People) -> set[str]:
    """Everybody who would do as the lead, were they here: leads, and whoever covers for them."""
    found = {one for lead in leads(first, team, people) for one in chain(lead, people)}
    return found - {first, care.owner_id}


def _back(member_ids: Iterable[str], people: People, now: datetime, above: Recipient) -> Recipient:
    """Where nobody is above, wait for whoever is back first; Nobody if none is merely away."""
    if not isinstance(above, Nobody):
        return above
    known = [people.members[one] for one in member_ids]
    ends = [away_end(member, now) for member in known if may_be_nudged(member)]
    back = [end for end in ends if end is not None]
    return NotYet(min(back)) if back else Nobody()
