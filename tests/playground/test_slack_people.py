"""What people do and see, without an app that answers."""

import json
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.slack import NotPossible, Slack, Status

Json = dict[str, Any]
BLOCKS: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "x"}},
    {
        "type": "actions",
        "elements": [
            {"type": "users_select", "action_id": "who"},
            {
                "type": "button",
                "action_id": "go",
                "value": "1",
                "text": {"type": "plain_text", "text": "Go"},
            },
        ],
    },
]


def modal(*, clear: bool = False) -> Json:
    frame = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": BLOCKS}
    return frame | {"clear_on_close": clear}


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(event_retry_delays=(), trigger_seconds=0.15) as slack:
        slack.add_member("ana", id="U0ANA")
        slack.add_member("ana-maria", id="U0MARIA")
        slack.add_member("eve", id="U0EVE", team_id="T0OTHER")
        slack.add_channel("general", id="C0GEN", members=["ana", "ana-maria", "eve"])
        slack.add_channel("secret", id="C0SEC", members=["ana"], private=True)
        yield slack


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def sent_text(slack: Slack) -> str:
    return str(slack.sent("slash_commands")[-1].payload["text"])


def events(slack: Slack) -> list[Json]:
    slack.settle()
    return [sent.payload["event"] for sent in slack.sent("events_api")]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("from Acme: hi", "from Acme: hi"),
        ("R&D <b>", "R&amp;D &lt;b&gt;"),
        ("give 4 @ana", "give 4 <@U0ANA|ana>"),
        # The longer handle is not the shorter one with a tail.
        ("@ana-maria and @Ana.", "<@U0MARIA|ana-maria> and <@U0ANA|ana>."),
        ("in #general", "in <#C0GEN|general>"),
        # A private channel does not tell its name.
        ("in #secret", "in <#C0SEC|>"),
        ("see https://x.com/a?b=1&c=2.", "see <https://x.com/a?b=1&amp;c=2>."),
        ("mail bob@acme.com", "mail <mailto:bob@acme.com|bob@acme.com>"),
        ("@nobody and #nowhere", "@nobody and #nowhere"),
        # Nobody can page everyone, or pretend to be somebody, by typing the marks.
        ("@channel <!here> <@U0ANA>", "@channel &lt;!here&gt; &lt;@U0ANA&gt;"),
    ],
)
def test_what_is_typed_after_a_command_arrives_as_slack_writes_it(
    slack: Slack, typed: str, sent: str
) -> None:
    slack.command("ana", "/contact", typed)

    assert sent_text(slack) == sent


def test_with_escaping_off_handles_arrive_as_typed() -> None:
    with Slack(escape_commands=False) as slack:
        slack.add_member("ana")
        slack.command("ana", "/contact", "@ana & co")
        assert sent_text(slack) == "@ana &amp; co"


@pytest.mark.parametrize(
    ("where", "name"),
    [(None, "directmessage"), ("general", "general"), ("secret", "privategroup")],
)
def test_a_command_says_where_it_was_typed(slack: Slack, where: str | None, name: str) -> None:
    slack.command("ana", "/contact", where=where)

    assert slack.sent("slash_commands")[-1].payload["channel_name"] == name


def test_only_members_of_the_workspace_run_commands_but_strangers_press(
    slack: Slack, client: WebClient
) -> None:
    with pytest.raises(NotPossible):
        slack.command("eve", "/contact", where="general")

    client.chat_postMessage(channel="C0GEN", text="x", blocks=BLOCKS)
    slack.press("eve", slack.messages("general")[-1], "go")
    assert slack.sent("interactive")[-1].payload["user"]["team_id"] == "T0OTHER"


def test_words_in_a_channel_are_an_event_and_so_are_edits_and_deletions(slack: Slack) -> None:
    message = slack.say("ana", "general", "hello @ana-maria & <all>")
    edited = slack.edit_message("ana", message, "hello again")
    slack.delete_message("ana", edited)

    posted, changed, deleted = events(slack)
    assert posted["text"] == "hello <@U0MARIA> &amp; &lt;all&gt;"
    assert (posted["channel_type"], posted["ts"]) == ("channel", message.ts)
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "hello again")
    assert changed["previous_message"]["text"] == posted["text"]
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)
    assert slack.messages("general") == []


def test_naming_the_app_is_a_mention_too(slack: Slack) -> None:
    slack.say("ana", "general", "@heed are you there?")

    assert [event["type"] for event in events(slack)] == ["message", "app_mention"]


def test_the_app_hears_only_where_it_is(slack: Slack) -> None:
    slack.add_channel("elsewhere", members=["ana"], bot=False)
    message = slack.say("ana", "elsewhere", "behind its back")
    slack.react("ana", message, "eyes")
    assert events(slack) == []

    slack.invite("elsewhere", slack.installation.bot_user_id)
    slack.say("ana", "elsewhere", "to its face")
    assert [event["type"] for event in events(slack)] == ["member_joined_channel", "message"]


def test_members_come_change_and_go(slack: Slack) -> None:
    slack.join(slack.add_member("zoe", tz="Asia/Tokyo"))
    slack.change_zone("zoe", "Europe/Paris")
    slack.deactivate("zoe")

    joined, moved, left = events(slack)
    assert (joined["type"], joined["user"]["tz"]) == ("team_join", "Asia/Tokyo")
    assert (moved["type"], moved["user"]["tz"]) == ("user_change", "Europe/Paris")
    assert left["user"]["deleted"]


