"""The Web API answers as Slack's does: the same shapes, the same error words."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.slack import Slack

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]
HOME = {"type": "home", "blocks": BLOCKS}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": BLOCKS}


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(event_retry_delays=()) as slack:
        slack.add_member("ada", id="U0ADA", email="ada@example.com", tz="America/New_York")
        slack.add_member("ben", id="U0BEN")
        slack.add_member("gone", id="U0GONE", deleted=True)
        slack.add_member("eve", id="U0EVE", team_id="T0OTHER")
        slack.add_channel("general", id="C0GEN", members=["ada", "ben"])
        slack.add_channel("elsewhere", id="C0ELSE", members=["ada"], bot=False)
        slack.add_channel("secret", id="C0SEC", members=["ada"], bot=False, private=True)
        slack.add_channel("old", id="C0OLD", members=["ada"], archived=True)
        slack.add_channel("acme", id="C0ACME", members=["ada", "eve"], ext_shared=True)
        yield slack


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def error(client: WebClient, method: str, **params: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, params=params)
    return str(caught.value.response["error"])


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0ELSE", "text": "x"}, "not_in_channel"),
    # A private channel without the app does not exist for it.
    ("chat.postMessage", {"channel": "C0SEC", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0OLD", "text": "x"}, "is_archived"),
    ("chat.postMessage", {"channel": "C0GEN"}, "no_text"),
    ("chat.postMessage", {"channel": "C0GEN", "text": " "}, "no_text"),
    ("chat.postMessage", {"channel": "C0GEN", "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0GEN", "blocks": "{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "C0GEN", "blocks": "[{}]"}, "invalid_blocks"),
    (
        "chat.postMessage",
        {"channel": "C0GEN", "text": "x", "thread_ts": "1.1"},
        "thread_not_found",
    ),
    (
        "chat.postMessage",
        {"channel": "C0GEN", "text": "x", "metadata": '{"event_type": "a"}'},
        "invalid_metadata_schema",
    ),
    ("chat.update", {"channel": "C0GEN", "ts": "1.1", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": "C0GEN", "ts": "1.1"}, "message_not_found"),
    (
        "chat.postEphemeral",
        {"channel": "C0GEN", "user": "U0EVE", "text": "x"},
        "user_not_in_channel",
    ),
    ("conversations.open", {"users": "U0GONE"}, "user_disabled"),
    ("conversations.open", {"users": "U0NONE"}, "user_not_found"),
    ("conversations.info", {"channel": "C0SEC"}, "channel_not_found"),
    ("conversations.history", {"channel": "C0ELSE"}, "not_in_channel"),
    ("conversations.join", {"channel": "C0OLD"}, "is_archived"),
    ("users.info", {"user": "U0NONE"}, "user_not_found"),
    ("users.lookupByEmail", {"email": "no@example.com"}, "users_not_found"),
    ("reactions.add", {"name": "eyes"}, "no_item_specified"),
    ("reactions.add", {"name": "Not one!", "channel": "C0GEN", "timestamp": "1"}, "invalid_name"),
    ("views.open", {"trigger_id": "1.2.3", "view": MODAL}, "invalid_trigger_id"),
    ("views.open", {"view": MODAL}, "invalid_arguments"),
    ("views.update", {"view_id": "V1", "view": MODAL}, "not_found"),
    ("views.publish", {"user_id": "U0ADA", "view": MODAL}, "invalid_arguments"),
    ("files.info", {"file": "F1"}, "file_not_found"),
    ("apps.connections.open", {}, "not_allowed_token_type"),
    ("users.list", {"limit": "5", "cursor": "?"}, "invalid_cursor"),
    ("no.such.method", {}, "unknown_method"),
]


@pytest.mark.parametrize(("method", "params", "word"), REFUSALS)
def test_a_call_is_refused_by_slacks_own_word(
    client: WebClient, method: str, params: dict[str, Any], word: str
) -> None:
    as_form = {name: value for name, value in params.items() if not isinstance(value, dict)}
    given = as_form if as_form == params else params
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=given)

    assert caught.value.response["error"] == word


def test_a_wrong_token_is_refused_and_none_at_all_too(slack: Slack) -> None:
    stranger = WebClient(token="xoxb-wrong", base_url=slack.api_url)
    nobody = WebClient(base_url=slack.api_url)

    assert error(stranger, "auth.test") == "invalid_auth"
    assert error(nobody, "auth.test") == "not_authed"
    assert nobody.api_call("api.test")["ok"]


@pytest.mark.parametrize(
    ("method", "params", "needed"),
    [
        ("chat.postMessage", {"channel": "C0GEN", "text": "x"}, None),
        ("reactions.add", {"channel": "C0GEN", "timestamp": "1.1", "name": "x"}, "reactions:write"),
        # Each kind of place has its own permission.
        ("conversations.history", {"channel": "C0GEN"}, None),
        ("conversations.history", {"channel": "G0HUSH"}, "groups:history"),
        ("conversations.list", {"types": "public_channel,private_channel"}, "groups:read"),
        ("auth.test", {}, None),
    ],
)
def test_what_the_app_has_no_scope_for_is_refused(
    method: str, params: dict[str, str], needed: str | None
) -> None:
    given = {"chat:write", "channels:read", "channels:history"}
    with Slack(scopes=given, event_retry_delays=()) as slack:
        slack.add_channel("general", id="C0GEN")
        slack.add_channel("hush", id="G0HUSH", private=True)
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        if needed is None:
            assert client.api_call(method, params=params)["ok"]
            return
        with pytest.raises(SlackApiError) as caught:
            client.api_call(method, params=params)

    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == needed


def test_the_token_may_travel_in_the_form(slack: Slack) -> None:
    nobody = WebClient(base_url=slack.api_url)

    assert nobody.api_call("auth.test", params={"token": slack.bot_token})["bot_id"]


def test_a_revoked_token_is_refused_until_restored(slack: Slack, client: WebClient) -> None:
    slack.revoke("token_revoked")
    assert error(client, "auth.test") == "token_revoked"

    slack.restore()
    assert client.auth_test()["user_id"] == slack.installation.bot_user_id


def test_blocks_past_a_limit_are_refused_with_the_place(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0GEN", text="x", blocks=BLOCKS * 51)

    assert caught.value.response["error"] == "invalid_blocks"
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_posting_to_a_member_opens_the_direct_message(slack: Slack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="U0ADA", text="hello")
    opened = client.conversations_open(users="U0ADA")

    assert posted["channel"] == opened["channel"]["id"] == slack.direct("ada").id
    assert posted["channel"].startswith("D")
    assert opened["already_open"]
    assert [message.text for message in slack.dm("ada")] == ["hello"]


def test_posting_to_a_deactivated_member_works_as_in_slack(client: WebClient) -> None:
    assert client.chat_postMessage(channel="U0GONE", text="hello")["ok"]


def test_history_is_newest_first_in_pages_and_gives_metadata_when_asked(client: WebClient) -> None:
    note = {"event_type": "nudge_sent", "event_payload": {"k": "7"}}
    for place in range(5):
        client.chat_postMessage(channel="C0GEN", text=str(place), metadata=note)

    page = client.conversations_history(channel="C0GEN", limit=3, include_all_metadata=True)
    rest = client.conversations_history(
        channel="C0GEN", limit=3, cursor=page["response_metadata"]["next_cursor"]
    )

    assert [message["text"] for message in page["messages"]] == ["4", "3", "2"]
    assert page["messages"][0]["metadata"] == note
    assert page["has_more"]
    assert [message["text"] for message in rest["messages"]] == ["1", "0"]
    assert "metadata" not in rest["messages"][0]
    assert not rest["has_more"]


def test_history_keeps_between_oldest_and_latest(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0GEN", text=str(n))["ts"] for n in range(4)]

    open_ended = client.conversations_history(channel="C0GEN", oldest=stamps[1], latest=stamps[3])
    closed = client.conversations_history(
        channel="C0GEN", oldest=stamps[1], latest=stamps[3], inclusive=True
    )

    assert [message["text"] for message in open_ended["messages"]] == ["2"]
    assert [message["text"] for message in closed["messages"]] == ["3", "2", "1"]


def test_a_thread_is_read_apart_from_the_channel(slack: Slack, client: WebClient) -> None:
    root = slack.say("ada", "general", "who is on this?")
    client.chat_postMessage(channel="C0GEN", thread_ts=root.ts, text="I am")
    client.chat_postEphemeral(channel="C0GEN", user="U0ADA", text="psst")

    history = client.conversations_history(channel="C0GEN")
    thread = client.conversations_replies(channel="C0GEN", ts=root.ts)

    assert [message["text"] for message in history["messages"]] == ["who is on this?"]
    assert [message["text"] for message in thread["messages"]] == ["who is on this?", "I am"]
    assert [message.text for message in slack.thread(root)] == ["I am"]


def test_text_alone_takes_the_blocks_away_on_update(slack: Slack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0GEN", text="x", blocks=BLOCKS)
    assert posted["message"]["blocks"][0]["block_id"]

    client.chat_update(channel="C0GEN", ts=posted["ts"], text="y")

    (message,) = slack.messages("general")
    assert (message.text, message.blocks, message.is_edited) == ("y", (), True)


def test_somebody_elses_message_cannot_be_changed(slack: Slack, client: WebClient) -> None:
    theirs = slack.say("ada", "general", "mine")

    assert error(client, "chat.update", channel="C0GEN", ts=theirs.ts, text="x") == (
        "cant_update_message"
    )
    assert error(client, "chat.delete", channel="C0GEN", ts=theirs.ts) == "cant_delete_message"


def test_an_ephemeral_message_is_seen_by_one_and_updated_by_nobody(
    slack: Slack, client: WebClient
) -> None:
    stamp = client.chat_postEphemeral(channel="C0GEN", user="U0ADA", text="psst")["message_ts"]

    assert [message.text for message in slack.messages("general", viewer="ada")] == ["psst"]
    assert slack.messages("general", viewer="ben") == slack.messages("general") == []
    assert error(client, "chat.update", channel="C0GEN", ts=stamp, text="x") == "message_not_found"


def test_an_emoji_is_added_once_and_taken_back_once(slack: Slack, client: WebClient) -> None:
    stamp = client.chat_postMessage(channel="C0GEN", text="x")["ts"]
    item = {"channel": "C0GEN", "timestamp": stamp, "name": "eyes"}

    client.reactions_add(**item)
    assert error(client, "reactions.add", **item) == "already_reacted"
    assert client.reactions_get(channel="C0GEN", timestamp=stamp)["message"]["reactions"] == [
        {"name": "eyes", "users": [slack.installation.bot_user_id], "count": 1}
    ]
    client.reactions_remove(**item)
    assert error(client, "reactions.remove", **item) == "no_reaction"


def test_a_member_is_described_with_zone_and_flags(client: WebClient) -> None:
    ada = client.users_info(user="U0ADA")["user"]
    eve = client.users_info(user="U0EVE")["user"]
    gone = client.users_info(user="U0GONE")["user"]

    assert (ada["tz"], ada["tz_offset"] in (-18000, -14400)) == ("America/New_York", True)
    assert (eve["is_stranger"], eve["team_id"]) == (True, "T0OTHER")
    assert gone["deleted"]
    assert "tz" not in gone


def test_members_come_in_pages_without_strangers(client: WebClient) -> None:
    found: list[str] = []
    for page in client.users_list(limit=2):
        found += [member["name"] for member in page["members"]]

    assert found == ["heed", "ada", "ben", "gone"]


def test_channels_are_listed_by_type_and_membership(client: WebClient) -> None:
    listed = client.conversations_list(types="public_channel,private_channel,im")
    own = client.users_conversations(exclude_archived=True)

    assert [channel["name"] for channel in listed["channels"]] == [
        "general",
        "elsewhere",
        "old",
        "acme",
    ]
    assert [channel["name"] for channel in own["channels"]] == ["general", "acme"]
    assert own["channels"][1]["is_ext_shared"]
    assert client.conversations_members(channel="C0ACME")["members"][1:] == ["U0ADA", "U0EVE"]


def test_the_app_joins_a_public_channel(client: WebClient) -> None:
    assert client.conversations_join(channel="C0ELSE")["channel"]["is_member"]
    assert client.conversations_join(channel="C0ELSE")["warning"] == "already_in_channel"


def test_do_not_disturb_is_told(slack: Slack, client: WebClient) -> None:
    assert not client.dnd_info(user="U0ADA")["dnd_enabled"]

    starts = datetime(2026, 11, 18, 22, tzinfo=UTC)
    slack.set_dnd("ada", starts=starts, ends=starts + timedelta(hours=9))

    told = client.dnd_info(user="U0ADA")
    assert told["next_dnd_end_ts"] - told["next_dnd_start_ts"] == 9 * 3600


def test_a_permalink_names_channel_and_time(slack: Slack, client: WebClient) -> None:
    stamp = client.chat_postMessage(channel="C0GEN", text="x")["ts"]
    link = client.chat_getPermalink(channel="C0GEN", message_ts=stamp)["permalink"]

    assert link == f"https://playground.slack.com/archives/C0GEN/p{stamp.replace('.', '')}"


def test_a_home_tab_is_published_and_a_stale_one_refused(slack: Slack, client: WebClient) -> None:
    first = client.views_publish(user_id="U0ADA", view=HOME)["view"]
    second = client.views_publish(user_id="U0ADA", view=HOME, hash=first["hash"])["view"]

    assert first["id"] == second["id"]
    stale = {"user_id": "U0ADA", "view": HOME, "hash": first["hash"]}
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.api_call("views.publish", json=stale)
    home = slack.home("ada")
    assert home is not None
    assert home.hash == second["hash"]


def test_a_file_is_uploaded_and_shown_once_slack_has_looked_at_it() -> None:
    with Slack(file_seconds=0.05, event_retry_delays=()) as slack:
        slack.add_channel("general", id="C0GEN")
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)

        uploaded = client.files_upload_v2(content="not really a picture", filename="week.png")

        file_id = uploaded["file"]["id"]
        picture = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "weeks"}
        early = {"channel": "C0GEN", "text": "x", "blocks": [picture]}
        with pytest.raises(SlackApiError, match="invalid_blocks"):
            client.api_call("chat.postMessage", json=early)
        slack.wait_for(lambda: client.files_info(file=file_id)["file"]["mimetype"] == "image/png")
        assert client.api_call("chat.postMessage", json=early)["ok"]
        assert slack.file(file_id).data == b"not really a picture"


def test_a_file_with_a_channel_is_posted_there(slack: Slack, client: WebClient) -> None:
    client.files_upload_v2(content="a,b", filename="week.csv", channel="C0GEN", title="Week")

    (message,) = slack.messages("general")
    assert (message.subtype, message.files[0]["title"]) == ("file_share", "Week")


def test_stamps_grow_even_when_the_clock_stands_still() -> None:
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    with Slack(now=lambda: noon, event_retry_delays=()) as slack:
        slack.add_channel("general", id="C0GEN")
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        stamps = [client.chat_postMessage(channel="C0GEN", text="x")["ts"] for _ in range(3)]

    assert stamps == sorted(set(stamps))
    assert {stamp.partition(".")[0] for stamp in stamps} == {str(int(noon.timestamp()))}


def test_every_call_is_in_the_log(slack: Slack, client: WebClient) -> None:
    client.chat_postMessage(channel="C0GEN", text="x", blocks=BLOCKS)
    error(client, "users.info", user="U0NONE")

    (posted,) = slack.calls("chat.postMessage")
    assert (posted.params["text"], posted.ok, posted.response["channel"]) == ("x", True, "C0GEN")
    assert [(call.method, call.ok) for call in slack.log] == [
        ("chat.postMessage", True),
        ("users.info", False),
    ]


def test_it_starts_at_once_and_ends_without_a_trace() -> None:
    threads = threading.active_count()
    began = time.monotonic()
    with Slack() as slack:
        started = time.monotonic() - began
        assert slack.base_url.startswith("http://127.0.0.1:")

    assert started < 0.2
    assert threading.active_count() == threads
