"""Thousands of texts near the grammar and of mangled payloads, through the real protocol.

`HEED_CAMPAIGN=long` makes them 100,000, `HEED_CAMPAIGN=5000` so many; else there are few. Every
run is the same run: what is generated depends on nothing but the number of its shard.
"""

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.playground.stage import Stage
from tests.campaign.arriving import ADDRESS, CHANGE, CHANNEL, COUNT, STAMP, form_of
from tests.campaign.doors import ACKNOWLEDGED, TURNED_AWAY, Door, door
from tests.campaign.generated import MEMBERS, typed
from tests.campaign.inspection import Faults, faults_of_answer, faults_of_call
from tests.campaign.mangled import Arrival, arrivals, sent
from tests.makers import assert_rebuilt
from tests.stories.conftest import MONDAY, Story, seen

FEW, LONG = 1_200, 100_000
SHARD = 5_000  # examples on one stage: what it knows grows, and so does what is looked at
BATCH = 100  # after so many, time passes and what went out is looked at
STEP = timedelta(minutes=45)
USES = 4  # of the five that an address takes


def wanted() -> int:
    """How many examples there shall be in all."""
    found = os.environ.get("HEED_CAMPAIGN", "")
    return LONG if found == "long" else int(found or FEW)


KINDS: dict[str, st.SearchStrategy[Arrival]] = {
    "texts": typed().map(form_of).map(sent),
    "payloads": arrivals(),
}
EACH = wanted() // (2 * len(KINDS))
SHARDS = [
    pytest.param(by, kind, number, min(SHARD, EACH - number * SHARD), id=f"{kind}-{by}-{number}")
    for number in range(-(-EACH // SHARD))
    for kind in KINDS
    for by in ("http", "socket")
]


class Flood:
    """Sends one thing after the other to one Heed, and looks at all that comes of it."""

    def __init__(self, story: Story, entrance: Door, faults: Faults) -> None:
        self.story, self._door, self._faults = story, entrance, faults
        self.statuses: Counter[int] = Counter()
        self.slowest = 0.0
        self._told = {ADDRESS: "", CHANNEL: "D0NONE", STAMP: "1.1", CHANGE: "0" * 32}
        cast = (story.ada, story.ben, story.cleo, story.gus)
        self._told |= {name: one.id for name, one in zip(MEMBERS, cast, strict=True)}
        self._uses = 0

    def send(self, arrival: Arrival) -> None:
        if self._uses % USES == 0:
            self._told[ADDRESS] = self._address()
        self._uses += ADDRESS.encode() in arrival.body
        count = self.statuses.total()
        self._told[COUNT] = str(count)
        self._ask(arrival)
        if count % BATCH == BATCH // 2:
            self._ask(arrival)  # as Slack would, had it not heard the answer
        if count % BATCH == BATCH - 1:
            self.look()

    def _ask(self, arrival: Arrival) -> None:
        began = time.monotonic()
        status, answer = self._door.send(arrival, self._told)
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.statuses[status] += 1
        assert status == ACKNOWLEDGED or status in TURNED_AWAY, (status, answer, arrival)
        wrong = faults_of_answer(answer) if status == ACKNOWLEDGED else []
        assert not wrong, (wrong, arrival)
        assert not self._faults.found, ("\n".join(self._faults.found), arrival)

    def look(self) -> None:
        """Let time pass, and look at what Heed said by itself and to clicks."""
        stage = self.story.stage
        stage.follow()
        stage.clock.set(stage.clock() + STEP)
        stage.heed.clockwork.tick()
        stage.settle()
        calls = self.story.slack.log
        self.story.slack.clear_log()
        wrong = [(call.method, fault) for call in calls for fault in faults_of_call(call)]
        assert not wrong, wrong[:3]
        assert not self._faults.found, "\n".join(self._faults.found)
        self._remember()

    def _remember(self) -> None:
        reminders = self.story.nudges(self.story.ada)
        if reminders:
            self._told |= {CHANNEL: reminders[-1].channel, STAMP: reminders[-1].ts}
        reply = self.story.type(self.story.ada, "/contact", f"from Acme: {self.statuses}").message
        assert reply is not None
        for control in reply.controls:
            if control.action_id == "change.undo":
                self._told[CHANGE] = str(control.value)

    def _address(self) -> str:
        self.story.slack.command(self.story.ada, "/mine", "")
        return str(self.story.slack.sent("slash_commands")[-1].payload["response_url"])


@contextmanager
def flood(by: str) -> Iterator[Flood]:
    stage = Stage(at=MONDAY, over_http=by == "http")
    story = Story(stage)
    try:
        story.open()
        with door(stage.slack) as entrance, Faults() as faults:
            yield Flood(story, entrance, faults)
    finally:
        stage.stop()


def examples(kind: str, *, number: int, count: int) -> list[Arrival]:
    """So many, the same ones each time. A stage remembers, so none is made smaller or sent alone;
    and none is sent while others are made: Hypothesis wants nobody else to throw dice then."""
    found: list[Arrival] = []

    @seed(f"{kind} {number}")
    @settings(
        max_examples=count,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(KINDS[kind])
    def each(arrival: Arrival) -> None:
        found.append(arrival)

    each()
    gc.collect()  # what this left behind must not be swept up while Slack waits
    return found


@pytest.mark.parametrize(("by", "kind", "number", "count"), SHARDS)
def test_whatever_arrives_is_answered_and_nothing_in_it_comes_alive(
    by: str, kind: str, number: int, count: int, record_property: Callable[[str, object], None]
) -> None:
    everything = examples(kind, number=number, count=count)
    with flood(by) as running:
        for arrival in everything:
            running.send(arrival)
        running.look()

        assert_rebuilt(running.story.stage.store)
        ordinary = running.story.type(running.story.ada, "/contact", "from Acme: is it done?")
        assert ordinary.message is not None
        assert "Logged for" in seen(ordinary.message)
        record_property("statuses", dict(running.statuses))
        record_property("slowest", round(running.slowest, 3))
