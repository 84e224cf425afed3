"""Authority: who may do what, in one table, and who can where somebody may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.members import Member, Team, may_act

NAMED = 3  # leads that a refusal names


class Action(StrEnum):
    """What people do and see, as docs/authority.md calls it."""

    LOG = "log a contact"
    PROMISE = "make a promise"
    ANSWER = "answer, or say that no answer is needed"
    ACK = "say that we are on it"
    KEEP = "keep a promise"
    CLAIM = "take it, and let it go"
    SNOOZE = "snooze"
    HOLD = "put on hold, and take off"
    MOVE = "move a promise"
    WITHDRAW = "withdraw a promise"
    GIVE = "hand over"
    UNDO = "undo a change of theirs"
    SEE = "see the customer, and why"
    LIST = "see the list of their team"
    HOME = "see their team in the Home"
    FIGURES = "read the digest of what is theirs"
    ADD_CUSTOMER = "add a customer"
    EDIT_CUSTOMER = "edit a customer"
    HAND_ALL = "hand over all of theirs"
    MERGE = "merge two customers"
    UNMERGE = "take a merge back"
    FORGET = "forget a customer"
    WATCH = "have a customer's channel watched, or no longer"
    SET_UP = "set up their team"
    TICKS = "have ticks answer in watched channels"
    SET_UP_UNLED = "set up a team that nobody leads"
    GATHER = "move people out of their team"
    ADD_TEAM = "add a team"
    TIERS = "change tiers"
    EMOJI = "change what an emoji means"
    OWN = "set their absence, hours and brief"


class Rule(StrEnum):
    """Who may. Workspace admins may what leads may."""

    ANYBODY = "any member of the workspace"
    LEAD = "whoever leads the team, or leads above; anybody while nobody does"
    ANY_LEAD = "whoever leads a team; anybody while nobody does"
    OWNER = "whoever owns the customer, and their lead; anybody while neither is there"
    THEMSELVES = "only the member; for others there is no way to say it"
    READERS = "only who it is about, and who leads their team; others get their own"
    TEAM = "whoever is in the team; others get their own"
    LED = "whoever leads the team; others get their own"


RULES: Mapping[Action, Rule] = dict.fromkeys(Action, Rule.ANYBODY) | {
    Action.LIST: Rule.TEAM,
    Action.HOME: Rule.LED,
    Action.FIGURES: Rule.READERS,
    Action.MERGE: Rule.OWNER,
    Action.UNMERGE: Rule.OWNER,
    Action.FORGET: Rule.OWNER,
    Action.WATCH: Rule.OWNER,
    Action.SET_UP: Rule.LEAD,
    Action.TICKS: Rule.LEAD,
    Action.SET_UP_UNLED: Rule.LEAD,
    Action.GATHER: Rule.LEAD,
    Action.ADD_TEAM: Rule.ANY_LEAD,
    Action.TIERS: Rule.ANY_LEAD,
    Action.EMOJI: Rule.ANY_LEAD,
    Action.OWN: Rule.THEMSELVES,
}


class Forbidden(Refusal):
    """Somebody may not do that; the sentence says who can."""


@dataclass(frozen=True, slots=True)
class About:
    """What an action is about: a team, or customers with their owners.

    `leads` are those who lead it, nearest first, or for what is of no one team all who lead any.
    """

    leads: Sequence[Member] = ()
    team: Team | None = None
    owners: Sequence[Member] = ()
    customer: Customer | None = None


def not_for(member: Member) -> str:
    """Why somebody may not do anything, politely."""
    if member.is_stranger:
        return "Heed is for members of this workspace; nothing was changed."
    if member.is_guest:
        return "Heed is for full members of this workspace, not for guests; nothing was changed."
    return "Heed takes words from active members only; nothing was changed."


def must_act(member: Member) -> None:
    """Refuse whoever is no full member of this workspace."""
    if not may_act(member):
        raise Forbidden(not_for(member))


def must_be_allowed(member: Member, action: Action, about: About) -> None:
    """Refuse whoever may not, and say who can."""
    must_act(member)
    if not may(member, action, about):
        raise Forbidden(_SENTENCES[RULES[action]](action, about))


def may(member: Member, action: Action, about: About) -> bool:
    if not may_act(member):
        return False
    allowed = [one for one in (*about.owners, *about.leads) if may_act(one)]
    if RULES[action] not in _SENTENCES or not allowed:
        return True
    return member.is_admin or any(one.id == member.id for one in allowed)


def _of_team(action: Action, about: About) -> str:
    does = "move people out of it" if action is Action.GATHER else "change how it is set up"
    name = "the team" if about.team is None else about.team.name
    lead = next(one for one in about.leads if may_act(one))
    is_above = about.team is not None and lead.id != about.team.lead_id
    who = f"{lead.name}, one up from {name}," if is_above else f"{lead.name}, who leads {name},"
    return f"Only {who} can {does}; nothing was changed."


_OF_ALL = {
    Action.TIERS: "change tiers",
    Action.EMOJI: "change what an emoji means",
    Action.ADD_TEAM: "add a team",
}


def _of_leads(action: Action, about: About) -> str:
    names = sorted({one.name for one in about.leads if may_act(one)})
    listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return f"Only who leads a team can {_OF_ALL[action]} ({listed}); nothing was changed."


_OF_ONE = {
    Action.FORGET: "have it forgotten",
    Action.MERGE: "merge it",
    Action.UNMERGE: "take the merge back",
    Action.WATCH: "say whether its channel is watched",
}


def _of_owner(action: Action, about: About) -> str:
    does = _OF_ONE[action]
    owner = next((one for one in about.owners if may_act(one)), None)
    name = "the customer" if about.customer is None else about.customer.name
    if owner is not None:
        return f"Only {owner.name}, who owns {name}, or their lead can {does}; nothing was changed."
    lead = next(one for one in about.leads if may_act(one))
    return f"Only {lead.name}, who leads its owner's team, can {does}; nothing was changed."


_SENTENCES = {Rule.LEAD: _of_team, Rule.ANY_LEAD: _of_leads, Rule.OWNER: _of_owner}
