"""Response URLs: five answers within half an hour to one command or press."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.playground.slack import conversation, limits
from bot.playground.slack.conversation import Content
from bot.playground.slack.errors import Json
from bot.playground.slack.messages import Message
from bot.playground.slack.stamps import secret
from bot.playground.slack.stored import stored_blocks
from bot.playground.slack.workspace import Workspace

_MOST_USES = 5
_SECONDS = 30 * 60.0


@dataclass(slots=True)
class Address:
    """One response URL: whose act it answers, where, and the message acted on."""

    user: str
    channel: str
    source: str | None
    thread_ts: str | None
    issued: float = field(default_factory=time.monotonic)
    uses: int = 0


class Responses:
    """Issues response URLs and does what is posted to them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, Address] = {}
        self.base_url: Callable[[], str] = str

    def issue(self, kind: str, *, user: str, channel: str, message: Message | None = None) -> str:
        """Return an address for what the member just did."""
        workspace = self._workspace
        number = workspace.ids.number()
        path = f"/response/{kind}/{workspace.installation.team_id}/{number}/{secret()}"
        self._issued[path] = Address(
            user=user,
            channel=channel,
            source=message.ts if message else None,
            thread_ts=message.thread_ts if message else None,
        )
        return self.base_url() + path

    def began_with(self, url: str, message: Message) -> None:
        """Remember the reply in the acknowledgement as the original."""
        self._issued[url.removeprefix(self.base_url())].source = message.ts

    def receive(self, path: str, given: Json) -> tuple[int, Json]:
        """Do what was posted and return the HTTP answer."""
        address = self._issued.get(path)
        if address is None or time.monotonic() - address.issued > _SECONDS:
            return _plain(404, "expired_url")
        if address.uses >= _MOST_USES:
            return _plain(404, "used_url")
        address.uses += 1
        if given.get("delete_original"):
            return self._delete(address)
        said = _content(given)
        if isinstance(said, str):
            return _plain(400, said)
        if given.get("replace_original"):
            return self._replace(address, said)
        self.answer(address, said, given)
        return _plain(200, "ok")

    def answer(self, address: Address, said: Content, given: Json) -> Message:
        """Post an answer, for the one member unless told otherwise."""
        workspace = self._workspace
        channel = workspace.channels[address.channel]
        thread = str(given.get("thread_ts") or "") or address.thread_ts
        if given.get("response_type") == "in_channel":
            bot = workspace.installation.bot_user_id
            return conversation.post(workspace, channel, said, user=bot, thread_ts=thread)
        return conversation.whisper(workspace, channel, said, to=address.user, thread_ts=thread)

    def acknowledged(self, url: str, given: Json) -> Message | str | None:
        """Show the reply that came in an acknowledgement; a str says why it cannot be."""
        if not (given.get("text") or given.get("blocks") or given.get("attachments")):
            return None
        said = _content(given)
        if isinstance(said, str):
            return "invalid_command_response"
        message = self.answer(self._issued[url.removeprefix(self.base_url())], said, given)
        self.began_with(url, message)
        return message

    def _original(self, address: Address) -> Message | None:
        return self._workspace.messages[address.channel].get(address.source or "")

    def _delete(self, address: Address) -> tuple[int, Json]:
        message = self._original(address)
        if message:
            conversation.remove(self._workspace, message)
        return _plain(200, "ok")

    def _replace(self, address: Address, said: Content) -> tuple[int, Json]:
        message = self._original(address)
        if message is None:
            said = replace(said, metadata=None)
            address.source = self.answer(address, said, {}).ts
        else:
            by = self._workspace.installation.bot_user_id
            conversation.change(self._workspace, message, said, by=by)
        return _plain(200, "ok")


def _content(given: Json) -> Content | str:
    blocks = given.get("blocks") or []
    text = str(given.get("text") or "")
    if not (text or blocks or given.get("attachments")):
        return "no_text"
    if len(text) > limits.LONGEST_TEXT:
        return "msg_too_long"
    if not isinstance(blocks, list) or limits.message_problems(blocks):
        return "invalid_blocks"
    attachments = tuple(given.get("attachments") or ())
    return Content(text=text, blocks=stored_blocks(blocks), attachments=attachments)


def _plain(status: int, text: str) -> tuple[int, Json]:
    return status, {"ok": status == 200, "plain_answer": text}
