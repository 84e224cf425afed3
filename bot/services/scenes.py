"""Scenes: everything that decides about some nudges, read in a constant number of statements."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.core.nudges import Nudge
from bot.core.scenes import Scene
from bot.core.things import concerned
from bot.store import deliveries, members, nudges, things

TOLD_WITHIN = timedelta(days=2)  # that far back a day's cap and its spacing reach


def look(
    connection: Connection,
    workspace_id: str,
    ready: Sequence[Nudge],
    *,
    now: datetime,
    readers: Collection[str] = (),
) -> Scene:
    """Read everything that decides about these nudges, in a constant number of statements.

    `readers` are those to whom something is said even without any nudge.
    """
    numbers = {nudge.number for nudge in ready}
    return look_at(connection, workspace_id, numbers, now=now, readers=readers)


def look_at(
    connection: Connection,
    workspace_id: str,
    numbers: Collection[int],
    *,
    now: datetime,
    readers: Collection[str] = (),
) -> Scene:
    """The same of the things with these numbers, as far as there are any."""
    found = things.by_number(connection, workspace_id, numbers)
    ledgers = nudges.of_numbers(connection, workspace_id, numbers)
    ids = {member_id for thing in found.values() for member_id in concerned(thing)}
    # Whoever was told, or reads an older message, need have nothing to do with it any more.
    ids |= {nudge.recipient_id or "" for ledger in ledgers.values() for nudge in ledger}
    ids |= set(readers)
    people = members.circle(connection, workspace_id, ids - {""})
    told = deliveries.told(connection, workspace_id, list(people.members), since=now - TOLD_WITHIN)
    return Scene(found, ledgers, people, now, told)
