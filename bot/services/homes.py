"""Homes: what stands in a member's Home, and which of them must be published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import Connection

from bot.core.care import claimer
from bot.core.history import Kind
from bot.core.homes import Home, HomeShown, turns_at
from bot.core.hours import WorkingHours
from bot.core.members import Member, Team, may_act, own_hours
from bot.core.outcomes import MineShown
from bot.core.things import Thing
from bot.services.claims import LEASE
from bot.services.desk import LOOKS, Asked, Desk, UnknownMember, turn
from bot.services.mornings import owners_for
from bot.store import customer_lists, history, homes, members, open_things, workspaces

ROWS = 10  # of each lane on a page: two blocks each, and Slack takes a hundred
QUIET = 8
REST = timedelta(seconds=3)  # between two views of one member, unless they ask for the second


def opened(desk: Desk, workspace_id: str, member_id: str) -> None:
    """A member opened their Home: it begins at its first page. Raises UnknownMember."""
    with desk.store.write() as connection:
        if members.get(connection, workspace_id, member_id) is None:
            raise UnknownMember(member_id)
        at = desk.system_now()
        homes.want(connection, workspace_id, member_id, at=at, page=1, said=None)
    desk.wake()


def turned_to(desk: Desk, asked: Asked, *, of_team: bool, page: int) -> None:
    """A member wants another page of it, or the team's instead of their own."""
    # Its beginning says who may.
    with turn(desk, asked) as ours:
        ours.left.append("a Home")
        place = {"of_team": of_team, "page": page, "said": None, "ready_at": None}
        homes.want(ours.connection, ours.workspace_id, ours.member.id, at=ours.system_now, **place)


def pressed(
    desk: Desk, workspace_id: str, member_id: str, *, said: Sequence[Mapping[str, Any]] = ()
) -> None:
    """A member did something in their Home: it shows at once what came of that."""
    with desk.store.write() as connection:
        kept = {"said": list(said) or None, "ready_at": None}
        homes.want(connection, workspace_id, member_id, at=desk.system_now(), **kept)
    desk.wake()


def claim(desk: Desk, *, lease: timedelta = LEASE) -> Home | None:
    """Take one Home that somebody looks at and that no longer says what is true."""
    system_now = desk.system_now()
    since, now = system_now - LOOKS, desk.now()
    with desk.store.read() as connection:
        active = workspaces.active(connection)
        if not homes.is_behind(connection, active, since=since, now=now):
            return None
    with desk.store.write() as connection:
        return homes.claim_behind(
            connection, active=active, since=since, now=now, system_now=system_now, lease=lease
        )


def done(
    desk: Desk,
    home: Home,
    shown: HomeShown | None,
    *,
    mark: str | None,
    rest: timedelta = REST,
) -> None:
    """It stands in Slack so, with Slack's mark of it."""
    with desk.store.write() as connection:
        homes.shown(
            connection,
            home,
            numbers=[] if shown is None else [thing.number for thing in shown.things],
            mark=mark,
            turns_at=None if shown is None else turns_at(shown),
            ready_at=desk.system_now() + rest,
        )


def later(desk: Desk, home: Home, *, wait: timedelta, mark: str | None) -> None:
    with desk.store.write() as connection:
        homes.try_later(connection, home, ready_at=desk.system_now() + wait, mark=mark)


def shown(desk: Desk, home: Home) -> HomeShown | None:
    """What a Home is to show now; None to whoever is no member of this workspace.

    However much is open, it takes the same number of statements.
    """
    with desk.store.read() as connection:
        reader = members.get(connection, home.workspace_id, home.member_id)
        if reader is None or not may_act(reader):
            return None
        return _shown(connection, desk, home, reader)


def _shown(connection: Connection, desk: Desk, home: Home, reader: Member) -> HomeShown:
    now, workspace_id = desk.now(), home.workspace_id
    teams = members.all_teams(connection, workspace_id)
    led = [team.id for team in teams.values() if team.lead_id == reader.id]
    of_team = home.of_team and bool(led)
    if of_team:
        owners = [one.id for one in members.in_team(connection, workspace_id, led)]
    else:
        owners = owners_for(connection, workspace_id, [reader], now=now)
    mine = _mine(connection, home, owners, of_team=of_team)
    quiet, quiet_count = customer_lists.quiet(
        connection, workspace_id, owners=owners, now=now, limit=QUIET
    )
    names = _names(connection, workspace_id, [*mine.inquiries, *mine.promises], reader, now)
    is_new = not of_team and not mine.inquiry_count and not mine.promise_count
    is_new = is_new and not history.has_logged(connection, workspace_id, reader.id)
    return HomeShown(
        reader=reader,
        team=teams[reader.team_id],
        now=now,
        mine=mine,
        quiet=quiet,
        quiet_count=quiet_count,
        leads=bool(led),
        is_new=is_new,
        team_open=_open_in(connection, workspace_id, led) if is_new and led else 0,
        cover_name=names.get(reader.cover_id or ""),
        names=names,
    )


def _open_in(connection: Connection, workspace_id: str, led: Sequence[int]) -> int:
    """How much is open in the teams that somebody leads."""
    owners = [one.id for one in members.in_team(connection, workspace_id, led)]
    part: dict[str, Any] = {"owners": owners, "limit": 1}
    kinds = (Kind.INQUIRY, Kind.PROMISE)
    return sum(open_things.open_of(connection, workspace_id, kind, **part)[1] for kind in kinds)


def _mine(connection: Connection, home: Home, owners: Sequence[str], *, of_team: bool) -> MineShown:
    """A page of what is open for these owners; the last one, if there are fewer by now."""
    of, page = (connection, home.workspace_id), home.page
    part: dict[str, Any] = {"owners": owners, "limit": ROWS}
    inquiries, inquiry_count = open_things.open_of(*of, Kind.INQUIRY, page=page, **part)
    promises, promise_count = open_things.open_of(*of, Kind.PROMISE, page=page, **part)
    pages = max(1, ceil(max(inquiry_count, promise_count) / ROWS))
    if page > pages:
        inquiries, _ = open_things.open_of(*of, Kind.INQUIRY, page=pages, **part)
        promises, _ = open_things.open_of(*of, Kind.PROMISE, page=pages, **part)
    return MineShown(
        inquiries,
        promises,
        inquiry_count,
        promise_count,
        team=of_team,
        page=min(page, pages),
        pages=pages,
        reader_id=home.member_id,
    )


def _names(
    connection: Connection,
    workspace_id: str,
    things: Sequence[Thing],
    reader: Member,
    now: datetime,
) -> dict[str, str]:
    """Of whoever has taken something, and of who covers for the reader."""
    ids = {claimer(thing.care, now) for thing in things} | {reader.cover_id}
    known = members.named(connection, workspace_id, [one for one in ids if one is not None])
    return {member.id: member.name for member in known.values()}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a member has set for themselves, for the forms that change it."""

    member: Member
    team: Team
    now: datetime

    @property
    def hours(self) -> WorkingHours:
        return own_hours(self.team, self.member)


def settings(desk: Desk, asked: Asked) -> Settings:
    """Raises UnknownMember, or Refusal."""
    with turn(desk, asked) as ours:
        return Settings(ours.member, ours.team, ours.now)
