"""The nursery as its user sees it: workers that are born, live with a fate, and die."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.campaign.orders import Orders
from tests.campaign.steps import Fate

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Life:
    """One worker, from its birth to its death."""

    number: int
    fate: Fate | None = None
    pid: int = 0
    status: int | None = None
    born: threading.Event = field(default_factory=threading.Event)
    died: threading.Event = field(default_factory=threading.Event)
    is_struck: threading.Event = field(default_factory=threading.Event)

    def signal(self, number: signal.Signals) -> None:
        self.born.wait()
        with suppress(ProcessLookupError):
            if not self.died.is_set():
                os.kill(self.pid, number)

    def end(self) -> None:
        """Kill it, where it has not died already."""
        self.signal(signal.SIGKILL)
        assert self.died.wait(10)


class Nursery:
    """Has imported everything once, so that a worker is there in an instant."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._lives: dict[int, Life] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.campaign.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def conceive(self, fate: Fate | None) -> Life:
        """Whoever is to be born next; its number is no one else's."""
        life = Life(next(self._numbers), fate)
        self._lives[life.number] = life
        return life

    def bear(self, orders: Orders) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(orders.line())
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            life = self._lives[said["life"]]
            if "born" in said:
                life.pid = said["born"]
                life.born.set()
            else:
                life.status = said["died"]
                life.died.set()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._thread.join(10)
        self._process.stdout.close()
