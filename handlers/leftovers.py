"""Leftovers: whatever no other handler takes is acknowledged, politely, and does nothing."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.messages import refusals
from handlers.door import Door

ANYTHING = re.compile(".*", re.DOTALL)


def register(app: App, door: Door) -> None:
    """Register last: only what falls through all else arrives here."""
    app.action(ANYTHING)(partial(pressed, door=door))
    app.command(ANYTHING)(partial(typed, door=door))
    app.options(ANYTHING)(no_options)
    for listen in (app.shortcut, app.view_submission, app.view_closed, app.event):
        listen(ANYTHING)(acknowledged)


def pressed(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """A button of a message from before an upgrade, or of nobody's."""
    door.too_old(body)
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
