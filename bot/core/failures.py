"""What a failed call to Slack means for whoever made it."""

from enum import StrEnum

RETRY_SECONDS = 5.0


class Meaning(StrEnum):
    """How a failed call is to be taken."""

    TRANSIENT = "transient"  # it was not done; try again
    AMBIGUOUS = "ambiguous"  # it may have been done; look before trying again
    PERMANENT = "permanent"  # it will never be done
    RECIPIENT = "recipient"  # nobody there: somebody else must get it
    WORKSPACE = "workspace"  # the workspace has closed its door


class Failure(Exception):
    """A call that failed: what that means, Slack's word for it, and how long to wait (seconds)."""

    def __init__(self, meaning: Meaning, error: str, wait: float = RETRY_SECONDS) -> None:
        super().__init__(error)
        self.meaning = meaning
        self.error = error
        self.wait = wait
