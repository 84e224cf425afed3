"""Covers: whoever comes to stand in for somebody is told so, and that it is over if it ends early.

Judged anew whenever somebody of a chain goes away or is back, by their word, by their status or
because the time has come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from bot.core.covers import Cover, changes_at, cover_of
from bot.core.members import is_away, may_be_nudged
from bot.core.tidings import OF_COVERS, Deed, Tiding
from bot.store import covers, members, tidings


def judge(connection: Connection, workspace_id: str, *, now: datetime) -> None:
    """Owe whoever covers, or no longer does, the word of it; set when to look again."""
    due = covers.due(connection, workspace_id, now=now)
    if not due:
        return
    people = members.circle(connection, workspace_id, due)
    known = tidings.of_covers(connection, workspace_id, due, OF_COVERS)
    for member_id in due:
        own = [one for one in known if one.by_id == member_id]
        said, unsaid = tidings.apart(connection, workspace_id, own)
        found = cover_of(member_id, people, now)
        tidings.drop(connection, workspace_id, [one.id for one in unsaid])
        whose = people.members[member_id]
        is_here = may_be_nudged(whose) and not is_away(whose, now)
        for tiding in _owed(said, found, _Absence(member_id, is_here=is_here, now=now)):
            tidings.add(connection, workspace_id, tiding)
    coming = {member_id: changes_at(member_id, people, now) for member_id in due}
    covers.look_again(connection, workspace_id, coming)


@dataclass(frozen=True, slots=True)
class _Absence:
    member_id: str
    is_here: bool
    now: datetime


def _owed(said: Sequence[Tiding], found: Cover | None, absence: _Absence) -> list[Tiding]:
    """What is to be told, after all that was said, for everybody to know how it is."""
    last = {one.recipient_id: one for one in said}
    owed = []
    for reader_id, one in last.items():
        is_theirs = found is not None and found.member_id == reader_id
        if one.deed is Deed.COVERS and not is_theirs and not _is_over(one, absence.now):
            to = None if found is None else found.member_id
            told = {"to": to, "is_here": absence.is_here}
            owed.append(_tiding(reader_id, Deed.COVERED, absence, told))
    if found is not None and not _knows(last.get(found.member_id), found):
        until = None if found.until is None else found.until.isoformat()
        told = {"until": until, "to": found.via}
        owed.append(_tiding(found.member_id, Deed.COVERS, absence, told))
    return owed


def _is_over(one: Tiding, now: datetime) -> bool:
    """Whether it has ended when they were told that it would."""
    until = one.told["until"]
    return until is not None and datetime.fromisoformat(until) <= now


def _knows(last: Tiding | None, found: Cover) -> bool:
    if last is None or last.deed is not Deed.COVERS:
        return False
    until = last.told["until"]
    return (None if until is None else datetime.fromisoformat(until)) == found.until


def _tiding(reader_id: str, deed: Deed, absence: _Absence, told: Mapping[str, object]) -> Tiding:
    now = absence.now
    return Tiding(0, reader_id, deed, absence.member_id, uuid4().hex, now, told, ready_at=now)
