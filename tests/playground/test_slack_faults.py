"""Trouble on purpose: each kind strikes as often as asked, and says what was done."""

import threading
import time
import urllib.error
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.slack import Fault, Slack


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(event_retry_delays=()) as slack:
        slack.add_member("ada", id="U0ADA")
        yield slack


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=1)


def said(slack: Slack) -> list[str]:
    return [message.text for message in slack.dm("ada")]


def test_a_rate_limit_says_when_to_come_back(slack: Slack, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.rate_limited(retry_after=7), times=2)

    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="U0ADA", text="hello")
        assert caught.value.response.status_code == 429
        assert caught.value.response["error"] == "ratelimited"
        assert caught.value.response.headers["Retry-After"] == "7"

    client.chat_postMessage(channel="U0ADA", text="hello")
    assert said(slack) == ["hello"]


def test_an_error_word_is_given_as_told(slack: Slack, client: WebClient) -> None:
    slack.faults.next("*", Fault.error("fatal_error"))

    with pytest.raises(SlackApiError, match="fatal_error"):
        client.chat_postMessage(channel="U0ADA", text="hello")
    assert said(slack) == []


def test_a_broken_slack_answers_with_a_page(slack: Slack, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.http(503))

    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="U0ADA", text="hello")
    assert caught.value.response.status_code == 503
    assert said(slack) == []


@pytest.mark.parametrize(
    ("fault", "arrived"), [(Fault.drop_before(), []), (Fault.drop_after(), ["hello"])]
)
def test_a_dropped_connection_leaves_the_app_in_doubt(
    slack: Slack, client: WebClient, fault: Fault, arrived: list[str]
) -> None:
    slack.faults.next("chat.postMessage", fault)

    with pytest.raises(ConnectionError):
        client.chat_postMessage(channel="U0ADA", text="hello")
    assert said(slack) == arrived


def test_the_sdks_own_retry_posts_twice_after_a_drop(slack: Slack) -> None:
    eager = WebClient(token=slack.bot_token, base_url=slack.api_url)
    slack.faults.next("chat.postMessage", Fault.drop_after())

    eager.chat_postMessage(channel="U0ADA", text="hello")

    assert said(slack) == ["hello", "hello"]
    assert [call.fault for call in slack.calls("chat.postMessage")] == ["drop_after", ""]


def test_a_late_answer_is_late_but_done_at_once(slack: Slack, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.delay(0.3))
    began = time.monotonic()
    thread = threading.Thread(
        target=client.chat_postMessage, kwargs={"channel": "U0ADA", "text": "hello"}
    )
    thread.start()
    slack.wait_for(lambda: said(slack) == ["hello"], timeout=0.25)
    thread.join()

    assert time.monotonic() - began >= 0.3


def test_a_hanging_call_ends_when_the_client_gives_up(slack: Slack) -> None:
    hasty = WebClient(
        token=slack.bot_token,
        base_url=slack.api_url,
        retry_handlers=[],
        timeout=0.1,  # type: ignore[arg-type]
    )
    slack.faults.next("chat.postMessage", Fault.hang())

    with pytest.raises((TimeoutError, urllib.error.URLError)):
        hasty.chat_postMessage(channel="U0ADA", text="hello")
    assert said(slack) == []


def test_a_call_may_hang_for_a_while_and_then_break_off(slack: Slack, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.hang(0.1))

    with pytest.raises(ConnectionError):
        client.chat_postMessage(channel="U0ADA", text="hello")
    assert said(slack) == []
    slack.settle(timeout=1)


def test_troubles_ahead_can_be_called_off(slack: Slack, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.error("fatal_error"), times=9)
    slack.faults.clear()

    assert client.chat_postMessage(channel="U0ADA", text="hello")["ok"]


def test_waiting_in_vain_says_so(slack: Slack) -> None:
    with pytest.raises(TimeoutError):
        slack.wait_for(lambda: said(slack) == ["never"], timeout=0.02)
