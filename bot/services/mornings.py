"""Mornings: what decides about a batch of briefs, read in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.core import briefs
from bot.core.attention import AHEAD
from bot.core.briefs import Contents
from bot.core.digests import is_digest_day
from bot.core.hours import WorkingHours
from bot.core.members import Member, own_hours
from bot.core.nudges import Nudge
from bot.core.quiet import A_MONTH, Naming, Silent, to_name
from bot.core.recipients import People, stand_in
from bot.core.scenes import Scene
from bot.core.things import Thing, concerned
from bot.store import briefs as stored
from bot.store import customer_lists, deliveries, members, nudges, open_things, quiet, things

LIMIT = 5000
TWO_DAYS = timedelta(days=2)
DUE_WITHIN = timedelta(days=9)  # no week, whatever its zone, ends later


@dataclass(frozen=True, slots=True)
class Morning:
    """What several briefs are made of; `quiet` says which customers each of them names."""

    scene: Scene
    theirs: Mapping[str, Sequence[Thing]]
    along: Mapping[str, Sequence[Nudge]]
    quiet: Mapping[str, Naming]

    def hours_of(self, reader: Member) -> WorkingHours:
        return own_hours(self.scene.people.teams[reader.team_id], reader)

    def contents(self, reader: Member, *, in_shadow: bool = False) -> Contents:
        """What is in a member's brief; what is in shadow only if they ask for it."""
        theirs = self.theirs.get(reader.id, ())
        return briefs.contents(
            reader,
            self.scene,
            theirs=[thing for thing in theirs if in_shadow or not thing.team.is_shadow],
            along=self.along.get(reader.id, ()),
            week_ends=briefs.week_ends_at(self.scene.now, self.hours_of(reader)),
        )

    def is_in_digest(self, reader: Member) -> bool:
        """Whether a digest of this morning names the customers of theirs who have gone quiet."""
        hours = self.hours_of(reader)
        leads_own = self.scene.people.teams[reader.team_id].lead_id == reader.id
        return leads_own and is_digest_day(self.scene.now.astimezone(hours.zone).date(), hours)


def gather(
    connection: Connection,
    workspace_id: str,
    readers: Sequence[Member],
    *,
    now: datetime,
    asked: bool = False,
) -> Morning:
    """Read everything that these members' briefs may speak of.

    `asked`: they want them now, and see every customer who has gone quiet.
    """
    owners = owners_for(connection, workspace_id, readers, now=now)
    theirs = open_things.open_for(connection, workspace_id, owners, due_by=now + DUE_WITHIN)
    ready = nudges.ready(connection, workspace_id, now=now + AHEAD, limit=LIMIT)
    found = {thing.number: thing for thing in theirs}
    missing = {nudge.number for nudge in ready} - set(found)
    found |= things.by_number(connection, workspace_id, missing)
    ledgers = nudges.of_numbers(connection, workspace_id, list(found))
    ids = {member_id for thing in found.values() for member_id in concerned(thing)}
    ids |= {nudge.recipient_id or "" for ledger in ledgers.values() for nudge in ledger}
    ids |= {reader.id for reader in readers}
    people = members.circle(connection, workspace_id, ids - {""})
    told = deliveries.told(
        connection, workspace_id, [reader.id for reader in readers], since=now - TWO_DAYS
    )
    scene = Scene(found, ledgers, people, now, told)
    return Morning(
        scene=scene,
        theirs=briefs.asked_of(scene),
        along=briefs.routed(scene),
        quiet=_quiet(connection, workspace_id, readers, people, now)
        if not asked
        else _all_quiet(connection, workspace_id, readers, now),
    )


def owners_for(
    connection: Connection, workspace_id: str, readers: Sequence[Member], *, now: datetime
) -> list[str]:
    """The readers themselves, and whomever they stand in for, along the chain."""
    covered = stored.covered(connection, workspace_id)
    known = {one.id: one for one in (*covered, *readers)}
    people = People(known, {})
    ours = {reader.id for reader in readers}
    for one in covered:
        found = stand_in(one.id, people, now)
        if found is not None and found.id in ours:
            ours = ours | {one.id}
    return sorted(ours)


def _quiet(
    connection: Connection,
    workspace_id: str,
    readers: Sequence[Member],
    people: People,
    now: datetime,
) -> dict[str, Naming]:
    """Which customers have gone quiet: once a week, and after an absence."""
    asking = [
        reader.id
        for reader in readers
        if reader.away_since is not None
        or briefs.begins_week(now, own_hours(people.teams[reader.team_id], reader))
    ]
    silent = _silent(connection, workspace_id, asking, now)
    if not silent:
        return {}
    since = now - A_MONTH
    named = quiet.named_in_briefs(connection, workspace_id, list(silent), since=since)
    return {one: to_name(theirs, named.get(one, {}), now) for one, theirs in silent.items()}


def _all_quiet(
    connection: Connection, workspace_id: str, readers: Sequence[Member], now: datetime
) -> dict[str, Naming]:
    silent = _silent(connection, workspace_id, [reader.id for reader in readers], now)
    return {one: to_name(theirs, {}, now) for one, theirs in silent.items()}


def _silent(
    connection: Connection, workspace_id: str, owners: Sequence[str], now: datetime
) -> dict[str, list[Silent]]:
    found: dict[str, list[Silent]] = {}
    if owners:
        for one in customer_lists.silent(connection, workspace_id, owners=owners, now=now):
            found.setdefault(one.owner_id, []).append(one)
    return found
