"""How the page looks in a real browser: light and dark, wide and narrow, and to be heard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.playground.browser.play import Play
from tests.browser.conftest import WIDE, Opening
from tests.browser.visit import Visit

NARROW = {"width": 390, "height": 844}
ASKED = "/contact from Acme: asks for a quote"
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in (WIDE, NARROW)]
NAMES = ["light, wide", "light, narrow", "dark, wide", "dark, narrow"]


def serious(visit: Visit) -> list[str]:
    """What a checker of accessibility holds against the page, if it is more than a trifle."""
    found = Axe().run(visit.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "size"), LOOKS, ids=NAMES)
def test_nothing_keeps_anybody_out(
    opening: Opening, play: Play, scheme: str, size: dict[str, int]
) -> None:
    # The checker is a script of its own, which the page would not let in.
    with opening(play, color_scheme=scheme, viewport=size, bypass_csp=True) as visit:
        visit.type(ASKED)
        expect(visit.message("Logged for Acme")).to_be_visible()
        visit.pass_time("Next reminder")
        expect(visit.message("Acme waits for you")).to_be_visible()
        assert serious(visit) == []

        visit.type("/promise Acme: send the quote by friday 5pm")
        visit.press(visit.message("Promised to Acme"), "Change")
        visit.field("New day").fill("2020-01-01")
        visit.press(visit.modal, "Move")
        expect(visit.field("New day")).to_have_attribute("aria-invalid", "true")
        assert serious(visit) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_choice_of_a_workspace_keeps_nobody_out(
    opening: Opening, play: Play, scheme: str
) -> None:
    with opening(play, color_scheme=scheme, bypass_csp=True) as visit:
        visit.page.get_by_role("button", name="Start over").click()
        expect(visit.page.get_by_role("dialog")).to_be_visible()
        assert serious(visit) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_reads_a_busy_workspace(opening: Opening, third_month: Play, scheme: str) -> None:
    with opening(third_month, color_scheme=scheme, bypass_csp=True) as visit:
        for name in ("Ben", "Cleo", "Ada"):
            visit.be(name)
            expect(visit.page.locator("#conversation article").last).to_be_visible()
            assert serious(visit) == []


def test_on_a_narrow_page_the_conversations_are_in_a_drawer(opening: Opening, play: Play) -> None:
    with opening(play, viewport=NARROW) as visit:
        support = visit.page.locator("#sidebar .room").filter(has_text="support")
        burger = visit.page.get_by_role("button", name="Conversations and people")
        expect(support).not_to_be_in_viewport()

        burger.click()
        expect(support).to_be_in_viewport()
        expect(burger).to_have_attribute("aria-expanded", "true")
        support.click()

        expect(visit.page.locator("#head h1")).to_contain_text("support")
        expect(support).not_to_be_in_viewport()
        assert visit.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_on_a_narrow_page_a_reminder_and_the_clock_are_whole(opening: Opening, play: Play) -> None:
    with opening(play, viewport=NARROW) as visit:
        visit.type(ASKED)
        expect(visit.message("Logged for Acme")).to_be_visible()
        visit.pass_time("Next reminder")
        expect(visit.message("Acme waits for you")).to_be_visible()

        for part in (".top", "#conversation", "#head", "body"):
            size = visit.size(part)
            assert size["there"] <= size["seen"], part
        for button in visit.page.locator("#clock button").all():
            expect(button).to_be_in_viewport(ratio=1)


def test_light_and_dark_are_chosen_and_kept(visit: Visit) -> None:
    root, button = visit.page.locator("html"), visit.page.get_by_role("button", name="Light or")

    button.click()
    expect(root).to_have_attribute("data-theme", "dark")
    visit.page.reload()
    expect(root).to_have_attribute("data-theme", "dark")
    button.click()
    expect(root).to_have_attribute("data-theme", "light")


def test_what_one_looked_at_is_there_after_a_reload(visit: Visit) -> None:
    visit.be("Ben")
    visit.go("support")

    visit.page.reload()

    expect(visit.me).to_contain_text("You are Ben")
    expect(visit.page.locator("#head h1")).to_contain_text("support")
