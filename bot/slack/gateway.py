"""The gateway: post, edit, whisper and look up, with every fault told by what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.messages.kit import HomeTab, Message, View
from bot.slack.client import SENDER_SECONDS, tls
from bot.slack.errors import FAULTS, failure, refused

EVENT = "heed_delivery"  # of the metadata by which a message is found again
SEARCHED = 200  # messages of a channel's history that a lost one is looked for in


@dataclass(frozen=True, slots=True)
class Gateway:
    """Everything that Heed says to Slack goes through here. Raises Failure."""

    client: WebClient

    def open_dm(self, member_id: str) -> str:
        """The id of the direct message channel with a member."""
        answer = self._call(self.client.conversations_open, users=[member_id])
        return str(answer["channel"]["id"])

    def post(self, channel_id: str, message: Message, *, delivery_id: int) -> str:
        """Post a message and return its ts; its metadata names the delivery."""
        answer = self._call(
            self.client.chat_postMessage,
            channel=channel_id,
            text=message.text,
            blocks=list(message.blocks),
            metadata={"event_type": EVENT, "event_payload": {"delivery": str(delivery_id)}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    def edit(self, channel_id: str, ts: str, message: Message) -> None:
        self._call(
            self.client.chat_update,
            channel=channel_id,
            ts=ts,
            text=message.text,
            blocks=list(message.blocks),
        )

    def whisper(self, channel_id: str, member_id: str, message: Message) -> None:
        """Say something in a channel that one member alone sees."""
        self._call(
            self.client.chat_postEphemeral,
            channel=channel_id,
            user=member_id,
            text=message.text,
            blocks=list(message.blocks),
        )

    def find(self, channel_id: str, *, delivery_id: int) -> str | None:
        """The ts of the message that carries this delivery, if it stands in the channel."""
        answer = self._call(
            self.client.conversations_history,
            channel=channel_id,
            limit=SEARCHED,
            include_all_metadata=True,
        )
        messages: list[dict[str, Any]] = answer.get("messages", [])
        for message in messages:
            payload = message.get("metadata", {}).get("event_payload", {})
            if str(payload.get("delivery")) == str(delivery_id):
                return str(message["ts"])
        return None

    def outsiders_in(self, channel_id: str) -> bool:
        """Whether people of other companies can read this channel."""
        channel = self._call(self.client.conversations_info, channel=channel_id)["channel"]
        return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))

    def open_view(self, trigger_id: str, view: View) -> None:
        self._call(self.client.views_open, trigger_id=trigger_id, view=view.body())

    def publish(self, member_id: str, tab: HomeTab, *, mark: str | None = None) -> str | None:
        """Set what stands in a member's Home; return Slack's mark of it.

        With the `mark` of what stood there it is refused (hash_conflict) where that has changed.
        """
        known = {} if mark is None else {"hash": mark}
        answer = self._call(self.client.views_publish, user_id=member_id, view=tab.body(), **known)
        view = answer.get("view")
        return str(view["hash"])[:100] if isinstance(view, dict) and view.get("hash") else None

    def respond(self, address: str, body: dict[str, Any]) -> None:
        """Send to a response_url; Slack takes five within half an hour."""
        hook = WebhookClient(address, timeout=SENDER_SECONDS, ssl=tls(), retry_handlers=[])
        try:
            answer = hook.send_dict(body)
        except FAULTS as fault:
            raise failure(fault) from fault
        if answer.status_code >= 400:
            raise refused(answer.status_code, answer.headers)

    def _call(self, method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
        try:
            return method(**arguments)
        except FAULTS as fault:
            raise failure(fault) from fault
