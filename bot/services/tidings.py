"""Tidings: whoever owns or leads something is told, once, what somebody else did with it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from bot.core.customers import Customer
from bot.core.deliveries import Delivery, DeliveryKind
from bot.core.history import Event, Verb
from bot.core.members import Member, Team, may_act, own_hours
from bot.core.things import Thing
from bot.core.tidings import Deed, Tidings
from bot.services.desk import Desk, Turn
from bot.store import customers, deliveries, members
from bot.store import things as stored

OF_THINGS = {Verb.MOVED: Deed.MOVED, Verb.WITHDRAWN: Deed.WITHDRAWN, Verb.GIVEN: Deed.GIVEN}


def of_thing(turn: Turn, thing: Thing, event: Event) -> None:
    """The owner, as it was before, hears of a move, a withdrawal or a hand-over."""
    if event.verb in OF_THINGS:
        told: dict[str, Any] = {"number": thing.number, "to": event.member_id}
        _owe(turn, thing.owner, OF_THINGS[event.verb], **told)


def of_all(turn: Turn, former: Member, to: Member) -> None:
    _owe(turn, former, Deed.HANDED, to=to.id)


def of_customer(turn: Turn, customer: Customer) -> None:
    """Whoever owned it hears that it is somebody else's."""
    if customer.owner_id != turn.member.id:
        for owner in members.named(
            turn.connection, turn.workspace_id, [customer.owner_id]
        ).values():
            _owe(turn, owner, Deed.OWNED, customer=customer.id)


def of_merge(turn: Turn, gone: Customer, kept: Customer) -> None:
    ids = {gone.owner_id, kept.owner_id} - {turn.member.id}
    for owner in members.named(turn.connection, turn.workspace_id, ids).values() if ids else ():
        _owe(turn, owner, Deed.MERGED, customer=gone.id, into=kept.id)


def of_watching(turn: Turn, customer: Customer) -> None:
    """Whoever owns it hears that its channel is watched, or no longer."""
    if customer.owner_id != turn.member.id:
        deed = Deed.UNWATCHED if customer.watched_since is None else Deed.WATCHED
        of = (turn.connection, turn.workspace_id, [customer.owner_id])
        for owner in members.named(*of).values():
            _owe(turn, owner, deed, customer=customer.id)


def of_teams(turn: Turn, teams: Iterable[Team]) -> None:
    """Whoever leads them hears that they were changed."""
    led = {team.lead_id: team.id for team in teams if team.lead_id not in (None, turn.member.id)}
    ids = [lead_id for lead_id in led if lead_id is not None]
    for lead in members.named(turn.connection, turn.workspace_id, ids).values() if ids else ():
        _owe(turn, lead, Deed.SET_UP, team=led[lead.id])


def _owe(turn: Turn, reader: Member, deed: Deed, **told: Any) -> None:
    """Only numbers are kept: the words are of when it is said."""
    if reader.id == turn.member.id or not may_act(reader):
        return
    deliveries.add(
        turn.connection,
        turn.workspace_id,
        DeliveryKind.NOTICE,
        recipient_id=reader.id,
        body={"deed": deed, "by": turn.member.id, "change": turn.change_id, **told},
        once=f"deed:{turn.change_id}:{reader.id}",
        now=turn.now,
        system_now=turn.system_now,
    )
    turn.left.append("a notice")


def tidings_of(desk: Desk, delivery: Delivery) -> Tidings:
    """What such a notice says, by what is true now."""
    told = dict(delivery.body or {})
    of = (delivery.workspace_id,)
    with desk.store.read() as connection:
        ids = [one for one in (delivery.recipient_id, told["by"], told.get("to")) if one]
        known = members.named(connection, *of, ids)
        every = members.all_teams(connection, *of)
        number = told.get("number")
        things = stored.by_number(connection, *of, [number]) if number else {}
        subject, into = _names(connection, delivery.workspace_id, told, every)
    reader = known[delivery.recipient_id]
    names = {one.id: one.name for one in known.values()}
    return Tidings(
        Deed(told["deed"]),
        names.get(told["by"], "Somebody"),
        own_hours(every[reader.team_id], reader).zone,
        desk.now(),
        change_id="" if told["deed"] == Deed.SET_UP else told["change"],
        thing=things.get(number or 0),
        subject=subject,
        to_name=into or names.get(told.get("to") or "", "somebody else"),
        is_taken=told.get("to") == told["by"],
    )


def _names(
    connection: Connection, workspace_id: str, told: dict[str, Any], every: dict[int, Team]
) -> tuple[str, str]:
    """What it is about by name, and what it became part of or whose it is now."""
    if "team" in told:
        team = every.get(told["team"])
        return ("a team" if team is None else team.name), ""
    if "customer" not in told:
        return "", ""
    customer = customers.get(connection, workspace_id, told["customer"])
    if customer is None:
        return "a customer", ""
    if "into" in told:
        kept = customers.get(connection, workspace_id, told["into"])
        return customer.name, "another" if kept is None else kept.name
    owner = members.get(connection, workspace_id, customer.owner_id)
    return customer.name, "" if owner is None else owner.name
