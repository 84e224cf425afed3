"""The check: whether Heed could start with these settings, and why not."""

import argparse
from typing import TYPE_CHECKING

from bot.core.failures import Failure
from bot.opening import blamed, reached
from bot.settings import Settings
from bot.store.engine import Store

if TYPE_CHECKING:
    from slack_sdk import WebClient


def check(settings: Settings, _options: argparse.Namespace) -> int:
    """Settings, store and, when there are tokens, Slack."""
    from bot.slack import client, directory
    from bot.store.migrations import is_current

    with reached(settings):
        store = Store(settings.database_url)
        current = is_current(store)
        store.close()
    print(f"store: {'ready' if current else 'not migrated yet: python -m bot migrate'}")
    if settings.slack_bot_token is None:
        print("Slack: no SLACK_BOT_TOKEN, so only the playground can start")
        return 0 if current else 1
    try:
        asking = client.interactive(settings.slack_bot_token, settings.slack_api_url)
        found = directory.workspace(asking)
    except Failure as failure:
        print(f"Slack: {blamed(failure)}")
        return 1
    print(f"Slack: {found.name} ({found.id})")
    return 0 if current and _hears(settings, asking, found.id) else 1


def _hears(settings: Settings, asking: "WebClient", workspace_id: str) -> bool:
    """Whether Heed hears the customers' channels that it is to watch; say which it does not."""
    from bot.core.errors import Refusal
    from bot.slack import directory
    from bot.store import watches

    with reached(settings):
        store = Store(settings.database_url)
        with store.read() as connection:
            channels = watches.channels(connection, workspace_id)
        store.close()
    deaf = []
    for channel_id in channels:
        try:
            directory.check_watched(asking, channel_id)
        except Refusal as no:
            deaf.append(f"watched channel {channel_id}: {no.sentence}")
    for line in deaf or [f"watched channels: {len(channels)}"] if channels else []:
        print(line)
    return not deaf
