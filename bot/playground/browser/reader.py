"""Says who reads: their zone, their time, and what the ids they see are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.playground.slack import Slack
from bot.playground.slack.workspace import Who


@dataclass(frozen=True, slots=True)
class Reader:
    """One member in front of the page.

    Without `now` no day is called today. `people` are those who can be chosen in a menu.
    """

    id: str
    zone: str = "UTC"
    now: datetime | None = None
    members: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()

    @classmethod
    def of(cls, slack: Slack, who: Who, *, now: datetime | None = None) -> "Reader":
        """Return the member as the workspace knows them at this moment."""
        member, everybody = slack.member(who), slack.members
        return cls(
            id=member.id,
            zone=member.tz or "UTC",
            now=now,
            members={each.id: each.real_name or each.name for each in everybody},
            channels={each.id: each.name for each in slack.channels},
            people=tuple(each.id for each in everybody if not each.deleted and not each.is_bot),
        )

    def local(self, seconds: float) -> datetime:
        """Return an instant on the reader's wall."""
        return datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(self.zone))

    def name(self, member: str) -> str:
        """Return what a member is called, or the id of somebody unknown."""
        return self.members.get(member, member)
