"""Delivery: reminders through the outbox to a local Slack, against a bare loop of its client."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

from benchmarks.processes import Town, town
from benchmarks.rounds import Effort, Goal, Report, Row, clocked
from benchmarks.stores import (
    NOW,
    WORKSPACE,
    YOUNG_COMMITS,
    desk,
    hasty,
    new_store,
    path_of,
    spelled,
)
from bot.core.deliveries import DeliveryKind
from bot.core.members import Member
from bot.messages.kit import Message
from bot.playground.slack.installation import Installation
from bot.services import bundling
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.settings import Settings
from bot.slack import client
from bot.slack.gateway import Gateway
from bot.store import deliveries
from bot.store.engine import Store
from schedules.posts import Poster

MESSAGES = 1_000
ROUNDS = 25  # short ones, the two in turns: what a machine does besides hits both alike


@dataclass
class Noting:
    """The gateway, and what was posted through it."""

    gateway: Gateway
    posts: list[tuple[str, Message, int]] = field(default_factory=list)

    def post(self, channel_id: str, message: Message, *, delivery_id: int) -> str:
        self.posts.append((channel_id, message, delivery_id))
        return self.gateway.post(channel_id, message, delivery_id=delivery_id)


class Outbox:
    """A store in which every member has one inquiry, and the way from there to Slack."""

    def __init__(self, store: Store, slack: Town, desk: Desk) -> None:
        told = Installation()
        self.gateway = Gateway(client.sender(told.bot_token, slack.api_url))
        self._store = store
        self._members = slack.members
        self._desk = desk
        self._noting = Noting(self.gateway)
        told = Settings()
        self._poster = Poster(
            desk,
            self._noting,  # type: ignore[arg-type]
            lease=told.lease,
            grace=told.grace,
            apart=0,
        )
        self._next = 1

    def nudge(self, how_many: int) -> None:
        """Owe so many members a reminder each."""
        first, self._next = self._next, self._next + how_many
        with hasty(path_of(self._store)) as connection:
            connection.execute(
                "UPDATE inquiries SET nudge_at = ? WHERE number >= ? AND number < ?",
                (spelled(NOW), first, self._next),
            )
        sweep(self._desk)
        while bundling.bundle(self._desk).messages:
            pass

    def notify(self, how_many: int) -> None:
        """Owe so many members a message that is written already."""
        body = self._noting.posts[0][1].body()
        now = datetime.now(UTC)
        with self._store.write() as connection:
            for member_id, dm in list(self._members.items())[:how_many]:
                deliveries.add(
                    connection,
                    WORKSPACE,
                    DeliveryKind.NOTICE,
                    recipient_id=member_id,
                    channel_id=dm,
                    body=body,
                    now=NOW,
                    system_now=now,
                )

    def deliver(self, how_many: int) -> float:
        """Send what is owed, and return the seconds per message."""
        self._noting.posts = []
        seconds = clocked(self._drain)
        assert len(self._noting.posts) == how_many, len(self._noting.posts)
        return seconds / how_many

    def _drain(self) -> None:
        while self._poster.post():
            pass

    def post_bare(self) -> float:
        """Post the very same messages again, with nothing but the client."""
        posts = list(self._noting.posts)
        return clocked(lambda: self._post(posts)) / len(posts)

    def _post(self, posts: list[tuple[str, Message, int]]) -> None:
        for channel_id, message, delivery_id in posts:
            self.gateway.post(channel_id, message, delivery_id=delivery_id)


@contextmanager
def outbox(people: int) -> Iterator[Outbox]:
    with town(people=people) as slack:
        cast = tuple(Member(one, one, "Europe/Berlin") for one in slack.members)
        with new_store(people=cast) as store:
            _fill(store, slack)
            for _ in range(YOUNG_COMMITS):
                with store.write() as connection:
                    connection.exec_driver_sql("UPDATE workspaces SET name = name")
            yield Outbox(store, slack, desk(store))


def _fill(store: Store, slack: Town) -> None:
    opened = spelled(NOW - timedelta(hours=5))
    far = spelled(NOW + timedelta(days=30))
    with hasty(path_of(store)) as connection:
        for number, (member_id, dm) in enumerate(slack.members.items(), 1):
            connection.execute(
                "UPDATE members SET dm_id = ?, introduced_at = ? WHERE id = ?",
                (dm, opened, member_id),
            )
            connection.execute(
                "INSERT INTO customers (id, workspace_id, name, owner_id, since)"
                " VALUES (?, ?, ?, ?, ?)",
                (number, WORKSPACE, f"Customer {number}", member_id, opened),
            )
            connection.execute(
                "INSERT INTO contacts (id, workspace_id, customer_id, member_id, direction, at,"
                " logged_at, words, number) VALUES (?, ?, ?, ?, 'inbound', ?, ?, ?, ?)",
                (number, WORKSPACE, number, member_id, opened, opened, "asks for it", number),
            )
            connection.execute(
                "INSERT INTO inquiries (workspace_id, number, customer_id, contact_id, opened_at,"
                " logged_at, last_word_at, owner_id, state, episode, nudge_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', 1, ?)",
                (WORKSPACE, number, number, number, opened, opened, opened, member_id, far),
            )


def run(effort: Effort) -> Report:
    share = effort.of(MESSAGES) // ROUNDS
    with outbox(share * (ROUNDS + 1)) as box:
        reminders = _pairs(box, box.nudge, share)
        notices = _pairs(box, box.notify, share)
    many = f"{share * ROUNDS:,}"
    return Report(
        (
            _row(f"{many} reminders, judged and rendered anew ÷ a bare loop", reminders),
            _row(f"{many} messages written before ÷ a bare loop", notices),
        )
    )


def _pairs(box: Outbox, owe: Callable[[int], None], share: int) -> list[tuple[float, float]]:
    found = []
    for _ in range(ROUNDS + 1):
        owe(share)
        found.append((box.deliver(share), box.post_bare()))
    return found[1:]


def _row(what: str, pairs: list[tuple[float, float]]) -> Row:
    ours, bare = (median(1 / one for one in side) for side in zip(*pairs, strict=True))
    rates = tuple(b / a for a, b in pairs)
    goal = Goal(0.5, is_most=False)
    return Row(what, f"Heed {ours:.0f} a second", f"client {bare:.0f} a second", rates, goal)
