"""Makes what Slack makes: message timestamps that only grow, and ids by their first letter."""

import secrets
import string
from collections.abc import Callable
from datetime import datetime

_LETTERS = string.ascii_uppercase + string.digits


class Stamps:
    """Timestamps from the workspace's clock; unique and increasing even when it stands still."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def seconds(self) -> int:
        """Return the workspace's time in whole seconds."""
        return int(self._now().timestamp())

    def next(self) -> str:
        """Return a timestamp later than every one before it."""
        micros = int(self._now().timestamp() * 1_000_000)
        self._last = max(micros, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


class Ids:
    """Ids that look like Slack's and count upwards, so that a run reads the same each time."""

    def __init__(self) -> None:
        self._count = 0

    def next(self, letter: str) -> str:
        """Return a fresh id that starts with the letter of its kind."""
        self._count += 1
        return f"{letter}0{_in_letters(self._count * 7919):0>8}"

    def number(self) -> int:
        """Return a fresh number."""
        self._count += 1
        return 10_000_000_000 + self._count


def _in_letters(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, len(_LETTERS))
        digits = _LETTERS[rest] + digits
    return digits


def secret(length: int = 24) -> str:
    """Return letters that cannot be guessed, for addresses that are their own permission."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(length))
