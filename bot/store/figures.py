"""Figures of a stretch of time, gathered in SQL: only numbers leave the store, never things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select, union

from bot.core.contacts import Direction
from bot.core.digests import Answer, Thanks
from bot.core.nudges import NudgeState
from bot.store.tables import contacts, customers, inquiries, is_open, members, nudges, promises

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Whose:
    """Of which things: those of some owners, or of one customer.

    With `teams`, what is settled counts for the team it was settled in, whoever is in it now.
    """

    owners: Sequence[str] = ()
    customer_id: int | None = None
    teams: Sequence[int] = ()

    def settled(self, table: Table) -> ColumnElement[bool]:
        """Of what is settled, or is open still."""
        if not self.teams:
            return self.of(table)
        then = table.c.settled_team_id
        return or_(then.in_(self.teams), then.is_(None) & self.of(table))

    def of(self, table: Table) -> ColumnElement[bool]:
        if self.customer_id is not None:
            return table.c.customer_id == self.customer_id
        return table.c.owner_id.in_(self.owners)


def answers(
    connection: Connection, workspace_id: str, whose: Whose, stretch: Stretch
) -> list[Answer]:
    """The response times of what was answered, or was due, then."""
    is_given = _within(inquiries.c.settled_at, stretch)
    fell_due = _within(func.coalesce(inquiries.c.due_at, inquiries.c.settled_at), stretch)
    query = select(inquiries.c.spent, inquiries.c.target, is_given, fell_due).where(
        inquiries.c.workspace_id == workspace_id,
        whose.settled(inquiries),
        inquiries.c.state == "answered",
        is_given | fell_due,
        inquiries.c.spent.is_not(None),
    )
    return [Answer(row[0], row[1], bool(row[2]), bool(row[3])) for row in connection.execute(query)]


def _within(column: ColumnElement[Any], stretch: Stretch) -> ColumnElement[bool]:
    return (column >= stretch[0]) & (column < stretch[1])


def promises_due(
    connection: Connection, workspace_id: str, whose: Whose, stretch: Stretch
) -> list[bool]:
    """Of the promises that were due then and still meant: whether each was kept on time.

    That is by the date that the customer counted on, if none before it was missed; else it counts
    where the first of these fell due, and nowhere again.
    """
    counted_on = func.coalesce(promises.c.known_due_at, promises.c.due_at)
    is_early = (promises.c.settled_at <= counted_on) & (promises.c.missed == 0)
    query = select(promises.c.state, is_early).where(
        promises.c.workspace_id == workspace_id,
        whose.settled(promises),
        promises.c.state.in_(["open", "kept"]),
        _within(func.coalesce(promises.c.missed_due_at, counted_on), stretch),
    )
    return [state == "kept" and bool(early) for state, early in connection.execute(query)]


def thanks(
    connection: Connection, workspace_id: str, whose: Whose, stretch: Stretch
) -> list[Thanks]:
    """Who answered and kept how much of these, most first, whoever's it was."""
    # The answers are those that the figures count: the one number is the sum of the others.
    counts = inquiries.c.spent.is_not(None)
    answered = _settled(connection, workspace_id, stretch, inquiries, whose, "answered", counts)
    kept = _settled(connection, workspace_id, stretch, promises, whose, "kept")
    query = select(members.c.id, members.c.name).where(
        members.c.workspace_id == workspace_id, members.c.id.in_({*answered, *kept})
    )
    found = [
        Thanks(name, answered.get(member_id, 0), kept.get(member_id, 0))
        for member_id, name in connection.execute(query)
    ]
    found = [one for one in found if one.answered + one.kept]
    return sorted(found, key=lambda one: (-one.answered - one.kept, one.name))


