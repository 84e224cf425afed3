"""A scene: one workspace with all that the page knows of it, from its beginning to a reset."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.playground.browser.changes import Changes
from bot.playground.browser.hand import Hand
from bot.playground.browser.marks import Marks
from bot.playground.browser.steps import Steps
from bot.playground.browser.toasts import Toasts
from bot.playground.browser.traffic import Traffic
from bot.playground.slack import Member, Slack
from bot.playground.slack.errors import NotPossible
from bot.playground.stage import Stage
from bot.playground.watch import Watch
from bot.slack.manifest import manifest


class World(StrEnum):
    """What a workspace begins with."""

    EMPTY = "empty"
    THIRD_MONTH = "third-month"


@dataclass(slots=True)
class Scene:
    """One workspace from its beginning until somebody resets it."""

    number: int
    world: World
    stage: Stage
    members: Mapping[str, Member]
    hand: Hand
    marks: Marks
    toasts: Toasts
    watch: Watch
    # When somebody came to look: what was whispered before is not there any more, as in Slack.
    began_at: datetime
    traffic: Traffic
    prefix: str = ""
    steps: Steps = field(default_factory=Steps)
    ledger: Changes = field(default_factory=Changes)
    outbox: Changes = field(default_factory=Changes)
    # Before anybody has chosen a world, the page asks.
    is_chosen: bool = False
    acting: int = 0

    @property
    def slack(self) -> Slack:
        """Its local Slack."""
        return self.stage.slack

    @property
    def shortcuts(self) -> list[dict[str, Any]]:
        """The shortcuts that the app's manifest has, of messages and of the whole workspace."""
        return list(manifest(prefix=self.prefix)["features"].get("shortcuts", ()))

    def reader(self, name: str) -> Member:
        """Return somebody to be, by id. Raises NotPossible."""
        found = self.slack.member(name)
        if found.is_bot:
            raise NotPossible("nobody can be Heed here")
        return found

    def look(self) -> None:
        """Take note of what is new since the last look."""
        pieces = self.watch.news()
        self.toasts.note(pieces)
        self.steps.watch(pieces)
