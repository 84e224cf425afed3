"""Forms with every field, and one on top of another, in a real browser."""

from playwright.sync_api import FilePayload, expect

from tests.browser.every_element import TIERS
from tests.browser.trial import Trial
from tests.browser.visit import Visit


def test_the_buttons_of_a_long_form_are_in_sight(trial: Trial) -> None:
    trial.visit.page.set_viewport_size({"width": 390, "height": 600})

    trial.open_form()

    for label in ("Leave", "Save"):
        button = trial.visit.modal.locator("footer").get_by_text(label)
        expect(button).to_be_in_viewport(ratio=1)


def fill_in(visit: Visit) -> None:
    """Fill in every field of the first form."""
    plain = {
        "Words": "Acme",
        "Many words": "one\ntwo",
        "Mail": "ada@acme.example",
        "Link": "https://acme.example",
        "Number": "2.5",
        "Day": "2026-12-03",
        "Time": "14:15",
        "Day and time": "2026-12-03T14:15",
    }
    for label, value in plain.items():
        visit.field(f"{label} (optional)").fill(value)
    visit.field("Tier (optional)").select_option("key")
    visit.field("Tiers (optional)").select_option(["standard", "strategic"])
    visit.field("Who (optional)").select_option(visit.member("ben").id)
    visit.modal.get_by_role("group", name="How").get_by_label("Phone").check()
    visit.modal.get_by_role("radiogroup", name="When").get_by_label("Later").check()
    visit.field("Customer (optional)").press_sequentially("acm")
    visit.modal.get_by_role("option", name="Acme").click()
    choose(visit, "days off.ics")


def choose(visit: Visit, name: str) -> None:
    """Choose a file, and wait until it is named as uploaded."""
    file: FilePayload = {"name": name, "mimeType": "text/calendar", "buffer": b"BEGIN:VCALENDAR"}
    visit.field("File (optional)").set_input_files(file)
    expect(visit.modal.locator(".files .chosen")).to_contain_text(name)


def test_every_field_of_a_form_reaches_the_app(trial: Trial) -> None:
    trial.open_form()

    fill_in(trial.visit)
    trial.visit.press(trial.visit.modal, "Save")

    expect(trial.visit.modal).to_be_hidden()
    assert trial.forms == [
        {
            "try.plain_text_input": "Acme",
            "try.many": "one\ntwo",
            "try.email_text_input": "ada@acme.example",
            "try.url_text_input": "https://acme.example",
            "try.number_input": "2.5",
            "try.datepicker": "2026-12-03",
            "try.timepicker": "14:15",
            "try.datetimepicker": 1796303700,
            "try.static_select": "key",
            "try.multi_static_select": ["standard", "strategic"],
            "try.users_select": trial.visit.member("ben").id,
            "try.checkboxes": ["phone"],
            "try.radio_buttons": "later",
            "try.external_select": "acme",
            "try.file_input": ["days off.ics"],
        }
    ]


def test_a_form_on_top_of_another_gives_it_back_as_it_was(trial: Trial) -> None:
    trial.open_form()
    visit = trial.visit
    visit.field("Words (optional)").fill("Acme")
    visit.modal.get_by_label("Phone").check()

    visit.press(visit.modal, "Add a site …")
    expect(visit.modal).to_contain_text("A site")
    visit.press(visit.modal, "Leave")
    expect(visit.modal).to_contain_text("A customer")
    visit.press(visit.modal, "Add a site …")
    visit.field("Town (optional)").fill("Bremen")
    visit.press(visit.modal, "Save")

    expect(visit.modal).to_contain_text("A customer")
    expect(visit.field("Words (optional)")).to_have_value("Acme")
    expect(visit.modal.get_by_label("Phone")).to_be_checked()
    visit.press(visit.modal, "Save")
    expect(visit.modal).to_be_hidden()
    assert [form["try.plain_text_input"] for form in trial.forms] == ["Bremen", "Acme"]


def test_every_tier_is_there_to_choose(trial: Trial) -> None:
    trial.open_form()

    offered = trial.visit.field("Tier (optional)").locator("option")

    expect(offered).to_have_text(["Choose", *(tier["text"]["text"] for tier in TIERS)])


def test_a_file_that_will_not_do_is_taken_back_and_another_is_chosen(trial: Trial) -> None:
    trial.open_form()
    visit = trial.visit
    words = visit.field("Words (optional)")
    words.fill("Acme")

    choose(visit, "days.png")
    visit.press(visit.modal, "Save")
    expect(visit.modal).to_contain_text("Choose a file that ends in .ics or .csv.")
    expect(words).to_have_value("Acme")
    # What was chosen is still there, and goes by the keyboard alone.
    visit.modal.get_by_role("button", name="Remove days.png").press("Enter")
    expect(visit.field("File (optional)")).to_be_focused()
    expect(visit.modal.locator(".files .chosen li")).to_have_count(0)
    choose(visit, "days.ics")
    visit.press(visit.modal, "Save")

    expect(visit.modal).to_be_hidden()
    assert [form["try.file_input"] for form in trial.forms] == [["days.ics"]]
    assert trial.slack.files[-1].data == b"BEGIN:VCALENDAR"
