"""The cast, a clock that stands still until it is set, and short ways to say what people do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import event

from bot.core.deliveries import Bundle, Delivery, DeliveryKind
from bot.core.history import Kind, Surface
from bot.core.inquiries import Inquiry
from bot.core.inquiries import rebuild as rebuilt_inquiry
from bot.core.ladders import BRIEF
from bot.core.members import Member
from bot.core.nudges import Nudge, NudgeState
from bot.core.outcomes import Outcome, PromiseMade
from bot.core.promises import Promise
from bot.core.promises import rebuild as rebuilt_promise
from bot.core.things import Thing
from bot.core.tidings import Tidings
from bot.core.workspaces import Workspace
from bot.services import briefs, bundling, claims, commands, editing, heralds, posting, reactions
from bot.services.desk import Asked, Desk
from bot.services.emoji import Emoji
from bot.services.sweep import sweep
from bot.store import history, items, members, nudges, things, workspaces
from bot.store.engine import Store
from bot.store.tables import inquiries, promises

BERLIN = ZoneInfo("Europe/Berlin")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
T1, T2 = "T1", "T2"

ADA = Member("UADA", "Ada", "Europe/Berlin")  # owns Acme
BEN = Member("UBEN", "Ben", "Europe/Berlin")  # leads
CLEO = Member("UCLEO", "Cleo", "Europe/Berlin")  # of the team, with nothing of her own
GUS = Member("UGUS", "Gus", "Europe/Berlin", is_guest=True)
SAO = Member("USAO", "Sao", "America/Sao_Paulo")
STRANGER = Member("USTRANGER", "Stranger", "Europe/Berlin", is_stranger=True)
ROBOT = Member("UROBOT", "Robot", "Europe/Berlin", is_bot=True)
GONE = Member("UGONE", "Gone", "Europe/Berlin", is_deactivated=True)
ZOE = Member("UZOE", "Zoe", "Europe/Berlin")  # of another workspace
TEAM = (ADA, BEN, CLEO, GUS, SAO, STRANGER, ROBOT, GONE)

_keys = count(1)
BEGINNING = datetime(2026, 11, 18, tzinfo=UTC)
OutcomeT = TypeVar("OutcomeT", bound=Outcome)


def at(words: str, zone: ZoneInfo = BERLIN) -> datetime:
    """An instant in Berlin, unless another zone is named."""
    return datetime.fromisoformat(words).replace(tzinfo=zone)


WEDNESDAY = at("2026-11-18 10:00")


def hourly(since: str, until: str) -> list[datetime]:
    """Every hour from the one to the other."""
    found = [at(since)]
    while found[-1] + timedelta(hours=1) <= at(until):
        found.append(found[-1] + timedelta(hours=1))
    return found


class Clock:
    """A clock that shows what it was set to."""

    def __init__(self, now: datetime = WEDNESDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, to: datetime | str) -> None:
        self.now = at(to) if isinstance(to, str) else to

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def settle_in(store: Store) -> None:
    """Two workspaces with their people; Ben leads nobody yet."""
    with store.write() as connection:
        for workspace_id, people in ((T1, TEAM), (T2, (ZOE,))):
            workspaces.settle(connection, Workspace(workspace_id, name=f"The {workspace_id}"))
            members.save(connection, workspace_id, people)


def asked(
    member: Member,
    command: str,
    words: str,
    *,
    workspace_id: str = T1,
    key: str | None = None,
    again: bool = False,
    surface: Surface = Surface.COMMAND,
) -> Asked:
    return Asked(
        workspace_id=workspace_id,
        member_id=member.id,
        key=key or f"key-{next(_keys)}",
        surface=surface,
        command=command,
        words=words,
        again=again,
    )


def type_(
    desk: Desk,
    member: Member,
    command: str,
    words: str = "",
    *,
    adds: str | None = None,
    means: tuple[str, str] | None = None,
    **more: Any,
) -> Outcome:
    """What comes of a typed command."""
    ask = asked(member, command, words, **more)
    return commands.carry_out(desk, ask, adds=adds, means=means).outcome


def typed(desk: Desk, kind: type[OutcomeT], member: Member, line: str, **more: Any) -> OutcomeT:
    """What comes of a line such as `/contact from Acme: …`, which is of this kind."""
    command, _, words = line.removeprefix("/").partition(" ")
    outcome = type_(desk, member, command, words, **more)
    assert isinstance(outcome, kind), outcome
    return outcome


def promised(desk: Desk, words: str, due: str, *, member: Member = ADA) -> int:
    """The number of what was promised to Acme."""
    return typed(desk, PromiseMade, member, f"/promise Acme: {words} by {due}").thing.number


def ledger(desk: Desk, number: int = 1) -> list[Nudge]:
    with desk.store.read() as connection:
        return nudges.of_numbers(connection, T1, [number])[number]


def steps(desk: Desk, number: int = 1) -> list[tuple[str, NudgeState]]:
    """What was reached of a thing, and what became of it; a brief without its number."""
    return [
        (one.step.split("_")[0] if one.step.startswith(BRIEF) else one.step, one.state)
        for one in ledger(desk, number)
    ]


def member_of(desk: Desk, member: Member) -> Member:
    with desk.store.read() as connection:
        found = members.get(connection, T1, member.id)
    assert found is not None
    return found


def thing_of(desk: Desk, number: int, *, workspace_id: str = T1) -> Thing:
    with desk.store.read() as connection:
        return things.by_number(connection, workspace_id, [number])[number]


def inquiry_of(desk: Desk, number: int, **more: Any) -> Inquiry:
    item = thing_of(desk, number, **more).item
    assert isinstance(item, Inquiry)
    return item


def promise_of(desk: Desk, number: int, **more: Any) -> Promise:
    item = thing_of(desk, number, **more).item
    assert isinstance(item, Promise)
    return item


@dataclass(frozen=True, slots=True)
class Post:
    """A message as Slack got it."""

    delivery: Delivery
    bundle: Bundle | None
    channel_id: str
    ts: str
    heard: Sequence[Tidings] = ()

    @property
    def to(self) -> str:
        return self.delivery.recipient_id

    @property
    def numbers(self) -> list[int]:
        return [] if self.bundle is None else [row.thing.number for row in self.bundle.rows]


@dataclass
class Gateway:
    """A Slack that is a list of what was posted."""

    desk: Desk
    posts: list[Post] = field(default_factory=list)
    # What tidings say once they were edited; a notice says nothing of anybody any more.
    reheard: dict[str, Sequence[Tidings]] = field(default_factory=dict)

    def deliver(self) -> list[Post]:
        """Post everything that is owed; return what was posted."""
        before = len(self.posts)
        while (delivery := claims.claim(self.desk, tuple(DeliveryKind))) is not None:
            self.post(delivery)
        return self.posts[before:]

    def post(self, delivery: Delivery) -> Post | None:
        bundle = None
        if delivery.kind in claims.OF_NUDGES:
            bundle = claims.bundle_of(self.desk, delivery)
            if bundle is None:
                return None
            bundle = replace(bundle, others=heralds.beside(self.desk, delivery))
        heard = None if bundle is None else bundle.others
        if delivery.kind is DeliveryKind.TIDINGS:
            heard = heralds.said(self.desk, delivery)
            if heard is None:
                return None
        channel = delivery.channel_id or f"D{delivery.recipient_id}"
        ts = f"{len(self.posts) + 1}.000100"
        assert posting.sent(self.desk, delivery, channel_id=channel, ts=ts)
        self.posts.append(Post(delivery, bundle, channel, ts, tuple(heard or ())))
        return self.posts[-1]

    def tick(self) -> list[Post]:
        """What the clockwork does: sweep, bundle, deliver."""
        assert sweep(self.desk).faults == ()
        assert briefs.plan(self.desk, briefs.are_due(self.desk)).faults == ()
        assert bundling.bundle(self.desk).faults == ()
        assert heralds.herald(self.desk).faults == ()
        return self.deliver()

    def ticks(self, *instants: datetime | str) -> list[Post]:
        """The clockwork at each of these instants."""
        before = len(self.posts)
        for instant in instants:
            assert isinstance(self.desk.now, Clock)
            self.desk.now.set(instant)
            self.tick()
        return self.posts[before:]

    def react(self, member: Member, post: Post, emoji: str, **more: Any) -> Any:
        return reactions.added(self.desk, emoji_on(member, post, emoji, **more))

    def unreact(self, member: Member, post: Post, emoji: str, **more: Any) -> bool:
        return reactions.removed(self.desk, emoji_on(member, post, emoji, **more))

    def edits(self) -> list[tuple[str, Bundle]]:
        """Edit every message that is behind: (ts, what it says now)."""
        found = []
        while (message := editing.claim(self.desk)) is not None:
            if message.kind is DeliveryKind.TIDINGS:
                self.reheard[message.ts] = heralds.said_again(self.desk, message)
            elif message.kind is DeliveryKind.NOTICE:
                self.reheard[message.ts] = []
            else:
                self.reheard[message.ts] = heralds.said_again(self.desk, message)
                found.append((message.ts, editing.bundle_of(self.desk, message)))
            editing.done(self.desk, message)
        return found


def emoji_on(
    member: Member,
    post: Post,
    emoji: str,
    *,
    workspace_id: str = T1,
    event_id: str | None = None,
    after: int | None = None,
) -> Emoji:
    """An emoji put on a post, or taken away; `after`: so many events after the first."""
    count = next(_keys)
    event_id = event_id or f"Ev{count}"
    when = BEGINNING + timedelta(seconds=count if after is None else after)
    return Emoji(workspace_id, member.id, post.channel_id, post.ts, emoji, event_id, when)


def brief_of(posts: list[Post], member: Member = ADA) -> Post:
    """The one brief among these."""
    [post] = [one for one in posts if (one.to, one.delivery.kind.value) == (member.id, "brief")]
    return post


def reminded(posts: list[Post]) -> list[tuple[str, str, list[int]]]:
    """To whom, what kind of message, and which things it shows: briefs and reminders."""
    kinds = (DeliveryKind.BRIEF, DeliveryKind.NUDGES)
    return [
        (post.to, post.delivery.kind.value, post.numbers)
        for post in posts
        if post.delivery.kind in kinds
    ]


def nudged(posts: list[Post]) -> list[tuple[str, list[int]]]:
    """Whom these messages told of which things."""
    kinds = (DeliveryKind.NUDGES, DeliveryKind.CHANNEL, DeliveryKind.BRIEF)
    return [(post.to, post.numbers) for post in posts if post.delivery.kind in kinds]


def assert_rebuilt(store: Store) -> None:
    """Every inquiry and promise is what its history says."""
    with store.read() as connection:
        for kind, table in ((Kind.INQUIRY, inquiries), (Kind.PROMISE, promises)):
            for row in connection.execute(table.select()).mappings().all():
                events = history.of_number(connection, row["workspace_id"], row["number"])
                if kind is Kind.INQUIRY:
                    assert rebuilt_inquiry(events) == items.inquiry(row)
                else:
                    assert rebuilt_promise(events) == items.promise(row)


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile, without the beginnings of transactions."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
