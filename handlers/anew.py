"""Forms shown anew while they are filled in: another team or tier, or what would come of it."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.messages import team_form
from bot.messages.kit import View
from bot.services.desk import Asked
from handlers.door import KNOWN, STORE, Body, Door

log = logging.getLogger(__name__)


def show(client: WebClient, body: Body, draw: Callable[[Body, Asked], View], *, door: Door) -> None:
    """Put what `draw` makes of the open form in its place, or the words for why that cannot be."""
    view: Mapping[str, Any] = body.get("view") or {}
    asked = door.asked(body)
    try:
        anew = draw(view, asked)
    except STORE as no:
        # What is filled in stands as it is; saving it says what is wrong.
        log.warning("a form was not shown anew: %s", no)
        return
    except KNOWN as no:
        anew = team_form.said(door.said_no(asked, no).text)
    try:
        client.views_update(
            view_id=str(view.get("id")), hash=str(view.get("hash")), view=anew.body()
        )
    except (SlackApiError, OSError) as fault:
        # Something newer stands there already, or the form is closed.
        log.info("a form was not shown anew: %s", fault)
