"""What the app receives has the fields that Slack's own recorded payloads have."""

from collections.abc import Callable, Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.slack import Slack

FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "T"},
    "submit": {"type": "plain_text", "text": "Go"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "label": {"type": "plain_text", "text": "Word"},
            "element": {"type": "plain_text_input", "action_id": "word"},
        }
    ],
}
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
CLICK = [{"type": "actions", "elements": [BUTTON]}]

# The fields of a payload and of its parts, as recorded by Slack's own SDKs for Python and Java.
COMMAND = {
    "": "token team_id team_domain channel_id channel_name user_id user_name command text "
    "response_url trigger_id api_app_id is_enterprise_install"
}
BLOCK_ACTIONS = {
    "": "type user api_app_id token container trigger_id team enterprise is_enterprise_install "
    "channel message state response_url actions",
    "user": "id username name team_id",
    "container": "type message_ts channel_id is_ephemeral",
    "message": "bot_id type text user ts app_id blocks team",
    "channel": "id name",
}
VIEW = {
    "": "type team user api_app_id token view",
    "view": "id team_id type blocks private_metadata callback_id state hash title clear_on_close "
    "notify_on_close close submit previous_view_id root_view_id app_id external_id "
    "app_installed_team_id bot_id",
}
SHORTCUT = {"": "type token action_ts team user is_enterprise_install callback_id trigger_id"}
EVENT = {
    "": "token team_id api_app_id event type event_id event_time authorizations "
    "is_ext_shared_channel event_context"
}
MESSAGE = EVENT | {
    "event": "client_msg_id type text user ts team blocks channel event_ts channel_type"
}
CHANGED = EVENT | {
    "event": "type subtype message previous_message channel hidden ts event_ts channel_type"
}
REACTION = EVENT | {"event": "type user item reaction item_user event_ts"}
JOINED = EVENT | {"event": "type user channel channel_type team event_ts inviter"}


def command(slack: Slack) -> None:
    slack.command("ada", "/contact", "x", where="general")


def press(slack: Slack) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    client.chat_postMessage(channel="C0GEN", text="x", blocks=CLICK)
    slack.press("ada", slack.messages("general")[-1], "go")


def open_form(slack: Slack) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    client.views_open(trigger_id=slack.shortcut("ada", "x").trigger_id, view=FORM)


def submit(slack: Slack) -> None:
    open_form(slack)
    slack.submit("ada", slack.views("ada")[-1], {"Word": "x"})


def close(slack: Slack) -> None:
    open_form(slack)
    slack.close("ada", slack.views("ada")[-1])


def shortcut(slack: Slack) -> None:
    slack.shortcut("ada", "log_it")


def message_action(slack: Slack) -> None:
    slack.message_action("ada", slack.say("ada", "general", "x"), "log_it")


def say(slack: Slack) -> None:
    slack.say("ada", "general", "x")


def edit(slack: Slack) -> None:
    slack.edit_message("ada", slack.say("ada", "general", "x"), "y")


def react(slack: Slack) -> None:
    slack.react("ada", slack.say("ada", "general", "x"), "eyes")


def invite(slack: Slack) -> None:
    slack.invite("general", slack.add_member("zoe"), by="ada")


RECORDED: list[tuple[Callable[[Slack], None], str, dict[str, str]]] = [
    (command, "slash_commands", COMMAND),
    (press, "interactive", BLOCK_ACTIONS),
    (submit, "interactive", VIEW | {"": VIEW[""] + " trigger_id response_urls"}),
    (close, "interactive", VIEW | {"": VIEW[""] + " is_cleared response_urls"}),
    (shortcut, "interactive", SHORTCUT),
    (
        message_action,
        "interactive",
        {"": SHORTCUT[""] + " channel message message_ts response_url"},
    ),
    (say, "events_api", MESSAGE),
    (edit, "events_api", CHANGED),
    (react, "events_api", REACTION),
    (invite, "events_api", JOINED),
]


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(event_retry_delays=()) as slack:
        slack.add_member("ada")
        slack.add_channel("general", id="C0GEN", members=["ada"])
        yield slack


@pytest.mark.parametrize(
    ("act", "kind", "fields"), RECORDED, ids=[row[0].__name__ for row in RECORDED]
)
def test_a_payload_has_the_recorded_fields(
    slack: Slack, act: Callable[[Slack], None], kind: str, fields: dict[str, str]
) -> None:
    act(slack)
    slack.settle()

    payload = slack.sent(kind)[-1].payload
    for part, names in fields.items():
        assert set(names.split()) - set(payload[part] if part else payload) == set()
