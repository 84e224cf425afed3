"""Who sees what, in a real browser: colleagues, a lead, and somebody at the customer's."""

from playwright.sync_api import expect

from tests.browser.visit import Visit

ASKED = "/contact from Acme: asks for a quote"


def test_a_customer_never_sees_a_reminder_nor_heeds_messages(visit: Visit) -> None:
    visit.type(ASKED)
    for _ in range(3):
        visit.pass_time("Next reminder")

    visit.be("Ona")

    expect(visit.page.locator("#sidebar .room")).to_have_count(1)
    expect(visit.page.locator("#sidebar .room")).to_contain_text("acme-and-us")
    expect(visit.page.locator("#head")).to_contain_text("shared with another company")
    expect(visit.page.locator("#conversation article")).to_have_count(0)
    expect(visit.page.locator("#conversation")).not_to_contain_text("waits")
    expect(visit.page.get_by_role("region", name="First steps")).to_have_count(0)
    assert "waits for" not in visit.page.locator("body").inner_text()

    # Neither does what comes while they look on.
    visit.pass_time("Next opening")
    expect(visit.page.locator("#conversation article")).to_have_count(0)
    assert "waits for" not in visit.page.locator("body").inner_text()


def test_a_customer_and_their_owner_talk_in_the_shared_channel(visit: Visit) -> None:
    visit.be("Ona")
    visit.type("When do the parts arrive?")
    expect(visit.message("When do the parts arrive?")).to_be_visible()

    visit.be("Ada")
    visit.go("acme-and-us")

    expect(visit.message("When do the parts arrive?")).to_contain_text("Ona")


def test_what_heed_answers_a_command_with_only_its_author_sees(visit: Visit) -> None:
    visit.go("support")
    visit.type(ASKED)
    expect(visit.message("Logged for Acme")).to_contain_text("Only visible to you")

    visit.be("Ben")
    visit.go("support")

    expect(visit.page.locator("#conversation article")).to_have_count(0)


def test_a_refusal_keeps_what_was_typed_and_offers_a_way_out(visit: Visit) -> None:
    visit.type("/promise Acme: send the quote by 03/04")

    refused = visit.message("03/04")
    refused.locator("button").first.click()

    expect(visit.message("Promised to Acme")).to_be_visible()


def test_somebody_in_another_zone_reads_their_own_clock(visit: Visit) -> None:
    visit.be("Cleo")

    expect(visit.page.locator("#now")).to_contain_text("05:00")
    expect(visit.me).to_contain_text("Sao Paulo")


def test_markup_in_a_message_is_words_and_nothing_else(visit: Visit) -> None:
    visit.go("support")

    visit.type("<img src=x onerror=alert(1)> & <b>bold</b>")

    said = visit.message("onerror")
    expect(said.locator(".words")).to_have_text("<img src=x onerror=alert(1)> & <b>bold</b>")
    expect(said.locator(".words img, .words b")).to_have_count(0)


def test_earlier_messages_come_when_they_are_asked_for(visit: Visit) -> None:
    for number in range(70):
        visit.scene.slack.say(visit.member("ben"), "support", f"message {number}")
    visit.go("support")
    shown = visit.page.locator("#conversation article")
    expect(shown).to_have_count(60)
    expect(visit.message("message 69")).to_be_in_viewport()

    visit.page.get_by_role("button", name="Show earlier messages").click()

    expect(shown).to_have_count(70)
