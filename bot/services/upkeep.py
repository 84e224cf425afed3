"""Upkeep: meet the workspace, follow who is in it, forget what is no longer needed."""

from collections.abc import Iterable
from datetime import timedelta

from bot.core.members import Member
from bot.core.workspaces import Workspace
from bot.services.desk import Desk
from bot.store import members, tidying, workspaces

RECEIPTS_LAST = timedelta(days=30)  # Slack redelivers for a day; a draft's button lasts longer
DRAFTS_LAST = RECEIPTS_LAST  # the receipt is what keeps a draft from being carried out twice
REPLIES_LAST = timedelta(days=7)


def meet(desk: Desk, workspace: Workspace, *, is_playground: bool = False) -> None:
    """A workspace that Heed may work in, from now on or again."""
    with desk.store.write() as connection:
        workspaces.settle(connection, workspace, is_playground=is_playground)


def follow(desk: Desk, workspace_id: str, found: Iterable[Member]) -> None:
    """Write down what Slack says of members."""
    with desk.store.write() as connection:
        members.save(connection, workspace_id, found)


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
