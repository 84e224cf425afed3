"""What people do by typing: commands, messages, emoji; and opening Home or running shortcuts."""

from collections.abc import Mapping
from typing import Any

from bot.playground.slack import conversation, payloads, uploads
from bot.playground.slack.channels import Channel
from bot.playground.slack.controls import Control
from bot.playground.slack.conversation import Content
from bot.playground.slack.errors import Json, NotPossible, SlackError
from bot.playground.slack.events import subscription
from bot.playground.slack.files import File
from bot.playground.slack.forms import Forms
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.outcomes import (
    Answer,
    CommandOutcome,
    PressOutcome,
    Status,
    SubmitOutcome,
)
from bot.playground.slack.pressing import Pressing, find
from bot.playground.slack.server import Server
from bot.playground.slack.typed import Place, as_sent, escape
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Where, Who, Workspace


class People:
    """Acts as any member; each act is one thing sent to the app, or one event."""

    def __init__(self, workspace: Workspace, server: Server, *, escape_commands: bool) -> None:
        self._workspace = workspace
        self._server = server
        self._escape_commands = escape_commands
        self._pressing = Pressing(workspace, server)
        self._forms = Forms(workspace, server)

    def command(self, who: Who, name: str, text: str, *, where: Where | None) -> CommandOutcome:
        """Run a slash command and wait as Slack does."""
        workspace = self._workspace
        with workspace.lock:
            member = self._installed(who)
            channel = self._place(member, where)
            url = self._server.responses.issue("commands", user=member.id, channel=channel.id)
            trigger = workspace.triggers.issue(member.id)
            form = payloads.command(
                workspace.installation,
                member,
                channel,
                name=name,
                text=self._typed_command(text.strip()),
                response_url=url,
                trigger_id=trigger,
            )
        answer = self._server.request("slash_commands", form, answerable=True)
        return self._replied(answer, url, trigger)

    def say(self, who: Who, where: Where | None, text: str, *, thread_ts: str | None) -> Message:
        """Post as a person."""
        with self._workspace.lock:
            member = self._workspace.member(who)
            channel = self._place(member, where)
            if channel.is_archived:
                raise NotPossible(f"#{channel.name} is archived")
            content = Content(text=self._typed_message(text))
            return conversation.post(
                self._workspace, channel, content, user=member.id, thread_ts=thread_ts
            )

    def edit_message(self, who: Who, message: Message, text: str) -> Message:
        """Edit one's own message."""
        with self._workspace.lock:
            own = self._own(who, message)
            content = Content(text=self._typed_message(text), files=own.files)
            return conversation.change(self._workspace, own, content, by=own.user)

    def delete_message(self, who: Who, message: Message) -> None:
        """Delete one's own message."""
        with self._workspace.lock:
            conversation.remove(self._workspace, self._own(who, message))

    def react(self, who: Who, message: Message, emoji: str) -> Message:
        """Add an emoji."""
        with self._workspace.lock:
            member, now = self._workspace.member(who), self._standing(message)
            try:
                return conversation.react(self._workspace, now, emoji.strip(":"), by=member.id)
            except SlackError as error:
                raise NotPossible(str(error)) from error

    def unreact(self, who: Who, message: Message, emoji: str) -> Message:
        """Take an emoji back."""
        with self._workspace.lock:
            member, now = self._workspace.member(who), self._standing(message)
            try:
                return conversation.unreact(self._workspace, now, emoji.strip(":"), by=member.id)
            except SlackError as error:
                raise NotPossible(str(error)) from error

    def press(
        self, who: Who, on: Message | View, action_id: str | None, *, as_seen: bool, **how: Any
    ) -> PressOutcome:
        """Press or choose."""
        return self._pressing.press(who, on, action_id, as_seen=as_seen, **how)

    def control(self, on: Message | View, action_id: str | None, **by: Any) -> Control:
        """Return what would be pressed."""
        return find(on.controls, action_id, **by)

    def suggest(self, who: Who, on: Message | View, action_id: str, typed: str) -> list[Json]:
        """Type into an external select."""
        return self._pressing.suggest(who, on, action_id, typed)

    def submit(self, who: Who, view: View, values: Mapping[str, Any]) -> SubmitOutcome:
        """Submit a modal."""
        return self._forms.submit(who, view, values)

    def fill(self, who: Who, view: View, values: Mapping[str, Any]) -> View:
        """Fill in a modal."""
        return self._forms.fill(who, view, values)

    def upload(self, who: Who, name: str, data: bytes) -> File:
        """Upload a file to a form."""
        with self._workspace.lock:
            return uploads.upload(self._workspace, who, name, data)

    def close(self, who: Who, view: View) -> None:
        """Close a modal."""
        self._forms.close(who, view)

    def open_home(self, who: Who, *, tab: str) -> None:
        """Open the app's Home."""
        with self._workspace.lock:
            member = self._workspace.member(who)
            channel = self._workspace.direct(member)
            event: Json = {"type": "app_home_opened", "user": member.id, "channel": channel.id}
            event["tab"] = tab
            published = self._workspace.views.get(self._workspace.homes.get(member.id, ""))
            if published and tab == "home":
                event["view"] = published.wire()
            self._workspace.emit("app_home_opened", event)

    def shortcut(self, who: Who, callback_id: str) -> PressOutcome:
        """Run a global shortcut."""
        with self._workspace.lock:
            member = self._installed(who)
            trigger = self._workspace.triggers.issue(member.id)
            payload = self._interaction(member, "shortcut") | payloads.shortcut(
                callback_id=callback_id, trigger_id=trigger, at=self._workspace.stamps.next()
            )
        return self._sent(payload, trigger, "")

    def message_action(self, who: Who, message: Message, callback_id: str) -> PressOutcome:
        """Run a message shortcut."""
        with self._workspace.lock:
            member, now = self._installed(who), self._standing(message)
            channel = self._workspace.channels[now.channel]
            trigger = self._workspace.triggers.issue(member.id)
            issue = self._server.responses.issue
            url = issue("app", user=member.id, channel=channel.id)
            payload = self._interaction(member, "message_action") | payloads.shortcut(
                callback_id=callback_id, trigger_id=trigger, at=self._workspace.stamps.next()
            )
            payload |= payloads.message_action(now, channel, response_url=url)
        return self._sent(payload, trigger, url)

    def event(self, type: str, *, where: Where | None, **fields: Any) -> None:
        """Send any event."""
        with self._workspace.lock:
            channel = None if where is None else self._workspace.channel(where)
            event: Json = {"type": type} | fields
            self._workspace.emit(subscription(event, channel), event, channel)

    def _installed(self, who: Who) -> Member:
        member = self._workspace.member(who)
        if member.team_id != self._workspace.installation.team_id:
            raise NotPossible(f"the app is not installed in {member.name}'s workspace")
        if member.deleted:
            raise NotPossible(f"{member.name} is deactivated")
        return member

    def _place(self, member: Member, where: Where | None) -> Channel:
        channel = (
            self._workspace.direct(member) if where is None else self._workspace.channel(where)
        )
        if member.id not in channel.members:
            raise NotPossible(f"{member.name} is not in #{channel.name}")
        return channel

    def _typed_command(self, text: str) -> str:
        if not self._escape_commands:
            return escape(text)
        return self._linked(text, Place.COMMAND)

    def _typed_message(self, text: str) -> str:
        return self._linked(text, Place.MESSAGE)

    def _linked(self, text: str, place: Place) -> str:
        members, channels = self._workspace.members.values(), self._workspace.channels.values()
        return as_sent(text, members=members, channels=channels, place=place)

    def _standing(self, message: Message) -> Message:
        found = self._workspace.messages.get(message.channel, {}).get(message.ts)
        if found is None:
            raise NotPossible("the message is no longer there")
        return found

    def _own(self, who: Who, message: Message) -> Message:
        found = self._standing(message)
        if found.user != self._workspace.member(who).id:
            raise NotPossible("it is somebody else's message")
        return found

    def _interaction(self, member: Member, type: str) -> Json:
        return payloads.interaction(self._workspace.installation, member, type=type)

    def _sent(self, payload: Json, trigger: str, url: str) -> PressOutcome:
        answer = self._server.request("interactive", payload, answerable=False)
        return PressOutcome(answer.status, trigger, response_url=url, error=answer.detail)

    def _replied(self, answer: Answer, url: str, trigger: str) -> CommandOutcome:
        if not answer.ok or not answer.body:
            return CommandOutcome(answer.status, None, trigger, url, error=answer.detail)
        with self._workspace.lock:
            shown = self._server.responses.acknowledged(url, answer.body)
        if isinstance(shown, str):
            return CommandOutcome(Status.FAILED, None, trigger, url, error=shown)
        return CommandOutcome(answer.status, shown, trigger, url)
