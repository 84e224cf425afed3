"""The desk: what every verb needs, and the turn in which one is carried out."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.core.authority import must_act
from bot.core.history import Event, Kind, Surface, Verb
from bot.core.homes import Touched
from bot.core.hours import WorkingHours
from bot.core.members import Member, Team, own_hours
from bot.store import edits, history, homes, receipts
from bot.store.engine import Cut, GaveWay, Store, StoreBusy
from bot.store.receipts import Receipt

Clock = Callable[[], datetime]
LOOKS = timedelta(hours=4)  # for so long after it was opened a Home is kept true

__all__ = [
    "Asked",
    "Clock",
    "Cut",
    "Desk",
    "GaveWay",
    "Overtaken",
    "StoreBusy",
    "Turn",
    "UnknownMember",
    "Unsure",
    "turn",
]


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is the workspace's clock, `system_now` the machine's: they differ only in the
    playground. `wake` has what was just owed sent at once."""

    store: Store
    now: Clock
    system_now: Clock
    wake: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks what, from where. `key` is the same when Slack sends the same thing again.

    `command` and `words` are what was typed; `again` says that typing it twice is meant.
    """

    workspace_id: str
    member_id: str
    key: str
    surface: Surface
    command: str = ""
    words: str = ""
    again: bool = False


class Overtaken(Exception):
    """The same words were being written beside us; now they are there to be seen."""


class Unsure(StoreBusy):
    """The store went away while it was being written, and nobody could look since."""


class UnknownMember(Exception):
    """Nobody of this name was seen before: the directory must be asked first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One transaction of one verb: the clock read once, the speaker known."""

    connection: Connection
    asked: Asked
    member: Member
    team: Team
    now: datetime
    system_now: datetime
    change_id: str
    receipt: Receipt | None = None
    # What will be left to send or to edit once this is on disk.
    left: list[str] = field(default_factory=list)
    # What this turn has done, if anybody looks at a Home that may show it.
    is_watched: bool = False
    done: list[Event] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)

    @property
    def workspace_id(self) -> str:
        return self.asked.workspace_id

    @property
    def minute(self) -> datetime:
        """Now, to the minute: people tell the time so, and what is due at 17:00 is on time then."""
        return self.now.replace(second=0, microsecond=0)

    @property
    def hours(self) -> WorkingHours:
        """The speaker's own hours: what they type is read in them."""
        return own_hours(self.team, self.member)

    @property
    def zone(self) -> ZoneInfo:
        return self.hours.zone

    def event(self, verb: Verb, kind: Kind, **fields: object) -> Event:
        """An event of this turn, by the speaker, now unless it says otherwise."""
        known = {"actor_id": self.member.id, "at": self.now, "recorded_at": self.now}
        return Event(verb=verb, kind=kind, **(known | fields))  # type: ignore[arg-type]

    def show(self, *numbers: int) -> None:
        """Have the messages edited that show what this turn has changed."""
        if numbers and edits.touch(self.connection, self.workspace_id, numbers):
            self.left.append("edits")

    def touch_homes(
        self, *, member_ids: Collection[str] = (), numbers: Collection[int] = ()
    ) -> None:
        """Have the Homes published of these, and of whoever sees these: no event names them."""
        self.touched.append(Touched(frozenset(numbers), member_ids=frozenset(member_ids)))

    def taking_back(self, event: Event) -> Event:
        """The event that takes another one back."""
        return self.event(
            Verb.UNDONE,
            event.kind,
            number=event.number,
            customer_id=event.customer_id,
            contact_id=event.contact_id,
            undoes=event.id,
        )

    def record(
        self,
        *events: Event,
        number: int | None = None,
        unless_retyped: bool = False,
        facts: dict[str, Any] | None = None,
    ) -> list[Event]:
        """Write the history of this turn, and the receipt that keeps it from happening twice.

        With `unless_retyped` also what was typed twice at once, in the same words.
        """
        written = self.append(*events, facts=facts)
        self.sign(number=number, unless_retyped=unless_retyped and not self.asked.again)
        return written

    def append(self, *events: Event, facts: dict[str, Any] | None = None) -> list[Event]:
        """Write history only; the turn goes on, and signs later."""
        self.note(*events)
        return history.append(
            self.connection,
            self.workspace_id,
            events,
            change_id=self.change_id,
            surface=self.asked.surface,
            facts=facts,
        )

    def note(self, *events: Event) -> None:
        """Have the Homes made anew that show what these, which are written, are about."""
        if self.is_watched:
            self.done.extend(events)

    def sign(self, *, number: int | None = None, unless_retyped: bool = False) -> None:
        is_new = receipts.remember(
            self.connection,
            self.workspace_id,
            self.asked.key,
            now=self.now,
            member_id=self.member.id,
            typed=_typed(self.asked),
            change_id=self.change_id,
            number=number,
            unless_retyped=unless_retyped,
        )
        if not is_new:
            raise Overtaken(self.asked.key)


@contextmanager
def turn(desk: Desk, asked: Asked, *, by_anybody: bool = False) -> Iterator[Turn]:
    """Begin a verb: one transaction, who speaks, and whether this was asked before.

    With `by_anybody` also by those who may not act: a customer's people only have to be heard.
    Once it is on disk the delivery is woken, if anything is left for it to do.
    """
    now, system_now = desk.now(), desk.system_now()
    with desk.store.write() as connection:
        speaker = receipts.speaker(
            connection,
            asked.workspace_id,
            asked.member_id,
            key=asked.key,
            typed=None if asked.again else _typed(asked),
            now=now,
            looked_since=system_now - LOOKS,
        )
        if speaker is None:
            raise UnknownMember(asked.member_id)
        if not by_anybody:
            must_act(speaker.member)
        ours = Turn(
            connection=connection,
            asked=asked,
            member=speaker.member,
            team=speaker.team,
            now=now,
            system_now=system_now,
            change_id=uuid4().hex,
            receipt=speaker.receipt,
            is_watched=speaker.is_watched,
        )
        yield ours
        _touch_homes(ours)
    # Looking for what is not there would take time from whoever asks next.
    if ours.left:
        desk.wake()


def _touch_homes(turn: Turn) -> None:
    if not turn.is_watched or not (turn.done or turn.touched):
        return
    touched, since = Touched.all([Touched.by(turn.done), *turn.touched]), turn.system_now - LOOKS
    if homes.touch(turn.connection, turn.workspace_id, touched, since=since):
        turn.left.append("homes")


def _typed(asked: Asked) -> str | None:
    if asked.surface is not Surface.COMMAND and asked.surface is not Surface.MESSAGE:
        return None
    return receipts.digest(asked.command, asked.words)
