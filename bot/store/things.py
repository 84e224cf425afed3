"""Inquiries and promises in the store: what may need a nudge, with whom it concerns."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    Update,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from bot.core.customers import Customer
from bot.core.history import Kind
from bot.core.inquiries import Inquiry, InquiryState
from bot.core.members import Member, Team
from bot.core.promises import Promise, PromiseState
from bot.core.things import Thing, worst_first
from bot.store import rows
from bot.store.prepared import Prepared
from bot.store.rows import Fields, Joined
from bot.store.tables import (
    contacts,
    customers,
    inquiries,
    is_open,
    is_our_word,
    members,
    nudges,
    of_tier,
    promises,
    teams,
    tiers,
    workspaces,
)

RECKONED = 300  # inquiries put in the order in which they are due; a longer list is read by pages
TABLES = {Kind.INQUIRY: inquiries, Kind.PROMISE: promises}


def inquiry(row: Fields) -> Inquiry:
    return Inquiry(
        number=row["number"],
        customer_id=row["customer_id"],
        contact_id=row["contact_id"],
        care=rows.care(row),
        opened_at=row["opened_at"],
        logged_at=row["logged_at"],
        last_word_at=row["last_word_at"],
        chases=row["chases"],
        state=InquiryState(row["state"]),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        spent=row["spent"],
        target=row["target"],
        linked_to=row["linked_to"],
        episode=row["episode"],
        acked_at=row["acked_at"],
        complained_at=row["complained_at"],
    )


def promise(row: Fields) -> Promise:
    return Promise(
        number=row["number"],
        customer_id=row["customer_id"],
        words=row["words"],
        care=rows.care(row),
        made_at=row["made_at"],
        made_by=row["made_by"],
        due_at=row["due_at"],
        logged_at=row["logged_at"],
        state=PromiseState(row["state"]),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        moves=row["moves"],
        reason=row["reason"],
        episode=row["episode"],
        missed=row["missed"],
        untold_since=row["untold_since"],
        known_due_at=row["known_due_at"],
    )


def columns(item: Inquiry | Promise) -> dict[str, Any]:
    """What a row of `item` holds, but for the workspace and the sweep's own columns."""
    values = rows.care_columns(item.care)
    names = ["number", "customer_id", "logged_at", "state", "settled_at", "settled_by", "episode"]
    if isinstance(item, Inquiry):
        names += ["contact_id", "opened_at", "last_word_at", "chases", "spent", "target"]
        names += ["linked_to", "acked_at", "complained_at"]
    else:
        names += ["words", "made_at", "made_by", "due_at", "moves", "reason"]
        names += ["missed", "untold_since", "known_due_at"]
    return values | {name: getattr(item, name) for name in names}


def kind_of(item: Inquiry | Promise) -> Kind:
    return Kind.INQUIRY if isinstance(item, Inquiry) else Kind.PROMISE


def add(
    connection: Connection,
    workspace_id: str,
    item: Inquiry | Promise,
    *,
    nudge_at: datetime | None,
    permalink: str | None = None,
) -> None:
    """Write a new item; `permalink` is of a promise, an inquiry's stands with its contact."""
    values = columns(item) | {"workspace_id": workspace_id, "nudge_at": nudge_at}
    if permalink is not None:
        values["permalink"] = permalink
    _add(kind_of(item)).change(connection, values)


@cache
def _add(kind: Kind) -> Prepared:
    return Prepared(insert(TABLES[kind]))


def save(
    connection: Connection, workspace_id: str, item: Inquiry | Promise, *, nudge_at: datetime | None
) -> None:
    """Write what an item has become, and when to look at it (None: it is settled)."""
    where = {"in_workspace": workspace_id, "row": item.number}
    values = columns(item) | {"nudge_at": nudge_at}
    _save(kind_of(item)).change(connection, values | where)


@cache
def _save(kind: Kind) -> Prepared:
    """Sets whatever columns it is given values for."""
    return Prepared(_update(kind))


@cache
def _update(kind: Kind) -> Update:
    table = TABLES[kind]
    return update(table).where(
        table.c.workspace_id == bindparam("in_workspace"), table.c.number == bindparam("row")
    )


@cache
def _joined(kind: Kind) -> Joined:
    return Joined.of(TABLES[kind], customers, members, teams, tiers)


