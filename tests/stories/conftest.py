"""Stories run on a stage: the real protocol, a real store, and a clock that is set."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest

from bot.playground.slack import Channel, CommandOutcome, Member, Message
from bot.playground.stage import Stage
from tests.makers import assert_rebuilt
from tests.outgoing import problems

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=BERLIN)

# Stories of the way itself are told both ways, always.
OF_THE_WAY = ("test_doors", "test_events", "test_faults", "test_payloads", "test_bad_input")
WAYS = ("socket", "http")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tell each other story one way, half of them each; `HEED_CAMPAIGN` tells all both ways."""
    if os.environ.get("HEED_CAMPAIGN"):
        return
    told = [item for item in items if not _is_told_the_other_way(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(told)])
    items[:] = told


def _is_told_the_other_way(item: pytest.Item) -> bool:
    way = (
        item.callspec.params.get("story")
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
        else None
    )
    if (
        way not in WAYS
        or item.path.parent.name != "stories"
        or item.path.stem.startswith(OF_THE_WAY)
    ):
        return False
    name = item.nodeid.replace(str(way), "")
    return WAYS[crc32(name.encode()) % 2] != way


class Story:
    """A support desk on a Monday at ten: Ada owns Acme, Ben leads, Cleo is in São Paulo."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.slack = stage.slack
        self.ada = self._add("ada", "Europe/Berlin")
        self.ben = self._add("ben", "Europe/Berlin")
        self.cleo = self._add("cleo", "America/Sao_Paulo")
        self.gus = self.slack.add_member("gus", real_name="Gus", is_restricted=True)
        self.ona = self.slack.add_member("ona", real_name="Ona", team_id="T0ELSEWHERE")
        self.support: Channel = self.slack.add_channel(
            "support", members=[self.ada, self.ben, self.cleo]
        )
        # Heed is not in it, and people of another company are.
        self.shared: Channel = self.slack.add_channel(
            "acme-shared",
            members=[self.ada, self.ben, self.gus, self.ona],
            bot=False,
            ext_shared=True,
        )

    def _add(self, name: str, zone: str) -> Member:
        return self.slack.add_member(name, real_name=name.title(), tz=zone)

    def open(self) -> "Story":
        self.stage.start()
        self.type(self.ben, "/heed", "setup lead @ben")
        self.type(self.ada, "/customer", "add Acme")
        return self

    def type(self, who: Member, command: str, words: str) -> CommandOutcome:
        """Type a command; it is acknowledged in time, with words."""
        outcome = self.slack.command(who, command, words)
        assert outcome.ok, outcome
        assert outcome.message is not None
        return outcome

    def said(self, who: Member, command: str, words: str) -> str:
        """Everything that the reply to a command says."""
        message = self.type(who, command, words).message
        assert message is not None
        return seen(message)

    def press(self, who: Member, message: Message, action_id: str, **by: object) -> None:
        """Press a button, and wait until what it set off has happened."""
        assert self.slack.press(who, message, action_id, **by).ok  # type: ignore[arg-type]
        self.stage.settle()

    def react(self, who: Member, message: Message, emoji: str) -> None:
        self.slack.react(who, message, emoji)
        self.stage.settle()

    def unreact(self, who: Member, message: Message, emoji: str) -> None:
        self.slack.unreact(who, message, emoji)
        self.stage.settle()

    def wait(self, **by: float) -> None:
        self.stage.move(timedelta(**by))

    def until(self, day: int, hour: int = 9, minute: int = 5) -> None:
        """Let the clock run to a day of that November, in Berlin."""
        self.stage.set(datetime(2026, 11, day, hour, minute, tzinfo=BERLIN))

    def nudges(self, who: Member) -> list[Message]:
        """What Heed posted to a member of itself, oldest first."""
        return [one for one in self.slack.dm(who) if not one.is_ephemeral]

    def nudge(self, who: Member) -> Message:
        """The newest of these."""
        return self.nudges(who)[-1]

    def whispers(self, who: Member) -> list[str]:
        return [seen(one) for one in self.slack.dm(who) if one.is_ephemeral]


def seen(message: Message) -> str:
    """Every word that a message shows, in one line."""
    return " ".join(" ".join(words(block)) for block in message.blocks) or message.text


def words(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value
            elif name not in ("value", "action_id", "block_id", "type"):
                yield from words(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from words(one)


def assert_sound(stage: Stage) -> None:
    """Slack would have taken every call, and the tables are what the history says."""
    wrong = [
        f"{call.method}: {problem}"
        for call in stage.slack.log
        if call.method not in ("response_url", "upload", "download")
        for problem in problems(call.method, dict(call.params))
    ]
    assert wrong == []
    assert_rebuilt(stage.store)


@pytest.fixture(params=WAYS)
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """By Socket Mode, or by signed HTTP."""
    stage = Stage(at=MONDAY, over_http=request.param == "http")
    told = Story(stage)
    try:
        yield told.open()
        assert_sound(stage)
    finally:
        stage.stop()
