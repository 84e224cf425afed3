"""What a worker is told, and the clock that it shares with whoever told it."""

import fcntl
import json
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from tests.campaign.steps import Fate, Moment, Place

INSTANT = struct.Struct("d")


@dataclass(frozen=True, slots=True)
class Orders:
    """What a worker is told. `journal` is where it notes what it has reached."""

    life: int
    store_url: str
    api_url: str
    bot_token: str
    clock: str
    journal: str
    log: str
    lease: float
    grace: float
    fate: Fate | None = None
    is_alone: bool = True
    is_threaded: bool = False

    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def read(cls, line: str) -> "Orders":
        found = json.loads(line)
        return cls(**(found | {"fate": _fate(found["fate"])}))


def _fate(found: dict[str, Any] | None) -> Fate | None:
    if found is None:
        return None
    place = found["place"]
    where = Place(place["name"], Moment(place["moment"]), is_call=place["is_call"])
    return Fate(where, found["turn"], is_paused=found["is_paused"])


class SharedClock:
    """A clock that several processes read, and one sets: it stands still in between.

    While something is `seen`, it is told again whatever the others see.
    """

    def __init__(self, path: str) -> None:
        self.seen: datetime | None = None
        self._file = os.open(path, os.O_RDWR | os.O_CREAT)

    def __call__(self) -> datetime:
        return self.seen or self.look()

    def look(self) -> datetime:
        [seconds] = INSTANT.unpack(os.pread(self._file, INSTANT.size, 0))
        return datetime.fromtimestamp(seconds, UTC)

    def set(self, at: datetime) -> None:
        os.pwrite(self._file, INSTANT.pack(at.timestamp()), 0)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else holds it meanwhile; whoever dies lets go."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        os.close(self._file)
