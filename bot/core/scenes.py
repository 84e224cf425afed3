"""Scenes: everything that decides about some nudges, at one instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.nudges import Nudge
from bot.core.recipients import People
from bot.core.things import Thing


@dataclass(frozen=True, slots=True)
class Scene:
    """Some things, their ledgers, their people, and when each of these was `told` lately."""

    things: Mapping[int, Thing]
    ledgers: Mapping[int, Sequence[Nudge]]
    people: People
    now: datetime
    told: Mapping[str, Sequence[datetime]] = field(default_factory=dict)

    def name(self, member_id: str | None) -> str | None:
        member = self.people.members.get(member_id or "")
        return None if member is None else member.name
