"""Clients of Slack's Web API: one TLS context for all, and none that repeats a post by itself."""

import ssl
from functools import cache

from slack_sdk import WebClient

INTERACTIVE_SECONDS = 2  # within the 3 s that Slack waits for an answer
SENDER_SECONDS = 10


@cache
def tls() -> ssl.SSLContext:
    """The one context: making one costs about 30 ms, and slack_sdk would make one for each call."""
    return ssl.create_default_context()


def interactive(token: str | None, api_url: str) -> WebClient:
    """A client for what a person is waiting for."""
    return _client(token, api_url, INTERACTIVE_SECONDS)


def sender(token: str | None, api_url: str) -> WebClient:
    """A client for the outbox."""
    return _client(token, api_url, SENDER_SECONDS)


def _client(token: str | None, api_url: str, seconds: int) -> WebClient:
    # slack_sdk's own retry posts a message twice when the connection drops after Slack took it.
    return WebClient(token=token, base_url=api_url, timeout=seconds, ssl=tls(), retry_handlers=[])
