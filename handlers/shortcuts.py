"""Shortcuts: the forms from any message, in threads and in channels without Heed too, and from the
menu of the field that people write in."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.filling import FormName, Source
from bot.messages import filling as forms
from bot.messages import ids, kit, refusals, watching
from bot.messages.kit import Message, View
from bot.services import explaining, filling, replies
from bot.services.desk import Asked
from handlers import opening, presses, said
from handlers.door import STORE, Door
from handlers.filling import log, shown, typed

GLOBAL = {
    ids.SHORTCUT_CONTACT: FormName.CONTACT,
    ids.SHORTCUT_PROMISE: FormName.PROMISE,
}
ON_MESSAGE = {
    ids.ON_MESSAGE_CONTACT: FormName.CONTACT,
    ids.ON_MESSAGE_PROMISE: FormName.PROMISE,
}
_DOMAIN = re.compile(r"[a-z0-9-]{1,60}")


def register(app: App, door: Door) -> None:
    for callback_id, name in GLOBAL.items():
        app.shortcut({"callback_id": callback_id, "type": "shortcut"})(
            partial(chosen, door=door, name=name)
        )
    for callback_id, name in ON_MESSAGE.items():
        app.shortcut({"callback_id": callback_id, "type": "message_action"})(
            partial(on_message, door=door, name=name)
        )


def chosen(
    ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, name: FormName
) -> None:
    """Open an empty form."""
    message: Message | None = refusals.outsider()
    if door.is_ours(body):
        message = typed(client, body, door=door, asked=door.asked(body), name=name)
    say(client, body, message, door=door, title=forms.TITLES[name])
    ack()


def on_message(
    ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, name: FormName
) -> None:
    """Open a form with what a message says."""
    message: Message | None = refusals.outsider()
    if door.is_ours(body):
        message = _on_message(client, body, door=door, name=name)
    say(client, body, message, door=door, title=forms.TITLES[name])
    ack()


def _on_message(
    client: WebClient, body: Mapping[str, Any], *, door: Door, name: FormName
) -> Message | None:
    asked, source = door.asked(body), _source(body, door=door)
    address, guessed = str(body.get("response_url") or ""), _guessed(body)

    def build(known: Asked, permalink: str = guessed) -> View:
        if name is FormName.CONTACT and (view := _counted(door, known, body)) is not None:
            return view
        opened = filling.of_message(door.desk, known, name, source, permalink=permalink)
        return shown(door, opened, address=address)

    def check(view: Mapping[str, Any]) -> None:
        """Ask Slack itself where the message stands; the form is there meanwhile."""
        if (found := _permalink(client, body)) not in ("", guessed):
            opening.update(client, view, door.known(asked, lambda one: build(one, found)))

    return opening.opened(
        client,
        body,
        door=door,
        asked=asked,
        title=forms.TITLES[name],
        build=build,
        afterwards=lambda view: _begin(door, partial(check, view)),
    )


def _counted(door: Door, asked: Asked, body: Mapping[str, Any]) -> View | None:
    """Why there is nothing to be logged: the message counted already."""
    channel_id, ts = _channel_id(body), str(body.get("message_ts"))
    found = explaining.counted(door.desk, asked, channel_id, ts)
    if found is None:
        return None
    it, zone, now = found
    return watching.shown(watching.counted(it, zone=zone, now=now, prefix=door.prefix))


def _begin(door: Door, check: partial[None]) -> None:
    door.errands.begin(check)


def _permalink(client: WebClient, body: Mapping[str, Any]) -> str:
    """Where the message stands; nothing where Heed may not look."""
    channel_id, ts = _channel_id(body), str(body.get("message_ts"))
    try:
        found = client.chat_getPermalink(channel=channel_id, message_ts=ts).get("permalink")
    except (SlackApiError, OSError) as fault:
        log.info("no permalink: %s", fault)
        return ""
    return found if isinstance(found, str) and kit.is_permalink(found) else ""


def _guessed(body: Mapping[str, Any]) -> str:
    """The address as Slack makes it: where Heed is no member, Slack would not tell."""
    team, ts = body.get("team"), str(body.get("message_ts"))
    domain = team.get("domain") if isinstance(team, dict) else None
    channel_id, root = _channel_id(body), _message(body).get("thread_ts")
    is_known = isinstance(domain, str) and _DOMAIN.fullmatch(domain) and said.is_stamp(ts)
    if not is_known or not channel_id:
        return ""
    thread = str(root) if said.is_stamp(root) else None
    return said.permalink(f"https://{domain}.slack.com/", channel_id, ts, thread) or ""


def _channel_id(body: Mapping[str, Any]) -> str:
    channel = body.get("channel")
    found = channel.get("id") if isinstance(channel, dict) else None
    return said.channel_id(found)


def _message(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found = body.get("message")
    return found if isinstance(found, dict) else {}


def _source(body: Mapping[str, Any], *, door: Door) -> Source:
    message, ts = _message(body), str(body.get("message_ts"))
    at = door.desk.now()
    if said.is_stamp(ts):
        at = datetime.fromtimestamp(float(ts), UTC)
    user = message.get("user")
    author_id = user if isinstance(user, str) and not message.get("bot_id") else None
    return Source(
        text=said.text_of(message),
        at=at,
        author_id=author_id,
        author=_author(message),
        is_theirs=author_id is None or _is_of_others(body, message, door=door),
        channel_id=_channel_id(body),
    )


def _is_of_others(body: Mapping[str, Any], message: Mapping[str, Any], *, door: Door) -> bool:
    theirs = message.get("user_team") or message.get("team")
    team = body.get("team")
    ours = {door.workspace_id, team.get("id") if isinstance(team, dict) else None}
    return isinstance(theirs, str) and bool(theirs) and theirs not in ours


def _author(message: Mapping[str, Any]) -> str:
    """Who wrote it, as far as the message itself says."""
    for name in ("user_profile", "bot_profile"):
        profile = message.get(name)
        if isinstance(profile, dict):
            shown_as = profile.get("display_name") or profile.get("real_name")
            return str(shown_as or profile.get("name") or "")
    return str(message.get("username") or "")


def say(
    client: WebClient,
    body: Mapping[str, Any],
    message: Message | None,
    *,
    door: Door,
    title: str,
) -> None:
    """Say in a modal, which one person alone sees, why there is no form."""
    if message is None:
        return
    try:
        view = forms.words(title, message.text)
        client.views_open(trigger_id=str(body.get("trigger_id")), view=view.body())
    except (SlackApiError, OSError) as fault:
        log.warning("nothing could be opened: %s", fault)
        if body.get("response_url"):
            presses.reply(door, body, message, replaces=False)
        elif door.is_ours(body):
            _write(door, body["user"]["id"], message)


def _write(door: Door, member_id: str, message: Message) -> None:
    """Say by direct message what there is no other place for."""
    try:
        replies.notice(door.desk, door.workspace_id, member_id, body=message.body())
    except STORE:
        log.exception("why there is no form could not be told")
