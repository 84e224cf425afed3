"""Views with every block and element of Slack's, as an app might send them that is not Heed yet."""

from typing import Any

Json = dict[str, Any]

MOMENT = 1795165200  # Friday 20 November 2026, 10:00 in Berlin


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def said(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[Json]:
    return [{"text": words(name), "value": name.lower()} for name in names]


def element(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": f"try.{kind}"} | more


def acting(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def beside(text: str, accessory: Json) -> Json:
    return {"type": "section", "text": said(text), "accessory": accessory}


def asked(label: str, inside: Json, **more: Any) -> Json:
    block = {"type": "input", "block_id": inside["action_id"], "label": words(label)}
    return block | {"element": inside, "optional": True} | more


def button(label: str, action: str, **more: Any) -> Json:
    return {"type": "button", "text": words(label), "action_id": f"try.{action}"} | more


TIERS = options("Standard", "Key", "Strategic")
SURE = {
    "title": words("Forget Acme?"),
    "text": said("Nothing brings it back."),
    "confirm": words("Forget"),
    "deny": words("Keep"),
    "style": "danger",
}
TABLE = {
    "type": "table",
    "rows": [
        [{"type": "raw_text", "text": "Customer"}, {"type": "raw_text", "text": "Waits"}],
        [{"type": "raw_text", "text": "Acme"}, {"type": "raw_text", "text": "4 hours"}],
    ],
}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "one", "style": {"bold": True}}],
                }
            ],
        }
    ],
}

SHOWN = (
    {"type": "header", "text": words("Your customers")},
    {"type": "section", "text": said("*Acme* waits"), "fields": [said("*Owner*"), words("Ada")]},
    {"type": "context", "elements": [said("as of _today_")]},
    {"type": "divider"},
    RICH,
)
# These stand in messages only.
IN_A_MESSAGE = (
    {"type": "section", "text": said("Two are overdue")},
    {"type": "markdown", "text": "**three** promises"},
    TABLE,
)
PRESSED = (
    acting(
        button("Plain", "plain", value="1"),
        button("Primary", "primary", value="2", style="primary"),
        button("Danger", "danger", value="3", style="danger", confirm=SURE),
        element("overflow", options=options("Snooze", "Hand over")),
        element("datepicker", initial_date="2026-11-20"),
        element("timepicker", initial_time="09:30"),
        element("datetimepicker", initial_date_time=MOMENT),
        element("static_select", options=TIERS),
        element("users_select"),
        element("channels_select"),
        element("conversations_select"),
        element("checkboxes", options=options("Mail", "Phone")),
        element("radio_buttons", options=options("Now", "Later")),
        element("external_select", min_query_length=2),
    ),
    beside("Several tiers", element("multi_static_select", options=TIERS)),
    beside("Several people", element("multi_users_select")),
    beside("Several customers", element("multi_external_select", min_query_length=2)),
    asked(
        "Search",
        element(
            "plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}
        ),
        dispatch_action=True,
    ),
)
OPENS = acting(button("Open a form", "open"))

HOME: Json = {"type": "home", "blocks": [*SHOWN, *PRESSED, OPENS]}


def form(title: str, callback: str, *blocks: Json, **more: Any) -> Json:
    frame = {"type": "modal", "callback_id": callback, "title": words(title)}
    frame |= {"submit": words("Save"), "close": words("Leave"), "blocks": list(blocks)}
    return frame | more


# Every field of a form by its label, as it is filled in, and as the app reads it.
FIELDS = (
    asked("Words", element("plain_text_input")),
    asked("Many words", element("plain_text_input", action_id="try.many", multiline=True)),
    asked("Mail", element("email_text_input")),
    asked("Link", element("url_text_input")),
    asked("Number", element("number_input", is_decimal_allowed=True)),
    asked("Day", element("datepicker")),
    asked("Time", element("timepicker")),
    asked("Day and time", element("datetimepicker")),
    asked("Tier", element("static_select", options=TIERS)),
    asked("Tiers", element("multi_static_select", options=TIERS)),
    asked("Who", element("users_select")),
    asked("How", element("checkboxes", options=options("Mail", "Phone"))),
    asked("When", element("radio_buttons", options=options("Now", "Later"))),
    asked("Customer", element("external_select", min_query_length=2)),
    asked("File", element("file_input", filetypes=["ics", "csv"], max_files=1)),
)
FIRST = form("A customer", "try.first", *FIELDS, acting(button("Add a site …", "push")))
SECOND = form("A site", "try.second", asked("Town", element("plain_text_input")))
KNOWN = options("Acme", "Acorn Bank", "Brightwater")
