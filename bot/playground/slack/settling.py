"""Who is in the workspace and where: adding, joining, leaving, changing; with its events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.errors import Json
from bot.playground.slack.members import Member
from bot.playground.slack.workspace import Quiet, Where, Who, Workspace


class Settling:
    """Changes members and channels."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add_bot(self) -> Member:
        """Add the app's own account."""
        who = self._workspace.installation
        bot = Member(
            id=who.bot_user_id,
            team_id=who.team_id,
            name=who.bot_name,
            real_name=who.bot_name.title(),
            tz="America/Los_Angeles",
            is_bot=True,
            bot_id=who.bot_id,
            app_id=who.app_id,
        )
        return self._workspace.keep_member(bot)

    def add_member(
        self,
        name: str,
        *,
        real_name: str,
        tz: str | None,
        id: str | None,
        email: str,
        team_id: str | None,
        flags: dict[str, bool],
    ) -> Member:
        """Add a member silently."""
        with self._workspace.lock:
            home = self._workspace.installation.team_id
            marks: dict[str, Any] = {"is_stranger": team_id not in (None, home)} | flags
            member = Member(
                id=id or self._workspace.ids.next("U"),
                team_id=team_id or home,
                name=name,
                real_name=real_name or name.title(),
                tz=tz,
                email=email,
                **marks,
            )
            return self._workspace.keep_member(member)

    def add_channel(
        self,
        name: str,
        *,
        members: Sequence[Who],
        bot: bool,
        kind: Kind,
        ext_shared: bool,
        archived: bool,
        id: str | None,
    ) -> Channel:
        """Add a channel silently."""
        with self._workspace.lock:
            inside = [self._workspace.member(each).id for each in members]
            app = [self._workspace.installation.bot_user_id] if bot else []
            channel = Channel(
                id=id or self._workspace.ids.next("C"),
                name=name,
                kind=kind,
                members=(*app, *inside),
                created=self._workspace.stamps.seconds(),
                creator=inside[0] if inside else "",
                is_archived=archived,
                is_ext_shared=ext_shared,
                is_general=name == "general",
            )
            return self._workspace.keep_channel(channel)

    def invite(self, where: Where, who: Who, *, by: Who | None = None) -> Channel:
        """Let somebody join a channel."""
        with self._workspace.lock:
            channel, member = self._workspace.channel(where), self._workspace.member(who)
            if member.id in channel.members:
                return channel
            channel = replace(channel, members=(*channel.members, member.id))
            self._workspace.keep_channel(channel)
            inviter = {} if by is None else {"inviter": self._workspace.member(by).id}
            self._tell("member_joined_channel", channel, member, **inviter)
            return channel

    def leave(self, where: Where, who: Who) -> Channel:
        """Let somebody leave a channel."""
        with self._workspace.lock:
            channel, member = self._workspace.channel(where), self._workspace.member(who)
            left = tuple(each for each in channel.members if each != member.id)
            after = self._workspace.keep_channel(replace(channel, members=left))
            self._tell("member_left_channel", channel, member)
            if member.id == self._workspace.installation.bot_user_id:
                left_by = "channel_left" if channel.kind is Kind.PUBLIC else "group_left"
                event: Json = {"type": left_by, "channel": channel.id}
                self._workspace.emit(left_by, event | {"actor_id": channel.creator}, channel)
            return after

    def archive(self, where: Where) -> Channel:
        """Archive a channel."""
        with self._workspace.lock:
            channel = replace(self._workspace.channel(where), is_archived=True)
            self._workspace.keep_channel(channel)
            event: Json = {"type": "channel_archive", "channel": channel.id}
            self._workspace.emit("channel_archive", event | {"user": channel.creator}, channel)
            return channel

    def rename(self, where: Where, name: str) -> Channel:
        """Rename a channel."""
        with self._workspace.lock:
            before = self._workspace.channel(where)
            earlier = (*before.previous_names, before.name)
            channel = replace(before, name=name, previous_names=earlier)
            self._workspace.keep_channel(channel)
            shown: Json = {"id": channel.id, "is_channel": True, "is_mpim": False, "name": name}
            shown |= {"name_normalized": name, "created": channel.created}
            event = {"type": "channel_rename", "channel": shown}
            self._workspace.emit("channel_rename", event, channel)
            return channel

    def share(self, where: Where) -> Channel:
        """Share a channel with outsiders."""
        with self._workspace.lock:
            channel = replace(self._workspace.channel(where), is_ext_shared=True)
            self._workspace.keep_channel(channel)
            event = {"type": "channel_shared", "channel": channel.id}
            event["connected_team_id"] = "T0OUTSIDE1"
            self._workspace.emit("channel_shared", event, channel)
            return channel

    def join(self, who: Who) -> Member:
        """Announce a new member."""
        with self._workspace.lock:
            member = self._workspace.member(who)
            shown = member.wire(now=self._workspace.now())
            self._workspace.emit("team_join", {"type": "team_join", "user": shown})
            return member

    def alter(self, who: Who, **fields: Any) -> Member:
        """Change a member."""
        with self._workspace.lock:
            before = self._workspace.member(who)
            member = self._workspace.keep_member(replace(before, **fields))
            shown = member.wire(now=self._workspace.now())
            event: Json = {"type": "user_change", "user": shown}
            event["cache_ts"] = self._workspace.stamps.seconds()
            self._workspace.emit("user_change", event)
            return member

    def set_dnd(self, who: Who, *, starts: datetime, ends: datetime) -> None:
        """Schedule do-not-disturb."""
        with self._workspace.lock:
            member = self._workspace.member(who)
            hours = Quiet(int(starts.timestamp()), int(ends.timestamp()))
            self._workspace.quiet[member.id] = hours
            self._workspace.touch()

    def _tell(self, type: str, channel: Channel, member: Member, **more: str) -> None:
        event: Json = {"type": type, "user": member.id, "channel": channel.id}
        event["channel_type"] = "C" if channel.kind is Kind.PUBLIC else "G"
        event["team"] = member.team_id
        self._workspace.emit(type, event | more, channel)
