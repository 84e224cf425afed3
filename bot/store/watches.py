"""Watched channels in the store: whose they are, and since when."""

from functools import cache

from sqlalchemy import Connection, Select, bindparam, select, update

from bot.core.names import Known
from bot.store import rows
from bot.store.prepared import Prepared
from bot.store.rows import Joined
from bot.store.tables import customers, members, moved_channels, of_tier, teams, tiers

MOST = 200  # of which it is asked whether Heed hears them


def is_watched(connection: Connection, workspace_id: str, channel_id: str) -> bool:
    """Look before writing: most of what is said has nothing to do with Heed."""
    known = {"workspace": workspace_id, "channel": channel_id}
    return connection.execute(_is_watched(), known).first() is not None


@cache
def _is_watched() -> Select[int]:
    return select(customers.c.id).where(
        customers.c.workspace_id == bindparam("workspace"),
        customers.c.channel_id == bindparam("channel"),
        customers.c.watched_since.is_not(None),
    )


def takes_ticks(connection: Connection, workspace_id: str, channel_id: str) -> bool:
    """Whether a tick may answer there: it is watched, and the owner's team has switched it on."""
    query = (
        select(customers.c.id)
        .join(
            members,
            (members.c.workspace_id == customers.c.workspace_id)
            & (members.c.id == customers.c.owner_id),
        )
        .join(teams, teams.c.id == members.c.team_id)
        .where(
            customers.c.workspace_id == workspace_id,
            customers.c.channel_id == channel_id,
            customers.c.watched_since.is_not(None),
            teams.c.takes_ticks,
        )
    )
    return connection.execute(query).first() is not None


def of_channel(connection: Connection, workspace_id: str, channel_id: str) -> Known | None:
    """The customer whose channel is watched; nobody else logs anything for it meanwhile."""
    query, joined = _of_channel()
    row = query.first(connection, {"workspace": workspace_id, "channel": channel_id})
    if row is None:
        return None
    customer, owner, team, tier = joined.apart(row)
    return Known("", rows.customer(customer, tier), rows.member(owner), rows.team(team))


@cache
def _of_channel() -> tuple[Prepared, Joined]:
    joined = Joined.of(customers, members, teams, tiers)
    query = (
        select(*joined.columns)
        .select_from(customers)
        .join(
            members,
            (members.c.workspace_id == customers.c.workspace_id)
            & (members.c.id == customers.c.owner_id),
        )
        .join(teams, teams.c.id == members.c.team_id)
        .outerjoin(tiers, of_tier)
        .where(
            customers.c.workspace_id == bindparam("workspace"),
            customers.c.channel_id == bindparam("channel"),
            customers.c.watched_since.is_not(None),
            customers.c.is_void.is_(False),
        )
        .with_for_update(of=customers, key_share=True)
    )
    return Prepared(query), joined


def channels(connection: Connection, workspace_id: str) -> list[str]:
    """The channels that are watched."""
    query = select(customers.c.channel_id).where(
        customers.c.workspace_id == workspace_id, customers.c.watched_since.is_not(None)
    )
    found = connection.execute(query.order_by(customers.c.id).limit(MOST)).scalars()
    return [one for one in found if one is not None]


def move(connection: Connection, workspace_id: str, channel_id: str, *, to: str) -> bool:
    """Slack gave a channel another id; return whether it was a customer's.

    The history names channels by the ids that they had.
    """
    ours = moved_channels.c.workspace_id == workspace_id
    for former in (moved_channels.c.channel_id == to, moved_channels.c.channel_id == channel_id):
        connection.execute(moved_channels.delete().where(ours, former))
    further = moved_channels.update().where(ours, moved_channels.c.to_id == channel_id)
    connection.execute(further.values(to_id=to))
    values = {"workspace_id": workspace_id, "channel_id": channel_id, "to_id": to}
    connection.execute(moved_channels.insert(), values)
    query = update(customers).where(
        customers.c.workspace_id == workspace_id, customers.c.channel_id == channel_id
    )
    return connection.execute(query.values(channel_id=to)).rowcount > 0


def known_as(connection: Connection, workspace_id: str, channel_id: str) -> str:
    """The id that a channel has by now."""
    query = select(moved_channels.c.to_id).where(
        moved_channels.c.workspace_id == workspace_id, moved_channels.c.channel_id == channel_id
    )
    return connection.execute(query).scalar_one_or_none() or channel_id
