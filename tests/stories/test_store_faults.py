"""The store misbehaves: people are told in time, nothing typed is lost, and Heed comes back."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.slack import Fault
from bot.playground.stage import Stage
from schedules import clockwork, courier
from tests.makers import assert_rebuilt
from tests.stories.ailing import Line, Patient
from tests.stories.conftest import MONDAY, Story, seen

WORDS = "Acme: send " + " ".join(f"page {number}," for number in range(150)) + " revised by friday"
TRACES = ("Traceback", "SELECT", "INSERT", "sqlite", "psycopg", "Error", "receipts")
LINE = "a line that can be cut"


def gives_back(said: str) -> bool:
    """Whether all that was typed is in it; what is long stands in several blocks."""
    return "".join(WORDS.split()) in "".join(said.split())


class Ward:
    """A story whose store can be made to ail."""

    def __init__(self, story: Story, patient: Patient, line: Line | None) -> None:
        self.story = story
        self.patient = patient
        self.line = line

    def promised(self) -> list[str]:
        """The numbers of what Ada has promised, as Heed says them."""
        said = self.story.said(self.story.ada, "/mine", "")
        return [f"#{number}" for number in range(1, 9) if f"#{number}" in said]

    def is_healthy(self) -> bool:
        return self.story.stage.heed.is_healthy()

    def reminded(self, count: int = 1) -> None:
        """So many reminders arrive, on the machine's clock, and no more."""
        story = self.story
        story.slack.wait_for(lambda: len(story.nudges(story.ada)) >= count, timeout=8)
        time.sleep(0.5)
        story.stage.settle()
        assert len(story.nudges(story.ada)) == count


@pytest.fixture(params=["sqlite socket", "sqlite http", "postgres socket", "postgres http"])
def ward(request: pytest.FixtureRequest) -> Iterator[Ward]:
    """Each fault on both stores, through both doors, unless a test names some."""
    kind, _, way = request.param.partition(" ")
    url = request.getfixturevalue(f"{kind}_url")
    line = Line(url) if way == LINE else None
    stage = Stage(
        at=MONDAY,
        store_url=line.url if line else url,
        over_http=way == "http",
        lease=timedelta(seconds=2),
        grace=timedelta(seconds=1),
    )
    story = Story(stage)
    try:
        story.open()
        yield Ward(story, Patient(stage.store, url), line)
        assert_rebuilt(stage.store)
    finally:
        stage.stop()
        if line:
            line.close()


