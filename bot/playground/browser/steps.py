"""Ticks off the three first steps of somebody new, as they come true in the workspace."""

from collections.abc import Iterable

from bot.messages import ids
from bot.playground.slack import Message
from bot.playground.watch import Piece

_ASKS = frozenset({ids.THING_ANSWERED, ids.THING_KEPT})


class Steps:
    """Watches for a contact logged, a reminder come and the same reminder settled."""

    def __init__(self) -> None:
        self.is_logged = self.is_reminded = self.is_answered = False
        self._asking: set[tuple[str, str]] = set()

    def watch(self, pieces: Iterable[Piece]) -> None:
        """Take note of what is new."""
        for piece in pieces:
            self._watch(piece.message)

    @property
    def done(self) -> tuple[bool, bool, bool]:
        """Which of the steps have been taken, in their order."""
        return (self.is_logged, self.is_reminded, self.is_answered)

    def _watch(self, message: Message) -> None:
        actions = {control.action_id for control in message.controls}
        key = (message.channel, message.ts)
        if message.is_ephemeral:
            self.is_logged = self.is_logged or ids.CHANGE_UNDO in actions
        elif actions & _ASKS:
            self._asking.add(key)
            self.is_logged = self.is_reminded = True
        elif key in self._asking:
            self.is_answered = True
