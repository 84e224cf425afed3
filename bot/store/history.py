"""The append-only history in the store."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select, union_all

from bot.core.history import NOTED, Event, Kind, Surface, Verb
from bot.store.prepared import Prepared
from bot.store.rows import Fields
from bot.store.tables import contacts, history, history_words


def append(
    connection: Connection,
    workspace_id: str,
    events: Sequence[Event],
    *,
    change_id: str,
    surface: Surface,
    facts: dict[str, Any] | None = None,
) -> list[Event]:
    """Write the events of one change, in order, and return them with their ids."""
    values = [_columns(event) for event in events]
    shared = {"workspace_id": workspace_id, "change_id": change_id, "surface": surface}
    entries = [value | shared | {"facts": facts} for value in values]
    ids = [_add().rows(connection, entry)[0][0] for entry in entries]
    written = [
        replace(event, id=id_, change_id=change_id) for event, id_ in zip(events, ids, strict=True)
    ]
    spoken = [
        {"workspace_id": workspace_id, "history_id": event.id, "words": event.words}
        for event in written
        if event.words
    ]
    if spoken:
        connection.execute(insert(history_words), spoken)
    return written


@cache
def _add() -> Prepared:
    return Prepared(insert(history).returning(history.c.id))


COLUMNS = (
    *("kind", "verb", "actor_id", "at", "recorded_at", "number", "customer_id", "contact_id"),
    *("member_id", "until", "due_at", "spent", "target", "linked_to", "undoes", "told"),
    "is_complaint",
)


def _columns(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in COLUMNS}


def value(row: Fields) -> Event:
    fields = {name: row[name] for name in COLUMNS}
    fields["kind"], fields["verb"] = Kind(row["kind"]), Verb(row["verb"])
    return Event(id=row["id"], words=row["words"], change_id=row["change_id"], **fields)


def _query() -> Any:
    return (
        select(history, history_words.c.words)
        .outerjoin(
            history_words,
            (history_words.c.history_id == history.c.id)
            & (history_words.c.workspace_id == history.c.workspace_id),
        )
        .order_by(history.c.id)
    )


def of_number(connection: Connection, workspace_id: str, number: int) -> list[Event]:
    """The whole history of one inquiry or promise, oldest first."""
    query = _query().where(history.c.workspace_id == workspace_id, history.c.number == number)
    return list(map(value, connection.execute(query).mappings()))


def of_change(connection: Connection, workspace_id: str, change_id: str) -> list[Event]:
    """The entries of one change, and those that took any of them back."""
    ours = history.c.workspace_id == workspace_id
    done = select(history.c.id).where(ours, history.c.change_id == change_id)
    # A second look by index; as an OR it would be a scan.
    undone = select(history.c.id).where(ours, history.c.undoes.in_(done))
    query = _query().where(ours, history.c.id.in_(union_all(done, undone)))
    return list(map(value, connection.execute(query).mappings()))


def around(
    connection: Connection,
    workspace_id: str,
    *,
    numbers: Collection[int],
    customer_ids: Collection[int],
    contact_ids: Collection[int],
) -> list[Event]:
    """The whole history of these things, and whatever else names these customers' contacts."""
    ours = history.c.workspace_id == workspace_id
    of_things = select(history.c.id).where(ours, history.c.number.in_(numbers))
    of_contacts = select(history.c.id).where(
        ours, history.c.customer_id.in_(customer_ids), history.c.contact_id.in_(contact_ids)
    )
    query = _query().where(ours, history.c.id.in_(union_all(of_things, of_contacts)))
    return list(map(value, connection.execute(query).mappings()))


def of_customer(
    connection: Connection, workspace_id: str, customer_id: int, *, since: int = 0
) -> list[Event]:
    """The history of a customer, from the entry `since` on."""
    query = _query().where(
        history.c.workspace_id == workspace_id,
        history.c.customer_id == customer_id,
        history.c.id >= since,
    )
    return list(map(value, connection.execute(query).mappings()))


def of_last_change(
    connection: Connection,
    workspace_id: str,
    actor_id: str,
    *,
    since: datetime,
    before: int | None = None,
) -> list[Event]:
    """The events of the member's latest change that was not taken back, whatever it was.

    Also of one that cannot be: what was done before it is not meant, but by `before`, its entry.
    """
    own = (history.c.actor_id == actor_id) & (history.c.recorded_at >= since)
    if before is not None:
        own &= history.c.id < before
    # What somebody wrote to a customer in between is no command of theirs.
    own &= history.c.surface != Surface.CHANNEL
    return _of_last(connection, workspace_id, own)


def of_last_change_of(connection: Connection, workspace_id: str, number: int) -> list[Event]:
    """The events of the latest change of one inquiry or promise that was not taken back."""
    return _of_last(connection, workspace_id, history.c.number == number)


def _of_last(connection: Connection, workspace_id: str, which: ColumnElement[bool]) -> list[Event]:
    later = history.alias()
    # Of a forgotten customer there is only that it was forgotten.
    known = or_(history.c.change_id != "forgotten", history.c.verb == Verb.FORGOTTEN)
    undone = (
        select(later.c.id)
        .where(later.c.workspace_id == workspace_id, later.c.undoes == history.c.id)
        .exists()
    )
    last = (
        select(history.c.change_id)
        .where(
            history.c.workspace_id == workspace_id,
            which,
            history.c.verb.not_in([Verb.UNDONE, *NOTED]),
            known,
            ~undone,
        )
        .order_by(history.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = _query().where(
        history.c.workspace_id == workspace_id, history.c.change_id == last, known
    )
    return list(map(value, connection.execute(query).mappings()))


def facts(connection: Connection, workspace_id: str, event_id: int) -> dict[str, Any]:
    """What was written down beside an entry, to take it back by."""
    query = select(history.c.facts).where(
        history.c.workspace_id == workspace_id, history.c.id == event_id
    )
    return connection.execute(query).scalar_one_or_none() or {}


def of_words(connection: Connection, workspace_id: str, number: int) -> list[Event]:
    """When messages that an inquiry is about were edited or deleted, oldest first."""
    query = _query().where(
        history.c.workspace_id == workspace_id,
        history.c.number == number,
        history.c.verb.in_(NOTED),
    )
    return list(map(value, connection.execute(query).mappings()))


def of_message(
    connection: Connection, workspace_id: str, *, contact_id: int, ts: str, heard_for: int
) -> list[Event]:
    """The same of one message of a contact, which was heard for one customer.

    What was noted before a merge has moved with the contact; what was noted since has not.
    """
    of = select(contacts.c.customer_id).where(
        contacts.c.workspace_id == workspace_id, contacts.c.id == contact_id
    )
    query = _query().where(
        history.c.workspace_id == workspace_id,
        history.c.customer_id.in_((of.scalar_subquery(), heard_for)),
        history.c.contact_id == contact_id,
        history.c.verb.in_(NOTED),
        history.c.facts["ts"].as_string() == ts,
    )
    return list(map(value, connection.execute(query).mappings()))


def has_logged(connection: Connection, workspace_id: str, actor_id: str) -> bool:
    """Whether somebody ever logged a contact or made a promise, or did anything about one."""
    query = select(history.c.id).where(
        history.c.workspace_id == workspace_id,
        history.c.actor_id == actor_id,
        history.c.kind.in_((Kind.CONTACT, Kind.INQUIRY, Kind.PROMISE)),
    )
    return connection.execute(query.limit(1)).first() is not None
