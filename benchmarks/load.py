"""Load: signed slash commands over keep-alive sockets, each sent when the one before is answered.

Run as a process of its own, which reads jobs as lines of JSON and answers each with a line.
"""

import hashlib
import hmac
import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from subprocess import PIPE, Popen
from urllib.parse import urlencode

from bot.playground.slack.installation import Installation
from bot.slack.web import PATH

APP = Installation()
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Job:
    """So many commands to a port, numbered on from `first`. `expects` must be in every answer."""

    port: int
    connections: int
    count: int
    first: int
    member_id: str
    expects: str = ""
    customers: int = 500


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a job, in seconds."""

    p50: float
    p99: float


class Loader:
    """The process that makes load, seen from outside."""

    def __init__(self, process: "Popen[str]") -> None:
        self._process = process

    @classmethod
    def start(cls) -> "Loader":
        command = [sys.executable, "-m", "benchmarks.load"]
        return cls(Popen(command, stdin=PIPE, stdout=PIPE, text=True))

    def do(self, job: Job) -> Loaded:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asdict(job)), file=self._process.stdin, flush=True)
        return Loaded(**json.loads(self._process.stdout.readline()))

    def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def words(number: int, customers: int) -> str:
    """Every customer speaks, then each is answered, and so on; no line is said twice."""
    turn, customer = divmod(number, customers)
    way, said = ("to", "sent the quote") if turn % 2 else ("from", "asks for a quote")
    return f"{way} Customer {customer}: {said} for {number} chairs by phone"


def request(job: Job, number: int) -> bytes:
    """A signed request, as Slack sends it."""
    form = {
        "token": APP.verification_token,
        "team_id": APP.team_id,
        "team_domain": APP.domain,
        "channel_id": "D0BENCH",
        "channel_name": "directmessage",
        "user_id": job.member_id,
        "user_name": "ada",
        "command": "/contact",
        "text": words(number, job.customers),
        "api_app_id": APP.app_id,
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1/",
        "trigger_id": f"{number}.bench",
    }
    body = urlencode(form).encode()
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = hmac.new(APP.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{job.port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n\r\n"
    )
    return head.encode() + body


class Line:
    """One keep-alive connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._got = b""
        self._sent_at = 0.0

    def send(self, data: bytes) -> None:
        self._got = b""
        self._sent_at = time.perf_counter()
        self.socket.sendall(data)

    def receive(self, expects: bytes) -> float | None:
        """Read on; the seconds that the answer took once it is there."""
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("the server has closed the connection")
        self._got += more
        if not is_whole(self._got):
            return None
        took = time.perf_counter() - self._sent_at
        if not self._got.startswith(b"HTTP/1.1 200 ") or expects not in self._got:
            raise ValueError(f"not the answer that was expected: {self._got!r}")
        return took


def is_whole(got: bytes) -> bool:
    head, found, body = got.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        return body.endswith(b"0\r\n\r\n")
    _, _, rest = lower.partition(b"content-length:")
    return len(body) >= int(rest.split(b"\r\n", 1)[0])


def load(job: Job) -> Loaded:
    """Keep every connection busy until all is sent."""
    # Signed beforehand: what signing takes is not the server's.
    requests = iter([request(job, job.first + number) for number in range(job.count)])
    times = sorted(_answered(job, requests))
    return Loaded(times[len(times) // 2], times[int(len(times) * 0.99)])


def _answered(job: Job, requests: Iterator[bytes]) -> Iterator[float]:
    expects = job.expects.encode()
    with selectors.DefaultSelector() as selector:
        for _, data in zip(range(job.connections), requests, strict=False):
            line = Line(job.port)
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.send(data)
        while selector.get_map():
            for key, _ in selector.select(PATIENCE):
                line = key.data
                took = line.receive(expects)
                if took is None:
                    continue
                yield took
                data = next(requests, b"")
                if data:
                    line.send(data)
                else:
                    selector.unregister(line.socket)
                    line.socket.close()


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(asdict(load(Job(**json.loads(line))))), flush=True)


if __name__ == "__main__":
    main()
