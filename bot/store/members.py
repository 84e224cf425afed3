"""Members and teams in the store."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, select, update

from bot.core.members import Member, Team, Where
from bot.core.recipients import People
from bot.store import rows
from bot.store.rows import insert, labelled, part
from bot.store.tables import members, teams
from bot.store.workspaces import FIRST_TEAM

ROUNDS = 6  # how far a chain of covers and leads is followed


def first_team(workspace_id: str) -> ScalarSelect[Any]:
    query = select(teams.c.id).where(
        teams.c.workspace_id == workspace_id, teams.c.name == FIRST_TEAM
    )
    return query.scalar_subquery()


def save(connection: Connection, workspace_id: str, found: Iterable[Member]) -> None:
    """Write what Slack says of members; what Heed knows of them stays."""
    for member in found:
        profile = {
            "name": member.name,
            "zone": member.zone,
            "is_bot": member.is_bot,
            "is_guest": member.is_guest,
            "is_deactivated": member.is_deactivated,
            "is_stranger": member.is_stranger,
            "is_unreachable": False,
        }
        new = insert(connection, members).values(
            workspace_id=workspace_id, id=member.id, team_id=first_team(workspace_id), **profile
        )
        elements = ["workspace_id", "id"]
        connection.execute(new.on_conflict_do_update(index_elements=elements, set_=profile))


def get(connection: Connection, workspace_id: str, member_id: str) -> Member | None:
    return named(connection, workspace_id, [member_id]).get(member_id)


def named(connection: Connection, workspace_id: str, ids: Collection[str]) -> dict[str, Member]:
    query = select(members).where(members.c.workspace_id == workspace_id, members.c.id.in_(ids))
    found = map(rows.member, connection.execute(query).mappings())
    return {member.id: member for member in found}


def known(connection: Connection, workspace_id: str) -> set[str]:
    query = select(members.c.id).where(members.c.workspace_id == workspace_id)
    return set(connection.execute(query).scalars())


def circle(connection: Connection, workspace_id: str, ids: Collection[str]) -> People:
    """The members, whoever covers for them, their leads, and those of these."""
    found: dict[str, Member] = {}
    every = all_teams(connection, workspace_id)
    missing = {member_id for member_id in ids if member_id}
    for _ in range(ROUNDS):
        if not missing:
            break
        new = named(connection, workspace_id, missing)
        found |= new
        wanted = {member.cover_id for member in new.values()}
        wanted |= {every[member.team_id].lead_id for member in new.values()}
        missing = {member_id for member_id in wanted if member_id} - set(found) - missing
    return People(found, every)


def all_teams(connection: Connection, workspace_id: str) -> dict[int, Team]:
    query = select(teams).where(teams.c.workspace_id == workspace_id)
    return {team.id: team for team in map(rows.team, connection.execute(query).mappings())}


def with_team(connection: Connection, workspace_id: str, member_id: str) -> tuple[Member, Team]:
    query = (
        select(*labelled(members, "member"), *labelled(teams, "team"))
        .join(teams, teams.c.id == members.c.team_id)
        .where(members.c.workspace_id == workspace_id, members.c.id == member_id)
    )
    row = connection.execute(query).mappings().one()
    return rows.member(part(row, "member")), rows.team(part(row, "team"))


def change(connection: Connection, workspace_id: str, member_id: str, **values: object) -> None:
    """Set what Heed knows of a member: away_until, cover_id, dm_id, introduced_at, digest_at."""
    query = update(members).where(members.c.workspace_id == workspace_id, members.c.id == member_id)
    connection.execute(query.values(**values))


def save_team(connection: Connection, workspace_id: str, team: Team) -> None:
    query = update(teams).where(teams.c.workspace_id == workspace_id, teams.c.id == team.id)
    connection.execute(
        query.values(
            name=team.name,
            lead_id=team.lead_id,
            channel_id=team.channel_id,
            zone=team.zone,
            week={day: [list(window) for window in windows] for day, windows in team.week.items()},
            closed=team.closed,
            to_channel=team.where is Where.CHANNEL,
        )
    )


def in_team(connection: Connection, workspace_id: str, team_ids: Collection[int]) -> list[Member]:
    query = select(members).where(
        members.c.workspace_id == workspace_id, members.c.team_id.in_(team_ids)
    )
    return list(map(rows.member, connection.execute(query.order_by(members.c.name)).mappings()))


def digests_due(connection: Connection, workspace_id: str, *, now: datetime) -> list[Member]:
    query = select(members).where(
        members.c.workspace_id == workspace_id, members.c.digest_at <= now
    )
    return list(map(rows.member, connection.execute(query).mappings()))


def leave_channel(connection: Connection, workspace_id: str, channel_id: str) -> None:
    """Heed cannot post to this channel: its teams are nudged by direct message again."""
    query = update(teams).where(
        teams.c.workspace_id == workspace_id, teams.c.channel_id == channel_id
    )
    connection.execute(query.values(channel_id=None, to_channel=False))
