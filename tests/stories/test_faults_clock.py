"""Clocks jump, and people and processes do the same thing at once: nothing twice, nothing lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot import wiring
from bot.playground.slack import Fault
from bot.settings import Settings
from bot.wiring import Heed
from tests.stories.conftest import Story, seen

pytestmark = pytest.mark.parametrize("story", ["http"], indirect=True)
STEPS = (timedelta(hours=1), timedelta(days=1))
steps = pytest.mark.parametrize("step", STEPS, ids=["an hour", "a day"])


def jump(story: Story, by: timedelta) -> None:
    """The workspace's clock is set, and whatever is due then happens."""
    story.stage.clock.move(by)
    story.stage.heed.clockwork.tick()
    story.stage.heed.clockwork.tidy()
    story.stage.settle()


@steps
def test_a_clock_set_back_says_nothing_twice_and_loses_nothing(
    story: Story, step: timedelta
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    assert len(story.nudges(story.ada)) == 1

    jump(story, -step)
    assert "Acme" in story.said(story.ada, "/mine", "")
    assert "Logged" in story.said(story.ada, "/contact", "from Acme: asks once more")
    jump(story, step)

    assert len(story.nudges(story.ada)) == 1
    story.until(16, 14, 5)
    assert len(story.nudges(story.ada)) == 2
    story.until(16, 16, 5)
    assert len(story.nudges(story.ben)) == 1


@steps
def test_what_was_said_while_the_clock_ran_ahead_is_not_said_again(
    story: Story, step: timedelta
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    jump(story, step)
    ahead = len(story.nudges(story.ada))
    assert ahead == 2, "due, or a day later"

    jump(story, -step)
    story.until(16, 14, 5)
    assert len(story.nudges(story.ada)) == ahead
    assert "by phone" in story.said(story.ada, "/contact", "from Acme: called by phone")


@steps
def test_a_clock_that_ran_ahead_silences_nobody_until_it_is_caught_up_with(
    story: Story, step: timedelta
) -> None:
    """Ada was told while the clock ran ahead; what comes due after that is still hers to hear."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    jump(story, step)
    told = len(story.nudges(story.ada))
    jump(story, -step)

    story.type(story.ada, "/promise", "Acme: call them by today 3:30pm")
    story.until(16, 15, 5)
    assert len(story.nudges(story.ada)) == told + 1
    assert "#2" in seen(story.nudge(story.ada))


@steps
def test_claims_and_snoozes_outlive_a_clock_set_back_and_forth(
    story: Story, step: timedelta
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: call them by today 3pm")
    story.type(story.cleo, "/contact", "take 1")
    story.type(story.ada, "/promise", "snooze 2 until tomorrow 9am")
    before = story.said(story.ada, "/mine", "")

    jump(story, -step)
    jump(story, step)

    assert story.said(story.ada, "/mine", "") == before
    story.until(16, 16, 0)
    assert story.nudges(story.ada) == [], "one has Cleo, the other is snoozed"
    story.until(17, 9, 5)
    assert "#2" in seen(story.nudge(story.ada))


VERBS = ("take 1", "snooze 1 until tomorrow", "from Acme: asks again", "give 1 @ben", "give 1 @ada")


@steps
def test_every_command_is_answered_by_a_clock_set_back(story: Story, step: timedelta) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    jump(story, -step)

    for words in VERBS:
        assert "You typed" not in story.said(story.ada, "/contact", words)
    assert "Acme" in story.said(story.ada, "/customer", "Acme")
    assert "#1" in story.said(story.ada, "/heed", "why 1")
    story.type(story.ada, "/contact", "answered 1")
    jump(story, step)
    story.type(story.ada, "/contact", "answered 1")
    assert "#1" not in story.said(story.ada, "/mine", "")
    told = len(story.nudges(story.ada))
    story.until(16, 16, 30)
    assert len(story.nudges(story.ada)) == told


@steps
def test_a_digest_comes_once_a_week_whatever_the_clock_does(story: Story, step: timedelta) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/contact", "answered 1")
    story.until(23, 9, 5)
    digests = len(story.nudges(story.ben))
    assert digests == 1

    jump(story, -step)
    jump(story, step)
    assert len(story.nudges(story.ben)) == digests
    story.until(30, 9, 5)
    assert len(story.nudges(story.ben)) == digests + 1


@pytest.mark.parametrize("step", [-STEPS[1], -STEPS[0], STEPS[0], STEPS[1]], ids=str)
def test_the_machines_clock_may_jump_while_something_is_being_sent(
    story: Story, step: timedelta
) -> None:
    """Leases and retries go by it; whoever waits meanwhile waits no longer than the jump."""
    story.type(story.ada, "/heed", "brief off")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("chat.postMessage", Fault.drop_after())
    story.until(16, 13, 1)
    with time_machine.travel(datetime.now(UTC) + step):
        story.stage.heed.courier.wake()
        story.stage.settle()
        assert story.slack.command(story.cleo, "/mine", "").ok
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        story.stage.heed.courier.wake()
        story.stage.settle()

    assert len(story.nudges(story.ada)) == 1
    assert len(story.slack.calls("chat.postMessage")) == 1
    story.press(story.ada, story.nudge(story.ada), "thing.answered")
    assert "Answered by Ada" in seen(story.nudge(story.ada))


def test_the_playgrounds_clock_goes_on_while_the_workspace_is_paused(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.revoke("token_revoked")
    story.until(16, 13, 1)
    story.until(20, 12, 0)
    assert story.nudges(story.ada) == []

    story.slack.restore()
    story.stage.follow()
    story.wait(minutes=1)
    assert len(story.nudges(story.ada)) == 1


@pytest.fixture
def second(story: Story) -> Iterator[Heed]:
    """Another process of the same Heed, on the same store."""
    settings = replace(
        Settings(),
        slack_bot_token=story.slack.bot_token,
        slack_signing_secret=story.slack.signing_secret,
        slack_api_url=story.slack.api_url,
    )
    heed = wiring.build(settings, story.stage.store, now=story.stage.clock, apart=0)
    heed.courier.start()
    yield heed
    heed.courier.stop()


def test_two_sweepers_and_two_editors_say_and_edit_everything_once(
    story: Story, second: Heed
) -> None:
    for name in ("Globex", "Initech", "Hooli"):
        story.type(story.ben, "/customer", f"add {name}")
    for name in ("Acme", "Globex", "Initech", "Hooli"):
        story.type(story.ada, "/contact", f"from {name}: asks for a quote")
    for minutes in (181, 61, 61, 61):
        story.stage.clock.move(timedelta(minutes=minutes))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda heed: heed.clockwork.tick(), (story.stage.heed, second)))
        story.slack.wait_for(lambda: not second.courier.is_busy(), timeout=10)
        story.stage.settle()

    for who in (story.ada, story.ben):
        told = story.nudges(who)
        assert len({seen(one) for one in told}) == len(told)
        assert len(told) <= 4
    story.press(story.ben, story.nudge(story.ben), "thing.answered")
    story.slack.wait_for(lambda: "Answered by Ben" in seen(story.nudge(story.ben)), timeout=10)
    assert len(story.nudges(story.ada)) == 2


def test_a_double_click_counts_once(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/contact", "from Acme: asks once more")
    story.until(16, 13, 1)
    nudge = story.nudge(story.ada)

    with ThreadPoolExecutor(3) as pool:
        clicks = [
            pool.submit(story.slack.press, who, nudge, "thing.answered", as_seen=True)
            for who in (story.ada, story.ada, story.ada)
        ]
        assert all(click.result().ok for click in clicks)
    story.stage.settle()

    why = story.said(story.ada, "/heed", "why 1")
    assert why.casefold().count("answered by") <= 1
    assert "Answered by" in seen(story.nudge(story.ada))
    assert len(story.nudges(story.ada)) == 1
    assert "Undone" in story.said(story.ada, "/heed", "undo 1"), "one answer, one undoing"
    assert "#1" in story.said(story.ada, "/mine", "")


def test_a_hand_over_while_the_reminder_is_in_flight_tells_both_the_truth(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("chat.postMessage", Fault.delay(1.0))
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(story.until, 16, 13, 1)
        story.slack.wait_for(lambda: story.nudges(story.ada), timeout=10)
        story.type(story.ada, "/contact", "give 1 @ben")
        coming.result()
    story.wait(minutes=1)

    assert len(story.nudges(story.ada)) == 1
    assert "Ben" in seen(story.nudge(story.ada)), "it says whose it is now"
    assert len(story.nudges(story.ben)) == 1
    assert "Acme" in seen(story.nudge(story.ben))
