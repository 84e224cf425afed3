"""A nursery for all campaigns, a store and a folder for each, and what an undisturbed one says."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.store.engine import Store
from bot.store.migrations import migrate
from tests.campaign.campaign import Campaign
from tests.campaign.nursery import Nursery
from tests.campaign.story import Tale
from tests.campaign.verdict import Account
from tests.makers import settle_in

IS_LONG = os.environ.get("HEED_CAMPAIGN") == "long"
TALLY = "campaign"

Begin = Callable[..., Campaign]
Undisturbed = Callable[[Tale], Account]


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def begin(nursery: Nursery, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Begin]:
    """Prepare a campaign on a store of its own."""
    begun: list[Campaign] = []

    def prepared(store: str = "sqlite", **more: Any) -> Campaign:
        url = request.getfixturevalue(f"{store}_url")
        begun.append(Campaign(nursery, url, tmp_path, **more))
        return begun[-1]

    yield prepared
    for one in begun:
        counted = (one.births, one.deaths, one.woken, one.messages)
        request.node.user_properties.append((TALLY, counted))


@pytest.fixture(scope="session")
def undisturbed(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """What one worker says who is left in peace."""

    @cache
    def told(tale: Tale) -> Account:
        folder = tmp_path_factory.mktemp("undisturbed")
        store = Store(f"sqlite:///{folder / 'heed.sqlite'}")
        migrate(store)
        settle_in(store)
        store.close()
        with Campaign(nursery, store.url.render_as_string(), folder) as campaign:
            return campaign.tell(tale(campaign.wire.response_url))

    return told


def pytest_terminal_summary(terminalreporter: Any) -> None:
    # What came of taking down stands under no name, unless that failed.
    reports = [one for kind in ("", "error") for one in terminalreporter.getreports(kind)]
    tallies = [
        tally
        for report in reports
        if report.when == "teardown"
        for name, tally in report.user_properties
        if name == TALLY
    ]
    if IS_LONG and tallies:
        births, deaths, woken, messages = (sum(column) for column in zip(*tallies, strict=True))
        terminalreporter.write_line(
            f"{len(tallies)} campaigns: {births} workers, {deaths} killed, {woken} paused and"
            f" woken, {messages} messages"
        )
