"""Holders: what those are called who have claimed something just now."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.core.care import claimer
from bot.core.things import Thing
from bot.store import members


def names(
    connection: Connection, workspace_id: str, found: Iterable[Thing], *, now: datetime
) -> dict[str, str]:
    """Return the names by id; nothing is read where nobody has any of it."""
    claims = [claimer(thing.care, now) for thing in found]
    holders = {one for one in claims if one is not None}
    named = members.named(connection, workspace_id, holders) if holders else {}
    return {one.id: one.name for one in named.values()}
