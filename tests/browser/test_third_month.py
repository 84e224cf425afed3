"""A company in its third month, in a real browser: its lead's digest, its threads, its past."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.playground.browser.play import Play
from tests.browser.conftest import Opening
from tests.browser.visit import Visit


@pytest.fixture
def visitor(opening: Opening, third_month: Play) -> Iterator[Visit]:
    with opening(third_month) as visit:
        yield visit


def test_a_lead_finds_the_digest_of_monday(visitor: Visit) -> None:
    visitor.be("Ben")

    digest = visitor.message("How the week went")

    for part in ("They wait for us", "We promised", "We have gone quiet", "Thanks to Ada"):
        expect(digest).to_contain_text(part)
    expect(visitor.page.locator("#conversation .unsupported")).to_have_count(0)


def test_a_lead_asks_for_the_digest_now(visitor: Visit) -> None:
    visitor.be("Ben")

    visitor.type("/heed digest")

    expect(visitor.message("Your digest is on its way")).to_be_visible()
    expect(visitor.message("How the week went").locator("time")).to_have_text("10:40")


def test_new_messages_are_counted_until_they_are_read(visitor: Visit) -> None:
    cleo = visitor.page.locator("#rail .person").filter(has_text="Cleo")
    expect(cleo.locator(".badge")).to_be_visible()

    visitor.be("Cleo")
    visitor.go("support")

    expect(visitor.page.locator(".fresh")).to_be_visible()
    visitor.go("Heed")
    expect(cleo.locator(".badge")).to_have_count(0)


def test_a_thread_is_answered_beside_the_conversation(visitor: Visit) -> None:
    visitor.go("support")
    visitor.type("Who has the key to the store?")
    said = visitor.message("Who has the key")
    expect(said).to_be_visible()

    said.hover()
    visitor.page.locator("#conversation .entry").last.get_by_role(
        "button", name="Reply in thread"
    ).click()
    reply = visitor.page.get_by_role("textbox", name="Reply")
    expect(reply).to_be_focused()
    reply.fill("I have it")
    reply.press("Enter")

    thread = visitor.page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("I have it")
    expect(said).to_contain_text("1 reply")
    thread.get_by_role("button", name="Close the thread").click()
    expect(thread).to_be_hidden()
