"""Makes the next calls go wrong on purpose, the way networks and Slack do."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """How a call goes wrong."""

    RATE_LIMITED = "rate_limited"
    ERROR = "error"
    HTTP = "http"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    DELAY = "delay"
    HANG = "hang"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way for one call to go wrong; made by its class methods."""

    trouble: Trouble
    word: str = ""
    seconds: float = 0.0
    status: int = 200

    @classmethod
    def rate_limited(cls, *, retry_after: int = 1) -> "Fault":
        """Answer 429 `ratelimited` with that Retry-After; nothing is done."""
        return cls(Trouble.RATE_LIMITED, seconds=retry_after, status=429)

    @classmethod
    def error(cls, word: str) -> "Fault":
        """Answer `ok: false` with that error word; nothing is done."""
        return cls(Trouble.ERROR, word=word)

    @classmethod
    def http(cls, status: int = 500) -> "Fault":
        """Answer that HTTP status with a page instead of JSON; nothing is done."""
        return cls(Trouble.HTTP, status=status)

    @classmethod
    def drop_before(cls) -> "Fault":
        """Close the connection without an answer; nothing is done."""
        return cls(Trouble.DROP_BEFORE)

    @classmethod
    def drop_after(cls) -> "Fault":
        """Do it, then close the connection without an answer."""
        return cls(Trouble.DROP_AFTER)

    @classmethod
    def delay(cls, seconds: float) -> "Fault":
        """Do it at once, answer after that many real seconds."""
        return cls(Trouble.DELAY, seconds=seconds)

    @classmethod
    def hang(cls, seconds: float = 3600.0) -> "Fault":
        """Say nothing for that many real seconds, then close the connection; nothing is done."""
        return cls(Trouble.HANG, seconds=seconds)


class Faults:
    """The troubles that lie ahead, by method; `*` stands for whichever call comes next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead: dict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of the method go wrong; also `upload`, `response_url` and `*`."""
        with self._lock:
            self._ahead[method].extend([fault] * times)

    def clear(self) -> None:
        """Forget the troubles that have not struck yet."""
        with self._lock:
            self._ahead.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault that strikes this call, if any."""
        with self._lock:
            for key in (method, "*"):
                if self._ahead.get(key):
                    return self._ahead[key].popleft()
        return None
