"""The wire between workers and the local Slack: what may happen to a call, and to its sender."""

import http.client
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.campaign.nursery import Life
from tests.campaign.steps import ON_ITS_WAY, Moment

Answer = tuple[int, str, bytes]


class Wire:
    """Passes every call on to Slack, and kills whose fate it is to die over one.

    It also takes what is said to a response_url.
    """

    def __init__(self, api_url: str) -> None:
        self._slack = urlsplit(api_url)
        self._lives: dict[int, tuple[Life, Counter[tuple[str, Moment]]]] = {}
        self._lock = threading.Lock()
        self._under_way = 0
        self.replies: list[bytes] = []
        wire = self

        class Handler(_Handler):
            def answer(self, body: bytes) -> Answer | None:
                with wire._busy():
                    return wire._pass(self.path, dict(self.headers), body)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def response_url(self) -> str:
        return f"{self.base_url}/0/response"

    def api_url(self, life: Life) -> str:
        """Where this worker is told that Slack is."""
        self._lives[life.number] = (life, Counter())
        return f"{self.base_url}/{life.number}/api/"

    def settle(self) -> None:
        """Wait until what is on its way has arrived."""
        while self._under_way:
            time.sleep(0.001)

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @contextmanager
    def _busy(self) -> Iterator[None]:
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def _pass(self, path: str, headers: dict[str, str], body: bytes) -> Answer | None:
        _, number, _, method = f"{path}/".split("/")[:4]
        if int(number) not in self._lives:
            self.replies.append(body)
            return 200, "text/plain", b"ok"
        life, counts = self._lives[int(number)]
        if _strikes(life, counts, method, Moment.BEFORE):
            return None
        if is_late := _strikes(life, counts, method, Moment.ON_ITS_WAY):
            time.sleep(ON_ITS_WAY)
        answer = self._ask(method, headers, body)
        return None if is_late or _strikes(life, counts, method, Moment.AFTER) else answer

    def _ask(self, method: str, headers: dict[str, str], body: bytes) -> Answer | None:
        slack = http.client.HTTPConnection(self._slack.hostname or "", self._slack.port)
        kept = {name: words for name, words in headers.items() if name.lower() != "host"}
        try:
            slack.request("POST", self._slack.path + method, body, kept)
            answer = slack.getresponse()
            return answer.status, answer.headers["Content-Type"], answer.read()
        except (OSError, http.client.HTTPException):
            return None  # Slack closed the line without an answer: so does this
        finally:
            slack.close()


def _strikes(life: Life, counts: Counter[tuple[str, Moment]], method: str, moment: Moment) -> bool:
    """Whether the caller was killed here. One that is only paused gets its answer later."""
    fate = life.fate
    if fate is None or (fate.place.name, fate.place.moment) != (method, moment):
        return False
    counts[method, moment] += 1
    if counts[method, moment] != fate.turn:
        return False
    life.born.wait()
    life.is_struck.set()
    with suppress(ProcessLookupError):
        os.kill(life.pid, signal.SIGSTOP if fate.is_paused else signal.SIGKILL)
    return not fate.is_paused


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever called may be dead by now."""


class _Handler(BaseHTTPRequestHandler):
    def answer(self, body: bytes) -> Answer | None:
        raise NotImplementedError

    def do_POST(self) -> None:
        self.close_connection = True
        length = int(self.headers["Content-Length"] or 0)
        body = self.rfile.read(length)
        # Half a call, of one that died while it was speaking, goes nowhere.
        found = self.answer(body) if len(body) == length else None
        if found is None:
            return
        status, kind, body = found
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing: the local Slack keeps a log."""
