"""Reads the arguments of an API call, however they were encoded."""

import json
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.errors import Json, SlackError

_TRUE = frozenset({"1", "true", "True", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Params:
    """The arguments of one call."""

    given: Json

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def need(self, name: str, *, otherwise: str = "invalid_arguments") -> str:
        """Return an argument that must be there, or refuse with that error."""
        value = self.text(name)
        if not value:
            reason = f"[ERROR] missing required field: {name}"
            messages = [reason] if otherwise == "invalid_arguments" else None
            raise SlackError(otherwise, messages=messages)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return an argument as yes or no."""
        value = self.given.get(name)
        return default if value is None else value is True or str(value) in _TRUE

    def number(self, name: str, default: int) -> int:
        """Return an argument as a whole number."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise SlackError("invalid_arguments") from None

    def has(self, name: str) -> bool:
        """Return whether the argument was given and is not empty."""
        return self.given.get(name) not in (None, "")

    def decoded(self, name: str, *, otherwise: str) -> Any:
        """Return an argument that forms carry as JSON, or None."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(otherwise) from None

    def items(self, name: str, *, otherwise: str = "invalid_blocks_format") -> list[Json] | None:
        """Return a list of objects such as blocks, or None when left out."""
        found = self.decoded(name, otherwise=otherwise)
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise SlackError(otherwise)
        return found

    def words(self, name: str) -> list[str]:
        """Return a comma-separated list."""
        value = self.given.get(name)
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]
