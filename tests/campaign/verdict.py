"""The verdict on a campaign: nothing lost, nothing said twice, and every message says what is true.

What stands in Slack is read there, not believed of the store.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

from sqlalchemy import select

from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.core.ladders import BRIEF
from bot.core.nudges import OVERTAKEN, NudgeState
from bot.messages import nudges as nudge_words
from bot.playground.slack import Message, Slack
from bot.services import editing
from bot.services.desk import Desk
from bot.store import posted
from bot.store.engine import Store
from bot.store.tables import deliveries, nudges, posted_rows
from bot.store.tables import posted as posted_table
from tests.campaign.story import CHANNEL, READERS
from tests.makers import T1, assert_rebuilt

LATER_INSTEAD = ("a later step was said", OVERTAKEN)
SAID = (
    *(DeliveryKind.NUDGES, DeliveryKind.CHANNEL, DeliveryKind.BRIEF),
    *(DeliveryKind.DIGEST, DeliveryKind.TIDINGS, DeliveryKind.NOTICE),
)
Key = tuple[int, int, str]


class Entry(NamedTuple):
    """What became of a step."""

    state: str
    audience: str
    recipient_id: str | None
    why: str | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """What was said to whom (each message as it stands, by reader, in order), and the ledger."""

    said: Mapping[str, Sequence[str]]
    ledger: Mapping[Key, Entry]
    answers: Mapping[str, int]
    digests: Mapping[str, int]
    unknown: int

    @property
    def messages(self) -> int:
        return sum(map(len, self.said.values()))

    def steps(self, *states: NudgeState) -> set[Key]:
        return {key for key, entry in self.ledger.items() if entry.state in states}


def account(store: Store, slack: Slack, *, replies: Sequence[bytes]) -> Account:
    """Read what came of a campaign."""
    with store.read() as connection:
        rows = connection.execute(select(nudges).where(nudges.c.workspace_id == T1)).mappings()
        ledger = {
            (row["number"], row["episode"], row["step"]): Entry(
                row["state"], row["audience"], row["recipient_id"], row["why"], row["sent_at"]
            )
            for row in rows
            # What a brief merely spoke of is no step, and is named by the delivery at hand.
            if not row["step"].startswith(BRIEF)
        }
        query = select(deliveries.c.id).where(deliveries.c.state == DeliveryState.UNKNOWN)
        unknown = len(connection.execute(query).all())
    standing = [message for message in standing_in(slack) if not message.is_ephemeral]
    said: dict[str, list[str]] = {}
    for message in standing:
        said.setdefault(reader_of(slack, message), []).append(_words(message))
    whispers = [message.text for message in standing_in(slack) if message.is_ephemeral]
    answers = Counter(whispers + [json.loads(reply)["text"] for reply in replies])
    digests = Counter(
        who for who, words in said.items() for each in words if "Our customers, week of" in each
    )
    return Account(said, ledger, answers, digests, unknown)


def _places(slack: Slack) -> dict[str, str]:
    """Every channel that Heed may have posted in, by who reads it."""
    direct = {member.id: slack.direct(member.id).id for member in READERS}
    return direct | {CHANNEL: CHANNEL}


def standing_in(slack: Slack) -> list[Message]:
    bot = slack.installation.bot_user_id
    found = []
    for reader, channel_id in _places(slack).items():
        viewer = None if reader == CHANNEL else reader
        found += [one for one in slack.messages(channel_id, viewer=viewer) if one.user == bot]
    found += [one for one in slack.messages(CHANNEL, viewer=READERS[0].id) if one.is_ephemeral]
    return found


def reader_of(slack: Slack, message: Message) -> str:
    return next(who for who, place in _places(slack).items() if place == message.channel)


def _words(message: Message) -> str:
    """A message without what tells one run from another."""
    words = json.dumps({"text": message.text, "blocks": message.blocks}, sort_keys=True)
    return re.sub(r'"block_id": "[^"]*"(, )?', "", words)


def assert_sound(store: Store, slack: Slack, found: Account, desk: Desk) -> None:
    """Whatever happened on the way, this holds when everything is quiet."""
    assert_rebuilt(store)
    _assert_nothing_is_stuck(store)
    _assert_said_once(store, slack)
    _assert_true(desk, slack)
    assert set(found.answers.values()) <= {1}
    assert set(found.digests.values()) <= {1}


def _assert_nothing_is_stuck(store: Store) -> None:
    with store.read() as connection:
        unsettled = connection.execute(
            select(deliveries.c.id, deliveries.c.kind, deliveries.c.state, deliveries.c.error)
            .where(deliveries.c.state.not_in([DeliveryState.SENT, DeliveryState.MOOT]))
            .where(deliveries.c.kind.in_(SAID))
        ).all()
        waiting = connection.execute(
            select(nudges.c.number, nudges.c.step, nudges.c.state).where(
                nudges.c.state.in_([NudgeState.QUEUED, NudgeState.BOUND, NudgeState.LOST])
            )
        ).all()
        unexplained = connection.execute(
            select(nudges.c.number, nudges.c.step, nudges.c.state).where(
                nudges.c.state != NudgeState.SENT, nudges.c.why.is_(None)
            )
        ).all()
        leased = connection.execute(
            select(deliveries.c.id).where(deliveries.c.leased_until.is_not(None))
        ).all()
    assert (unsettled, waiting, unexplained, leased) == ([], [], [], [])


def _assert_said_once(store: Store, slack: Slack) -> None:
    """Messages and deliveries match one to one, and so do nudges and the rows that show them."""
    standing = [message for message in standing_in(slack) if not message.is_ephemeral]
    there = sorted((_delivery_of(one), one.channel, one.ts) for one in standing)
    with store.read() as connection:
        query = select(deliveries.c.id, deliveries.c.channel_id, deliveries.c.ts).where(
            deliveries.c.kind.in_(SAID), deliveries.c.state == DeliveryState.SENT
        )
        sent = sorted(tuple(row) for row in connection.execute(query))
        shown = sorted(connection.execute(select(posted_rows.c.nudge_id)).scalars())
        told = select(nudges.c.id).where(nudges.c.state == NudgeState.SENT)
        told_ids = sorted(connection.execute(told).scalars())
    assert there == sent
    assert shown == told_ids
    calls = [call for call in slack.calls("chat.postMessage") if call.response.get("ok")]
    words = Counter((one.params["channel"], json.dumps(one.params["blocks"])) for one in calls)
    assert [again for again in words.items() if again[1] > 1] == []
    assert len(calls) == len(standing)


def _delivery_of(message: Message) -> int:
    assert message.metadata is not None, message
    return int(message.metadata["event_payload"]["delivery"])


def _assert_true(desk: Desk, slack: Slack) -> None:
    """What stands in Slack is what the store would have said there now.

    A row that a newer reminder took over stays as that left it: it only must not ask any more.
    """
    with desk.store.read() as connection:
        shows = posted_table.c.kind.not_in(posted.WITHOUT_ROWS)
        query = select(posted_table.c.channel_id, posted_table.c.ts).where(shows)
        places = connection.execute(query).all()
        found = [posted.at(connection, T1, channel, ts) for channel, ts in places]
    standing = {(one.channel, one.ts): one for one in standing_in(slack)}
    for message in found:
        assert message is not None
        wanted = nudge_words.reminder(editing.bundle_of(desk, message))
        there = standing[message.channel_id, message.ts]
        assert '"primary"' not in json.dumps(there.blocks), there.text
        if not any(row.is_old for row in message.rows):
            assert _timeless(there.text) == _timeless(wanted.text)


def _timeless(words: str) -> str:
    """What is said without when that was: “today” is another day later on."""
    return re.sub(r", \S+ (\S+ \S+ )?\d\d:\d\d", "", words)


def assert_as_undisturbed(found: Account, undisturbed: Account) -> None:
    """A worker alone says the very same, however often it dies; only what may not be said
    twice, and cannot be looked for, may be missing."""
    keys = {*found.ledger, *undisturbed.ledger}
    both = {key: (found.ledger.get(key), undisturbed.ledger.get(key)) for key in keys}
    changed = {key: pair for key, pair in both.items() if pair[0] != pair[1]}
    assert changed == {}, changed
    assert set(found.said) == set(undisturbed.said)
    pairs = [
        pair
        for reader, said in undisturbed.said.items()
        for pair in zip_longest(found.said[reader], said)
    ]
    reworded = [pair for pair in pairs if pair[0] != pair[1]]
    assert reworded == [], reworded
    _assert_answered(found, undisturbed)


def assert_as_complete(found: Account, undisturbed: Account) -> None:
    """Several workers bundle as it comes, and time passes while they are dead; yet no step is
    missing, each is said or explained, and whoever was to hear of a thing did."""
    assert set(found.ledger) == set(undisturbed.ledger)
    for key in undisturbed.steps(NudgeState.SENT) - found.steps(NudgeState.SENT):
        assert found.ledger[key].why in LATER_INSTEAD, (key, found.ledger[key])
    assert _heard(undisturbed) <= _heard(found)
    assert found.digests == undisturbed.digests
    _assert_answered(found, undisturbed)


def _heard(found: Account) -> set[tuple[int, int, str]]:
    """Who was told of what: the owners, or the lead."""
    return {
        (number, episode, found.ledger[number, episode, step].audience)
        for number, episode, step in found.steps(NudgeState.SENT)
    }


def _assert_answered(found: Account, undisturbed: Account) -> None:
    """An answer may be missing where nobody knows whether it arrived."""
    missing = set(undisturbed.answers) - set(found.answers)
    assert len(missing) <= found.unknown
