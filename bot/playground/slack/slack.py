"""The playground's Slack as people and tests use it: start it, act in it, read it.

Every method is synchronous and may be called from any thread.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from bot.playground.slack.calls import Call, Log, Sent
from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.controls import Control
from bot.playground.slack.delivery import Pace
from bot.playground.slack.errors import Json
from bot.playground.slack.faults import Fault, Faults
from bot.playground.slack.files import File
from bot.playground.slack.installation import Installation
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.outcomes import Answer, CommandOutcome, PressOutcome, SubmitOutcome
from bot.playground.slack.people import People
from bot.playground.slack.reading import Reading
from bot.playground.slack.server import Server
from bot.playground.slack.settling import Settling
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Where, Who, Workspace

T = TypeVar("T")


def _real_time() -> datetime:
    return datetime.now(UTC)


class Slack:
    """A workspace with one app installed, served on loopback while the `with` block lasts.

    `who` is a Member, its id or its handle; `where` a Channel, its id or its name; messages and
    views may be stale values: what counts is what stands there now.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = _real_time,
        port: int = 0,
        installation: Installation | None = None,
        request_url: str | None = None,
        events: Collection[str] | None = None,
        scopes: Collection[str] | None = None,
        escape_commands: bool = True,
        ack_seconds: float = 3.0,
        event_retry_delays: Sequence[float] = (0.0, 60.0, 300.0),
        trigger_seconds: float = 3.0,
        file_seconds: float = 0.0,
    ) -> None:
        """Prepare; `events` names the app's subscriptions (`message.im`, …), all when left out.

        `scopes` names the bot token's permissions, all when left out: what needs another is
        refused as `missing_scope`.
        `request_url` turns Socket Mode off and signed HTTP on.
        """
        self.installation = installation or Installation()
        self.faults = Faults()
        self._log = Log()
        self._workspace = Workspace(self.installation, now=now, trigger_seconds=trigger_seconds)
        pace = Pace(ack_seconds=ack_seconds, retry_delays=tuple(event_retry_delays))
        self._server = Server(
            self._workspace,
            faults=self.faults,
            log=self._log,
            pace=pace,
            port=port,
            file_seconds=file_seconds,
            events=None if events is None else frozenset(events),
            scopes=None if scopes is None else frozenset(scopes),
        )
        self._server.delivery.request_url = request_url
        self._settling = Settling(self._workspace)
        self._reading = Reading(self._workspace)
        self._people = People(self._workspace, self._server, escape_commands=escape_commands)
        self._settling.add_bot()

    def __enter__(self) -> "Slack":
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> "Slack":
        """Bind loopback and serve from a thread of its own."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Close every connection and end the thread."""
        self._server.stop()

    @property
    def base_url(self) -> str:
        """Where it listens, without a path."""
        return self._server.base_url

    @property
    def api_url(self) -> str:
        """What `WebClient(base_url=…)` and SLACK_API_URL need; ends with a slash."""
        return f"{self._server.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.installation.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.installation.app_token

    @property
    def signing_secret(self) -> str:
        """What requests to the app are signed with."""
        return self.installation.signing_secret

    @property
    def request_url(self) -> str | None:
        """Where signed HTTP requests go; None while Socket Mode is on."""
        return self._server.delivery.request_url

    @request_url.setter
    def request_url(self, address: str | None) -> None:
        self._server.delivery.request_url = address

    def add_member(
        self,
        name: str,
        *,
        real_name: str = "",
        tz: str | None = "Europe/London",
        id: str | None = None,
        email: str = "",
        team_id: str | None = None,
        **flags: bool,
    ) -> Member:
        """Add a member silently. A foreign `team_id` makes a stranger of another workspace.

        Flags: is_bot, deleted, is_restricted, is_ultra_restricted, is_stranger, is_admin, is_owner.
        """
        return self._settling.add_member(
            name, real_name=real_name, tz=tz, id=id, email=email, team_id=team_id, flags=flags
        )

    def add_channel(
        self,
        name: str,
        *,
        members: Sequence[Who] = (),
        bot: bool = True,
        private: bool = False,
        ext_shared: bool = False,
        archived: bool = False,
        id: str | None = None,
    ) -> Channel:
        """Add a channel silently, with the app in it unless `bot` is false."""
        return self._settling.add_channel(
            name,
            members=members,
            bot=bot,
            kind=Kind.PRIVATE if private else Kind.PUBLIC,
            ext_shared=ext_shared,
            archived=archived,
            id=id,
        )

    def invite(self, where: Where, who: Who, *, by: Who | None = None) -> Channel:
        """Let somebody (or the app: `installation.bot_user_id`) join: member_joined_channel."""
        return self._settling.invite(where, who, by=by)

    def leave(self, where: Where, who: Who) -> Channel:
        """Let somebody leave: member_left_channel."""
        return self._settling.leave(where, who)

    def archive(self, where: Where) -> Channel:
        """Archive a channel: channel_archive."""
        return self._settling.archive(where)

    def rename(self, where: Where, name: str) -> Channel:
        """Rename a channel: channel_rename."""
        return self._settling.rename(where, name)

    def share(self, where: Where) -> Channel:
        """Share a channel with another workspace: channel_shared."""
        return self._settling.share(where)

    def join(self, who: Who) -> Member:
        """Announce a member as new: team_join."""
        return self._settling.join(who)

    def deactivate(self, who: Who) -> Member:
        """Deactivate a member: user_change with `deleted`."""
        return self._settling.alter(who, deleted=True)

    def change_zone(self, who: Who, tz: str | None) -> Member:
        """Move a member to another zone: user_change."""
        return self._settling.alter(who, tz=tz)

    def alter(self, who: Who, **fields: Any) -> Member:
        """Change any other field of a member: user_change."""
        return self._settling.alter(who, **fields)

    def set_dnd(self, who: Who, *, starts: datetime, ends: datetime) -> None:
        """Schedule do-not-disturb, for dnd.info."""
        self._settling.set_dnd(who, starts=starts, ends=ends)

    def command(
        self, who: Who, command: str, text: str = "", *, where: Where | None = None
    ) -> CommandOutcome:
        """Type a slash command (in the app's DM unless told where) and wait for the reply."""
        return self._people.command(who, command, text, where=where)

    def say(
        self, who: Who, where: Where | None, text: str, *, thread_ts: str | None = None
    ) -> Message:
        """Post as a person; None means the app's DM. Typed @handles and #channels are linked."""
        return self._people.say(who, where, text, thread_ts=thread_ts)

    def edit_message(self, who: Who, message: Message, text: str) -> Message:
        """Edit one's own message: message_changed."""
        return self._people.edit_message(who, message, text)

    def delete_message(self, who: Who, message: Message) -> None:
        """Delete one's own message: message_deleted."""
        self._people.delete_message(who, message)

    def react(self, who: Who, message: Message, emoji: str) -> Message:
        """Add an emoji, with or without colons: reaction_added."""
        return self._people.react(who, message, emoji)

    def unreact(self, who: Who, message: Message, emoji: str) -> Message:
        """Take an emoji back: reaction_removed."""
        return self._people.unreact(who, message, emoji)

    def press(
        self,
        who: Who,
        on: Message | View,
        action_id: str | None = None,
        *,
        label: str | None = None,
        value: str | None = None,
        block_id: str | None = None,
        option: str | Sequence[str] | None = None,
        selected: Any = None,
        as_seen: bool = False,
    ) -> PressOutcome:
        """Press a button or choose in a menu of a message, modal or Home; block_actions.

        The control is named by any of action_id, label, value, block_id. `option` chooses in
        overflow, select, radio and checkboxes by value or label; `selected` fills people, channel
        and date pickers. `as_seen` presses on the message as given, though it may have changed.
        """
        return self._people.press(
            who,
            on,
            action_id,
            label=label,
            value=value,
            block_id=block_id,
            option=option,
            selected=selected,
            as_seen=as_seen,
        )

    def control(self, on: Message | View, action_id: str | None = None, **by: Any) -> Control:
        """Return the control that `press` would find, or raise NotPossible."""
        return self._people.control(on, action_id, **by)

    def submit(
        self, who: Who, view: View, values: Mapping[str, Any] | None = None
    ) -> SubmitOutcome:
        """Fill in a modal and submit it; keys are action ids, block ids or labels.

        Values: text for inputs, option values or labels for selects (a list for multi ones), ids
        or Members for people, uploaded Files for files, `YYYY-MM-DD` and `HH:MM` for pickers, None
        to empty a field.
        """
        return self._people.submit(who, view, values or {})

    def fill(self, who: Who, view: View, values: Mapping[str, Any]) -> View:
        """Fill in a modal without submitting it; as `submit`, but the app hears nothing yet."""
        return self._people.fill(who, view, values)

    def upload(self, who: Who, name: str, data: bytes) -> File:
        """Upload a file as a file field of a form does; `submit` takes it as the field's value."""
        return self._people.upload(who, name, data)

    def close(self, who: Who, view: View) -> None:
        """Close a modal by its cross; the app hears if it asked to (view_closed)."""
        self._people.close(who, view)

    def suggest(self, who: Who, on: Message | View, action_id: str, typed: str) -> list[Json]:
        """Type into an external select: the options the app offers."""
        return self._people.suggest(who, on, action_id, typed)

    def open_home(self, who: Who, *, tab: str = "home") -> None:
        """Open the app's Home (or `messages`) tab: app_home_opened."""
        self._people.open_home(who, tab=tab)

    def shortcut(self, who: Who, callback_id: str) -> PressOutcome:
        """Run a global shortcut."""
        return self._people.shortcut(who, callback_id)

    def message_action(self, who: Who, message: Message, callback_id: str) -> PressOutcome:
        """Run a message shortcut."""
        return self._people.message_action(who, message, callback_id)

    def event(self, type: str, *, where: Where | None = None, **fields: Any) -> None:
        """Send any other event, as given."""
        self._people.event(type, where=where, **fields)

    def messages(self, where: Where, *, viewer: Who | None = None) -> list[Message]:
        """Return what stands in a channel, oldest first, with what only `viewer` sees."""
        return self._reading.messages(where, viewer=viewer)

    def thread(self, message: Message, *, viewer: Who | None = None) -> list[Message]:
        """Return the replies under a message, oldest first."""
        return self._reading.thread(message, viewer=viewer)

    def dm(self, who: Who) -> list[Message]:
        """Return what the member sees in the app's direct message, oldest first."""
        return self._reading.dm(who)

    def current(self, message: Message) -> Message | None:
        """Return the message as it stands now, or None once deleted."""
        return self._reading.current(message)

    def view(self, who: Who) -> View | None:
        """Return the modal on top for the member."""
        return self._reading.view(who)

    def views(self, who: Who) -> list[View]:
        """Return the member's open modals, the root first."""
        return self._reading.views(who)

    def home(self, who: Who) -> View | None:
        """Return the member's Home tab, if the app published one."""
        return self._reading.home(who)

    def member(self, who: Who) -> Member:
        """Return the member as it is now."""
        return self._reading.member(who)

    def channel(self, where: Where) -> Channel:
        """Return the channel as it is now."""
        return self._reading.channel(where)

    def direct(self, who: Who) -> Channel:
        """Return the direct message between the member and the app."""
        return self._reading.direct(who)

    @property
    def members(self) -> list[Member]:
        """Everybody, the app's own account included."""
        return self._reading.everybody()

    @property
    def channels(self) -> list[Channel]:
        """Every public and private channel."""
        return self._reading.rooms()

    def file(self, file_id: str) -> File:
        """Return an uploaded file with its bytes."""
        return self._reading.file(file_id)

    @property
    def files(self) -> list[File]:
        """Every uploaded file."""
        return self._reading.every_file()

    @property
    def log(self) -> tuple[Call, ...]:
        """Every call of the app, oldest first."""
        return self._log.calls()

    def calls(self, method: str) -> tuple[Call, ...]:
        """Return the app's calls of one method, oldest first."""
        return self._log.calls(method)

    def sent(self, kind: str | None = None) -> tuple[Sent, ...]:
        """Return what was delivered to the app: events_api, slash_commands, interactive."""
        return self._log.sent(kind)

    def newest_log(self, count: int) -> tuple[list[Call], list[Sent]]:
        """Return the last so many calls and deliveries, newest first."""
        return self._log.newest(count)

    def send_again(self, kind: str, payload: Json) -> Answer:
        """Deliver what was recorded before, as it was (events_api, slash_commands, interactive)."""
        return self._server.request(kind, payload, answerable=True)

    def clear_log(self) -> None:
        """Forget calls and deliveries so far."""
        self._log.clear()

    @property
    def version(self) -> int:
        """A number that grows with every change, for a face that redraws."""
        return self._workspace.version

    def wait_for_change(self, seen: int, *, timeout: float) -> int:
        """Sleep until `version` exceeds `seen` or the time is up; return it."""
        with self._workspace.changed:
            self._workspace.changed.wait_for(lambda: self._workspace.version > seen, timeout)
            return self._workspace.version

    def wait_for(self, predicate: Callable[[], T], *, timeout: float = 5.0) -> T:
        """Return the predicate's first true answer; it is asked after each change and each 5 ms."""
        ends = time.monotonic() + timeout
        while True:
            seen = self._workspace.version
            if answer := predicate():
                return answer
            if time.monotonic() >= ends:
                raise TimeoutError(f"still not so after {timeout} s")
            self.wait_for_change(seen, timeout=0.005)

    def settle(self, *, timeout: float = 5.0) -> None:
        """Wait until no delivery to the app and no call of it is under way."""
        self.wait_for(self._server.is_idle, timeout=timeout)

    def wait_for_connection(self, count: int = 1, *, timeout: float = 5.0) -> None:
        """Wait until so many sockets of the app are open and usable."""
        self.wait_for(lambda: self.connections >= count, timeout=timeout)

    @property
    def connections(self) -> int:
        """How many sockets of the app are open and usable."""
        return self._server.links.usable()

    def revoke(self, error: str = "invalid_auth") -> None:
        """Refuse every call of the app from now on with that error."""
        self._server.refuse_tokens(error)

    def restore(self) -> None:
        """Accept the tokens again."""
        self._server.refuse_tokens(None)

    def disconnect(self, *, reason: str = "refresh_requested", close_after: float = 0.05) -> None:
        """Announce the end of every socket as Slack does, then close it."""
        self._server.disconnect(reason=reason, close_after=close_after)

    def cut(self) -> None:
        """Drop every socket without a goodbye."""
        self._server.cut()

    def silence(self) -> None:
        """Leave the open sockets half open: nothing more is read, sent or answered on them."""
        self._server.silence()

    def duplicate_next_event(self) -> None:
        """Deliver the next event twice, the second time marked as a retry."""
        self._server.delivery.duplicate_next()

    def verify_url(self) -> bool:
        """Send url_verification to the request URL: whether the challenge came back."""
        return self._server.verify_url()

    def fault(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of a method go wrong; short for `faults.next`."""
        self.faults.next(method, fault, times=times)