def test_an_emoji_is_set_once_per_member(slack: Slack) -> None:
    message = slack.say("ana", "general", "x")
    slack.react("ana", message, "eyes")
    slack.react("ana-maria", message, ":eyes:")
    with pytest.raises(NotPossible):
        slack.react("ana", message, "eyes")
    after = slack.unreact("ana", message, "eyes")

    assert [(each.name, each.users) for each in after.reactions] == [("eyes", ("U0MARIA",))]
    assert [event["type"] for event in events(slack)][1:] == [
        "reaction_added",
        "reaction_added",
        "reaction_removed",
    ]


def test_an_event_in_a_shared_channel_says_so(slack: Slack) -> None:
    slack.share("general")
    slack.say("eve", "general", "hello")
    slack.settle()

    shared = slack.sent("events_api")[-1].payload
    assert (shared["is_ext_shared_channel"], shared["team_id"]) == (True, "T0PLAYGRND")
    assert shared["event"]["team"] == "T0OTHER"


def test_a_trigger_opens_one_view_and_not_for_long(slack: Slack, client: WebClient) -> None:
    trigger = slack.shortcut("ana", "x").trigger_id
    client.views_open(trigger_id=trigger, view=modal())
    assert slack.view("ana") is not None

    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())
    late = slack.shortcut("ana", "x").trigger_id
    time.sleep(0.16)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=late, view=modal())


def test_three_modals_stand_on_each_other_and_no_more(slack: Slack, client: WebClient) -> None:
    client.views_open(trigger_id=slack.shortcut("ana", "x").trigger_id, view=modal())
    for _ in range(2):
        top = slack.views("ana")[-1]
        client.views_push(trigger_id=slack.press("ana", top, "go").trigger_id, view=modal())

    top = slack.views("ana")[-1]
    assert (top.root_view_id, top.previous_view_id) == tuple(
        view.id for view in slack.views("ana")[:2]
    )
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=slack.press("ana", top, "go").trigger_id, view=modal())
    slack.close("ana", top)
    assert len(slack.views("ana")) == 2


def test_a_member_is_chosen_by_handle_too(slack: Slack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0GEN", text="x", blocks=BLOCKS)

    slack.press("ana", slack.messages("general")[-1], "who", selected="ana-maria")

    (action,) = slack.sent("interactive")[-1].payload["actions"]
    assert action["selected_user"] == "U0MARIA"


def test_what_was_chosen_in_a_view_stays_when_the_app_updates_it(
    slack: Slack, client: WebClient
) -> None:
    named = modal() | {"blocks": [BLOCKS[0], BLOCKS[1] | {"block_id": "b"}]}
    opened = client.views_open(trigger_id=slack.shortcut("ana", "x").trigger_id, view=named)
    view = slack.view("ana")
    assert view is not None
    slack.press("ana", view, "who", selected=slack.member("ana-maria"))

    client.views_update(view_id=opened["view"]["id"], view=named)

    now = slack.view("ana")
    assert now is not None
    assert now.hash != view.hash
    assert now.state["b"]["who"]["selected_user"] == "U0MARIA"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=now.id, hash=view.hash, view=named)


def respond(url: str, **body: Any) -> str:
    data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as got:
            return str(got.read().decode())
    except HTTPError as error:
        with error:
            return str(error.read().decode())


def test_a_response_url_works_five_times(slack: Slack) -> None:
    url = slack.command("ana", "/contact", where="general").response_url

    assert [respond(url, text=str(n)) for n in range(6)] == ["ok"] * 5 + ["used_url"]
    assert [message.text for message in slack.messages("general", viewer="ana")] == list("01234")
    assert slack.messages("general", viewer="ana-maria") == []
    assert respond(url + "x", text="x") == "expired_url"


def test_a_response_url_speaks_aloud_replaces_and_deletes(slack: Slack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0GEN", text="original", blocks=BLOCKS)
    url = slack.press("ana", slack.messages("general")[-1], "go").response_url

    assert respond(url, text="for all", response_type="in_channel") == "ok"
    assert respond(url, text="other", replace_original=True) == "ok"
    assert [message.text for message in slack.messages("general")] == ["other", "for all"]
    assert respond(url, delete_original=True) == "ok"
    assert [message.text for message in slack.messages("general")] == ["for all"]
    assert respond(url) == "no_text"


def test_a_missing_button_is_named_with_what_there_is(slack: Slack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0GEN", text="x", blocks=BLOCKS)

    with pytest.raises(NotPossible, match=r"no stop to press; there is who \[\], go \[Go\]"):
        slack.press("ana", slack.messages("general")[-1], "stop")


def test_any_event_can_be_sent(slack: Slack) -> None:
    slack.event("app_uninstalled")
    slack.event("channel_id_changed", old_channel_id="C1", new_channel_id="C2")

    assert [event["type"] for event in events(slack)] == ["app_uninstalled", "channel_id_changed"]


@contextmanager
def deaf_receiver() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def test_an_act_under_way_when_slack_stops_fails_instead_of_hanging() -> None:
    with ThreadPoolExecutor() as pool, deaf_receiver() as address:
        slack = Slack(request_url=address, ack_seconds=30).start()
        slack.add_member("ana")
        acting = pool.submit(slack.command, "ana", "/contact")
        time.sleep(0.05)
        slack.stop()

        assert acting.result(timeout=2).status is Status.FAILED


def test_many_people_act_at_once(slack: Slack) -> None:
    def act(number: int) -> None:
        slack.say("ana", "general", str(number))
        slack.command("ana", "/contact", str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(80)))

    assert len({message.ts for message in slack.messages("general")}) == 80
    assert len(slack.sent("slash_commands")) == 80
    assert len(events(slack)) == 80


def test_a_face_can_sleep_until_something_changes(slack: Slack) -> None:
    seen = slack.version
    assert slack.wait_for_change(seen, timeout=0.01) == seen

    slack.say("ana", "general", "x")

    assert slack.wait_for_change(seen, timeout=1) > seen
