"""What a Web API method is, and what it can reach; with the checks that many share."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.slack import limits
from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.conversation import Content
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.installation import Installation
from bot.playground.slack.links import Links
from bot.playground.slack.members import Member
from bot.playground.slack.params import Params
from bot.playground.slack.stored import stored_blocks
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Context:
    """What a method can reach."""

    workspace: Workspace
    links: Links
    base_url: str
    file_seconds: float

    @property
    def installation(self) -> Installation:
        """The app and its workspace."""
        return self.workspace.installation

    @property
    def bot(self) -> str:
        """The app's own user id."""
        return self.installation.bot_user_id

    def member(self, user_id: str) -> Member:
        """Return a member by id, or refuse."""
        member = self.workspace.members.get(user_id)
        if member is None:
            raise SlackError("user_not_found")
        return member

    def channel(self, channel_id: str) -> Channel:
        """Return a channel that the app may know about, or refuse."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None:
            raise SlackError("channel_not_found")
        if channel.kind is not Kind.PUBLIC and self.bot not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def joined(self, channel_id: str) -> Channel:
        """Return a channel that the app is in, or refuse."""
        channel = self.channel(channel_id)
        if self.bot not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def destination(self, name: str) -> Channel:
        """Return where a post goes: a channel, its name, or a member's direct message."""
        if name in self.workspace.members:
            if name == self.bot or self.workspace.members[name].is_bot:
                raise SlackError("cannot_dm_bot")
            return self.workspace.direct(self.workspace.members[name])
        for channel in self.workspace.channels.values():
            if channel.name and channel.name == name.removeprefix("#"):
                name = channel.id
        channel = self.joined(name)
        if channel.is_archived:
            raise SlackError("is_archived")
        return channel


@dataclass(frozen=True, slots=True)
class Method:
    """One method; `token` says which kind it needs: bot, app or none."""

    work: Callable[[Context, Params], Json]
    token: str = "bot"

    def run(self, context: Context, given: Json) -> Json:
        """Do it."""
        return self.work(context, Params(given))


def content(context: Context, params: Params, *, longest: int = limits.LONGEST_TEXT) -> Content:
    """Return what a message is to say, or refuse it as Slack would."""
    text = params.text("text")
    blocks = params.items("blocks") or []
    attachments = params.items("attachments", otherwise="invalid_attachments") or []
    markdown = params.text("markdown_text")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    text = text or markdown
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > longest or len(markdown) > limits.LONGEST_MARKDOWN:
        raise SlackError("msg_too_long")
    check_blocks(context, blocks)
    for attachment in attachments:
        check_blocks(context, attachment.get("blocks") or [])
    if len(attachments) > limits.MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return Content(
        text=text,
        blocks=stored_blocks(blocks),
        attachments=tuple(attachments),
        metadata=metadata(params),
    )


def check_blocks(context: Context, blocks: list[Json]) -> None:
    """Refuse blocks over Slack's limits, or showing a file that is not ready."""
    if messages := limits.message_problems(blocks):
        raise SlackError("invalid_blocks", messages=messages)
    if messages := unready_files(context, blocks):
        raise SlackError("invalid_blocks", messages=messages)


def unready_files(context: Context, blocks: list[Json]) -> list[str]:
    """Return complaints about images whose upload Slack has not finished looking at."""
    complaints = []
    for place, block in enumerate(blocks):
        file = block.get("slack_file")
        if isinstance(file, dict) and not context.workspace.file_ready(str(file.get("id", ""))):
            complaints.append(
                f"[ERROR] invalid slack file [json-pointer:/blocks/{place}/slack_file]"
            )
    return complaints


def metadata(params: Params) -> Json | None:
    """Return the message metadata, or refuse what Slack could not keep."""
    found = params.decoded("metadata", otherwise="invalid_metadata_format")
    if found is None:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("event_type"), str):
        raise SlackError("invalid_metadata_schema")
    if not isinstance(found.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    return found
