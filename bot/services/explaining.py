"""Explaining: why a message in a channel counted for a customer, or did not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.core.authority import must_act
from bot.core.customers import Customer
from bot.core.heard import Explained, Heard, instant
from bot.core.history import Event, Kind, Verb
from bot.core.inquiries import Inquiry
from bot.core.members import Member, own_hours
from bot.core.sides import is_named
from bot.services import by_hand
from bot.services.desk import Asked, Desk, UnknownMember
from bot.store import customers, heard, history, items, members, moving, posted


def explain(
    desk: Desk, asked: Asked, channel_id: str, ts: str, *, is_robot: bool
) -> tuple[Explained, ZoneInfo, datetime]:
    """Say which rule decided, in the reader's zone. Raises Refusal, or UnknownMember."""
    workspace_id = asked.workspace_id
    with desk.store.read() as connection:
        reader = members.get(connection, workspace_id, asked.member_id)
        if reader is None:
            raise UnknownMember(asked.member_id)
        must_act(reader)
        team = members.all_teams(connection, workspace_id)[reader.team_id]
        row = heard.get(connection, workspace_id, channel_id, ts)
        if row is None:
            found = _unheard(connection, workspace_id, channel_id, ts, is_robot=is_robot)
        else:
            found = _heard(connection, workspace_id, row)
    return found, own_hours(team, reader).zone, desk.now()


def counted(
    desk: Desk, asked: Asked, channel_id: str, ts: str
) -> tuple[Explained, ZoneInfo, datetime] | None:
    """The same of a message that counted already; None if it may still be logged."""
    with desk.store.read() as connection:
        if by_hand.counted(connection, asked.workspace_id, channel_id, ts) is None:
            return None
    return explain(desk, asked, channel_id, ts, is_robot=False)


def _heard(connection: Connection, workspace_id: str, row: Heard) -> Explained:
    # Whose it was may be part of another customer by now.
    customer_id = moving.part_of(connection, workspace_id, row.customer_id)
    customer = None if customer_id is None else customers.get(connection, workspace_id, customer_id)
    author = members.get(connection, workspace_id, row.author_id)
    state = None
    if row.number is not None:
        known = items.by_number(connection, workspace_id, Kind.INQUIRY, [row.number])
        item = known.get(row.number)
        state = item.state if isinstance(item, Inquiry) else None
    noted = {one.verb: one.at for one in _noted(connection, workspace_id, row)}
    return Explained(
        row,
        customer,
        edited_at=noted.get(Verb.REWORDED),
        deleted_at=noted.get(Verb.DELETED),
        customer_name="the customer" if customer is None else customer.name,
        author_name="somebody" if author is None else author.name,
        state=state,
        is_unnamed=_is_unnamed(author, customer),
    )


def _is_unnamed(author: Member | None, customer: Customer | None) -> bool:
    """Whether somebody of another company is only taken for the customer's."""
    if author is None or customer is None:
        return False
    return author.is_stranger and not is_named(author, customer.people)


def _noted(connection: Connection, workspace_id: str, row: Heard) -> list[Event]:
    if row.contact_id is None:
        return []
    return history.of_message(
        connection,
        workspace_id,
        contact_id=row.contact_id,
        ts=row.ts,
        heard_for=row.customer_id,
    )


def _unheard(
    connection: Connection, workspace_id: str, channel_id: str, ts: str, *, is_robot: bool
) -> Explained:
    customer = customers.with_channel(connection, workspace_id, channel_id)
    since = None if customer is None else customer.watched_since
    return Explained(
        customer=None if since is None else customer,
        is_early=since is not None and instant(ts) < since,
        is_robot=is_robot,
        is_reminder=posted.is_ours(connection, workspace_id, channel_id, ts),
    )
