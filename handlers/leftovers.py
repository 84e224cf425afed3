"""Leftovers: whatever no other handler takes is acknowledged, politely, and does nothing."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.messages import filling, refusals
from handlers import presses, values
from handlers.door import Door
from handlers.shortcuts import say

OLD_FORM = (
    "This form is from before an update, and nothing was saved. Keep what you typed, close it, "
    "and open it once more."
)
OLD_SHORTCUT = "That shortcut is from before an update. `/contact` and `/promise` open the forms."
ANYTHING = re.compile(".*", re.DOTALL)


def register(app: App, door: Door) -> None:
    """Register last: only what falls through all else arrives here."""
    app.action(ANYTHING)(partial(pressed, door=door))
    app.command(ANYTHING)(partial(typed, door=door))
    app.options(ANYTHING)(no_options)
    app.view_submission(ANYTHING)(partial(submitted, door=door))
    app.shortcut(ANYTHING)(partial(chosen, door=door))
    for listen in (app.view_closed, app.event):
        listen(ANYTHING)(acknowledged)


def pressed(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """A button of a message from before an upgrade, or of nobody's."""
    presses.too_old(door, body)
    ack()


def submitted(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """A form from before an upgrade: it stays, so that what was typed can be taken along."""
    said = OLD_FORM if door.is_ours(body) else refusals.outsider().text
    first = next(iter(values.fields(body["view"])), None)
    if first is None:
        ack(response_action="update", view=filling.words("Heed", said).body())
    else:
        ack(response_action="errors", errors={first: said})


def chosen(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """A shortcut that Slack still shows, and that is no longer ours."""
    message = refusals.outsider()
    if door.is_ours(body):
        message = refusals.refusal(OLD_SHORTCUT, command="", words="")
    if isinstance(body.get("user"), dict):
        say(client, body, message, door=door, title="Heed")
    ack()


def typed(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    if not door.is_ours(body):
        ack(response_type="ephemeral", **refusals.outsider().body())
        return
    words = f"{body.get('command', '')} {body.get('text') or ''}".strip()
    message = refusals.refusal(
        f"I do not know that command. Try `/{door.prefix}heed help`.", command="", words=words
    )
    ack(response_type="ephemeral", **message.body())


def no_options(ack: Ack) -> None:
    ack(options=[])


def acknowledged(ack: Ack) -> None:
    ack()
