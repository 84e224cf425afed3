"""One look at the workspace: who looks, at which conversation, at which thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.browser.marks import conversations
from bot.playground.browser.reader import Reader
from bot.playground.browser.scene import Scene
from bot.playground.company import PEOPLE, ZONE, Person
from bot.playground.slack import Channel, Kind, Member, Message, Slack
from bot.playground.slack.errors import NotPossible

SHOWN = 60  # messages of a conversation, until somebody asks for earlier ones
MOST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Look:
    """What one page shows now. `fresh` is where the messages began that were new on opening."""

    scene: Scene
    who: Member
    channel: Channel
    reader: Reader
    now: datetime
    tab: str = "messages"
    thread: Message | None = None
    fresh: str = ""
    shown: int = SHOWN
    toasts_after: int = 0

    @classmethod
    def of(cls, scene: Scene, asked: Mapping[str, str]) -> "Look":
        """Read what a page asks for; what is not there, or not to be seen, is left out."""
        who, now = _who(scene, asked.get("as", "")), scene.stage.clock()
        channel = _channel(scene.slack, who, asked.get("at", ""))
        return cls(
            scene=scene,
            who=who,
            channel=channel,
            reader=Reader.of(scene.slack, who, now=now),
            now=now,
            tab=asked.get("tab", "messages") if channel.kind is Kind.DIRECT else "messages",
            thread=_root(scene.slack, who, channel, asked.get("thread", "")),
            fresh=asked.get("fresh", ""),
            shown=min(MOST_SHOWN, _number(asked.get("shown", ""), SHOWN)),
            toasts_after=_number(asked.get("toasts", ""), scene.toasts.newest),
        )

    @property
    def slack(self) -> Slack:
        """The local Slack that is looked at."""
        return self.scene.slack

    def said(self) -> list[Message]:
        """Return what stands in the conversation; whispers of before the scene are gone."""
        said = self.slack.messages(self.channel, viewer=self.who)
        began = self.scene.began_at.timestamp()
        return [one for one in said if not one.is_ephemeral or float(one.ts) >= began]

    @property
    def zone(self) -> ZoneInfo:
        """The reader's zone."""
        return ZoneInfo(self.who.tz or ZONE)

    @property
    def prefix(self) -> str:
        """What stands before the name of each command."""
        return self.scene.prefix


def person(member: Member) -> Person | None:
    """Return what the company says of a member."""
    return next((one for one in PEOPLE if one.name == member.name), None)


def humans(slack: Slack) -> list[Member]:
    """Return everybody that one can be."""
    return [one for one in slack.members if not one.is_bot and not one.deleted]


def _who(scene: Scene, name: str) -> Member:
    known = {one.id: one for one in humans(scene.slack)}
    return known.get(name) or scene.slack.member(scene.members["ada"])


def _channel(slack: Slack, who: Member, name: str) -> Channel:
    there = conversations(slack, who)
    if not there:
        raise NotPossible(f"{who.name} is in no conversation here")
    return next((one for one in there if one.id == name), there[-1])


def _root(slack: Slack, who: Member, channel: Channel, ts: str) -> Message | None:
    said = slack.messages(channel, viewer=who) if ts else []
    return next((one for one in said if one.ts == ts), None)


def _number(words: str, otherwise: int) -> int:
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else otherwise
