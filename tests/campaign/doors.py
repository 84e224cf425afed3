"""Both doors as Slack uses them: signed HTTP over a connection that is kept, and Socket Mode."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any, Protocol
from urllib.parse import urlsplit

from slack_sdk.signature import SignatureVerifier

from bot.playground.slack import Slack
from tests.campaign.mangled import Arrival

ACKNOWLEDGED, TURNED_AWAY = 200, (400, 401)


class Door(Protocol):
    """Where something arrives; `told` are the words that stand for what only the stage knows."""

    def send(self, arrival: Arrival, told: dict[str, str]) -> tuple[int, Any]: ...


class Http:
    """One connection, as long as it lasts: what it costs to open one is not what is asked here."""

    def __init__(self, slack: Slack) -> None:
        address = urlsplit(slack.request_url or "")
        self._path = address.path
        self._connection = HTTPConnection(address.hostname or "", address.port, timeout=20)
        self._verifier = SignatureVerifier(slack.signing_secret)

    def send(self, arrival: Arrival, told: dict[str, str]) -> tuple[int, Any]:
        """Return the status and what was said with it."""
        body = arrival.body
        for word, meant in told.items():
            body = body.replace(word.encode(), meant.encode())
        headers = {"Content-Type": arrival.content_type}
        if arrival.is_signed:
            headers |= self._signature(body)
        self._connection.request("POST", self._path, body=body, headers=headers)
        answer = self._connection.getresponse()
        said = answer.read().decode()
        is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
        return answer.status, json.loads(said) if is_json and said else said

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        try:
            text = body.decode()
        except UnicodeDecodeError:
            text = ""  # nobody can have signed it, for a signature is made of text
        signature = self._verifier.generate_signature(timestamp=stamp, body=text)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature or ""}

    def close(self) -> None:
        self._connection.close()


class Envelopes:
    """The playground's own socket, into which it puts whatever it is given."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def send(self, arrival: Arrival, told: dict[str, str]) -> tuple[int, Any]:
        """Return 200 and what was said if it was acknowledged, and else 0 and why it was not."""
        text = json.dumps(arrival.payload)
        for word, meant in told.items():
            text = text.replace(word, meant)
        payload = json.loads(text)
        answer = self._slack._server.request(arrival.kind, payload, answerable=True)
        return (ACKNOWLEDGED, answer.body) if answer.ok else (0, answer.detail)

    def close(self) -> None:
        """The stage ends the connection."""


@contextmanager
def door(slack: Slack) -> Iterator[Door]:
    """The door that this stage has."""
    found = Envelopes(slack) if slack.request_url is None else Http(slack)
    try:
        yield found
    finally:
        found.close()
