"""Members and teams in the store."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Update,
    bindparam,
    func,
    select,
    update,
)

from bot.core.members import Member, Team, Where
from bot.core.recipients import People
from bot.store import rows
from bot.store.rows import Joined, insert
from bot.store.tables import members, teams

ROUNDS = 6  # how far a chain of covers and leads is followed


def first_team(workspace_id: str) -> ScalarSelect[Any]:
    """The team that whoever is new belongs to: the oldest, whatever it is called by now."""
    query = select(func.min(teams.c.id)).where(teams.c.workspace_id == workspace_id)
    return query.scalar_subquery()


def save(connection: Connection, workspace_id: str, found: Iterable[Member]) -> None:
    """Write what Slack says of members; what Heed knows of them stays."""
    # In one order, so that two who save do not wait for each other.
    for member in sorted(found, key=lambda one: one.id):
        profile = {
            "name": member.name,
            "zone": member.zone,
            "is_bot": member.is_bot,
            "is_guest": member.is_guest,
            "is_deactivated": member.is_deactivated,
            "is_stranger": member.is_stranger,
            "is_admin": member.is_admin,
            "is_unreachable": False,
            "status": member.status,
            "status_until": member.status_until,
        }
        new = insert(connection, members).values(
            workspace_id=workspace_id, id=member.id, team_id=first_team(workspace_id), **profile
        )
        elements = ["workspace_id", "id"]
        connection.execute(new.on_conflict_do_update(index_elements=elements, set_=profile))


def get(connection: Connection, workspace_id: str, member_id: str) -> Member | None:
    return named(connection, workspace_id, [member_id]).get(member_id)


def named(connection: Connection, workspace_id: str, ids: Collection[str]) -> dict[str, Member]:
    known = {"workspace": workspace_id, "ids": list(ids)}
    found = map(rows.member, connection.execute(_named(), known).mappings())
    return {member.id: member for member in found}


@cache
def _named() -> Select[Any]:
    return select(members).where(
        members.c.workspace_id == bindparam("workspace"),
        members.c.id.in_(bindparam("ids", expanding=True)),
    )


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
    found = connection.execute(_all_teams(), {"workspace": workspace_id}).mappings()
    return {team.id: team for team in map(rows.team, found)}


@cache
def _all_teams() -> Select[Any]:
    return select(teams).where(teams.c.workspace_id == bindparam("workspace"))


def change(connection: Connection, workspace_id: str, member_id: str, **values: object) -> None:
    """Set what Heed knows of a member: away_until, cover_id, dm_id, introduced_at, brief_at …"""
    where = {"in_workspace": workspace_id, "member_id": member_id}
    connection.execute(_change(), values | where)


@cache
def _change() -> Update:
    """Sets whatever columns it is given values for."""
    return update(members).where(
        members.c.workspace_id == bindparam("in_workspace"),
        members.c.id == bindparam("member_id"),
    )


def lock_team(
    connection: Connection, workspace_id: str, team_id: int
) -> tuple[Team, Member | None] | None:
    """A team as it stands, with its lead; nobody else changes it in the meantime.

    None if it has been removed.
    """
    joined = Joined.of(teams, members)
    query = (
        select(*joined.columns)
        .select_from(teams)
        .outerjoin(
            members,
            (members.c.workspace_id == teams.c.workspace_id) & (members.c.id == teams.c.lead_id),
        )
        .where(teams.c.workspace_id == workspace_id, teams.c.id == team_id)
        .with_for_update(of=teams, key_share=True)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    found, known = joined.apart(row)
    team = rows.team(found)
    if team.lead_id is not None and known["id"] is None:
        # Whoever held the team has just changed its lead: the join was made before that.
        return team, get(connection, workspace_id, team.lead_id)
    return team, None if known["id"] is None else rows.member(known)


def save_team(connection: Connection, workspace_id: str, team: Team) -> None:
    query = update(teams).where(teams.c.workspace_id == workspace_id, teams.c.id == team.id)
    connection.execute(
        query.values(
            name=team.name,
            lead_id=team.lead_id,
            channel_id=team.channel_id,
            **rows.calendar_columns(team),
            to_channel=team.where is Where.CHANNEL,
            enforce_from=team.enforce_from,
            start_on=team.start_on,
            left_shadow_at=team.left_shadow_at,
            is_shadow=team.is_shadow,
            takes_ticks=team.takes_ticks,
        )
    )


def briefed(
    connection: Connection, workspace_id: str, which: int | Collection[str]
) -> list[Member]:
    """Those of a team, or of these members, whose next brief is planned."""
    query = select(members).where(
        members.c.workspace_id == workspace_id, _one_of(which), members.c.brief_at.is_not(None)
    )
    return list(map(rows.member, connection.execute(query).mappings()))


def leads(connection: Connection, workspace_id: str, which: int | Collection[str]) -> list[Member]:
    """Those of a team, or of these members, who lead any team."""
    leading = select(teams.c.lead_id).where(teams.c.workspace_id == workspace_id)
    query = select(members).where(
        members.c.workspace_id == workspace_id, members.c.id.in_(leading), _one_of(which)
    )
    return list(map(rows.member, connection.execute(query).mappings()))


def _one_of(which: int | Collection[str]) -> ColumnElement[bool]:
    return members.c.team_id == which if isinstance(which, int) else members.c.id.in_(which)


def plan_digests(
    connection: Connection, workspace_id: str, following: Mapping[str, datetime | None]
) -> None:
    """Set when these members get their next digest (None: they lead nobody)."""
    entries = [
        {"in_workspace": workspace_id, "member_id": one, "digest_at": following[one]}
        for one in sorted(following)
    ]
    if entries:
        connection.execute(_change(), entries)


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


def leave_channel(connection: Connection, workspace_id: str, channel_id: str) -> bool:
    """Heed cannot post to this channel: its teams are nudged by direct message again.

    Return whether there were any; once it is left there are none.
    """
    query = update(teams).where(
        teams.c.workspace_id == workspace_id, teams.c.channel_id == channel_id
    )
    return connection.execute(query.values(channel_id=None, to_channel=False)).rowcount > 0
