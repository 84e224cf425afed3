"""A file is fetched from Slack alone, with the bot's token, small and soon."""

import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from slack_sdk import WebClient

from bot.core.failures import Failure, Meaning
from bot.playground.slack import Slack
from bot.slack import client as clients
from bot.slack import files

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(event_retry_delays=()) as slack:
        slack.add_member("ada", id="U0ADA")
        yield slack


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return clients.interactive(slack.bot_token, slack.api_url)


def uploaded(client: WebClient, data: bytes = CALENDAR, name: str = "days off.ics") -> Any:
    return client.files_upload_v2(content=data, filename=name)["file"]


def failed(client: WebClient, file: str) -> Failure:
    with pytest.raises(Failure) as caught:
        files.fetch(client, file)
    return caught.value


def test_a_file_is_fetched_by_its_id_or_its_address(client: WebClient) -> None:
    file = uploaded(client)

    assert files.fetch(client, file["id"]) == CALENDAR
    assert files.fetch(client, file["url_private_download"]) == CALENDAR


def test_a_file_that_is_not_there_fails_for_good(slack: Slack, client: WebClient) -> None:
    assert failed(client, "F0NONE").error == "file_not_found"
    gone = failed(client, f"{slack.base_url}/files/F0NONE/x.ics")
    assert (gone.meaning, gone.error) == (Meaning.PERMANENT, "http_404")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/files/F1/x.ics",
        "https://files.slack.com.example.com/x.ics",
        "https://files.slack.com/x.ics",  # where this client's Slack is not
        "http://user@127.0.0.1:{port}/files/F1/x.ics",
        "http://127.0.0.1:1/files/F1/x.ics",
        "http://127.0.0.1:{port}0000000/x.ics",
        "http://[127.0.0.1/x.ics",
        "ftp://127.0.0.1:{port}/x.ics",
        "file:///etc/hosts",
        "/etc/hosts",
    ],
)
def test_the_token_goes_nowhere_but_to_slack(slack: Slack, client: WebClient, address: str) -> None:
    address = address.replace("{port}", slack.base_url.rsplit(":", 1)[1])

    assert failed(client, address).error == "not_slacks"
    assert slack.calls("download") == ()


@pytest.mark.parametrize(
    ("api", "address"),
    [
        ("https://slack.com/api/", "https://files.slack.com/files-pri/T1-F1/x.ics"),
        ("https://www.slack.com/api/", "https://files.slack.com/files-pri/T1-F1/x.ics"),
        ("https://slack-gov.com/api/", "https://files.slack-gov.com/files-pri/T1-F1/x.ics"),
    ],
)
def test_slack_keeps_its_files_on_a_host_of_their_own(api: str, address: str) -> None:
    client = clients.interactive("xoxb-1", api)

    assert files.trusted(address, client) == address
    with pytest.raises(Failure, match="not_slacks"):
        files.trusted(address.replace("https", "http"), client)


class Elsewhere(BaseHTTPRequestHandler):
    """A host that sends everybody on, or never comes to an end."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"x")
                    time.sleep(0.05)
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    Elsewhere.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_no_redirection_is_followed(elsewhere: str) -> None:
    client = clients.interactive("xoxb-1", f"{elsewhere}/api/")

    assert failed(client, f"{elsewhere}/x.ics").error == "http_302"
    assert Elsewhere.asked == ["/x.ics"]


def test_a_file_that_comes_drop_by_drop_is_given_up_in_time(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "INTERACTIVE_SECONDS", 0.3)
    client = clients.interactive("xoxb-1", f"{elsewhere}/api/")
    began = time.monotonic()

    assert failed(client, f"{elsewhere}/slow").error == "TimeoutError"
    assert time.monotonic() - began < 2


def test_a_file_is_at_most_a_megabyte(client: WebClient) -> None:
    fits = uploaded(client, b"x" * files.LARGEST)
    over = uploaded(client, b"x" * (files.LARGEST + 1))

    assert len(files.fetch(client, fits["id"])) == files.LARGEST
    assert failed(client, over["id"]).error == files.TOO_LARGE
    assert failed(client, over["url_private_download"]).error == files.TOO_LARGE


def test_without_the_permission_slacks_page_is_not_taken_for_the_file() -> None:
    with Slack(event_retry_delays=(), scopes={"chat:write"}) as slack:
        slack.add_member("ada", id="U0ADA")
        client = clients.interactive(slack.bot_token, slack.api_url)
        file = slack.upload("U0ADA", "a.ics", CALENDAR)
        for address in (file.id, f"{slack.base_url}/files/{file.id}/a.ics"):
            found = failed(client, address)
            assert (found.meaning, found.error) == (Meaning.WORKSPACE, "missing_scope")
