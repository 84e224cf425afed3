"""Remembers what rows said, so that what changed since somebody looked can be shown."""

import threading
from collections.abc import Mapping


class Changes:
    """Numbers each state of a list; `revision` grows whenever a row is new or says otherwise."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str, int]] | None = None
        self.revision = 0

    def note(self, rows: Mapping[str, str]) -> dict[str, int]:
        """Return in which revision each row came to say what it says; the first look is one."""
        with self._lock:
            before = self._known or {}
            same = {key: before[key] for key in rows if before.get(key, ("",))[0] == rows[key]}
            if self._known is None or len(same) < len(rows):
                self.revision += 1
            # A row that is out of sight and comes back is no news.
            self._known = before | {
                key: same.get(key, (says, self.revision)) for key, says in rows.items()
            }
            return {key: self._known[key][1] for key in rows}
