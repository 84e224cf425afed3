"""Looking: what a form or a list needs to know, without changing anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.core.authority import must_act
from bot.core.customers import Customer
from bot.core.deliveries import Bundle, Posted
from bot.core.errors import Refusal
from bot.core.members import own_hours
from bot.core.nudges import Nudge
from bot.core.rows import ahead, row
from bot.core.things import Thing, is_open
from bot.services import beside, scenes
from bot.services.desk import Asked, Desk, UnknownMember
from bot.store import agenda, customers, deliveries, members, nudges, posted
from bot.store import things as stored
from bot.store.deliveries import Outgoing

A_PAGE = 15  # of what did not fit; three blocks each, of fifty that a message may have


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing, and how to tell the time to whoever looks at it."""

    thing: Thing
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """What Heed has to say and has said; `behind` are messages that are still to be edited."""

    ledger: tuple[Nudge, ...]
    outbox: tuple[Outgoing, ...]
    behind: tuple[Posted, ...]
    names: Mapping[str, str]


def thing(desk: Desk, asked: Asked, number: int) -> Seen:
    """One inquiry or promise, for a member who may change it."""
    with desk.store.read() as connection:
        member = members.get(connection, asked.workspace_id, asked.member_id)
        if member is None:
            raise UnknownMember(asked.member_id)
        must_act(member)
        found = stored.by_number(connection, asked.workspace_id, [number]).get(number)
        if found is None:
            raise Refusal(f"There is no #{number}. `/mine` lists what is open for you.")
        team = members.all_teams(connection, asked.workspace_id)[member.team_id]
    return Seen(found, own_hours(team, member).zone, desk.now())


def customer(desk: Desk, asked: Asked, customer_id: int) -> Customer:
    """One customer, for a member who may change it."""
    with desk.store.read() as connection:
        member = members.get(connection, asked.workspace_id, asked.member_id)
        if member is None:
            raise UnknownMember(asked.member_id)
        must_act(member)
        return standing(connection, asked.workspace_id, customer_id)


def standing(connection: Connection, workspace_id: str, customer_id: int) -> Customer:
    """A customer that is still there. Raises Refusal."""
    found = customers.standing(connection, workspace_id, customer_id)
    if found is None:
        raise Refusal("There is no such customer any more.")
    return found


def rest(desk: Desk, asked: Asked, delivery_id: int, *, after: int = 0) -> Bundle:
    """What did not fit into a reminder and is still open, for its own reader; page by page.

    `after` counts those that were shown on the pages before, in the order in which they stand.
    """
    with desk.store.read() as connection:
        reader = members.get(connection, asked.workspace_id, asked.member_id)
        if reader is None:
            raise UnknownMember(asked.member_id)
        must_act(reader)
        message = posted.of_delivery(connection, asked.workspace_id, delivery_id)
        if message is None or message.recipient_id != asked.member_id:
            raise Refusal("That reminder is too old. `/mine` shows what is open.")
        hidden = [one for one in message.rows if not one.is_shown and not one.is_old]
        said = [one.nudge for one in hidden]
        scene = scenes.look(connection, asked.workspace_id, said, now=desk.now())
        scene = beside.seen(connection, asked.workspace_id, scene)
        teams = members.all_teams(connection, asked.workspace_id)
    places = [
        place
        for place, one in enumerate(said)
        if place >= after and one.number in scene.things and is_open(scene.things[one.number])
    ]
    if not places:
        raise Refusal("The others are all settled by now.")
    page = [said[place] for place in places[:A_PAGE]]
    following = ahead(scene, [one.number for one in page])
    to = asked.member_id
    return Bundle(
        message.kind,
        delivery_id,
        tuple(row(one, scene, reader_id=to, following=following) for one in page),
        own_hours(teams[reader.team_id], reader).zone,
        scene.now,
        reader_id=reader.id,
        reader_name=reader.name,
        more=len(places) - len(page),
        rest_after=places[len(page) - 1] + 1,
    )


def is_reminder(desk: Desk, workspace_id: str, channel_id: str, ts: str) -> bool | None:
    """Whether a reminder stands there; None while one may be, that is not settled yet."""
    with desk.store.read() as connection:
        if posted.is_ours(connection, workspace_id, channel_id, ts):
            return True
        return None if deliveries.in_flight(connection, workspace_id, channel_id) else False


def owed(desk: Desk, workspace_id: str, *, limit: int) -> Owed:
    """The end of the ledger and of the outbox, for whoever looks inside."""
    with desk.store.read() as connection:
        ledger = nudges.newest(connection, workspace_id, limit=limit)
        outbox = deliveries.newest(connection, workspace_id, limit=limit)
        behind = posted.behind(connection, workspace_id, limit=limit)
        ids = {one.recipient_id for one in ledger if one.recipient_id}
        ids |= {one.recipient_id for one in behind}
        ids |= {one.delivery.recipient_id for one in outbox}
        known = members.named(connection, workspace_id, ids)
    names = {member.id: member.name for member in known.values()}
    return Owed(tuple(ledger), tuple(outbox), tuple(behind), names)


def next_instant(desk: Desk, workspace_id: str) -> datetime | None:
    """When the workspace's clock will next set something off, of itself."""
    with desk.store.read() as connection:
        return agenda.next_instant(connection, workspace_id)
