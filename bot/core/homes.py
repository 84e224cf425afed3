"""A Home: which part of it its reader looks at, what it shows, and when that is no longer true."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.care import claimer, held_until, is_snoozed
from bot.core.customers import Customer
from bot.core.history import Event, Kind
from bot.core.members import Member, Team, away_end, may_act
from bot.core.outcomes import MineShown
from bot.core.things import Thing, due_at


@dataclass(frozen=True, slots=True)
class Home:
    """A member's Home as it stands in Slack.

    `hash` is Slack's mark of what was published last. `said` are the blocks that say what came of
    the reader's last press: there is no message that could say it.
    """

    workspace_id: str
    member_id: str
    of_team: bool = False
    page: int = 1
    wanted: int = 0
    attempts: int = 0
    hash: str | None = None
    said: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class HomeShown:
    """What a Home shows to a member of this workspace.

    `quiet` are customers with their owner's name and their last contact. `is_new`: they
    have logged nothing yet and nothing waits for them, so it says how to begin, and
    how much is open in the team that they lead (`team_open`). `names` are of
    those who have taken something.
    """

    reader: Member
    team: Team
    now: datetime
    mine: MineShown
    quiet: Sequence[tuple[Customer, str, datetime | None]] = ()
    quiet_count: int = 0
    leads: bool = False
    is_new: bool = False
    team_open: int = 0
    cover_name: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def things(self) -> list[Thing]:
        return [*self.mine.inquiries, *self.mine.promises]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change was about, and so whose Homes may no longer be true."""

    numbers: frozenset[int] = frozenset()
    customer_ids: frozenset[int] = frozenset()
    member_ids: frozenset[str] = frozenset()
    everybody: bool = False

    @classmethod
    def by(cls, events: Sequence[Event]) -> "Touched":
        told = {event.member_id for event in events}
        # What somebody sets for themselves stands in their own Home alone.
        told |= {event.actor_id for event in events if event.kind is Kind.MEMBER}
        return cls(
            numbers=frozenset(event.number for event in events if event.number is not None),
            customer_ids=frozenset(
                event.customer_id for event in events if event.customer_id is not None
            ),
            member_ids=frozenset(one for one in told if one is not None),
            everybody=any(event.kind is Kind.TEAM for event in events),
        )

    @classmethod
    def all(cls, parts: Iterable["Touched"]) -> "Touched":
        every = list(parts)
        return cls(
            numbers=frozenset().union(*(one.numbers for one in every)),
            customer_ids=frozenset().union(*(one.customer_ids for one in every)),
            member_ids=frozenset().union(*(one.member_ids for one in every)),
            everybody=any(one.everybody for one in every),
        )


def seen_in_homes(known: Mapping[str, Member], found: Iterable[Member]) -> Touched:
    """In whose Homes it shows what Slack says of members now.

    Names stand in the Homes of leads, of covers and of whoever has something that was taken; so
    does what is asked of whom, and that changes with who is here at all.
    """
    before = [(known[member.id], member) for member in found if member.id in known]
    return Touched(
        member_ids=frozenset(
            now.id
            for was, now in before
            if (was.zone, was.status_until) != (now.zone, now.status_until)
        ),
        everybody=any(was.name != now.name or may_act(was) != may_act(now) for was, now in before),
    )


def turns_at(shown: HomeShown) -> datetime | None:
    """When time alone makes something else of what it shows; None: it never does."""
    ends = [away_end(shown.reader, shown.now), *map(due_at, shown.things)]
    for thing in shown.things:
        care = thing.care
        ends.append(held_until(care, shown.now))
        ends.append(care.snoozed_until if is_snoozed(care, shown.now) else None)
        ends.append(care.claimed_until if claimer(care, shown.now) else None)
    return min((end for end in ends if end is not None and end > shown.now), default=None)
