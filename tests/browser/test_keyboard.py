"""The page with nothing but a keyboard, in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.visit import Visit

FURTHEST = 60  # presses of Tab
FOCUSED = "e => document.activeElement.ariaLabel ?? document.activeElement.innerText"


def tab_to(page: Page, label: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(label):
            return
    raise AssertionError(f"the keyboard never came to {label}")


def test_a_contact_is_logged_and_answered_by_keyboard_alone(visit: Visit) -> None:
    keys = visit.page.keyboard
    tab_to(visit.page, "Skip to the message field")
    keys.press("Enter")
    keys.type("/con")
    completions = visit.page.locator("#say-list")
    expect(completions.get_by_role("option")).to_have_count(1)
    keys.press("Tab")
    expect(visit.composer).to_have_value("/contact ")
    keys.type("from Acme: asks for a quote")
    keys.press("Enter")
    expect(visit.message("Logged for Acme")).to_be_visible()

    tab_to(visit.page, "Next reminder")
    keys.press("Enter")
    expect(visit.message("Acme waits for you")).to_be_visible()
    tab_to(visit.page, "Answered")
    keys.press("Enter")

    expect(visit.message("✓ Answered by Ada")).to_be_visible()


def test_a_menu_and_its_form_by_keyboard_alone(visit: Visit) -> None:
    visit.type("/promise Acme: send the quote by friday 5pm")
    expect(visit.message("Promised to Acme")).to_be_visible()
    visit.pass_time("Next reminder")
    keys = visit.page.keyboard
    expect(visit.message("You promised Acme")).to_be_visible()

    visit.page.locator("#scroll").focus()
    tab_to(visit.page, "More actions")
    keys.press("Enter")
    tab_to(visit.page, "Hand over …")
    keys.press("Enter")

    expect(visit.field("To whom?")).to_be_focused()
    keys.press("Escape")
    expect(visit.modal).to_be_hidden()


def test_the_arrows_lead_through_a_menu_that_is_seen_whole_and_escape_leaves_it(
    visit: Visit,
) -> None:
    visit.type("/contact from Acme: asks for a quote")
    expect(visit.message("Logged for Acme")).to_be_visible()
    visit.pass_time("Next reminder")
    last = visit.message("Acme waits for you").locator("details.overflow")
    keys = visit.page.keyboard

    last.locator("summary").focus()
    keys.press("Enter")
    expect(last.locator("li").last).to_be_in_viewport(ratio=1)
    keys.press("ArrowDown")
    expect(last.locator("li > *").first).to_be_focused()
    keys.press("ArrowDown")
    expect(last.locator("li > *").nth(1)).to_be_focused()
    keys.press("Escape")

    expect(last.locator("li").first).to_be_hidden()
    expect(last.locator("summary")).to_be_focused()


def test_a_line_break_is_no_end(visit: Visit) -> None:
    visit.go("support")
    visit.composer.press_sequentially("one")
    visit.composer.press("Shift+Enter")
    visit.composer.press_sequentially("two")
    visit.composer.press("Enter")

    expect(visit.message("one")).to_contain_text("two")


def test_the_completion_says_what_each_command_wants(visit: Visit) -> None:
    visit.composer.press_sequentially("/")

    offered = visit.page.locator("#say-list").get_by_role("option")
    expect(offered).to_have_count(5)
    expect(visit.composer).to_have_attribute("aria-activedescendant", "say-list-0")
    visit.composer.press("Escape")
    expect(offered.first).to_be_hidden()
    expect(visit.composer).to_have_value("/")
