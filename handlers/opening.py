"""Opening a form: within the three seconds that a trigger is good for, whatever the store does."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.authority import Forbidden
from bot.core.errors import Refusal
from bot.messages import filling
from bot.messages.kit import Message, View
from bot.services.desk import Asked
from handlers.door import KNOWN, Door

log = logging.getLogger(__name__)

# A store that takes longer is not waited for: a form that says so is shown, and filled later.
SOON_SECONDS = 0.6
SLOW = "Slack did not open the form in time. Please try it once more."

Build = Callable[[Asked], View]


def opened(
    client: WebClient,
    body: Mapping[str, Any],
    *,
    door: Door,
    asked: Asked,
    title: str,
    build: Build,
    afterwards: Callable[[Mapping[str, Any]], None] = lambda _shown: None,
) -> Message | None:
    """Open the form that `build` makes; what could not be done is returned, in words.

    `afterwards` is told what Slack shows, once that is the form.
    """
    errand = door.errands.begin(lambda: door.known(asked, build))
    try:
        view = _soon(errand)
    except KNOWN as no:
        return door.said_no(asked, no)
    try:
        first = filling.loading(title) if view is None else view
        answer = client.views_open(trigger_id=str(body.get("trigger_id")), view=first.body())
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        return door.refused(asked, Refusal(SLOW))
    shown: Mapping[str, Any] = answer.get("view") or {}
    if view is None:
        errand.add_done_callback(partial(_filled, client, door, asked, title, shown, afterwards))
    else:
        afterwards(shown)
    return None


def typed(
    client: WebClient,
    body: Mapping[str, Any],
    asked: Asked,
    *,
    door: Door,
    draw: Callable[[], View],
) -> Message | None:
    """Open a form for whoever typed its bare command; words if it cannot be opened."""
    try:
        client.views_open(trigger_id=str(body.get("trigger_id")), view=draw().body())
    except Forbidden:
        # Whoever may not change it may still see how it is.
        return door.typed(asked)
    except KNOWN as no:
        return door.said_no(asked, no)
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        return door.typed(asked)
    return None


def _soon(errand: "Future[View]") -> View | None:
    """What comes of it soon; None if it takes longer."""
    try:
        return errand.result(SOON_SECONDS)
    except TimeoutError:
        return errand.result() if errand.done() else None


def _filled(
    client: WebClient,
    door: Door,
    asked: Asked,
    title: str,
    shown: Mapping[str, Any],
    afterwards: Callable[[Mapping[str, Any]], None],
    errand: "Future[View]",
) -> None:
    """Put the form where it says that one moment is needed, or why there is none."""
    fault = errand.exception()
    if fault is None:
        view = errand.result()
    elif isinstance(fault, KNOWN):
        view = filling.words(title, door.said_no(asked, fault).text)
    else:
        view = filling.words(title, door.broken(asked, fault).text)
    answer = update(client, shown, view)
    if answer is not None and fault is None:
        afterwards(answer)


def update(client: WebClient, shown: Mapping[str, Any], view: View) -> Mapping[str, Any] | None:
    """Show another view in place of one, unless that has changed or is closed by now."""
    try:
        answer = client.views_update(
            view_id=str(shown.get("id")), hash=str(shown.get("hash")), view=view.body()
        )
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not updated: %s", fault)
        return None
    found: Mapping[str, Any] = answer.get("view") or {}
    return found
