"""A modal or a Home tab as Slack keeps it, with what the person has filled in so far."""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.playground.slack.controls import Control, controls
from bot.playground.slack.errors import Json

State = dict[str, dict[str, Json]]


@dataclass(frozen=True, slots=True)
class View:
    """One view, shown to one member. `errors` are the complaints shown under its fields."""

    id: str
    team_id: str
    user: str
    type: str
    hash: str
    blocks: tuple[Json, ...]
    root_view_id: str
    previous_view_id: str | None = None
    callback_id: str = ""
    external_id: str = ""
    private_metadata: str = ""
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False
    state: State = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    app_id: str = ""
    bot_id: str = ""

    @property
    def controls(self) -> tuple[Control, ...]:
        """The buttons, menus and fields in it, in reading order."""
        return controls(self.blocks)

    def wire(self) -> Json:
        """Return the view as API responses and payloads show it."""
        view: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "type": self.type,
            "blocks": list(self.blocks),
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": self.state},
            "hash": self.hash,
            "title": self.title,
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "close": self.close,
            "submit": self.submit,
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": self.app_id,
            "external_id": self.external_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }
        if self.type == "home":
            view.pop("title")
        return view

    def showing(self, given: Json, *, blocks: tuple[Json, ...], stamp: str, state: State) -> "View":
        """Return the same view with other content, as views.update does."""
        return replace(self, **content(given), blocks=blocks, hash=stamp, state=state, errors={})


def content(given: Json) -> dict[str, Any]:
    """Return the fields of a view that the app decides, with Slack's defaults."""
    texts = ("callback_id", "external_id", "private_metadata")
    flags = ("clear_on_close", "notify_on_close", "submit_disabled")
    parts = ("title", "submit", "close")
    return (
        {key: str(given.get(key) or "") for key in texts}
        | {key: bool(given.get(key, False)) for key in flags}
        | {key: given.get(key) for key in parts}
    )
