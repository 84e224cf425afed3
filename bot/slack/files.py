"""Fetches a file that a member chose in a form: from Slack itself, small, and soon."""

import time
from collections.abc import Iterator
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from slack_sdk import WebClient

from bot.core.failures import Failure, Meaning
from bot.slack.client import INTERACTIVE_SECONDS, tls
from bot.slack.errors import FAULTS, failure, refused

LARGEST = 1_000_000  # bytes
TOO_LARGE = "file_too_large"
_AT_ONCE = 64 * 1024
_SLACKS = ("slack.com", "slack-gov.com")


class _Stay(HTTPRedirectHandler):
    """Follows nobody: the token goes to Slack alone."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def fetch(client: WebClient, file: str) -> bytes:
    """Return what is in a file, by its id or its `url_private_download`. Raises Failure."""
    ends = time.monotonic() + INTERACTIVE_SECONDS
    address = file if "/" in file else _address(client, file)
    request = Request(trusted(address, client), headers={"Authorization": f"Bearer {client.token}"})
    try:
        with _opener().open(request, timeout=max(ends - time.monotonic(), 0.1)) as response:
            # Without the permission Slack shows its login page instead, as if all were well.
            if response.headers.get_content_type() == "text/html":
                raise Failure(Meaning.WORKSPACE, "missing_scope")
            return b"".join(_pieces(response, ends))
    except HTTPError as fault:
        fault.close()
        raise refused(fault.code, fault.headers) from fault
    except FAULTS as fault:
        raise failure(fault) from fault


def _address(client: WebClient, file_id: str) -> str:
    """Ask where a file lies, and refuse early what is too large."""
    try:
        file = client.files_info(file=file_id)["file"]
    except FAULTS as fault:
        raise failure(fault) from fault
    if int(file.get("size") or 0) > LARGEST:
        raise Failure(Meaning.PERMANENT, TOO_LARGE)
    return str(file.get("url_private_download") or file.get("url_private") or "")


def trusted(address: str, client: WebClient) -> str:
    """Return the address if it is one of Slack's, where the token may go."""
    try:
        asked, home = urlsplit(address), urlsplit(client.base_url)
        is_ours = (asked.scheme, asked.hostname, asked.port) == _place(home)
    except ValueError:
        is_ours = False
    if not is_ours or asked.username is not None:
        raise Failure(Meaning.PERMANENT, "not_slacks")
    return address


def _place(home: SplitResult) -> tuple[str, str | None, int | None]:
    """Return where files lie: beside Slack, or within whatever stands in for it."""
    name = (home.hostname or "").removeprefix("www.")
    if name in _SLACKS:
        return "https", f"files.{name}", None
    return home.scheme, home.hostname, home.port


def _opener() -> OpenerDirector:
    return build_opener(_Stay, HTTPSHandler(context=tls()))


def _pieces(response: HTTPResponse, ends: float) -> Iterator[bytes]:
    """Give the bytes as they come; one that sends them slowly is not waited for."""
    length = 0
    while piece := response.read1(_AT_ONCE):
        length += len(piece)
        if length > LARGEST:
            raise Failure(Meaning.PERMANENT, TOO_LARGE)
        if time.monotonic() > ends:
            raise TimeoutError
        yield piece
