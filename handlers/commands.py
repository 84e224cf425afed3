"""Slash commands: read the payload, call the verb, say the message in the acknowledgement."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.core import grammar
from bot.core.filling import FormName, Unfinished
from bot.core.history import Surface
from bot.core.words import clean
from bot.messages import ids, refusals
from bot.messages.kit import Message
from bot.services.desk import Asked
from handlers import filling, forms, late, team_forms, tier_forms
from handlers.door import Door

# What opens a form when nothing else is typed, after /heed and alone.
FORMS = dict.fromkeys(team_forms.WORDS, team_forms.open_typed) | dict.fromkeys(
    tier_forms.WORDS, tier_forms.open_typed
)
BARE = {"contact": FormName.CONTACT, "promise": FormName.PROMISE}


def register(app: App, door: Door) -> None:
    for command in ids.COMMANDS:
        name = command.name.removeprefix("/")
        app.command(f"/{door.prefix}{name}")(partial(typed, door=door, command=name))


def typed(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, command: str) -> None:
    """What was typed is durable before it is acknowledged; a form asks for what is missing."""
    if not door.is_ours(body):
        ack(response_type="ephemeral", **refusals.outsider().body())
        return
    what = asked(body, door=door, command=command)
    message: Message | None = None
    about = ""
    name: FormName | None = None if what.words else BARE.get(command)
    if name is None:
        try:
            message = _answered(client, body, what, door=door)
        except Unfinished as no:
            name = FormName(command)
            about = no.customer
    if name is not None:
        message = filling.typed(client, body, door=door, asked=what, name=name, about=about)
    if message is None:
        ack()
    else:
        ack(response_type="ephemeral", **message.body())


def _answered(
    client: WebClient, body: Mapping[str, Any], what: Asked, *, door: Door
) -> Message | None:
    form: Callable[..., Message | None] | None = None
    if body.get("trigger_id") and what.command == "heed":
        form = FORMS.get(what.words.lower())
    elif body.get("trigger_id") and (begun := grammar.verb_begun(what.command, what.words)):
        form = partial(forms.open_typed, verb=begun[0], number=begun[1])
    act = None if form is None else partial(form, client, body, what, door=door)
    return late.typed(door, what, address=str(body.get("response_url") or ""), act=act)


def asked(body: dict[str, Any], *, door: Door, command: str) -> Asked:
    return Asked(
        workspace_id=door.workspace_id,
        member_id=body["user_id"],
        key=f"command:{body.get('trigger_id') or body['user_id']}",
        surface=Surface.COMMAND,
        command=command,
        words=clean(body.get("text") or ""),
    )
