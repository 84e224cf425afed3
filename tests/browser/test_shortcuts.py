"""Shortcuts and the forms that they open, in a real browser: wide, narrow and by the keyboard."""

import re

from playwright.sync_api import expect

from tests.browser.visit import Visit


def test_a_message_is_logged_from_its_menu(visit: Visit) -> None:
    visit.go("support")
    visit.type("Could *you* send us a quote?")
    message = visit.message("send us a quote")
    message.hover()
    message.locator("xpath=ancestor::*[contains(@class,'entry')]").get_by_label(
        re.compile("More")
    ).click()
    visit.page.get_by_role("menuitem", name="Log a customer contact").click()
    expect(visit.modal).to_contain_text("wrote this")
    expect(visit.field("What was it about?")).to_have_value("Could you send us a quote?")

    customer = visit.field("Customer")
    customer.press_sequentially("Globex")
    visit.modal.get_by_role("option", name="Add “Globex”").click()
    visit.press(visit.modal, "Log it")

    expect(visit.modal).to_be_hidden()
    expect(visit.message("new customer, owned by Ada")).to_be_visible()


def test_a_promise_is_made_from_the_menu_of_shortcuts(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Shortcuts").click()
    visit.page.get_by_role("menuitem", name="Make a promise").press("Enter")
    customer = visit.field("Customer")
    customer.press_sequentially("Globex")
    expect(visit.modal.get_by_role("option", name="Add “Globex”")).to_be_visible()
    customer.press("ArrowDown")
    customer.press("Enter")
    visit.field("What do we promise?").press_sequentially("send the quote")
    visit.press(visit.modal, "Promise it")
    expect(visit.modal).to_contain_text("By when? Write it here, or pick a day below.")

    visit.field("By when? (optional)").fill("friday 5pm")
    visit.press(visit.modal, "Promise it")

    expect(visit.modal).to_be_hidden()
    expect(visit.message("send the quote")).to_be_visible()


def test_what_was_begun_and_closed_is_there_again(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Shortcuts").click()
    visit.page.get_by_role("menuitem", name="Log a customer contact").click()
    with visit.page.expect_response("**/acts"):
        visit.field("What was it about?").press_sequentially("asks for a quote")
    visit.press(visit.modal, "Cancel")
    expect(visit.modal).to_be_hidden()

    visit.page.get_by_role("button", name="Shortcuts").click()
    visit.page.get_by_role("menuitem", name="Log a customer contact").click()
    visit.press(visit.modal, "Go on with it")

    expect(visit.field("What was it about?")).to_have_value("asks for a quote")


def test_what_is_wrong_is_said_although_the_last_letters_were_told_just_then(
    visit: Visit,
) -> None:
    visit.page.get_by_role("button", name="Shortcuts").click()
    visit.page.get_by_role("menuitem", name="Make a promise").click()
    customer = visit.field("Customer")
    customer.press_sequentially("Globex")
    visit.modal.get_by_role("option", name="Add “Globex”").click()

    visit.field("What do we promise?").press_sequentially("send the quote")
    visit.press(visit.modal, "Promise it")

    wrong = "By when? Write it here, or pick a day below."
    expect(visit.modal).to_contain_text(wrong)
    visit.page.wait_for_timeout(600)
    expect(visit.modal).to_contain_text(wrong)