def _settled(
    connection: Connection,
    workspace_id: str,
    stretch: Stretch,
    table: Table,
    whose: Whose,
    state: str,
    *further: ColumnElement[bool],
) -> dict[str, int]:
    query = (
        select(table.c.settled_by, func.count())
        .where(
            table.c.workspace_id == workspace_id,
            whose.settled(table),
            table.c.state == state,
            table.c.settled_at >= stretch[0],
            table.c.settled_at < stretch[1],
            *further,
        )
        .group_by(table.c.settled_by)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def happy(
    connection: Connection,
    workspace_id: str,
    owners: Sequence[str],
    stretch: Stretch,
    *,
    limit: int,
) -> list[tuple[str, str]]:
    """Good words of customers: (customer, what they said)."""
    query = (
        select(customers.c.name, contacts.c.words)
        .join(customers, customers.c.id == contacts.c.customer_id)
        .where(
            contacts.c.workspace_id == workspace_id,
            contacts.c.mood == "happy",
            contacts.c.direction == Direction.INBOUND,
            contacts.c.words != "",
            contacts.c.is_void.is_(False),
            contacts.c.at >= stretch[0],
            contacts.c.at < stretch[1],
            customers.c.owner_id.in_(owners),
        )
        .order_by(contacts.c.at.desc())
        .limit(limit)
    )
    return [(name, words) for name, words in connection.execute(query)]


def own_contacts(
    connection: Connection, workspace_id: str, member_id: str, stretch: Stretch
) -> int:
    """How often a member spoke to customers; what these wrote, anybody may have logged."""
    query = select(func.count()).where(
        contacts.c.workspace_id == workspace_id,
        contacts.c.member_id == member_id,
        contacts.c.direction == Direction.OUTBOUND,
        contacts.c.is_void.is_(False),
        contacts.c.at >= stretch[0],
        contacts.c.at < stretch[1],
    )
    return int(connection.execute(query).scalar_one())


def lost(connection: Connection, workspace_id: str, *, since: datetime) -> int:
    """Nudges that reached nobody."""
    query = select(func.count()).where(
        nudges.c.workspace_id == workspace_id,
        nudges.c.state == NudgeState.LOST,
        nudges.c.recorded_at >= since,
    )
    return int(connection.execute(query).scalar_one())


def promised_by(
    connection: Connection,
    workspace_id: str,
    owners: Sequence[str],
    *,
    until: datetime,
    now: datetime,
    limit: int,
) -> tuple[list[int], int, int]:
    """Open promises due until then: the worst ones' numbers, how many, and how many overdue."""
    where = (
        promises.c.workspace_id == workspace_id,
        promises.c.owner_id.in_(owners),
        is_open(promises),
        promises.c.due_at < until,
    )
    query = select(promises.c.number).where(*where).order_by(promises.c.due_at, promises.c.number)
    overdue = func.count().filter(promises.c.due_at < now)
    numbers = list(connection.execute(query.limit(limit)).scalars())
    count, late = connection.execute(select(func.count(), overdue).where(*where)).one()
    return numbers, int(count), int(late)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Messages that a team in shadow would have caused, to how many, and when."""

    team_id: int
    reminders: int
    people: int
    first_at: datetime
    last_at: datetime


def in_shadow(
    connection: Connection, workspace_id: str, owners: Sequence[str], *, since: datetime
) -> list[Unsent]:
    """What was only written down since then, by the team of whoever owns what it was about.

    What would have come in one message counts once.
    """
    said = [_shaded(table, workspace_id, owners, since) for table in (inquiries, promises)]
    each = union(*said).subquery()
    query = select(
        each.c.team_id,
        func.count(),
        func.count(each.c.recipient_id.distinct()),
        func.min(each.c.sent_at),
        func.max(each.c.sent_at),
    )
    found = connection.execute(query.group_by(each.c.team_id).order_by(each.c.team_id))
    return [Unsent(*row) for row in found]


def _shaded(
    table: Table, workspace_id: str, owners: Sequence[str], since: datetime
) -> Select[tuple[int, str, datetime]]:
    of = (table.c.workspace_id == nudges.c.workspace_id) & (table.c.number == nudges.c.number)
    its = (members.c.workspace_id == table.c.workspace_id) & (members.c.id == table.c.owner_id)
    return (
        select(members.c.team_id, nudges.c.recipient_id, nudges.c.sent_at)
        .join_from(nudges, table, of)
        .join(members, its)
        .where(
            nudges.c.workspace_id == workspace_id,
            nudges.c.state == NudgeState.PASSED,
            nudges.c.sent_at >= since,
            table.c.owner_id.in_(owners),
        )
    )
