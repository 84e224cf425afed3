"""Delivery over HTTP: requests signed with the app's secret, answers read as Slack reads them."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from bot.playground.slack.errors import Json
from bot.playground.slack.installation import Installation
from bot.playground.slack.links import Envelope
from bot.playground.slack.outcomes import Answer, Status

_FORM = "application/x-www-form-urlencoded"


class Signed:
    """Posts to the app's request URL from the server's loop."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._session: aiohttp.ClientSession | None = None

    async def send(self, address: str, envelope: Envelope, *, seconds: float) -> Answer:
        """Post one thing and read the answer."""
        body, content_type = _body(envelope)
        headers = self._signature(body) | {"Content-Type": content_type, "User-Agent": "Slackbot"}
        if envelope.attempt:
            headers["x-slack-retry-num"] = str(envelope.attempt)
            headers["x-slack-retry-reason"] = envelope.reason
        limit = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._http().post(address, data=body, headers=headers, timeout=limit) as got:
                return _read(got.status, await got.text(), got.headers)
        except TimeoutError:
            return Answer(Status.OPERATION_TIMEOUT, detail="timeout")
        except aiohttp.ClientError:
            return Answer(Status.FAILED, detail="connection_failed")

    async def close(self) -> None:
        """Close what is left open."""
        if self._session:
            await self._session.close()

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            # A connection per request: a receiver that closes idle ones must not cost a retry.
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        return self._session

    def _signature(self, body: bytes) -> dict[str, str]:
        # The receiver checks against its own clock, so this is the real one.
        stamp = str(int(time.time()))
        base = b"v0:" + stamp.encode() + b":" + body
        key = self._installation.signing_secret.encode()
        digest = hmac.new(key, base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _body(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload).encode(), _FORM
    return urlencode({"payload": json.dumps(envelope.payload)}).encode(), _FORM


def _read(status: int, text: str, headers: "aiohttp.typedefs.LooseHeaders") -> Answer:
    known = {str(key).lower(): str(value) for key, value in dict(headers).items()}
    no_retry = known.get("x-slack-no-retry") == "1"
    if not 200 <= status < 300:
        return Answer(Status.FAILED, detail="http_error", no_retry=no_retry)
    return Answer(Status.ACKNOWLEDGED, body=_answer(text, known.get("content-type", "")))


def _answer(text: str, content_type: str) -> Json | None:
    if not text.strip():
        return None
    if content_type.startswith("application/json"):
        found = json.loads(text)
        return found if isinstance(found, dict) else None
    return {"text": text}
