"""Homes in a real browser: Heed's own, and one with each control that there is."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.trial import Trial, control, read
from tests.browser.visit import Visit


def go_home(visit: Visit) -> Locator:
    visit.page.get_by_role("button", name="Home", exact=True).click()
    home = visit.page.get_by_role("region", name="Home")
    expect(home).to_be_visible()
    return home


def test_a_newcomer_reads_how_to_begin(visit: Visit) -> None:
    expect(go_home(visit)).to_contain_text("Hello Ada, I help you keep your word to customers")


def test_what_waits_is_answered_at_home_and_taken_back_there(visit: Visit) -> None:
    visit.type("/contact from Acme: asks for a quote")
    expect(visit.message("Logged for Acme")).to_be_visible()
    home = go_home(visit)
    expect(home).to_contain_text("One inquiry waits for you")

    home.get_by_role("button", name=re.compile("^Answered #1")).click()
    expect(home).to_contain_text("Acme #1 is answered")
    expect(home).to_contain_text("Nobody waits for you")

    visit.press(home, "Undo")
    expect(home).to_contain_text("One inquiry waits for you")


def test_a_home_fits_a_narrow_screen(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 800})
    visit.type("/promise Acme: send the revised quote by friday 5pm")
    home = go_home(visit)
    expect(home).to_contain_text("one promise is open")

    size = visit.size("#conversation")
    assert size["there"] <= size["seen"]


def test_being_away_is_set_in_a_form_of_the_home(visit: Visit) -> None:
    home = go_home(visit)
    visit.press(home, "I am away …")
    expect(visit.modal).to_contain_text("Who covers for you?")
    visit.field("Back on").fill("2026-11-19")
    visit.press(visit.modal, "I am away")

    expect(home).to_contain_text("Away until Thu 19 Nov, 9:00")
    visit.press(home, "I am back")
    expect(home).to_contain_text("Welcome back")


def test_a_home_shows_every_block_that_slack_has(trial: Trial) -> None:
    trial.show_home()

    for words in ("Your customers", "Acme waits", "Owner", "as of today"):
        expect(trial.home).to_contain_text(words)
    expect(trial.home.get_by_role("listitem").filter(has_text="one")).to_be_visible()


def test_a_home_is_read_from_its_top(trial: Trial) -> None:
    trial.visit.page.set_viewport_size({"width": 1280, "height": 500})

    trial.show_home()

    expect(trial.home.get_by_text("Your customers")).to_be_in_viewport()


def test_each_button_of_a_home_tells_the_app(trial: Trial) -> None:
    trial.show_home()

    trial.visit.press(trial.home, "Plain")
    trial.visit.press(trial.home, "Primary")
    trial.home.locator("summary").click()
    trial.visit.press(trial.home, "Hand over")

    assert [trial.was_told(one) for one in ("plain", "primary", "overflow")] == [
        "1",
        "2",
        "hand over",
    ]


def test_what_cannot_be_undone_is_asked_about_first(trial: Trial) -> None:
    trial.show_home()
    asked = trial.visit.page.locator("#confirm")

    trial.visit.press(trial.home, "Danger")
    expect(asked).to_contain_text("Nothing brings it back.")
    trial.visit.press(asked, "Keep")
    expect(asked).to_be_hidden()
    assert trial.heard == []

    trial.visit.press(trial.home, "Danger")
    trial.visit.press(asked, "Forget")
    assert trial.was_told("danger") == "3"


def test_each_menu_and_picker_of_a_home_tells_the_app(trial: Trial) -> None:
    trial.show_home()
    home, ben = trial.home, trial.visit.member("ben").id
    support = trial.slack.channel("support").id

    control(home, "datepicker").fill("2026-12-03")
    control(home, "timepicker").fill("14:15")
    control(home, "datetimepicker").fill("2026-12-03T14:15")
    control(home, "static_select").select_option("key")
    control(home, "users_select").select_option(ben)
    control(home, "channels_select").select_option(support)
    control(home, "conversations_select").select_option(support)
    control(home, "checkboxes").nth(1).click()
    control(home, "radio_buttons").nth(1).click()
    control(home, "multi_static_select").select_option(["standard", "key"])
    control(home, "multi_users_select").select_option([ben])

    assert {
        kind: trial.was_told(kind)
        for kind in ("datepicker", "timepicker", "datetimepicker", "static_select", "users_select")
    } == {
        "datepicker": "2026-12-03",
        "timepicker": "14:15",
        "datetimepicker": 1796303700,
        "static_select": "key",
        "users_select": ben,
    }
    assert trial.was_told("channels_select") == support
    assert trial.was_told("conversations_select") == support
    assert trial.was_told("checkboxes") == ["phone"]
    assert trial.was_told("radio_buttons") == "later"
    assert trial.was_told("multi_static_select") == ["standard", "key"]
    assert trial.was_told("multi_users_select") == [ben]
    # What was chosen stands there.
    expect(control(home, "checkboxes").nth(1)).to_be_checked()
    expect(control(home, "radio_buttons").nth(1)).to_be_checked()
    expect(control(home, "static_select")).to_have_value("key")


def test_a_menu_that_the_app_fills_is_searched_by_keyboard(trial: Trial) -> None:
    trial.show_home()
    field = control(trial.home, "external_select")
    offered = trial.home.locator(".suggest").first.get_by_role("option")

    field.press_sequentially("ac")
    expect(offered).to_have_text(["Acme", "Acorn Bank"])
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("Acorn Bank")
    assert trial.was_told("external_select") == "acorn bank"


def test_several_of_a_menu_that_the_app_fills_are_chosen(trial: Trial) -> None:
    trial.show_home()
    field = control(trial.home, "multi_external_select")

    for typed, name in (("acm", "Acme"), ("bri", "Brightwater")):
        field.press_sequentially(typed)
        trial.home.locator(".suggest").last.get_by_role("option", name=name).click()
    expect(trial.home.locator(".chosen li")).to_have_text(["Acme", "Brightwater"])

    trial.slack.wait_for(lambda: len(trial.heard) == 2)
    assert [read(one) for one in trial.heard] == [["acme"], ["acme", "brightwater"]]


def test_a_field_that_tells_at_once_does_so_on_enter(trial: Trial) -> None:
    trial.show_home()
    field = control(trial.home, "plain_text_input")

    field.press_sequentially("Acme")
    assert trial.heard == []
    field.press("Enter")

    assert trial.was_told("plain_text_input") == "Acme"
