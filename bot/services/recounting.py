"""Recounting: what each tiding says, by what is true when it is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core.customers import Customer
from bot.core.handing_over import Owned
from bot.core.history import Verb
from bot.core.members import Member, Team, own_hours
from bot.core.things import Thing
from bot.core.tidings import OF_COVERS, OF_HEED, Deed, Tiding, Tidings, latest, matters
from bot.store import customers, handing_over, members, things

UNDOABLE_FOR = timedelta(hours=24)
NOT_UNDONE = (Deed.SET_UP, Deed.JOINED, Deed.TIERS, Deed.EMOJI, Deed.UNDONE, *OF_COVERS, *OF_HEED)

# Under which names members stand in what is told.
NAMING = ("to", "actor", "member", "former", "undone_by")


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that some tidings may speak of."""

    people: Mapping[str, Member]
    teams: Mapping[int, Team]
    things: Mapping[int, Thing]
    customers: Mapping[int, Customer]
    owned: Mapping[str, Owned]

    def name(self, member_id: object, otherwise: str) -> str:
        found = self.people.get(str(member_id))
        return otherwise if found is None else found.name


def recounted(
    connection: Connection,
    workspace_id: str,
    told: Sequence[Tiding],
    reader: Member,
    *,
    now: datetime,
    is_said: bool = False,
) -> dict[int, Tidings]:
    """What is still to be said of these, oldest first, by the id of each.

    `is_said`: they stand in Slack already, and none of them goes.
    """
    known = _look(connection, workspace_id, told, reader)
    found = {}
    for one in told if is_said else latest(told):
        thing = known.things.get(one.told.get("number") or 0)
        customer = known.customers.get(one.told.get("customer") or 0)
        if is_said or matters(one, thing=thing, customer=customer, now=now):
            found[one.id] = _content(one, known, reader, now)
    return found


def _look(
    connection: Connection, workspace_id: str, told: Sequence[Tiding], reader: Member
) -> _Known:
    of = (connection, workspace_id)
    numbers = {one.told["number"] for one in told if one.told.get("number")}
    ids = {one.told.get(name) for one in told for name in ("customer", "into")} - {None}
    ids |= {customer_id for one in told for customer_id in one.told.get("listed", ())}
    found = {one: customers.get(*of, one) for one in ids if one is not None}
    kept = {one: customer for one, customer in found.items() if customer is not None}
    named = {reader.id} | {one.by_id for one in told}
    named |= {str(one.told.get(name)) for one in told for name in NAMING}
    named |= {customer.owner_id for customer in kept.values()}
    named |= {lead for one in told for lead in one.told.get("changes", {}).get("lead_id", ())}
    changes = [one.told.get("changes", {}) for one in told]
    named |= {one for many in changes for name in ("joined", "left") for one in many.get(name, ())}
    covered = {one.by_id for one in told if one.deed is Deed.COVERS}
    return _Known(
        members.named(*of, {one for one in named if one}),
        members.all_teams(*of),
        things.by_number(*of, numbers) if numbers else {},
        kept,
        {one: handing_over.owned(*of, one) for one in covered},
    )


def _content(one: Tiding, known: _Known, reader: Member, now: datetime) -> Tidings:
    told = one.told
    verb, until = told.get("verb"), told.get("until")
    return Tidings(
        one.deed,
        known.name(one.by_id, "Somebody"),
        own_hours(known.teams[reader.team_id], reader).zone,
        now,
        change_id="" if _is_final(one, now) else one.change_id,
        thing=known.things.get(told.get("number") or 0),
        subject=_subject(told, known),
        to_name=_to(one, known),
        is_taken=told.get("to") == one.by_id,
        at=one.at,
        changes=told.get("changes", {}),
        names={member.id: member.name for member in known.people.values()},
        until=None if until is None else datetime.fromisoformat(until),
        owned=Owned(**told["owned"]) if "owned" in told else known.owned.get(one.by_id, Owned()),
        is_here=told.get("is_here", False),
        has_left=one.by_id in known.people and known.people[one.by_id].is_deactivated,
        verb=None if verb is None else Verb(verb),
        whose="your" if told.get("actor") == reader.id else _whose(told, known),
        is_owners=_owns(told, known, reader),
        former_name=known.name(told.get("former"), "somebody"),
        listed=[known.customers[one] for one in told.get("listed", ()) if one in known.customers],
        undone_by=known.name(told["undone_by"], "Somebody") if "undone_by" in told else "",
    )


def _is_final(one: Tiding, now: datetime) -> bool:
    """Whether it cannot be taken back, or not any more."""
    if "undone_by" in one.told:
        return True
    return one.deed in NOT_UNDONE or now - one.at > UNDOABLE_FOR


def _subject(told: Mapping[str, Any], known: _Known) -> str:
    if "named" in told:
        return str(told["named"])
    if "team" in told:
        team = known.teams.get(told["team"])
        return "a team" if team is None else team.name
    if told.get("verb") == Verb.SET_UP:
        return ""  # people were moved, maybe from several teams
    customer = known.customers.get(told.get("customer") or 0)
    return "a customer" if customer is None else customer.name


def _to(one: Tiding, known: _Known) -> str:
    if "into" in one.told:
        kept = known.customers.get(one.told["into"])
        return "another" if kept is None else kept.name
    if one.deed is Deed.OWNED:
        customer = known.customers.get(one.told["customer"])
        return known.name(customer.owner_id if customer else "", "somebody else")
    otherwise = "" if one.deed in OF_COVERS else "somebody else"
    return known.name(one.told.get("to"), otherwise)


def _whose(told: Mapping[str, Any], known: _Known) -> str:
    return f"{known.name(told.get('actor'), 'somebody')}'s"


def _owns(told: Mapping[str, Any], known: _Known, reader: Member) -> bool:
    thing = known.things.get(told.get("number") or 0)
    return thing is not None and thing.care.owner_id == reader.id