@pytest.fixture
def brisk(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real clockwork runs, and waits a fifth of a second where it waits for longer."""
    for name in ("SWEEP_SECONDS", "DELIVERY_SECONDS"):
        monkeypatch.setattr(clockwork, name, 0.2)
    monkeypatch.setattr(courier, "FAULT_SECONDS", 0.2)
    ward.story.stage.heed.clockwork.start()
    yield
    ward.story.stage.heed.clockwork.stop()


def only(*params: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("ward", params, indirect=True)


both = only("sqlite http", "postgres socket")
on_a_line = only(f"postgres {LINE}")

Ails = Callable[[Patient], AbstractContextManager[Any]]


def cases(*named: str) -> pytest.MarkDecorator:
    """Such as "locked: sqlite http", each on a store and through a door of its own."""
    pairs = [one.split(": ") for one in named]
    params = [(ward, getattr(Patient, ails)) for ails, ward in pairs]
    return pytest.mark.parametrize(("ward", "ails"), params, indirect=["ward"], ids=named)


@cases(
    "locked: sqlite socket",
    "locked: sqlite http",
    "locked: postgres socket",
    "locked: postgres http",
    "read_only: sqlite socket",
    "read_only: postgres http",
    "full: sqlite http",
    "full: postgres socket",
)
def test_what_is_typed_comes_back_in_time_and_works_afterwards(
    ward: Ward, ails: Ails, caplog: pytest.LogCaptureFixture
) -> None:
    story = ward.story
    with ails(ward.patient):
        said = story.said(story.ada, "/promise", WORDS)

    assert "nothing was changed" in said
    assert gives_back(said)
    assert [trace for trace in TRACES if trace in said] == []
    assert "page 77" not in caplog.text, "what people type is not for the log"
    assert "Promised to" in story.said(story.ada, "/promise", WORDS)
    assert ward.promised() == ["#1"]
    assert ward.is_healthy()


@cases(
    "read_only: sqlite socket",
    "full: sqlite http",
    "read_only: postgres http",
)
def test_what_was_owed_meanwhile_is_said_once(ward: Ward, ails: Ails, brisk: None) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    with ails(ward.patient):
        story.stage.clock.move(timedelta(hours=3, minutes=1))
        time.sleep(1.2)
        assert len(story.nudges(story.ada)) <= 1

    ward.reminded()
    story.press(story.ada, story.nudge(story.ada), "thing.answered")
    story.slack.wait_for(lambda: "Answered by Ada" in seen(story.nudge(story.ada)), timeout=8)


@cases(
    "locked: sqlite http",
    "read_only: sqlite socket",
    "locked: postgres socket",
    "full: postgres http",
)
def test_a_store_that_goes_away_behind_a_post_does_not_have_it_said_again(
    ward: Ward, ails: Ails, brisk: None
) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", Fault.delay(0.5))
    story.stage.clock.move(timedelta(hours=3, minutes=1))
    story.slack.wait_for(lambda: story.nudges(story.ada))
    with ails(ward.patient):
        time.sleep(1.2)

    ward.reminded()
    story.press(story.ada, story.nudge(story.ada), "thing.answered")
    story.slack.wait_for(lambda: "Answered by Ada" in seen(story.nudge(story.ada)), timeout=8)


@cases(
    "locked: sqlite http",
    "full: sqlite socket",
    "locked: postgres socket",
    "read_only: postgres http",
)
def test_a_press_is_told_in_time_and_works_afterwards(ward: Ward, ails: Ails) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    with ails(ward.patient):
        began = time.monotonic()
        assert story.slack.press(story.ada, story.nudge(story.ada), "thing.answered").ok
        story.slack.wait_for(lambda: "nothing was changed" in "".join(story.whispers(story.ada)))
        assert time.monotonic() - began < 3

    story.press(story.ada, story.nudge(story.ada), "thing.answered")
    story.slack.wait_for(lambda: "Answered by Ada" in seen(story.nudge(story.ada)), timeout=8)


@cases(
    "locked: sqlite http",
    "read_only: postgres http",
    "full: postgres socket",
)
def test_a_form_stays_as_it_was_filled_in_and_can_be_sent_again(ward: Ward, ails: Ails) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    story.press(story.ada, story.nudge(story.ada), "thing.more", option="give:1")
    view = story.slack.view(story.ada)
    assert view is not None
    filled = {"member": story.ben, "reason": "They expect a call"}
    with ails(ward.patient):
        outcome = story.slack.submit(story.ada, view, filled)
    assert "again in a minute" in " ".join(outcome.errors.values())

    assert story.slack.submit(story.ada, view, filled).ok
    assert "#1" in story.said(story.ben, "/mine", "")


@cases("locked: sqlite http", "read_only: sqlite socket", "read_only: postgres http")
def test_heed_is_healthy_again_as_soon_as_its_store_is(ward: Ward, ails: Ails) -> None:
    with ails(ward.patient):
        assert not ward.is_healthy()
    assert ward.is_healthy()


@only("sqlite socket")
def test_ten_seconds_under_lock_lose_nothing(ward: Ward, brisk: None) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    ends = time.monotonic() + 10
    with ward.patient.locked():
        story.stage.clock.move(timedelta(hours=3, minutes=1))
        while time.monotonic() < ends - 3:
            assert gives_back(story.said(story.ada, "/promise", WORDS))
        time.sleep(ends - time.monotonic())

    ward.reminded()
    assert "Promised to" in story.said(story.ada, "/promise", WORDS)
    assert ward.promised() == ["#1", "#2"]


@both
def test_plain_words_that_met_a_lock_are_answered_once(ward: Ward) -> None:
    """Slack sends them again, at once at first."""
    story = ward.story
    with ward.patient.locked():
        story.slack.say(story.ada, None, "contact from Acme: asks for a quote")
        time.sleep(1.2)

    story.slack.wait_for(lambda: "Logged for" in seen(story.nudge(story.ada)), timeout=10)
    time.sleep(0.5)
    assert len(story.nudges(story.ada)) == 2, "what Ada said, and the answer"


@cases("slow: sqlite http", "stuck: postgres socket")
def test_a_slow_store_has_its_answer_follow(ward: Ward, ails: Ails) -> None:
    story = ward.story
    with ails(ward.patient):
        said = story.said(story.ada, "/promise", WORDS)
        assert "the answer follows" in said
        assert gives_back(said)
        story.slack.wait_for(lambda: "Promised to" in story.whispers(story.ada)[-1], timeout=8)

    assert ward.promised() == ["#1"]


@only("postgres http")
def test_a_form_on_a_slow_store_is_carried_out_once(ward: Ward) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    story.press(story.ada, story.nudge(story.ada), "thing.more", option="give:1")
    view = story.slack.view(story.ada)
    assert view is not None
    filled = {"member": story.ben, "reason": "They expect a call"}
    with ward.patient.slow():
        outcome = story.slack.submit(story.ada, view, filled)
        assert "Submit it again" in " ".join(outcome.errors.values())

    story.slack.wait_for(lambda: "#1" in story.said(story.ben, "/mine", ""), timeout=10)
    assert story.slack.submit(story.ada, view, filled).ok
    assert "#1" in story.said(story.ben, "/mine", "")


CUT = ["SELECT", "INSERT INTO history", "INSERT INTO receipts", "COMMIT"]


@only("postgres socket")
@pytest.mark.parametrize("statement", CUT)
def test_a_connection_cut_in_a_transaction_is_not_noticed(ward: Ward, statement: str) -> None:
    story = ward.story
    with ward.patient.cut_before(statement) as struck:
        said = story.said(story.ada, "/promise", WORDS)

    assert struck
    assert "Promised to" in said
    assert ward.promised() == ["#1"]


@on_a_line
def test_a_commit_nobody_heard_of_is_answered_as_if_it_had_been(ward: Ward) -> None:
    story = ward.story
    assert ward.line is not None
    ward.line.lose_commit()
    said = story.said(story.ada, "/promise", WORDS)

    assert ward.line.lost()
    assert "Promised to" in said
    assert "Undo" in said
    assert ward.promised() == ["#1"]


@on_a_line
def test_a_commit_that_nobody_can_look_for_is_not_denied(ward: Ward) -> None:
    """It is written, but all that Heed knows is that it may be."""
    story = ward.story
    assert ward.line is not None
    story.stage.settle()
    ward.line.lose_commit(for_good=True)
    story.type(story.ada, "/promise", WORDS)
    # On a machine that is busy itself the answer may have to follow.
    story.slack.wait_for(lambda: "cannot tell" in story.whispers(story.ada)[-1], timeout=8)
    ward.line.mend()

    said = story.whispers(story.ada)[-1]
    assert "nothing was changed" not in said
    assert gives_back(said)
    assert "already logged as #1" in story.said(story.ada, "/promise", WORDS)
    assert ward.promised() == ["#1"]


@on_a_line
def test_a_line_that_goes_dead_is_told_and_the_answer_follows(ward: Ward) -> None:
    story = ward.story
    assert ward.line is not None
    # With a connection at hand; had each been in use, none could be opened, and nothing changed.
    story.stage.settle()
    with ward.line.dead():
        said = story.said(story.ada, "/promise", WORDS)
        assert "the answer follows" in said
        assert gives_back(said)

    story.slack.wait_for(lambda: "Promised to" in story.whispers(story.ada)[-1], timeout=8)
    assert ward.promised() == ["#1"]


@only("postgres socket")
def test_a_server_that_restarts_again_and_again_loses_and_doubles_nothing(
    ward: Ward, brisk: None
) -> None:
    story = ward.story
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.stage.clock.move(timedelta(hours=3, minutes=1))
    for _ in range(30):
        ward.patient.cut_all()
        time.sleep(0.02)

    ward.reminded()
    assert "Promised to" in story.said(story.ada, "/promise", WORDS)
