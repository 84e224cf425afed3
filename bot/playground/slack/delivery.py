"""Carries events, commands and clicks to the app by socket or signed HTTP, and retries events."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.calls import Log, Sent
from bot.playground.slack.channels import Channel
from bot.playground.slack.errors import Json
from bot.playground.slack.events import event_callback
from bot.playground.slack.links import Envelope, Links
from bot.playground.slack.outcomes import Answer
from bot.playground.slack.signed import Signed
from bot.playground.slack.workspace import Workspace

_SOON = 1.0
_REASONS = {"timeout": "http_timeout", "not_connected": "connection_failed"}


@dataclass(frozen=True, slots=True)
class Pace:
    """How long Slack waits for an acknowledgement, and when it sends an event again."""

    ack_seconds: float
    retry_delays: tuple[float, ...]


class Delivery:
    """Sends one thing at a time per call; events again until taken or given up."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        links: Links,
        signed: Signed,
        log: Log,
        pace: Pace,
        events: frozenset[str] | None,
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self.request_url: str | None = None
        self.resting = 0
        self._workspace = workspace
        self._links = links
        self._signed = signed
        self._log = log
        self._pace = pace
        self._events = events
        self._spawn = spawn
        self._duplicates = 0
        self._count = 0

    def duplicate_next(self) -> None:
        """Let the next event be delivered twice."""
        self._duplicates += 1

    def event(self, name: str, event: Json, channel: Channel | None) -> None:
        """Start delivering an event, if the app subscribed to it."""
        if self._events is not None and name not in self._events:
            return
        workspace = self._workspace
        payload = event_callback(
            event,
            installation=workspace.installation,
            ids=workspace.ids,
            at=workspace.stamps.seconds(),
            channel=channel,
        )
        self._spawn(self._until_taken(payload))

    async def request(self, kind: str, payload: Json, *, answerable: bool) -> Answer:
        """Deliver a command or an interaction, once."""
        return await self._attempt(Envelope(kind, payload, answerable))

    async def verify_url(self) -> bool:
        """Ask the request URL to return a challenge; there is none in Socket Mode."""
        if self.request_url is None:
            return False
        challenge = f"challenge{time.monotonic_ns()}"
        token = self._workspace.installation.verification_token
        payload = {"token": token, "challenge": challenge, "type": "url_verification"}
        answer = await self._attempt(Envelope("events_api", payload, answerable=False))
        body = answer.body or {}
        return answer.ok and challenge in (body.get("challenge"), body.get("text"))

    async def _until_taken(self, payload: Json) -> None:
        if self._duplicates:
            self._duplicates -= 1
            await self._attempt(Envelope("events_api", payload, answerable=False))
            again = Envelope(
                "events_api", payload, False, attempt=1, reason=self._reason("timeout")
            )
            await self._attempt(again)
            return
        answer = await self._attempt(Envelope("events_api", payload, answerable=False))
        for number, delay in enumerate(self._pace.retry_delays, start=1):
            if answer.ok or answer.no_retry:
                return
            await self._pause(delay)
            reason = self._reason(answer.detail)
            again = Envelope("events_api", payload, False, attempt=number, reason=reason)
            answer = await self._attempt(again)

    async def _pause(self, seconds: float) -> None:
        # A retry far ahead must not keep `settle` waiting.
        far = seconds > _SOON
        self.resting += far
        try:
            await asyncio.sleep(seconds)
        finally:
            self.resting -= far

    def _reason(self, detail: str) -> str:
        if self.request_url is None:
            return "timeout"
        return _REASONS.get(detail, detail or "unknown_error")

    async def _attempt(self, envelope: Envelope) -> Answer:
        began = time.monotonic()
        seconds = self._pace.ack_seconds
        if self.request_url is None:
            answer = await self._links.send(envelope, seconds=seconds)
        else:
            answer = await self._signed.send(self.request_url, envelope, seconds=seconds)
        self._record(envelope, answer, began)
        return answer

    def _record(self, envelope: Envelope, answer: Answer, began: float) -> None:
        self._count += 1
        self._log.add_sent(
            Sent(
                number=self._count,
                kind=envelope.kind,
                payload=envelope.payload,
                status=str(answer.status) if answer.ok else answer.detail or str(answer.status),
                answer=answer.body,
                attempt=envelope.attempt,
                at=self._workspace.now(),
                sent_at=began,
                seconds=time.monotonic() - began,
            )
        )
        self._workspace.touch()
