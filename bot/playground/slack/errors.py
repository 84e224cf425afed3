"""What goes wrong: Slack's refusals of an API call, and things a person cannot do here."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """An API call that Slack answers with `ok: false`, by its real error word."""

    def __init__(
        self, code: str, *, messages: list[str] | None = None, more: Json | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages
        self.more = more or {}

    def body(self) -> Json:
        """Return the response that carries this error."""
        body: Json = {"ok": False, "error": self.code} | self.more
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class NotPossible(Exception):
    """A person tried what Slack's own face would not let them do, such as a button not there."""
