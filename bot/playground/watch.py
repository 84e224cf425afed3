"""Watches the playground's Slack: what is new or says something else since the last look."""

from dataclasses import dataclass, field, replace

from bot.playground.slack import Slack
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message


@dataclass(frozen=True, slots=True)
class Piece:
    """One message that is new, or was edited in place."""

    message: Message
    is_new: bool


@dataclass(slots=True)
class Watch:
    """Remembers what every message said when somebody looked last."""

    slack: Slack
    seen: dict[tuple[str, str], Message] = field(default_factory=dict)

    def news(self) -> list[Piece]:
        """Return what changed, edits first, and remember it."""
        edits, posts = [], []
        for message in self._everything():
            key = (message.channel, message.ts)
            before, now = self.seen.get(key), _said(message)
            self.seen[key] = now
            if before is None:
                posts.append(Piece(message, is_new=True))
            elif before != now:
                edits.append(Piece(message, is_new=False))
        return [*edits, *sorted(posts, key=lambda piece: float(piece.message.ts))]

    def _everything(self) -> list[Message]:
        found: dict[tuple[str, str], Message] = {}
        for member in self.slack.members:
            if not member.is_bot:
                found |= {(one.channel, one.ts): one for one in visible(self.slack, member)}
        return list(found.values())


def visible(slack: Slack, member: Member) -> list[Message]:
    """Return every message that a member can see, oldest first."""
    said = slack.dm(member)
    for room in slack.channels:
        if member.id in room.members:
            said += slack.messages(room, viewer=member)
    return sorted(said, key=lambda message: float(message.ts))


def is_visible(slack: Slack, member: Member, message: Message) -> bool:
    """Whether a member can see a message."""
    if message.ephemeral_to not in (None, member.id):
        return False
    rooms = [slack.direct(member), *slack.channels]
    return any(room.id == message.channel and member.id in room.members for room in rooms)


def _said(message: Message) -> Message:
    """Leave out what nobody sees: an edit that changes nothing is no news."""
    return replace(message, edited=None, metadata=None)
