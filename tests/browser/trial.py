"""An app in Heed's place that sends what Heed does not send yet, and hears what comes of it."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect
from slack_bolt import BoltResponse
from slack_sdk import WebClient

from tests.browser.every_element import FIRST, HOME, KNOWN, SECOND
from tests.browser.visit import Visit

Json = dict[str, Any]
OURS = "try."


class Trial:
    """Shows Ada its views. `heard` has the actions it was told, `forms` what was filled in."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.slack = visit.scene.slack
        self.client = WebClient(token=self.slack.bot_token, base_url=self.slack.api_url)
        self.heard: list[Json] = []
        self.forms: list[Json] = []
        # Heed takes whatever nobody else does, so its own ears must not come first.
        visit.scene.stage.heed.app.use(self._before_heed)

    def _before_heed(self, body: Json, next: Callable[[], BoltResponse]) -> BoltResponse:
        answer = self._answer(body)
        return next() if answer is None else BoltResponse(status=200, body=json.dumps(answer))

    def _answer(self, body: Json) -> Json | None:
        """Return what the app says, or None where it is none of its business."""
        match body:
            case {"type": "block_actions", "actions": [{"action_id": str(name)} as action]}:
                return self._pressed(name, action, body)
            case {"type": "block_suggestion", "action_id": str(name), "value": typed}:
                found = [one for one in KNOWN if typed.lower() in one["value"]]
                return {"options": found} if name.startswith(OURS) else None
            case {"event": {"type": "app_home_opened"}}:
                # What it shows stands there in place of Heed's own.
                return {}
            case {"type": "view_submission", "view": {"callback_id": str(name)} as view}:
                return self._taken(name, view["state"]["values"])
        return None

    def _pressed(self, name: str, action: Json, body: Json) -> Json | None:
        if name == "try.open":
            self.client.views_open(trigger_id=body["trigger_id"], view=FIRST)
        elif name == "try.push":
            self.client.views_push(trigger_id=body["trigger_id"], view=SECOND)
        self.heard.append(action)
        return {} if name.startswith(OURS) else None

    def _taken(self, name: str, values: Json) -> Json | None:
        self.forms.append({block: read(*fields.values()) for block, fields in values.items()})
        return {} if name.startswith(OURS) else None

    @property
    def home(self) -> Locator:
        return self.visit.page.get_by_role("region", name="Home")

    def show_home(self) -> None:
        self.client.views_publish(user_id=self.visit.member("ada").id, view=HOME)
        self.visit.page.get_by_role("button", name="Home", exact=True).click()
        expect(self.home).to_be_visible()

    def open_form(self) -> None:
        self.show_home()
        self.visit.press(self.home, "Open a form")
        expect(self.visit.modal).to_contain_text("A customer")

    def was_told(self, kind: str) -> Any:
        """Wait until something was pressed or chosen, and return what."""
        name = f"{OURS}{kind}"
        found = self.slack.wait_for(lambda: [one for one in self.heard if one["action_id"] == name])
        return read(found[-1])


def read(told: Json) -> Any:
    """Return what somebody typed or chose, whatever Slack calls it."""
    if told["type"] == "file_input":
        return [file["name"] for file in told["files"]]
    chosen = [value for key, value in told.items() if key.startswith("selected_")]
    found = chosen[0] if chosen else told.get("value")
    if isinstance(found, list):
        return [one["value"] if isinstance(one, dict) else one for one in found]
    return found["value"] if isinstance(found, dict) else found


def control(within: Locator, kind: str) -> Locator:
    """The control of that kind."""
    return within.locator(f'[data-action="try.{kind}"]')
