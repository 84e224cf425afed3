"""A real Bolt app lives in the playground's Slack as in the real one, by socket and by HTTP."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress import create_server

from bot.playground.slack import Channel, NotPossible, Slack, Status
from tests.outgoing import problems

Json = dict[str, Any]
ACK_SECONDS = 1.0


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str, label: str, **fields: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label)} | fields


def menu(*labels: str) -> Json:
    options = [{"text": plain(each), "value": each.lower()} for each in labels]
    return {"type": "overflow", "action_id": "more", "options": options}


def words(label: str, action_id: str, **fields: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": action_id}
    return (
        {"type": "input", "block_id": f"b_{action_id}", "label": plain(label)}
        | {"element": element}
        | fields
    )


def modal(callback_id: str, *blocks: Json, **fields: Any) -> Json:
    frame = {"type": "modal", "callback_id": callback_id, "title": plain("Promise")}
    return frame | {"submit": plain("Go"), "blocks": list(blocks)} | fields


REMINDER: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Acme* waits"}},
    {
        "type": "actions",
        "elements": [button("answered", "Answered", value="7"), menu("Snooze", "Move")],
    },
]
FORM = modal(
    "promise", words("What", "what"), words("Why", "why", optional=True), notify_on_close=True
)


def build(slack: Slack, heard: list[Json]) -> App:
    """Return an app that does one of everything and remembers what it heard."""
    app = App(
        client=WebClient(token=slack.bot_token, base_url=slack.api_url),
        signing_secret=slack.signing_secret,
        process_before_response=True,
        token_verification_enabled=False,
        logger=quiet_logger(),
    )
    register_commands(app, heard)
    register_clicks(app, heard)
    register_forms(app, heard)
    register_events(app, heard)
    return app


def quiet_logger() -> logging.Logger:
    logger = logging.getLogger("tests.playground.bolt")
    logger.setLevel(logging.CRITICAL)
    return logger


def register_commands(app: App, heard: list[Json]) -> None:
    @app.command("/contact")
    def contact(ack: Any, command: Json) -> None:
        heard.append(command)
        if command["text"] == "nothing":
            ack()
        elif command["text"] == "aloud":
            ack(text="for all", response_type="in_channel")
        elif command["text"] == "plain":
            ack("just words")
        else:
            ack(text=f"noted: {command['text']}", blocks=REMINDER)

    @app.command("/slow")
    def slow(ack: Any) -> None:
        time.sleep(ACK_SECONDS + 0.1)
        ack("too late")

    @app.command("/broken")
    def broken(ack: Any) -> None:
        raise ValueError("out of order")

    @app.command("/oversized")
    def oversized(ack: Any) -> None:
        ack(text="x", blocks=REMINDER * 26)


def register_clicks(app: App, heard: list[Json]) -> None:
    @app.action("answered")
    def answered(ack: Any, body: Json, client: WebClient, respond: Any) -> None:
        heard.append(body)
        if body["container"]["is_ephemeral"]:
            respond(text="answered", replace_original=True)
        else:
            channel, stamp = body["channel"]["id"], body["message"]["ts"]
            client.chat_update(channel=channel, ts=stamp, text="answered")
        ack()

    @app.action("more")
    def more(ack: Any, body: Json, client: WebClient) -> None:
        heard.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.shortcut("log_it")
    def shortcut(ack: Any, body: Json, client: WebClient) -> None:
        heard.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()


def register_forms(app: App, heard: list[Json]) -> None:
    @app.view("promise")
    def promise(ack: Any, view: Json) -> None:
        heard.append(view)
        what = view["state"]["values"]["b_what"]["what"]["value"]
        if what == "nonsense":
            ack(response_action="errors", errors={"b_what": "Say what you promised."})
        elif what == "more":
            ack(response_action="push", view=modal("second", words("When", "when")))
        elif what == "again":
            ack(response_action="update", view=modal("second", words("When", "when")))
        else:
            ack()

    @app.view("second")
    def second(ack: Any, view: Json) -> None:
        heard.append(view)
        ack(response_action="clear")

    @app.view_closed("promise")
    def closed(ack: Any, body: Json) -> None:
        heard.append(body)
        ack()


def register_events(app: App, heard: list[Json]) -> None:
    failures = iter([True])

    @app.event("reaction_added")
    def reacted(event: Json, context: Json) -> None:
        heard.append(event)

    @app.event("message")
    def said(event: Json, say: Callable[..., Any], body: Json) -> None:
        heard.append(body)
        if event.get("text") == "stumble" and next(failures, False):
            raise ValueError("the first time fails")
        if event.get("text") == "hello":
            say("hello yourself")

    @app.event("app_home_opened")
    def home(event: Json, client: WebClient) -> None:
        view = {"type": "home", "blocks": REMINDER}
        client.views_publish(user_id=event["user"], view=view)

    @app.event("user_change")
    def changed(event: Json) -> None:
        heard.append(event)


@contextmanager
def by_socket(slack: Slack, app: App) -> Iterator[None]:
    handler = SocketModeHandler(app, slack.app_token, logger=quiet_logger(), ping_interval=3)
    handler.connect()  # type: ignore[no-untyped-call]
    slack.wait_for_connection()
    yield
    # Slack ends first, so that the client need not wait 3 s for its own read to time out; and its
    # queue is woken, where it would wait another second.
    handler.client.auto_reconnect_enabled = False
    slack.stop()
    slack.wait_for(lambda: not handler.client.is_connected())
    handler.client.message_processor.event.set()
    handler.client.enqueue_message("{}")
    handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def by_http(slack: Slack, app: App) -> Iterator[None]:
    server = create_server(SlackRequestHandler(app), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    slack.request_url = f"http://127.0.0.1:{server.effective_port}/slack/events"
    yield
    slack.stop()
    # In its own thread: closed from here, it would wait on sockets that are gone.
    server.task_dispatcher.shutdown()
    server.trigger.pull_trigger(server.close)
    thread.join()


class Setting:
    """A workspace with the app in it, and what the app heard."""

    def __init__(self, slack: Slack, heard: list[Json], room: Channel) -> None:
        self.slack = slack
        self.heard = heard
        self.room = room


@pytest.fixture(scope="module", params=[by_socket, by_http])
def running(request: pytest.FixtureRequest) -> Iterator[Setting]:
    heard: list[Json] = []
    events = {"message.im", "message.channels", "reaction_added", "app_home_opened", "user_change"}
    slack = Slack(events=events, ack_seconds=ACK_SECONDS, event_retry_delays=(0.01, 0.02))
    with slack:
        slack.add_member("ada", tz="Europe/Berlin")
        slack.add_member("ben")
        room = slack.add_channel("general", members=["ada", "ben"])
        with request.param(slack, build(slack, heard)):
            yield Setting(slack, heard, room)


@pytest.fixture
def setting(running: Setting) -> Iterator[Setting]:
    running.slack.settle()
    running.heard.clear()
    running.slack.clear_log()
    yield running
    running.slack.faults.clear()


def test_a_command_is_answered_in_its_acknowledgement_for_its_author_alone(
    setting: Setting,
) -> None:
    slack = setting.slack

    outcome = slack.command(
        "ada", "/contact", "from Acme: R&D <now>, see @ben #general", where=setting.room
    )

    assert (outcome.status, outcome.error) == (Status.ACKNOWLEDGED, "")
    ben = slack.member("ben")
    assert setting.heard[-1]["text"] == (
        f"from Acme: R&amp;D &lt;now&gt;, see <@{ben.id}|ben> <#{setting.room.id}|general>"
    )
    assert outcome.message is not None
    assert outcome.message in slack.messages(setting.room, viewer="ada")
    assert outcome.message not in slack.messages(setting.room, viewer="ben")
    assert [each.label for each in outcome.message.controls] == ["Answered", ""]


@pytest.mark.parametrize(
    ("text", "reply", "seen_by_ben"),
    [("nothing", None, False), ("aloud", "for all", True), ("plain", "just words", False)],
)
def test_a_command_may_be_answered_silently_aloud_or_in_plain_words(
    setting: Setting, text: str, reply: str | None, seen_by_ben: bool
) -> None:
    outcome = setting.slack.command("ada", "/contact", text, where=setting.room)

    assert outcome.ok
    assert outcome.text == (reply or "")
    shown = setting.slack.messages(setting.room, viewer="ben")
    assert (outcome.message in shown) is seen_by_ben


def test_a_slow_command_times_out_and_a_broken_one_fails(setting: Setting) -> None:
    assert setting.slack.command("ada", "/slow").status is Status.OPERATION_TIMEOUT
    assert setting.slack.command("ada", "/broken").status is not Status.ACKNOWLEDGED


def test_a_reply_past_slacks_limits_is_not_shown(setting: Setting) -> None:
    outcome = setting.slack.command("ada", "/oversized")

    assert (outcome.status, outcome.error) == (Status.FAILED, "invalid_command_response")


def test_a_button_edits_the_message_it_stands_on(setting: Setting) -> None:
    slack = setting.slack
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    client.chat_postMessage(channel=slack.member("ada").id, text="Acme waits", blocks=REMINDER)
    message = slack.dm("ada")[-1]

    pressed = slack.press("ada", message, "answered", value="7")

    assert pressed.ok
    edited = slack.dm("ada")[-1]
    assert (edited.text, edited.blocks, edited.is_edited) == ("answered", (), True)
    body = setting.heard[-1]
    assert body["actions"][0]["value"] == "7"
    assert body["container"]["message_ts"] == message.ts
    assert body["message"]["bot_id"] == slack.installation.bot_id


def test_a_button_that_is_gone_cannot_be_pressed_but_by_who_saw_it(setting: Setting) -> None:
    slack = setting.slack
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    client.chat_postMessage(channel=slack.member("ada").id, text="Acme waits", blocks=REMINDER)
    seen = slack.dm("ada")[-1]
    slack.press("ada", seen, "answered")

    with pytest.raises(NotPossible):
        slack.press("ada", seen, "answered")
    assert slack.press("ada", seen, "answered", as_seen=True).ok


def test_a_button_on_an_ephemeral_reply_replaces_it_through_its_response_url(
    setting: Setting,
) -> None:
    outcome = setting.slack.command("ada", "/contact", "from Acme: x")
    assert outcome.message is not None

    setting.slack.press("ada", outcome.message, label="Answered")

    now = setting.slack.current(outcome.message)
    assert now is not None
    assert (now.text, now.is_ephemeral) == ("answered", True)
    assert "message" not in setting.heard[-1]


def test_a_modal_complains_then_accepts(setting: Setting) -> None:
    slack = setting.slack
    outcome = slack.command("ada", "/contact", "from Acme: x")
    assert outcome.message is not None
    slack.press("ada", outcome.message, "more", option="Move")
    assert setting.heard[-1]["actions"][0]["selected_option"]["value"] == "move"
    view = slack.view("ada")
    assert view is not None

    empty = slack.submit("ada", view)
    refused = slack.submit("ada", view, {"what": "nonsense"})
    standing = slack.view("ada")
    assert standing is not None
    accepted = slack.submit("ada", standing, {"What": "the quote", "why": "they asked"})

    assert empty.status is Status.INCOMPLETE
    assert refused.errors == {"b_what": "Say what you promised."}
    assert standing.errors == refused.errors
    assert accepted.ok
    assert slack.view("ada") is None
    values = setting.heard[-1]["state"]["values"]
    assert values["b_what"]["what"] == {"type": "plain_text_input", "value": "the quote"}
    assert values["b_why"]["why"]["value"] == "they asked"


@pytest.mark.parametrize(("word", "height"), [("more", 2), ("again", 1)])
def test_a_modal_leads_to_a_second_and_both_are_cleared(
    setting: Setting, word: str, height: int
) -> None:
    slack = setting.slack
    slack.shortcut("ada", "log_it")
    first = slack.view("ada")
    assert first is not None

    shown = slack.submit("ada", first, {"what": word})

    assert shown.view is not None
    assert shown.view.callback_id == "second"
    assert len(slack.views("ada")) == height
    assert slack.submit("ada", shown.view, {"when": "friday"}).action == "clear"
    assert slack.views("ada") == []


def test_the_app_hears_of_a_closed_modal_when_it_asked_to(setting: Setting) -> None:
    slack = setting.slack
    slack.shortcut("ada", "log_it")
    view = slack.view("ada")
    assert view is not None

    slack.close("ada", view)

    assert slack.view("ada") is None
    assert (setting.heard[-1]["type"], setting.heard[-1]["is_cleared"]) == ("view_closed", False)


def test_a_reaction_reaches_the_app_with_the_item(setting: Setting) -> None:
    slack = setting.slack
    message = slack.say("ben", setting.room, "anything new?")
    slack.react("ada", message, ":white_check_mark:")
    slack.settle()

    event = setting.heard[-1]
    assert (event["type"], event["reaction"]) == ("reaction_added", "white_check_mark")
    assert event["item"] == {"type": "message", "channel": setting.room.id, "ts": message.ts}
    assert (event["user"], event["item_user"]) == (slack.member("ada").id, slack.member("ben").id)


def test_a_word_to_the_app_is_answered(setting: Setting) -> None:
    setting.slack.say("ben", None, "hello")

    setting.slack.wait_for(lambda: setting.slack.dm("ben")[-1].text == "hello yourself")
    outer = setting.heard[0]
    assert (outer["event"]["channel_type"], outer["is_ext_shared_channel"]) == ("im", False)
    assert outer["authorizations"][0]["user_id"] == setting.slack.installation.bot_user_id


def test_an_event_that_fails_is_sent_again_with_the_same_id(setting: Setting) -> None:
    slack = setting.slack
    # The listener fails once per run; a warm-up that did not fail costs nothing.
    slack.say("ada", None, "stumble")
    slack.settle()

    attempts = slack.sent("events_api")
    assert [sent.attempt for sent in attempts] == [0, 1]
    assert attempts[0].payload["event_id"] == attempts[1].payload["event_id"]
    assert attempts[1].status == Status.ACKNOWLEDGED


def test_an_event_may_come_twice(setting: Setting) -> None:
    setting.slack.duplicate_next_event()
    setting.slack.change_zone("ben", "Asia/Tokyo")
    setting.slack.settle()

    assert [event["user"]["tz"] for event in setting.heard] == ["Asia/Tokyo", "Asia/Tokyo"]
    assert [sent.attempt for sent in setting.slack.sent("events_api")] == [0, 1]


def test_events_the_app_did_not_subscribe_to_stay_away(setting: Setting) -> None:
    setting.slack.archive(setting.slack.add_channel("short-lived"))
    setting.slack.settle()

    assert setting.slack.sent() == ()


def test_home_is_published_when_it_is_opened(setting: Setting) -> None:
    setting.slack.open_home("ben")
    setting.slack.settle()

    home = setting.slack.home("ben")
    assert home is not None
    assert [each.label for each in home.controls] == ["Answered", ""]


def test_a_message_shortcut_carries_the_message(setting: Setting) -> None:
    slack = setting.slack
    message = slack.say("ben", setting.room, "Acme asked for a quote")

    with pytest.raises(NotPossible):
        slack.press("ada", message, "answered")
    slack.message_action("ada", message, "log_it")

    view = slack.view("ada")
    assert view is not None
    assert setting.heard[-1]["message"]["text"] == "Acme asked for a quote"
    slack.close("ada", view)


def test_the_request_url_proves_itself_where_there_is_one(setting: Setting) -> None:
    assert setting.slack.verify_url() is (setting.slack.request_url is not None)


def test_what_the_app_sent_fits_slacks_own_types(setting: Setting) -> None:
    setting.slack.open_home("ada")
    setting.slack.shortcut("ada", "log_it")
    setting.slack.settle()

    assert {call.method for call in setting.slack.log} == {"views.publish", "views.open"}
    assert [problems(call.method, call.params) for call in setting.slack.log] == [[], []]
