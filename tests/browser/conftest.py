"""A browser, a workspace and the page: what the stories in a real browser begin with."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Request, expect, sync_playwright

from bot.playground import chromium
from bot.playground.browser.play import Play
from bot.playground.browser.scene import World
from bot.playground.browser.server import Server
from bot.settings import Settings
from tests.browser.trial import Trial
from tests.browser.visit import Visit

AT = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
PORT = 3700
PATIENCE = 20_000  # milliseconds: other tests run beside these
WIDE = {"width": 1280, "height": 800}

Opening = Callable[..., AbstractContextManager[Visit]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no browser, say so, once for each file."""
    if chromium.found(os.environ) or chromium.is_required(os.environ):
        return
    skipped = pytest.mark.skip(f"The page was not tried in a browser: {chromium.HOW_TO_GET_ONE}.")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(skipped)


# Of a module, not of the session: while it is there, no other test can have a loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.found(os.environ)
    if path is None:
        pytest.fail(f"The page cannot be tried in a browser: {chromium.HOW_TO_GET_ONE}.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def opening(browser: Browser) -> Opening:
    """Open somebody's page of a play; nothing may go wrong in the browser meanwhile."""

    @contextmanager
    def opened(play: Play, **look: Any) -> Iterator[Visit]:
        elsewhere: list[str] = []
        look = {"viewport": WIDE, "locale": "en-GB", "reduced_motion": "reduce"} | look
        context = browser.new_context(**look)
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: elsewhere.extend(_elsewhere(request)))
        with Server(play, port=PORT) as server:
            try:
                visit = Visit(context.new_page(), play)
                yield visit.open(server.address)
            finally:
                context.close()
        assert (elsewhere, visit.faults) == ([], [])

    return opened


@pytest.fixture
def play(browser: Browser) -> Iterator[Play]:
    """An empty workspace on a Monday at nine; it needs a browser to be seen in."""
    with Play(Settings(), at=AT, is_chosen=True) as play:
        yield play


@pytest.fixture(scope="module")
def third_month(browser: Browser) -> Iterator[Play]:
    """A company in its third month. Tests only look at it."""
    with Play(Settings(), at=AT, world=World.THIRD_MONTH, is_chosen=True) as play:
        yield play


@pytest.fixture
def visit(opening: Opening, play: Play) -> Iterator[Visit]:
    """Ada's page of an empty workspace."""
    with opening(play) as visit:
        yield visit


@pytest.fixture
def trial(visit: Visit) -> Trial:
    """The same page, with an app in Heed's place that sends more."""
    return Trial(visit)


def _elsewhere(request: Request) -> list[str]:
    address = urlsplit(request.url)
    is_here = address.scheme in ("data", "blob") or address.hostname == "127.0.0.1"
    return [] if is_here else [request.url]