@cache
def _query(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    source = contacts if kind is Kind.INQUIRY else promises
    query = (
        select(*_joined(kind).columns, _told_at(table).label("told_at"), *_said(source))
        .select_from(table)
        # A thing handed over just before it is locked has lost its owner in the join, and one whose
        # customer was merged just then its customer: see `_all`.
        .outerjoin(customers, customers.c.id == table.c.customer_id)
        .outerjoin(
            members,
            (members.c.workspace_id == table.c.workspace_id) & (members.c.id == table.c.owner_id),
        )
        .outerjoin(teams, teams.c.id == members.c.team_id)
        .outerjoin(tiers, of_tier)
        .where(table.c.workspace_id == bindparam("workspace"))
    )
    if kind is Kind.INQUIRY:
        query = query.outerjoin(contacts, contacts.c.id == inquiries.c.contact_id)
    return query


def _said(source: Table) -> tuple[Any, ...]:
    return source.c.permalink.label("permalink"), source.c.words.label("words")


def _told_at(table: Table) -> Any:
    """When the customer last heard from us, about whatever it was."""
    return (
        select(contacts.c.at)
        .where(
            contacts.c.workspace_id == table.c.workspace_id,
            contacts.c.customer_id == table.c.customer_id,
            is_our_word,
            contacts.c.is_void.is_(False),
        )
        .order_by(contacts.c.at.desc())
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )


def _all(connection: Connection, kind: Kind, query: Prepared, known: dict[str, Any]) -> list[Thing]:
    found, lost = _read(connection, kind, query, known)
    if lost:
        anew = {"workspace": known["workspace"], "numbers": lost}
        found += _read(connection, kind, _by_number(kind, lock=False), anew)[0]
    return found


def _read(
    connection: Connection, kind: Kind, query: Prepared, known: dict[str, Any]
) -> tuple[list[Thing], list[int]]:
    """The things found, and the numbers of those that had another owner a moment ago."""
    read = inquiry if kind is Kind.INQUIRY else promise
    found: list[Thing] = []
    lost: list[int] = []
    # Many things are of few people and customers: each is read once.
    owners: dict[str, Member] = {}
    of: dict[int, Team] = {}
    theirs: dict[int, Customer] = {}
    joined = _joined(kind)
    owner, team = joined.place(members, "id"), joined.place(teams, "id")
    known_as = joined.place(customers, "id")
    for row in query.rows(connection, known):
        item, owner_id, team_id = joined.part(row, TABLES[kind]), row[owner], row[team]
        if owner_id is None or team_id is None or row[known_as] is None:
            lost.append(item["number"])
            continue
        if owner_id not in owners:
            owners[owner_id] = rows.member(joined.part(row, members))
        if team_id not in of:
            of[team_id] = rows.team(joined.part(row, teams))
        customer_id = item["customer_id"]
        if customer_id not in theirs:
            parts = (joined.part(row, table) for table in (customers, tiers))
            theirs[customer_id] = rows.customer(*parts)
        found.append(
            Thing(
                item=read(item),
                customer=theirs[customer_id],
                owner=owners[owner_id],
                team=of[team_id],
                words=row[-1] or "",
                poked_at=item["poked_at"],
                told_at=row[-3],
                permalink=row[-2],
            )
        )
    return found, lost


def by_number(
    connection: Connection,
    workspace_id: str,
    numbers: Collection[int],
    *,
    kinds: Sequence[Kind] = (Kind.INQUIRY, Kind.PROMISE),
    lock: bool = False,
) -> dict[int, Thing]:
    """The things with these numbers; with `lock` nobody else changes them in the meantime."""
    found: dict[int, Thing] = {}
    for kind in kinds:
        left = set(numbers) - set(found)
        if not left:
            break
        known = {"workspace": workspace_id, "numbers": list(left)}
        things = _all(connection, kind, _by_number(kind, lock=lock), known)
        found |= {thing.number: thing for thing in things}
    return found


@cache
def _by_number(kind: Kind, *, lock: bool) -> Prepared:
    table = TABLES[kind]
    query = _query(kind).where(table.c.number.in_(bindparam("numbers", expanding=True)))
    return Prepared(query.with_for_update(of=table) if lock else query, lists=("numbers",))


def items(
    connection: Connection, workspace_id: str, kind: Kind, numbers: Collection[int]
) -> dict[int, Inquiry | Promise]:
    """The inquiries or promises alone, without whom they concern."""
    read: Callable[[Fields], Inquiry | Promise] = inquiry if kind is Kind.INQUIRY else promise
    known = {"workspace": workspace_id, "numbers": list(numbers)}
    found = map(read, connection.execute(_items(kind), known).mappings())
    return {item.number: item for item in found}


@cache
def _items(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    return select(table).where(
        table.c.workspace_id == bindparam("workspace"),
        table.c.number.in_(bindparam("numbers", expanding=True)),
    )


def of_customer(
    connection: Connection,
    workspace_id: str,
    customer_id: int,
    kind: Kind,
    *,
    settled: int = 0,
    ended: str | None = None,
    lock: bool = False,
) -> list[Thing]:
    """What is open for a customer, oldest first, then the `settled` last settled.

    With `ended`, of the settled only those that ended in that state.
    """
    known = {"workspace": workspace_id, "customer": customer_id}
    if settled:
        known |= {"settled": settled}
    query = _of_customer(kind, settled=settled > 0, ended=ended, lock=lock)
    things = _all(connection, kind, query, known)
    return sorted(things, key=lambda thing: (thing.item.settled_at is not None, thing.number))


@cache
def _of_customer(kind: Kind, *, settled: bool, ended: str | None, lock: bool) -> Prepared:
    table = TABLES[kind]
    if settled:
        which: Any = table.c.number.in_(_open_or_last(table, ended=ended))
    else:
        which = (table.c.customer_id == bindparam("customer")) & is_open(table)
    query = _query(kind).where(which).order_by(table.c.number)
    return Prepared(query.with_for_update(of=table) if lock else query)


def _open_or_last(table: Table, *, ended: str | None) -> Any:
    of = (
        table.c.workspace_id == bindparam("workspace"),
        table.c.customer_id == bindparam("customer"),
    )
    opened = select(table.c.number).where(*of, is_open(table))
    # There are partial indexes on the state: for a value that is not in the statement's own words
    # SQLite would plan anew each time, which takes longer than to carry it out.
    is_settled = (
        table.c.settled_at.is_not(None)
        if ended is None
        else table.c.state == literal_column(f"'{InquiryState(ended)}'")
    )
    last = (
        select(table.c.number)
        .where(*of, is_settled)
        # As a plain column SQLite would go through what was settled of all customers.
        .order_by(func.coalesce(table.c.settled_at, table.c.logged_at).desc())
        .limit(bindparam("settled"))
        .subquery()
    )
    return opened.union_all(select(last.c.number))


def open_of(
    connection: Connection,
    workspace_id: str,
    kind: Kind,
    *,
    owners: Sequence[str],
    limit: int,
    page: int = 1,
) -> tuple[list[Thing], int]:
    """A page of what is open for these owners, worst first; and how many there are in all.

    When an answer is due is reckoned, not stored: the first pages are put in order here, and what
    is beyond them comes by the customer's first word.
    """
    table = TABLES[kind]
    known = {"workspace": workspace_id, "owners": list(owners)}
    before = (page - 1) * limit
    is_reckoned = kind is Kind.INQUIRY and before + limit <= RECKONED
    place = {"limit": RECKONED, "before": 0} if is_reckoned else {"limit": limit, "before": before}
    things = _all(connection, kind, _open_of(kind), known | place)
    if is_reckoned:
        things = worst_first(things)[before : before + limit]
    count = select(func.count()).where(table.c.workspace_id == bindparam("workspace"))
    return things, int(connection.execute(count.where(*_owned(table)), known).scalar_one())


@cache
def _open_of(kind: Kind) -> Prepared:
    table = TABLES[kind]
    worst = inquiries.c.opened_at if kind is Kind.INQUIRY else promises.c.due_at
    query = _query(kind).where(*_owned(table)).order_by(worst, table.c.number)
    return Prepared(query.limit(bindparam("limit")).offset(bindparam("before")), lists=("owners",))


def _owned(table: Table) -> tuple[Any, Any]:
    return is_open(table), table.c.owner_id.in_(bindparam("owners", expanding=True))


def open_for(
    connection: Connection, workspace_id: str, asked: Collection[str], *, due_by: datetime
) -> list[Thing]:
    """What is open of these owners, or claimed by them; promises if due before then."""
    known = {"workspace": workspace_id, "asked": list(asked)}
    found = _all(connection, Kind.INQUIRY, _open_for(Kind.INQUIRY), known)
    soon = known | {"due_by": due_by}
    found += _all(connection, Kind.PROMISE, _open_for(Kind.PROMISE), soon)
    return found


@cache
def _open_for(kind: Kind) -> Prepared:
    table = TABLES[kind]
    mine = [
        select(table.c.number).where(
            table.c.workspace_id == bindparam("workspace"),
            is_open(table),
            column.in_(bindparam("asked", expanding=True)),
        )
        for column in (table.c.owner_id, table.c.claimed_by)
    ]
    query = _query(kind).where(table.c.number.in_(union_all(*mine)))
    if kind is Kind.PROMISE:
        query = query.where(promises.c.due_at < bindparam("due_by"))
    return Prepared(query.order_by(table.c.number), lists=("asked",))


def next_for(
    connection: Connection,
    workspace_id: str,
    asked: Collection[str],
    *,
    led: Collection[int],
    limit: int,
) -> list[Thing]:
    """What is looked at, or said, next of what is open of these owners, or claimed by them.

    Also of those they cover for, and of the members of the teams that they lead.
    """
    known = {"workspace": workspace_id, "asked": list(asked), "led": list(led), "limit": limit}
    return [one for kind in TABLES for one in _all(connection, kind, _next_for(kind), known)]


@cache
def _next_for(kind: Kind) -> Prepared:
    table = TABLES[kind]
    asked: BindParameter[Any] = bindparam("asked", expanding=True)
    led: BindParameter[Any] = bindparam("led", expanding=True)
    theirs = select(members.c.id).where(
        members.c.workspace_id == bindparam("workspace"),
        members.c.id.in_(asked) | members.c.cover_id.in_(asked) | members.c.team_id.in_(led),
    )
    in_workspace = (table.c.workspace_id == bindparam("workspace")) & is_open(table)
    found = [
        select(table.c.number).where(in_workspace, table.c.owner_id.in_(theirs)),
        select(table.c.number).where(in_workspace, table.c.claimed_by.in_(asked)),
    ]
    waits = select(nudges.c.number).where(
        nudges.c.workspace_id == bindparam("workspace"),
        nudges.c.number == table.c.number,
        nudges.c.ready_at.is_not(None),
    )
    query = (
        _query(kind)
        .where(table.c.number.in_(union_all(*found)))
        .where(table.c.nudge_at.is_not(None) | waits.exists())
        .order_by(table.c.nudge_at, table.c.number)
        .limit(bindparam("limit"))
    )
    return Prepared(query, lists=("asked", "led"))


def soon_for(
    connection: Connection, workspace_id: str, asked: Collection[str], *, by: datetime
) -> list[Thing]:
    """What is open of these owners, or claimed by them, and has to be looked at by then."""
    known = {"workspace": workspace_id, "asked": list(asked), "by": by}
    every = [_all(connection, kind, _soon_for(kind), known) for kind in TABLES]
    return [thing for found in every for thing in found]


@cache
def _soon_for(kind: Kind) -> Prepared:
    table = TABLES[kind]
    asked: BindParameter[Any] = bindparam("asked", expanding=True)
    whose = or_(table.c.owner_id.in_(asked), table.c.claimed_by.in_(asked))
    # By the index of what is to be looked at: that is little, however much is open.
    query = _query(kind).where(
        table.c.workspace_id == bindparam("workspace"), table.c.nudge_at <= bindparam("by"), whose
    )
    return Prepared(query.order_by(table.c.number), lists=("asked",))


def due(
    connection: Connection, workspace_ids: Collection[str], *, now: datetime
) -> list[tuple[str, Kind]]:
    """Where anything must be looked at by now, without taking the writer's turn to find out."""
    known = {"workspaces": list(workspace_ids), "now": now}
    return [(row.id, Kind(row.kind)) for row in connection.execute(_due(), known)]


@cache
def _due() -> CompoundSelect[Any]:
    return union_all(*(_due_of(kind) for kind in TABLES))


def _due_of(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    is_due = select(table.c.number).where(
        table.c.workspace_id == workspaces.c.id, table.c.nudge_at <= bindparam("now")
    )
    return select(workspaces.c.id, literal_column(f"'{kind}'").label("kind")).where(
        workspaces.c.id.in_(bindparam("workspaces", expanding=True)), is_due.exists()
    )


def to_judge(
    connection: Connection, workspace_id: str, kind: Kind, *, now: datetime, limit: int
) -> list[Thing]:
    """What must be looked at by now, in the order of its turn; other workers' rows left out."""
    known = {"workspace": workspace_id, "now": now, "limit": limit}
    return _all(connection, kind, _to_judge(kind), known)


@cache
def _to_judge(kind: Kind) -> Prepared:
    table = TABLES[kind]
    query = (
        _query(kind)
        .where(table.c.nudge_at <= bindparam("now"))
        .order_by(table.c.nudge_at, table.c.number)
        .limit(bindparam("limit"))
        .with_for_update(of=table, skip_locked=True)
    )
    return Prepared(query)


def look_again(
    connection: Connection, workspace_id: str, kind: Kind, looks: Sequence[dict[str, Any]]
) -> None:
    """Set the next look of many rows: dicts of `row` (the number) and `look_at`."""
    if not looks:
        return
    where = {"in_workspace": workspace_id}
    connection.execute(_look_again(kind), [where | look for look in looks])


@cache
def _look_again(kind: Kind) -> Update:
    return _update(kind).values(nudge_at=bindparam("look_at"))


def poke(connection: Connection, workspace_id: str, *, now: datetime, team_id: int) -> None:
    """Have everything open of a team judged again: its hours, or its ladder, have changed.

    Rows whose look is due already are left: what they owe, they still owe.
    """
    of_team = select(members.c.id).where(
        members.c.workspace_id == workspace_id, members.c.team_id == team_id
    )
    _poke(connection, workspace_id, of_team, now=now)


def poke_of(
    connection: Connection, workspace_id: str, owners: Collection[str], *, now: datetime
) -> None:
    """The same for everything open of these members: their zone has changed."""
    _poke(connection, workspace_id, owners, now=now)


def poke_tier(connection: Connection, workspace_id: str, tier: str, *, now: datetime) -> None:
    """The same for everything open of a tier's customers: what they are due has changed."""
    of_tier = select(customers.c.id).where(
        customers.c.workspace_id == workspace_id, customers.c.tier == tier
    )
    _poke(connection, workspace_id, of_tier, now=now, by="customer_id")


def poke_customer(
    connection: Connection, workspace_id: str, customer_id: int, *, now: datetime
) -> None:
    """The same for everything open of one customer."""
    _poke(connection, workspace_id, [customer_id], now=now, by="customer_id")


def look_soon(
    connection: Connection, workspace_id: str, customer_ids: Collection[int], *, now: datetime
) -> None:
    """Have everything open of these customers judged again: we did not speak to them, or not then.

    What is past by now is said: only the silence is longer than was thought.
    """
    for table in TABLES.values():
        query = _unlooked(table, workspace_id, table.c.customer_id.in_(customer_ids), now=now)
        connection.execute(query.values(nudge_at=now))


def look_at_acknowledged(
    connection: Connection, workspace_id: str, customer_id: int, *, now: datetime
) -> None:
    """Have the customer's acknowledged inquiries judged again: another silence begins.

    Nothing else of theirs needs that: what a word puts off is found to be put off in its time.
    """
    is_acked = (inquiries.c.customer_id == customer_id) & inquiries.c.acked_at.is_not(None)
    query = _unlooked(inquiries, workspace_id, is_acked, now=now)
    connection.execute(query.values(nudge_at=now))


def _poke(
    connection: Connection,
    workspace_id: str,
    which: Collection[str] | Collection[int] | Select[Any],
    *,
    now: datetime,
    by: str = "owner_id",
) -> None:
    for table in TABLES.values():
        query = _unlooked(table, workspace_id, table.c[by].in_(which), now=now)
        connection.execute(query.values(nudge_at=now, poked_at=now))


def _unlooked(
    table: Table, workspace_id: str, which: ColumnElement[bool], *, now: datetime
) -> Update:
    """Change what is open of these and not to be looked at yet."""
    # In the order in which everybody locks several things, so that nobody waits in a circle.
    touched = (
        select(table.c.number)
        .where(
            table.c.workspace_id == workspace_id,
            is_open(table),
            which,
            (table.c.nudge_at.is_(None)) | (table.c.nudge_at > now),
        )
        .order_by(table.c.number)
        .with_for_update()
    )
    return update(table).where(table.c.workspace_id == workspace_id, table.c.number.in_(touched))


def lock(
    connection: Connection,
    workspace_id: str,
    numbers: Collection[int],
    *,
    customer_ids: Collection[int],
) -> None:
    """Have nobody else change these things, or log anything for these customers, meanwhile.

    What was read before may be stale by now. Customers come before things, here as everywhere.
    """
    of_customers = (
        select(customers.c.id)
        .where(customers.c.workspace_id == workspace_id, customers.c.id.in_(customer_ids))
        .order_by(customers.c.id)
        .with_for_update(key_share=True)
    )
    of_things = [
        select(table.c.number)
        .where(table.c.workspace_id == workspace_id, table.c.number.in_(numbers))
        .order_by(table.c.number)
        .with_for_update()
        for table in TABLES.values()
    ]
    held = [select(part.subquery()) for part in (of_customers, *of_things)]
    connection.execute(union_all(*held)).all()
