"""What a person sees happen after they typed, pressed or submitted something."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.playground.slack.errors import Json
from bot.playground.slack.messages import Message
from bot.playground.slack.views import View


class Status(StrEnum):
    """How the app took it."""

    ACKNOWLEDGED = "acknowledged"
    OPERATION_TIMEOUT = "operation_timeout"
    FAILED = "failed"
    # The face itself refused: a required field was empty, so nothing was sent.
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answered to one delivery; `detail` is the reason Slack would give."""

    status: Status
    body: Json | None = None
    detail: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether the app took it in time."""
        return self.status is Status.ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """After a slash command: the reply in the acknowledgement, if there was one."""

    status: Status
    message: Message | None
    trigger_id: str
    response_url: str
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.status is Status.ACKNOWLEDGED

    @property
    def text(self) -> str:
        """The words of the reply, or nothing."""
        return self.message.text if self.message else ""


@dataclass(frozen=True, slots=True)
class PressOutcome:
    """After a button, a menu or a shortcut."""

    status: Status
    trigger_id: str
    response_url: str = ""
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.status is Status.ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class SubmitOutcome:
    """After submitting a modal: complaints by block id, and the view that now stands there."""

    status: Status
    action: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    view: View | None = None
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether it was taken without complaint."""
        return self.status is Status.ACKNOWLEDGED and not self.errors
