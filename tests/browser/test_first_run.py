"""The first minutes of somebody who opens the page, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.playground.browser.play import Play
from bot.settings import Settings
from tests.browser.conftest import AT, Opening
from tests.browser.visit import Visit

ASKED = "/contact from Acme: asks for a quote"


@pytest.fixture
def newcomer(browser: Browser, opening: Opening) -> Iterator[Visit]:
    """Somebody who has just opened the page and has chosen nothing yet."""
    with Play(Settings(), at=AT, is_chosen=False) as play, opening(play) as visit:
        yield visit


def test_a_newcomer_meets_heed_in_three_steps(visit: Visit) -> None:
    steps = visit.page.get_by_role("region", name="First steps")
    done = steps.locator("li.done")

    steps.get_by_role("button", name=ASKED).click()
    expect(visit.composer).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.message("Logged for Acme")).to_be_visible()
    expect(done).to_have_count(1)

    steps.get_by_role("button", name="Move the clock").click()
    expect(done).to_have_count(2)
    reminder = visit.message("Acme waits for you")
    expect(reminder).to_be_in_viewport()

    visit.press(reminder, "Answered")
    expect(visit.message("✓ Answered by Ada")).to_contain_text("(edited)")
    expect(done).to_have_count(3)
    expect(steps).to_contain_text("That is what Heed does")

    steps.get_by_role("button", name="Hide the first steps").click()
    expect(steps).to_have_count(0)


def test_a_newcomer_chooses_an_empty_workspace(newcomer: Visit) -> None:
    chooser = newcomer.page.get_by_role("dialog")
    expect(chooser).to_contain_text("Meet Heed in a workspace of its own")
    newcomer.page.keyboard.press("Escape")

    chooser.get_by_role("button", name="An empty workspace").click()

    expect(chooser).to_have_count(0)
    expect(newcomer.page.get_by_role("region", name="First steps")).to_be_visible()
    expect(newcomer.composer).to_be_focused()


def test_a_newcomer_chooses_a_company_in_its_third_month(newcomer: Visit) -> None:
    chooser = newcomer.page.get_by_role("dialog")

    chooser.get_by_role("button", name="A company in its third month").click()

    expect(chooser).to_have_count(0, timeout=60_000)
    expect(newcomer.page.locator("#now")).to_contain_text("Thu")
    expect(newcomer.message("waits for you")).to_be_visible()
    expect(newcomer.page.locator("#rail .badge").first).to_be_visible()


def test_starting_over_brings_the_empty_workspace_back(visit: Visit) -> None:
    visit.type(ASKED)
    expect(visit.message("Logged for Acme")).to_be_visible()
    visit.be("Ben")

    visit.page.get_by_role("button", name="Start over").click()
    chooser = visit.page.get_by_role("dialog")
    chooser.get_by_role("button", name="Go on as it is").click()
    expect(visit.me).to_contain_text("You are Ben")

    visit.page.get_by_role("button", name="Start over").click()
    chooser.get_by_role("button", name="An empty workspace").click()

    expect(visit.me).to_contain_text("You are Ada")
    expect(visit.page.locator("#conversation article")).to_have_count(0)
    expect(visit.page.locator("#steps li.done")).to_have_count(0)
