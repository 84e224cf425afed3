"""Dead ends: where a ladder would end at nobody, or at others than it is meant for, by name."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.care import Care
from bot.core.ladders import Audience
from bot.core.members import Member, Team, is_away, may_be_nudged
from bot.core.recipients import (
    Nobody,
    NotYet,
    People,
    Recipient,
    ToChannel,
    ToMember,
    leads,
    recipient,
    stand_in,
)


def dead_ends(team: Team, people: People, now: datetime, owners: Iterable[str] = ()) -> list[str]:
    """Say, in sentences, who of a team and of these owners cannot be reached, and who is instead.

    Somebody who is away and whose lead hears instead is nothing to mend.
    """
    known = [people.members[one] for one in owners if one in people.members]
    ends = _of_lead(team, people, now)
    if not ends:
        unheard = [one for one in known if _is_unheard(one, team, people, now)]
        ends = [f"Nobody hears of what {one.name} leaves open." for one in unheard]
    covers = [said for one in known if (said := _of_owner(one, team, people, now)) is not None]
    return list(dict.fromkeys([*ends, *covers]))


def _of_lead(team: Team, people: People, now: datetime) -> list[str]:
    if team.lead_id is None:
        if team.channel_id is not None:
            return []
        return ["There is no lead and no channel to escalate to."]
    lead = people.members.get(team.lead_id)
    if lead is None or not may_be_nudged(lead):
        who = "The lead" if lead is None else f"{lead.name} leads {team.name} and"
        return [f"{who} can no longer be reached.{_above(team, people, now)}"]
    if not is_away(lead, now) or stand_in(lead.id, people, now) is not None:
        return []
    if any(stand_in(one, people, now) for one in leads(lead.id, team, people)):
        return []
    return [f"{_absent(lead, people)}{_above(team, people, now)}"]


def _above(team: Team, people: People, now: datetime) -> str:
    """Who hears instead of the lead."""
    return _instead(_goes_to(Audience.LEAD, "", team, people, now), "hears of it")


def _of_owner(owner: Member, team: Team, people: People, now: datetime) -> str | None:
    """What is wrong with whoever reminders are for, or with whoever covers."""
    if is_away(owner, now) and owner.cover_id is None:
        return None
    if (may_be_nudged(owner) and not is_away(owner, now)) or stand_in(owner.id, people, now):
        return None
    said = f"{owner.name} owns customers and can no longer be reached."
    if may_be_nudged(owner):
        said = _absent(owner, people)
    found = _goes_to(Audience.OWNER, owner.id, team, people, now)
    return f"{said}{_instead(found, 'is reminded')}"


def _absent(member: Member, people: People) -> str:
    """Say that somebody is away, and why nobody stands in."""
    chain = _covers(member, people)
    names = [one.name for one in chain]
    if len(chain) == 1:
        return f"{member.name} is away and nobody covers."
    last = chain[-1]
    if last.cover_id in {one.id for one in chain[:-1]}:
        together = f"{', '.join(names[:-1])} and {names[-1]}"
        return f"{together} are away and cover for each other."
    if not may_be_nudged(last):
        return f"{member.name} is away, and {last.name}, who covers, can no longer be reached."
    return f"{member.name} is away, and so is {last.name}, who covers."


def _covers(member: Member, people: People) -> list[Member]:
    """The member and whoever covers, in turn, each once."""
    chain = [member]
    while (cover := people.members.get(chain[-1].cover_id or "")) is not None:
        if cover in chain:
            break
        chain.append(cover)
    return chain


def _instead(found: Recipient, verb: str) -> str:
    match found:
        case ToMember(member=member):
            return f" {member.name} {verb} instead."
        case ToChannel():
            return f" The team's channel {verb} instead."
        case NotYet():
            return " It waits until somebody is back."
        case Nobody():
            return " Nobody hears of it."


def _is_unheard(owner: Member, team: Team, people: People, now: datetime) -> bool:
    return isinstance(_goes_to(Audience.LEAD, owner.id, team, people, now), Nobody)


def _goes_to(
    audience: Audience, owner_id: str, team: Team, people: People, now: datetime
) -> Recipient:
    care = Care(owner_id=owner_id)
    return recipient(audience, warns=False, care=care, team=team, people=people, now=now)
