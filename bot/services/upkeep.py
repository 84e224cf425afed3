"""Upkeep: meet the workspace, follow who is in it, forget what is no longer needed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.core.absence import followed
from bot.core.homes import Touched, seen_in_homes
from bot.core.members import Member, may_act
from bot.core.workspaces import Workspace
from bot.services import absences, digests, next_briefs
from bot.services.desk import LOOKS, Desk
from bot.store import homes, members, pokes, tidying, waking, workspaces

RECEIPTS_LAST = timedelta(days=30)  # Slack redelivers for a day; a draft's button lasts longer
DRAFTS_LAST = RECEIPTS_LAST  # the receipt is what keeps a draft from being carried out twice
REPLIES_LAST = timedelta(days=7)
# Nothing waits, and nothing is leased, for longer: whatever does was so by a clock set back since.
WAITS_LAST = timedelta(hours=1, minutes=1)
LEASES_LAST = timedelta(minutes=10)


def meet(desk: Desk, workspace: Workspace, *, is_playground: bool = False) -> None:
    """A workspace that Heed may work in, from now on or again."""
    with desk.store.write() as connection:
        workspaces.settle(connection, workspace, is_playground=is_playground)


def follow(desk: Desk, workspace_id: str, found: Iterable[Member]) -> None:
    """Write down what Slack says of members; who is elsewhere now is nudged by another clock."""
    now = desk.now()
    with desk.store.write() as connection:
        slacks = list(found)
        known = members.named(connection, workspace_id, [member.id for member in slacks])
        now_known = [followed(known.get(member.id), member, now) for member in slacks]
        members.save(connection, workspace_id, now_known)
        moved = [
            member.id
            for member in now_known
            if member.id in known and known[member.id].zone != member.zone
        ]
        _reckon_anew(connection, workspace_id, moved, now=now)
        absences.followed(connection, workspace_id, known, now_known, now=now)
        _brief(connection, workspace_id, known, now_known, now=now)
        touched = seen_in_homes(known, now_known)
        since = desk.system_now() - LOOKS
        is_shown = touched != Touched() and homes.touch(
            connection, workspace_id, touched, since=since
        )
    if is_shown:
        desk.wake()


def _brief(
    connection: Connection,
    workspace_id: str,
    known: Mapping[str, Member],
    found: Sequence[Member],
    *,
    now: datetime,
) -> None:
    """Set when the brief of whoever is new, or elsewhere now, comes."""
    new = [
        member.id
        for member in found
        if may_act(member)
        and (
            member.id not in known
            or known[member.id].zone != member.zone
            or (known[member.id].brief_at is None and known[member.id].wants_brief)
        )
    ]
    if new:
        stand = members.named(connection, workspace_id, new)
        teams = members.all_teams(connection, workspace_id)
        theirs = [(one, teams[one.team_id]) for one in stand.values()]
        next_briefs.replan(connection, workspace_id, theirs, now=now)


def _reckon_anew(
    connection: Connection, workspace_id: str, moved: Sequence[str], *, now: datetime
) -> None:
    if not moved:
        return
    pokes.poke_of(connection, workspace_id, moved, now=now)
    digests.plan_leads(connection, workspace_id, moved, now=now)
    waking.wake_of(connection, workspace_id, moved, now=now)


def leave(desk: Desk, workspace_id: str, *, why: str) -> None:
    """The workspace let Heed go: say nothing more there, and keep what is owed."""
    with desk.store.write() as connection:
        workspaces.pause(connection, workspace_id, now=desk.now(), why=why)


def paused(desk: Desk) -> bool:
    """Whether some workspace's outbox is paused."""
    with desk.store.read() as connection:
        return workspaces.any_paused(connection)


def forget(desk: Desk) -> None:
    """Delete receipts, drafts and replies that nothing will ask for again."""
    now = desk.now()
    with desk.store.write() as connection:
        tidying.receipts_before(connection, now - RECEIPTS_LAST)
        tidying.drafts_before(connection, now - DRAFTS_LAST)
        tidying.replies_before(connection, now - REPLIES_LAST)


def catch_up(desk: Desk) -> None:
    """Try now what was to wait for an instant of the machine's clock before it was set back."""
    now = desk.system_now()
    with desk.store.write() as connection:
        for workspace_id in workspaces.active(connection):
            tidying.waits_beyond(connection, workspace_id, now + WAITS_LAST, ready_at=now)
            tidying.leases_beyond(connection, workspace_id, now + LEASES_LAST)
