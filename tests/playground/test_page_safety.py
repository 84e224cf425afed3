"""The page lets in nobody but whoever started it, and loads nothing from elsewhere."""

import http.client
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.playground.browser.play import Play
from bot.playground.browser.server import NoFreePort, Server
from bot.playground.paths import LARGEST
from bot.settings import Settings

AT = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
STATIC = Path(__file__).parents[2] / "bot" / "playground" / "browser" / "static"


@pytest.fixture(scope="module")
def play() -> Iterator[Play]:
    with Play(Settings(), at=AT, is_chosen=True) as play:
        yield play


@pytest.fixture(scope="module")
def server(play: Play) -> Iterator[Server]:
    with Server(play, port=3300) as server:
        yield server


def asked(
    server: Server, path: str, *, method: str = "GET", body: Any = None, **headers: str | None
) -> tuple[int, dict[str, str], str]:
    """Ask as the page does, unless a header says otherwise; None leaves one out."""
    port = server.guard.port
    sent: dict[str, str | None] = {
        "Host": f"127.0.0.1:{port}",
        "Cookie": f"{server.guard.cookie}={server.guard.key}",
        "Origin": f"http://127.0.0.1:{port}",
        "Content-Type": "application/json",
    }
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    data = None if body is None else json.dumps(body)
    kept = {name: value for name, value in sent.items() if value is not None}
    connection.request(method, path, body=data, headers=kept)
    answer = connection.getresponse()
    said = answer.status, dict(answer.getheaders()), answer.read().decode()
    connection.close()
    return said


def test_the_address_with_its_key_opens_the_page_and_leaves_a_cookie(server: Server) -> None:
    status, headers, page = asked(server, f"/?key={server.guard.key}", Cookie=None)

    assert (status, "Harbour &amp; Co." in page) == (200, True)
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/", "/screen", "/changes", "/static/page.css", "/files/F1"])
@pytest.mark.parametrize("cookie", [None, "heed=1", "heed-{port}=wrong"])
def test_without_the_key_nothing_is_shown(server: Server, path: str, cookie: str | None) -> None:
    cookie = cookie and cookie.format(port=server.guard.port)

    status, _, words = asked(server, path, Cookie=cookie)

    assert (status, "Open the whole address" in words) == (403, True)


@pytest.mark.parametrize("path", ["/screen?key={key}", "/acts?key={key}"])
def test_the_key_in_an_address_opens_the_page_only(server: Server, path: str) -> None:
    assert asked(server, path.format(key=server.guard.key), Cookie=None)[0] == 403


@pytest.mark.parametrize(
    "host",
    [
        "heed.example.com",
        "127.0.0.1",  # without the port
        "127.0.0.1:1",
        "127.0.0.1.nip.io:{port}",  # a name of somebody else's that points here
        "[::1]:{port}",
    ],
)
def test_another_name_for_this_address_is_not_answered(server: Server, host: str) -> None:
    assert asked(server, "/screen", Host=host.format(port=server.guard.port))[0] == 421


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://example.com", "http://127.0.0.1:1", "http://localhost:{port}"],
)
@pytest.mark.parametrize("path", ["/acts", "/uploads?name=x.ics"])
def test_an_act_from_another_page_is_refused(server: Server, path: str, origin: str | None) -> None:
    origin = origin and origin.format(port=server.guard.port)

    status, _, _ = asked(server, path, method="POST", body={"act": "clock"}, Origin=origin)

    assert status == 403


def test_a_file_is_uploaded_as_somebody_and_only_up_to_a_size(server: Server, play: Play) -> None:
    ada = play.scene.members["ada"].id

    _, _, taken = asked(server, f"/uploads?as={ada}&name=..%2Fdays.ics", method="POST", body="x")
    _, _, nobody = asked(server, "/uploads?as=U0NONE&name=x.ics", method="POST", body="x")
    status, _, large = asked(
        server, f"/uploads?as={ada}&name=x.ics", method="POST", body="x" * LARGEST
    )

    [file] = play.scene.slack.files
    assert json.loads(taken) == {"ok": True, "file": {"id": file.id, "name": "days.ics"}}
    assert (file.user, file.data) == (ada, b'"x"')
    assert json.loads(nobody) == {"ok": False, "error": "Nobody here is called U0NONE."}
    assert (status, "up to 5 MB" in json.loads(large)["error"]) == (413, True)


def test_an_act_that_is_no_json_is_refused(server: Server) -> None:
    plain = "text/plain"

    assert asked(server, "/acts", method="POST", body={"act": "read"}, Content_Type=plain)[0] == 415


@pytest.mark.parametrize(
    "body",
    [[], {"act": "fly"}, {"act": 3}, {"act": "reset", "world": "flat"}, {"act": "say", "as": []}],
)
def test_an_act_that_no_page_sends_is_refused(server: Server, body: Any) -> None:
    status, _, answer = asked(server, "/acts", method="POST", body=body)

    assert (status, json.loads(answer)["ok"]) == (400, False)


@pytest.mark.parametrize("path", ["/", "/screen", "/static/page.js", "/nowhere", "/files/F1"])
def test_every_answer_says_what_may_be_loaded(server: Server, path: str) -> None:
    _, headers, _ = asked(server, path)
    policy = headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_files_beside_the_page_are_out_of_reach(server: Server) -> None:
    assert asked(server, "/static/../server.py")[0] in (403, 404)
    assert asked(server, "/static/%2e%2e/server.py")[0] in (403, 404)


def test_nothing_is_asked_from_elsewhere() -> None:
    """The page's own files name no other address; what is vendored names none that is loaded."""
    elsewhere = re.compile(r"""(?:src|href)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
    found = [
        path.name
        for path in STATIC.glob("*.*")
        if path.suffix in (".html", ".css", ".js") and elsewhere.search(path.read_text())
    ]

    assert found == []


def test_the_next_port_is_taken_where_one_is_in_use(server: Server) -> None:
    with Play(Settings(), at=AT, is_chosen=True) as play:
        with Server(play, port=server.guard.port) as second:
            assert second.guard.port > server.guard.port
            assert second.guard.key != server.guard.key
        # Past the last port there is none to try.
        with pytest.raises(NoFreePort):
            Server(play, port=65536).start()


def test_a_page_that_listens_does_not_keep_the_server_from_stopping() -> None:
    with Play(Settings(), at=AT, is_chosen=True) as play:
        with Server(play, port=3300) as server:
            headers = {"Cookie": f"{server.guard.cookie}={server.guard.key}"}
            connection = http.client.HTTPConnection("127.0.0.1", server.guard.port, timeout=10)
            connection.request("GET", "/changes", headers=headers)
            answer = connection.getresponse()
            assert answer.readline().startswith(b"data: ")
        answer.read()
        connection.close()
