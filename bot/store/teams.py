"""Teams in the store: added, removed when nobody is in them, and who belongs to which."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, select, update

from bot.core.members import Team
from bot.store import rows
from bot.store.rows import insert
from bot.store.tables import members, teams


def add(connection: Connection, workspace_id: str, name: str, *, like: Team) -> Team:
    """A team without lead, channel or members yet, with the calendar of another one."""
    new = insert(connection, teams).values(
        workspace_id=workspace_id, name=name, **rows.calendar_columns(like)
    )
    return rows.team(connection.execute(new.returning(*teams.c)).mappings().one())


def remove(connection: Connection, workspace_id: str, team_id: int) -> None:
    query = delete(teams).where(teams.c.workspace_id == workspace_id, teams.c.id == team_id)
    connection.execute(query)


def move(
    connection: Connection, workspace_id: str, member_ids: Collection[str], *, to: int
) -> None:
    """Have these members belong to another team of the workspace."""
    query = update(members).where(
        members.c.workspace_id == workspace_id, members.c.id.in_(member_ids)
    )
    connection.execute(query.values(team_id=to))


def sizes(connection: Connection, workspace_id: str) -> dict[int, int]:
    """How many people each team has; of one without any nothing is said.

    Those who left, bots, guests and outsiders are in a team as well, but do not count.
    """
    acts = [
        column.is_(False)
        for column in (
            *(members.c.is_bot, members.c.is_guest),
            *(members.c.is_deactivated, members.c.is_stranger),
        )
    ]
    query = (
        select(members.c.team_id, func.count())
        .where(members.c.workspace_id == workspace_id, *acts)
        .group_by(members.c.team_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def empty_into(connection: Connection, workspace_id: str, team_id: int, *, to: int) -> None:
    """Whoever is left in a team without counting, as bots and guests, goes elsewhere."""
    query = update(members).where(
        members.c.workspace_id == workspace_id, members.c.team_id == team_id
    )
    connection.execute(query.values(team_id=to))
