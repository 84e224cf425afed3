"""Unwatching: a customer's channel that can no longer be heard, or goes by another id."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Connection

from bot.core.customers import Customer
from bot.core.history import Event, Kind, Surface, Verb
from bot.core.particulars import Part
from bot.core.tidings import Deed
from bot.services import tidings
from bot.services.desk import Desk
from bot.store import customers, heard, history, members, watches

NOBODY = "slack"  # who did it, where Slack does not say


class Ending(StrEnum):
    """What became of the channel."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    LEFT = "left"
    TAKEN = "taken"  # by the id that it goes by now it is another's


def end(
    desk: Desk,
    workspace_id: str,
    channel_id: str,
    *,
    event_id: str,
    ending: Ending,
    by: str | None,
) -> bool:
    """Watch a channel no longer, and say so to the customer's owner; False if it was not watched.

    A second telling finds it unwatched, so that it is said once.
    """
    with desk.store.read() as connection:
        if not watches.is_watched(connection, workspace_id, channel_id):
            return False
    now = desk.now()
    with desk.store.write() as connection:
        known = watches.of_channel(connection, workspace_id, channel_id)
        if known is None or known.customer.watched_since is None:
            return False
        before = known.customer
        customers.save(connection, workspace_id, replace(before, watched_since=None))
        _note(connection, workspace_id, before, ending=ending, by=by or NOBODY, now=now)
        told = {"channel_id": channel_id, "ending": ending}
        _tell(connection, workspace_id, before, Deed.UNHEARD, told, now=now, event_id=event_id)
    desk.wake()
    return True


def _note(
    connection: Connection,
    workspace_id: str,
    before: Customer,
    *,
    ending: Ending,
    by: str,
    now: datetime,
) -> None:
    """Write it into the history: nobody of ours did it, so nobody takes it back."""
    event = Event(Verb.UNHEARD, Kind.CUSTOMER, by, now, now, customer_id=before.id)
    watched = before.watched_since and before.watched_since.isoformat()
    facts = {
        "part": Part.CHANNEL,
        "channel_id": before.channel_id,
        "watched": watched,
        "ending": ending,
    }
    history.append(
        connection,
        workspace_id,
        [event],
        change_id=uuid4().hex,
        surface=Surface.CHANNEL,
        facts=facts,
    )


def _tell(
    connection: Connection,
    workspace_id: str,
    before: Customer,
    deed: Deed,
    told: Mapping[str, object],
    *,
    now: datetime,
    event_id: str,
) -> None:
    of = (connection, workspace_id, before.owner_id, deed)
    once = f"unwatched:{event_id}"
    tidings.of_itself(*of, once=once, now=now, customer=before.id, changes=told)


def make_way(
    desk: Desk,
    workspace_id: str,
    channel_id: str,
    *,
    to: str,
    event_id: str,
) -> bool:
    """Let go of a channel whose new id is another customer's or a team's; tell whose it was.

    What they read there is no longer only theirs, so nobody may go on as before.
    """
    now = desk.now()
    with desk.store.write() as connection:
        before = customers.with_channel(connection, workspace_id, channel_id)
        if before is None or not _is_taken(connection, workspace_id, to, by=before):
            return False
        after = replace(before, channel_id=None, watched_since=None)
        customers.save(connection, workspace_id, after)
        _note(connection, workspace_id, before, ending=Ending.TAKEN, by=NOBODY, now=now)
        told = {"channel_id": to, "was_watched": before.watched_since is not None}
        _tell(connection, workspace_id, before, Deed.TAKEN, told, now=now, event_id=event_id)
    desk.wake()
    return True


def _is_taken(connection: Connection, workspace_id: str, channel_id: str, *, by: Customer) -> bool:
    other = customers.with_channel(connection, workspace_id, channel_id)
    every = members.all_teams(connection, workspace_id).values()
    of_team = any(team.channel_id == channel_id for team in every)
    return of_team or (other is not None and other.id != by.id)


def follow(desk: Desk, workspace_id: str, channel_id: str, *, to: str) -> bool:
    """Go on watching a channel under its new id."""
    with desk.store.write() as connection:
        if not watches.move(connection, workspace_id, channel_id, to=to):
            return False
        heard.move(connection, workspace_id, channel_id, to=to)
    return True
