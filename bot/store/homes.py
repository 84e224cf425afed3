"""Homes: who looks at theirs, what stands in it, and which are behind what the store knows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    delete,
    null,
    or_,
    select,
    true,
    union_all,
    update,
)

from bot.core.homes import Home, Touched
from bot.store.prepared import Prepared
from bot.store.rows import Fields, insert
from bot.store.tables import (
    customers,
    home_rows,
    homes,
    inquiries,
    members,
    promises,
    teams,
)

MOST_COVERS = 3  # who cover one for the other; beyond, a Home shows what is new when it is opened
WORKSPACE: BindParameter[str] = bindparam("in_workspace")


def value(row: Fields) -> Home:
    return Home(
        workspace_id=row["workspace_id"],
        member_id=row["member_id"],
        of_team=row["of_team"],
        page=row["page"],
        wanted=row["wanted"],
        attempts=row["attempts"],
        hash=row["hash"],
        said=row["said"] or (),
    )


def want(
    connection: Connection, workspace_id: str, member_id: str, *, at: datetime, **changes: Any
) -> None:
    """A member looks at their Home now: have it published, with these columns changed."""
    new = insert(connection, homes).values(
        workspace_id=workspace_id, member_id=member_id, opened_at=at, **changes
    )
    seen = {"opened_at": at, "wanted": homes.c.wanted + 1, **changes}
    keys = ["workspace_id", "member_id"]
    connection.execute(new.on_conflict_do_update(index_elements=keys, set_=seen))


def touch(connection: Connection, workspace_id: str, touched: Touched, *, since: datetime) -> bool:
    """Have those Homes published anew that were looked at since then, and that a change touches.

    Return whether there are any.
    """
    known: dict[str, Any] = {"in_workspace": workspace_id, "since": since}
    if not touched.everybody:
        # Nothing has these names: each list has something in it, so that few shapes are prepared.
        known["numbers"] = list(touched.numbers) or [-1]
        known["customer_ids"] = list(touched.customer_ids) or [-1]
        known["member_ids"] = list(touched.member_ids) or [""]
    return _touch(everybody=touched.everybody).change(connection, known) > 0


@cache
def _touch(*, everybody: bool) -> Prepared:
    # In one order, so that two who touch several do not wait for each other in a circle.
    chosen = (
        select(homes.c.member_id)
        .where(
            homes.c.workspace_id == WORKSPACE,
            homes.c.opened_at > bindparam("since"),
            true() if everybody else _is_touched(),
        )
        .order_by(homes.c.member_id)
        .with_for_update()
    )
    query = update(homes).where(homes.c.workspace_id == WORKSPACE, homes.c.member_id.in_(chosen))
    lists = () if everybody else ("numbers", "customer_ids", "member_ids")
    return Prepared(query.values(wanted=homes.c.wanted + 1), lists=lists)


def _is_touched() -> ColumnElement[bool]:
    """Whether a Home shows it, or is of somebody whom it is asked of: directly, as cover, as lead.

    What is new, or handed over just now, is shown nowhere yet.
    """
    # As a common table it would stand before the UPDATE, and SQLite would not count what changed.
    touched = _asked().subquery("touched")
    asked = select(touched.c.member_id)
    covers: list[Select[str | None]] = []
    for _ in range(MOST_COVERS):
        of_those = covers[-1] if covers else asked
        covers.append(
            select(members.c.cover_id).where(
                members.c.workspace_id == WORKSPACE, members.c.id.in_(of_those)
            )
        )
    of_team = (
        select(teams.c.lead_id)
        .join(members, members.c.team_id == teams.c.id)
        .where(
            teams.c.workspace_id == WORKSPACE,
            members.c.workspace_id == WORKSPACE,
            members.c.id.in_(asked),
        )
    )
    showing = select(home_rows.c.member_id).where(
        home_rows.c.workspace_id == WORKSPACE,
        home_rows.c.number.in_(bindparam("numbers", expanding=True)),
    )
    return or_(
        homes.c.member_id.in_(asked),
        *(homes.c.member_id.in_(one) for one in covers),
        homes.c.of_team & homes.c.member_id.in_(of_team),
        homes.c.member_id.in_(showing),
    )


def _asked() -> Any:
    """Whose the things and customers are, and who else is named."""
    owners = [
        select(column.label("member_id")).where(
            table.c.workspace_id == WORKSPACE,
            table.c.number.in_(bindparam("numbers", expanding=True)),
        )
        for table in (inquiries, promises)
        for column in (table.c.owner_id, table.c.claimed_by)
    ]
    of_customers = select(customers.c.owner_id).where(
        customers.c.workspace_id == WORKSPACE,
        customers.c.id.in_(bindparam("customer_ids", expanding=True)),
    )
    named = select(members.c.id).where(
        members.c.workspace_id == WORKSPACE,
        members.c.id.in_(bindparam("member_ids", expanding=True)),
    )
    return union_all(*owners, of_customers, named)


def unsay(
    connection: Connection, workspace_id: str, customer_ids: Collection[int], *, at: datetime
) -> bool:
    """Have every Home published that may name these customers, however long ago it was looked at.

    What was said in any of them after a press goes. Return whether there are any.
    """
    of = [
        select(table.c.number).where(
            table.c.workspace_id == workspace_id, table.c.customer_id.in_(customer_ids)
        )
        for table in (inquiries, promises)
    ]
    showing = select(home_rows.c.member_id).where(
        home_rows.c.workspace_id == workspace_id, home_rows.c.number.in_(union_all(*of))
    )
    owners = select(customers.c.owner_id).where(
        customers.c.workspace_id == workspace_id, customers.c.id.in_(customer_ids)
    )
    covers = select(members.c.cover_id).where(
        members.c.workspace_id == workspace_id, members.c.id.in_(owners)
    )
    naming = or_(
        homes.c.said.is_not(None),
        homes.c.of_team,
        *(homes.c.member_id.in_(who) for who in (showing, owners, covers)),
    )
    query = update(homes).where(homes.c.workspace_id == workspace_id, naming)
    seen = {"said": null(), "wanted": homes.c.wanted + 1, "opened_at": at}
    return connection.execute(query.values(**seen)).rowcount > 0


def is_behind(
    connection: Connection, active: Collection[str], *, since: datetime, now: datetime
) -> bool:
    """Whether any Home that is looked at may have to be published."""
    known = {"active": list(active), "since": since, "now": now}
    return connection.execute(_is_behind(), known).first() is not None


@cache
def _is_behind() -> Select[str]:
    query = select(homes.c.member_id).where(*_behind())
    return query.limit(1)


def _behind() -> tuple[ColumnElement[bool], ...]:
    is_turned = homes.c.turns_at <= bindparam("now")
    return (
        homes.c.workspace_id.in_(bindparam("active", expanding=True)),
        homes.c.opened_at > bindparam("since"),
        or_(homes.c.wanted > homes.c.shown, is_turned),
    )


def claim_behind(
    connection: Connection,
    *,
    active: Collection[str],
    since: datetime,
    now: datetime,
    system_now: datetime,
    lease: timedelta,
) -> Home | None:
    """Take one Home that somebody looks at and that is behind, whoever looked last first."""
    known = {"active": list(active), "since": since, "now": now}
    free = or_(homes.c.leased_until.is_(None), homes.c.leased_until <= system_now)
    turn = or_(homes.c.ready_at.is_(None), homes.c.ready_at <= system_now)
    query = (
        select(homes)
        .where(*_behind(), free, turn)
        .order_by(homes.c.opened_at.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(query, known).mappings().first()
    if row is None:
        return None
    taken = {"leased_until": system_now + lease, "attempts": row["attempts"] + 1}
    home = value(row)
    connection.execute(_of(home).values(**taken))
    return home


def shown(
    connection: Connection,
    home: Home,
    *,
    numbers: Sequence[int],
    mark: str | None,
    turns_at: datetime | None,
    ready_at: datetime,
) -> None:
    """It shows what was wanted when it was claimed: these things. It rests until `ready_at`."""
    done: Mapping[str, Any] = {"shown": home.wanted, "attempts": 0, "leased_until": None}
    after = {"hash": mark, "turns_at": turns_at, "ready_at": ready_at}
    connection.execute(_of(home).values(**done, **after))
    of = {"workspace_id": home.workspace_id, "member_id": home.member_id}
    connection.execute(
        delete(home_rows).where(
            home_rows.c.workspace_id == home.workspace_id, home_rows.c.member_id == home.member_id
        )
    )
    if numbers:
        entries = [of | {"number": number} for number in sorted(set(numbers))]
        connection.execute(insert(connection, home_rows), entries)


def try_later(connection: Connection, home: Home, *, ready_at: datetime, mark: str | None) -> None:
    later = {"leased_until": None, "ready_at": ready_at, "hash": mark}
    connection.execute(_of(home).values(**later))


def _of(home: Home) -> Update:
    return update(homes).where(
        homes.c.workspace_id == home.workspace_id, homes.c.member_id == home.member_id
    )
