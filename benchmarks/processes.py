"""Processes: a local Slack, Heed itself and its rivals, each in a process of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.messages import subscribed
from bot.playground.slack import Slack
from bot.playground.slack.installation import Installation
from bot.slack.manifest import SCOPES
from bot.variables import SETTINGS


@dataclass(frozen=True, slots=True)
class Town:
    """A local Slack: where it is, and who is in it with which direct message."""

    api_url: str
    members: dict[str, str]

    @property
    def member_id(self) -> str:
        return next(iter(self.members))


@dataclass(frozen=True, slots=True)
class Running:
    """A process that is ready, and how long that took."""

    process: "subprocess.Popen[str]"
    port: int
    seconds: float

    @property
    def memory(self) -> int:
        """What of it stands in memory, in kilobytes."""
        command = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        status = Path(f"/proc/{self.process.pid}/status")
        if status.exists():
            line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
            return int(line.split()[1])
        return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@contextmanager
def town(*, people: int = 1) -> Iterator[Town]:
    """A local Slack with so many members, until the block is left."""
    with _started(["-m", "benchmarks.processes", str(people)], {}, stdin=subprocess.PIPE) as slack:
        assert slack.stdout is not None
        yield Town(**json.loads(slack.stdout.readline()))


@contextmanager
def heed(town: Town, store: Path) -> Iterator[Running]:
    """`python -m bot serve`, as anybody runs it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = Installation()
    settings = {
        "SLACK_BOT_TOKEN": told.bot_token,
        "SLACK_SIGNING_SECRET": told.signing_secret,
        "SLACK_API_URL": town.api_url,
        "DATABASE_URL": f"sqlite:///{store}",
        "PORT": str(port),
        "SHARED_DISK": "yes",
    }
    begun = time.perf_counter()
    with _started(["-m", "bot", "serve"], settings) as process:
        _ready(process, "Heed listens on port ")
        yield Running(process, port, time.perf_counter() - begun)


@contextmanager
def rival(kind: str, town: Town, path: Path) -> Iterator[Running]:
    arguments = ["-m", "benchmarks.rivals", kind, town.api_url, str(path)]
    begun = time.perf_counter()
    told = Installation()
    secrets = {"RIVAL_TOKEN": told.bot_token, "RIVAL_SECRET": told.signing_secret}
    with _started(arguments, secrets) as process:
        port = int(_ready(process, "ready on port "))
        yield Running(process, port, time.perf_counter() - begun)


def _ready(process: "subprocess.Popen[str]", says: str) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith(says):
        raise RuntimeError(f"it did not start: {line}{process.stdout.read()}")
    return line.removeprefix(says).rstrip(".\n")


@contextmanager
def _started(
    arguments: list[str], settings: dict[str, str], *, stdin: int = subprocess.DEVNULL
) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=_environment() | settings,
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _environment() -> dict[str, str]:
    """Ours without Heed's settings, and with bytecode kept: nobody compiles at every start."""
    left_out = {"PYTHONDONTWRITEBYTECODE", *(one.name for one in SETTINGS)}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"PYTHONUNBUFFERED": "1", "PYTHONPYCACHEPREFIX": _bytecode().name}


@cache
def _bytecode() -> TemporaryDirectory[str]:
    """A folder for the whole run; it goes when the run ends."""
    return TemporaryDirectory(prefix="heed-bench-")


def main() -> None:
    """Be the local Slack until standard input ends."""
    with Slack(events=set(subscribed.EVENTS), scopes=set(SCOPES)) as slack:
        people = [
            slack.add_member(f"member{number}", real_name=f"Member {number}", tz="Europe/Berlin")
            for number in range(int(sys.argv[1]))
        ]
        found = Town(slack.api_url, {one.id: slack.direct(one).id for one in people})
        print(json.dumps(asdict(found)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
