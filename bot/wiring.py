"""Wiring: the one module that knows everything, and puts it together."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

import handlers
from bot.clock import system_now
from bot.core.failures import Failure
from bot.core.workspaces import Workspace
from bot.services import homes, upkeep
from bot.services.desk import Clock, Desk, StoreBusy
from bot.settings import Settings
from bot.slack import client, directory, files
from bot.slack.gateway import Gateway
from bot.store.engine import Store
from handlers.channels import Channels
from handlers.door import Door
from schedules.clockwork import Clockwork
from schedules.courier import Courier
from schedules.edits import Editor
from schedules.homes import Publisher
from schedules.posts import APART_SECONDS, Poster
from schedules.replies import Replier

log = logging.getLogger(__name__)

_READ_ONLY = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'"


@dataclass(frozen=True, slots=True)
class Heed:
    """A Heed that is put together and not started yet."""

    desk: Desk
    app: App
    courier: Courier
    clockwork: Clockwork
    workspace: Workspace

    def is_healthy(self) -> bool:
        """Whether the store takes what is written."""
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        store = self.desk.store
        try:
            # On SQLite this alone takes the writer's lock; nothing is written, nor waited for.
            with store.write() as connection:
                return store.is_sqlite or not connection.execute(text(_READ_ONLY)).scalar()
        except (SQLAlchemyError, StoreBusy):
            return False


def build(
    settings: Settings,
    store: Store,
    *,
    now: Clock = system_now,
    apart: float = APART_SECONDS,
    is_playground: bool = False,
) -> Heed:
    """Meet the workspace and put Heed together for it. Raises Failure if Slack is out of reach.

    `now` is the workspace's clock. `apart`, in seconds, is shorter where Slack is local.
    """
    asking = client.interactive(settings.slack_bot_token, settings.slack_api_url)
    workspace = directory.workspace(asking)
    gateway = Gateway(client.sender(settings.slack_bot_token, settings.slack_api_url))
    quiet = Desk(store, now, system_now)
    prefix, lease = settings.command_prefix, settings.lease
    poster = Poster(quiet, gateway, lease=lease, grace=settings.grace, apart=apart, prefix=prefix)
    replier = Replier(quiet, gateway, lease=lease)
    editor = Editor(quiet, gateway, lease=lease, prefix=prefix)
    rest = homes.REST if apart else timedelta(0)
    publisher = Publisher(quiet, gateway, lease=lease, rest=rest, prefix=prefix)
    courier = Courier(quiet, poster, replier, editor, publisher)
    desk = Desk(store, now, system_now, wake=courier.wake)
    upkeep.meet(desk, workspace, is_playground=is_playground)
    door = Door(
        desk=desk,
        workspace_id=workspace.id,
        look_up=lambda member_id: directory.fetch(asking, member_id, workspace_id=workspace.id),
        read_member=lambda user: directory.member_of(user, workspace_id=workspace.id),
        channels=Channels(
            check=lambda channel_id: directory.check_channel(asking, channel_id),
            check_watched=lambda channel_id: directory.check_watched(asking, channel_id),
        ),
        fetch=lambda file: files.fetch(asking, file),
        respond=_responding(gateway),
        open_view=Gateway(asking).open_view,
        prefix=prefix,
        url=workspace.url,
    )
    look_up = _followed(desk, gateway, workspace)
    return Heed(
        desk=desk,
        app=_app(settings, workspace, door),
        courier=courier,
        clockwork=Clockwork(desk, courier, look_up=look_up),
        workspace=workspace,
    )


def _app(settings: Settings, workspace: Workspace, door: Door) -> App:
    """A Bolt app that commits before it acknowledges, and asks Slack nothing on the way."""

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=workspace.id,
            bot_token=settings.slack_bot_token,
            bot_id=workspace.bot_id,
            bot_user_id=workspace.bot_member_id,
        )

    over_http = settings.slack_app_token is None
    app = App(
        logger=logging.getLogger("slack_bolt"),
        # The token comes from `authorize`; Bolt makes a client of its own for each request.
        client=client.interactive(None, settings.slack_api_url),
        signing_secret=settings.slack_signing_secret or "unused",
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=over_http,
        ssl_check_enabled=True,
        token_verification_enabled=False,
        # What nothing listens to is acknowledged by handlers.errors, or Slack would send it again.
        raise_error_for_unhandled_request=True,
    )
    handlers.register(app, door)
    return app


def _responding(gateway: Gateway) -> Callable[[str, Mapping[str, Any]], None]:
    """Answer where a click was made without the store, beside whoever waits for Heed."""

    def said(address: str, body: Mapping[str, Any]) -> None:
        try:
            gateway.respond(address, dict(body))
        except Failure as failure:
            log.warning("a reply was not delivered: %s", failure.error)

    def respond(address: str, body: Mapping[str, Any]) -> None:
        threading.Thread(target=said, args=(address, body), name="reply", daemon=True).start()

    return respond


def _followed(desk: Desk, gateway: Gateway, workspace: Workspace) -> Callable[[], None]:
    """Follow who is in the workspace, and come back to it when its door is open again."""

    def follow() -> None:
        try:
            if upkeep.paused(desk):
                upkeep.meet(desk, directory.workspace(gateway.client))
            for page in directory.everyone(gateway.client, workspace_id=workspace.id):
                upkeep.follow(desk, workspace.id, page)
        except Failure as failure:
            log.warning("the directory could not be read: %s", failure.error)

    return follow
