"""What stands where, as one person sees it."""

from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.errors import NotPossible
from bot.playground.slack.files import File
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Where, Who, Workspace


class Reading:
    """Looks without changing anything (a direct message is opened if need be)."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def messages(self, where: Where, *, viewer: Who | None) -> list[Message]:
        """Return a channel's messages, with what only the viewer sees."""
        with self._workspace.lock:
            channel = self._workspace.channel(where)
            eyes = self._workspace.member(viewer).id if viewer is not None else None
            said = self._workspace.messages[channel.id].values()
            return [each for each in said if each.ephemeral_to in (None, eyes)]

    def thread(self, message: Message, *, viewer: Who | None) -> list[Message]:
        """Return the replies under a message."""
        said = self.messages(message.channel, viewer=viewer)
        return [each for each in said if each.is_reply and each.thread_ts == message.ts]

    def dm(self, who: Who) -> list[Message]:
        """Return the member's direct message with the app."""
        return self.messages(self.direct(who), viewer=who)

    def direct(self, who: Who) -> Channel:
        """Return the direct message itself."""
        with self._workspace.lock:
            return self._workspace.direct(self._workspace.member(who))

    def current(self, message: Message) -> Message | None:
        """Return the message as it stands."""
        return self._workspace.messages.get(message.channel, {}).get(message.ts)

    def view(self, who: Who) -> View | None:
        """Return the modal on top."""
        views = self.views(who)
        return views[-1] if views else None

    def views(self, who: Who) -> list[View]:
        """Return the stack of modals, the root first."""
        with self._workspace.lock:
            stack = self._workspace.stacks.get(self._workspace.member(who).id, [])
            return [self._workspace.views[each] for each in stack]

    def home(self, who: Who) -> View | None:
        """Return the Home tab."""
        with self._workspace.lock:
            name = self._workspace.homes.get(self._workspace.member(who).id, "")
            return self._workspace.views.get(name)

    def member(self, who: Who) -> Member:
        """Return the member."""
        with self._workspace.lock:
            return self._workspace.member(who)

    def channel(self, where: Where) -> Channel:
        """Return the channel."""
        with self._workspace.lock:
            return self._workspace.channel(where)

    def everybody(self) -> list[Member]:
        """Return all members."""
        with self._workspace.lock:
            return list(self._workspace.members.values())

    def rooms(self) -> list[Channel]:
        """Return all channels but direct messages."""
        with self._workspace.lock:
            channels = self._workspace.channels.values()
            return [each for each in channels if each.kind is not Kind.DIRECT]

    def file(self, file_id: str) -> File:
        """Return a file."""
        found = self._workspace.files.get(file_id)
        if found is None:
            raise NotPossible(f"there is no file {file_id}")
        return found

    def every_file(self) -> list[File]:
        """Return all files."""
        with self._workspace.lock:
            return list(self._workspace.files.values())
