"""Delivery over HTTP on the wire: signatures, forms, retries; seen by a bare receiver."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.playground.slack import Slack, Status


@dataclass(frozen=True)
class Request:
    """One request as received."""

    body: str
    headers: dict[str, str]


class Receiver(ThreadingHTTPServer):
    """Answers every request alike and keeps it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[Request] = []
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, b"")


class Handler(BaseHTTPRequestHandler):
    """Reads a request for the Receiver."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        named = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(body, named))
        status, headers, answer = self.server.answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(answer)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as receiver:
        thread = threading.Thread(target=receiver.serve_forever, args=(0.01,))
        thread.start()
        yield receiver
        receiver.shutdown()
        thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def slack(receiver: Receiver) -> Iterator[Slack]:
    address = f"http://127.0.0.1:{receiver.server_port}/slack/events"
    with Slack(request_url=address, event_retry_delays=(0.0, 0.01)) as slack:
        slack.add_member("ada")
        yield slack


def test_every_request_is_signed_over_its_raw_body(slack: Slack, receiver: Receiver) -> None:
    slack.command("ada", "/contact", "from Acme: é & ü")
    slack.shortcut("ada", "x")
    slack.change_zone("ada", "Asia/Tokyo")
    slack.settle()

    verifier = SignatureVerifier(slack.signing_secret)
    verdicts = [verifier.is_valid_request(each.body, each.headers) for each in receiver.requests]
    assert verdicts == [True, True, True]


def test_commands_and_clicks_are_forms_and_events_are_json(
    slack: Slack, receiver: Receiver
) -> None:
    slack.command("ada", "/contact", "from Acme: R&D")
    slack.shortcut("ada", "log_it")
    slack.change_zone("ada", "Asia/Tokyo")
    slack.settle()

    command, shortcut, event = (each.body for each in receiver.requests)
    assert parse_qs(command)["text"] == ["from Acme: R&amp;D"]
    assert json.loads(parse_qs(shortcut)["payload"][0])["callback_id"] == "log_it"
    assert json.loads(event)["event"]["type"] == "user_change"


def test_a_reply_in_json_or_in_plain_words_is_shown(slack: Slack, receiver: Receiver) -> None:
    receiver.answer = (200, {"Content-Type": "application/json"}, b'{"text": "noted"}')
    assert slack.command("ada", "/contact").text == "noted"

    receiver.answer = (200, {"Content-Type": "text/plain"}, b"just words")
    assert slack.command("ada", "/contact").text == "just words"


def test_a_failed_event_comes_again_with_number_and_reason(
    slack: Slack, receiver: Receiver
) -> None:
    receiver.answer = (503, {}, b"")
    slack.change_zone("ada", "Asia/Tokyo")
    slack.settle()

    marks = [
        (each.headers.get("x-slack-retry-num"), each.headers.get("x-slack-retry-reason"))
        for each in receiver.requests
    ]
    assert marks == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({json.loads(each.body)["event_id"] for each in receiver.requests}) == 1


def test_a_receiver_may_forbid_the_retry(slack: Slack, receiver: Receiver) -> None:
    receiver.answer = (503, {"X-Slack-No-Retry": "1"}, b"")
    slack.change_zone("ada", "Asia/Tokyo")
    slack.settle()

    assert len(receiver.requests) == 1


def test_commands_are_never_sent_again(slack: Slack, receiver: Receiver) -> None:
    receiver.answer = (503, {}, b"")
    outcome = slack.command("ada", "/contact")

    assert (outcome.status, outcome.error) == (Status.FAILED, "http_error")
    assert len(receiver.requests) == 1
