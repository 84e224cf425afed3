"""Trigger ids: the right to open one view, for three seconds after the person acted."""

import time
from dataclasses import dataclass, replace

from bot.playground.slack.errors import SlackError
from bot.playground.slack.stamps import Ids, secret


@dataclass(frozen=True, slots=True)
class Trigger:
    """Whose click it was, and in which view, if in one."""

    user: str
    view_id: str | None
    issued: float
    spent: bool = False


class Triggers:
    """Issues trigger ids and redeems each once, by the real clock."""

    def __init__(self, ids: Ids, *, seconds: float) -> None:
        self._ids = ids
        self._seconds = seconds
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, *, view_id: str | None = None) -> str:
        """Return a trigger id for something the member just did."""
        name = f"{self._ids.number()}.{self._ids.number()}.{secret(32)}"
        self._issued[name] = Trigger(user, view_id, time.monotonic())
        return name

    def redeem(self, name: str) -> Trigger:
        """Return whose it is and spend it."""
        trigger = self._issued.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if time.monotonic() - trigger.issued > self._seconds:
            raise SlackError("expired_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        self._issued[name] = replace(trigger, spent=True)
        return trigger
