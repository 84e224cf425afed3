"""A reminder in a real browser: it comes, is acted on where it stands, and changes in place."""

import re

from playwright.sync_api import expect

from tests.browser.visit import Visit

ASKED = "/contact from Acme: asks for a quote"
PROMISED = "/promise Acme: send the revised quote by friday 5pm"


def test_a_customer_waits_until_somebody_presses_answered(visit: Visit) -> None:
    visit.type(ASKED)
    logged = visit.message("Logged for Acme")
    expect(logged).to_contain_text("Only visible to you")
    expect(logged).to_contain_text("Answer due Mon 16 Nov, 13:00")

    visit.pass_time("Next reminder")
    expect(visit.page.locator("#now")).to_contain_text("12:00")
    reminder = visit.message("Acme waits for you")
    stands = reminder.get_attribute("id")

    visit.press(reminder, "Answered")

    settled = visit.page.locator(f"[id='{stands}']")
    expect(settled).to_contain_text("✓ Answered by Ada, Mon 16 Nov, 12:00.")
    expect(settled).to_contain_text("(edited)")
    expect(settled.get_by_role("button", name=re.compile("^Answered"))).to_have_count(0)


def test_nothing_settled_is_asked_for_again(visit: Visit) -> None:
    visit.type(ASKED)
    visit.pass_time("Next reminder")
    visit.press(visit.message("Acme waits for you"), "Answered")
    expect(visit.message("✓ Answered by Ada")).to_be_visible()

    visit.pass_time("Next opening")

    expect(visit.page.locator("#conversation article").filter(has_text="waits for")).to_have_count(
        0
    )


def test_a_new_date_in_the_past_is_refused_at_its_field(visit: Visit) -> None:
    visit.type(PROMISED)
    expect(visit.message("Promised to Acme")).to_be_visible()
    visit.pass_time("Next reminder")
    visit.pick(visit.message("Acme"), "New date …")
    day = visit.field("New day")
    expect(visit.modal).to_contain_text("New date")

    day.fill("2026-11-02")
    visit.field("Why?").fill("The supplier is late")
    visit.modal.get_by_label("Yes, I told them").check()
    visit.press(visit.modal, "Move")

    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_be_focused()
    expect(day).to_have_accessible_description(re.compile("past"))
    # Nothing that was typed is lost.
    expect(day).to_have_value("2026-11-02")
    expect(visit.field("Why?")).to_have_value("The supplier is late")

    day.fill("2026-11-24")
    visit.press(visit.modal, "Move")

    expect(visit.modal).to_be_hidden()
    expect(visit.page.locator("#conversation")).to_contain_text("Moved to Tue 24 Nov, 17:00")


def test_a_form_is_left_with_escape(visit: Visit) -> None:
    visit.type(PROMISED)
    visit.press(visit.message("Promised to Acme"), "Change")
    expect(visit.modal).to_be_visible()

    visit.page.keyboard.press("Escape")

    expect(visit.modal).to_be_hidden()
    slack, ada = visit.scene.slack, visit.member("ada")
    slack.wait_for(lambda: slack.views(ada) == [], timeout=20)


def test_an_emoji_on_a_reminder_answers_it_and_its_removal_undoes_that(visit: Visit) -> None:
    visit.type(ASKED)
    visit.pass_time("Next reminder")
    reminder = visit.message("Acme waits for you")

    reminder.hover()
    entry = visit.page.locator(".entry").filter(has=visit.page.locator("article")).last
    entry.get_by_role("button", name="Add a reaction").click()
    visit.page.locator("#picker").get_by_role("option", name="white check mark").click()

    settled = visit.message("✓ Answered by Ada")
    expect(settled.locator(".reaction")).to_have_attribute("aria-pressed", "true")

    settled.locator(".reaction").click()

    expect(visit.message("Acme waits for you")).to_be_visible()
    expect(visit.message("Acme waits for you").locator(".reaction")).to_have_count(0)


def test_a_lead_hears_of_what_stays_unanswered_and_is_told_at_once(visit: Visit) -> None:
    visit.type(ASKED)
    for _ in range(3):
        visit.pass_time("Next reminder")

    toast = visit.page.locator(".toast").filter(has_text="Ben")
    toast.get_by_role("button", name="Be Ben").click()

    expect(visit.me).to_contain_text("You are Ben")
    expect(visit.message("Acme")).to_contain_text("Ada")


def test_what_is_half_typed_survives_what_comes_in(visit: Visit) -> None:
    visit.type(ASKED)
    expect(visit.message("Logged for Acme")).to_be_visible()
    visit.composer.press_sequentially("I am just")

    visit.scene.hand.go_to_next()
    expect(visit.message("Acme waits for you")).to_be_visible()

    expect(visit.composer).to_have_value("I am just")
    expect(visit.composer).to_be_focused()
    visit.composer.press_sequentially(" writing")
    visit.go("support")
    expect(visit.composer).to_have_value("")
    visit.go("Heed")
    expect(visit.composer).to_have_value("I am just writing")
