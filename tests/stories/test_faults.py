"""Slack misbehaves: nothing is lost, nothing is said twice."""

from datetime import timedelta

import pytest

from bot.playground.slack import Fault, Message
from tests.stories.conftest import Story, seen


def arrived(story: Story, count: int = 1) -> list[Message]:
    """Wait, on the machine's clock, until so many reminders have come."""
    story.slack.wait_for(lambda: len(story.nudges(story.ada)) >= count, timeout=15)
    story.stage.settle()
    return story.nudges(story.ada)


@pytest.mark.parametrize(
    "fault",
    [
        Fault.rate_limited(retry_after=1),
        Fault.http(503),
        Fault.error("internal_error"),
        Fault.error("service_unavailable"),
        Fault.drop_before(),
        Fault.drop_after(),
    ],
    ids=["429", "503", "internal_error", "service_unavailable", "dropped", "dropped after"],
)
def test_a_reminder_comes_once_whatever_happens_on_the_way(story: Story, fault: Fault) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", fault)
    story.until(16, 13, 1)

    assert len(arrived(story)) == 1
    story.press(story.ada, story.nudge(story.ada), "thing.answered")
    story.slack.wait_for(lambda: "Answered by Ada" in seen(story.nudge(story.ada)), timeout=15)


def test_where_history_cannot_be_read_nothing_is_said_again(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", Fault.drop_after())
    story.slack.faults.next("conversations.history", Fault.error("missing_scope"), times=99)
    story.until(16, 13, 1)
    story.slack.wait_for(lambda: story.slack.calls("conversations.history"), timeout=15)
    story.stage.settle()

    assert len(story.nudges(story.ada)) == 1
    story.slack.faults.clear()
    story.until(16, 14, 5)
    assert len(story.nudges(story.ada)) == 2, "the next step still comes"


def test_a_message_slack_will_never_take_is_given_up_and_the_lead_told_once(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", Fault.error("msg_too_long"))
    story.until(16, 13, 1)
    story.stage.settle()

    assert story.nudges(story.ada) == []
    assert "msg too long" in seen(story.nudge(story.ben))
    assert len(story.nudges(story.ben)) == 1


def test_whoever_cannot_be_reached_is_skipped_upward(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("conversations.open", Fault.error("user_disabled"))
    story.until(16, 13, 1)
    story.stage.settle()

    assert story.nudges(story.ada) == []
    assert "Acme" in seen(story.nudge(story.ben))


def test_an_archived_channel_sends_its_reminders_by_direct_message(story: Story) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.archive(story.support)
    story.until(16, 14, 5)

    assert len(story.nudges(story.ada)) == 2


def test_a_revoked_token_pauses_everything_and_loses_nothing(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.revoke("token_revoked")
    story.until(16, 13, 1)
    assert story.nudges(story.ada) == []

    story.slack.restore()
    story.stage.follow()
    story.stage.heed.clockwork.tick()
    story.stage.settle()

    assert len(story.nudges(story.ada)) == 1


def test_after_eight_hours_away_there_is_one_message_with_what_still_holds(story: Story) -> None:
    """The clock jumps: heads-up, due and one more went by unsaid, on two inquiries."""
    story.type(story.ada, "/customer", "add Globex")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/contact", "from Globex: is it ready?")

    story.stage.clock.move(timedelta(hours=5))
    story.stage.heed.clockwork.tick()
    story.stage.settle()

    [nudge] = story.nudges(story.ada)
    assert "Acme" in seen(nudge)
    assert "Globex" in seen(nudge)
    assert story.nudges(story.ben) == [], "the lead hears an hour after the owner"


def test_an_emoji_put_on_before_the_message_is_settled_is_not_lost(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", Fault.drop_after())
    story.until(16, 13, 1)
    story.slack.wait_for(lambda: story.nudges(story.ada), timeout=15)

    story.slack.react(story.ada, story.nudge(story.ada), "white_check_mark")
    story.slack.wait_for(lambda: "Answered by" in seen(story.nudge(story.ada)), timeout=15)

    assert len(story.nudges(story.ada)) == 1


def test_a_socket_that_is_refreshed_loses_nothing() -> None:
    from bot.playground.stage import Stage
    from tests.stories.conftest import MONDAY

    stage = Stage(at=MONDAY)
    told = Story(stage)
    try:
        told.open()
        told.slack.disconnect()
        told.slack.wait_for_connection(timeout=15)
        told.slack.wait_for(lambda: told.slack.command(told.ada, "/mine", "").ok, timeout=15)
        assert "Logged for" in told.said(told.ada, "/contact", "from Acme: asks for a quote")
    finally:
        stage.stop()


def test_the_lead_hears_although_nobody_knows_whether_the_reminder_arrived(story: Story) -> None:
    """In a channel whose history Heed may not read, a broken connection cannot be looked into."""
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 30)
    story.slack.faults.next("chat.postMessage", Fault.drop_after())
    story.until(16, 14, 1)
    story.slack.wait_for(lambda: story.slack.calls("conversations.history"), timeout=15)
    story.stage.settle()

    story.until(16, 16, 30)

    assert "Acme" in seen(story.nudge(story.ben))


def test_a_refused_message_locks_nobody_out(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", Fault.error("restricted_action"))
    story.until(16, 13, 1)

    assert "Acme" in seen(story.nudge(story.ben)), "it goes one up"
    assert "Acme" in story.said(story.ada, "/mine", "")


def test_an_emoji_taken_away_at_once_leaves_nothing(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)

    for _ in range(5):
        story.slack.react(story.ada, story.nudge(story.ada), "eyes")
        story.slack.unreact(story.ada, story.nudge(story.ada), "eyes")
    story.stage.settle()

    assert "have it until" not in seen(story.nudge(story.ada))


def test_a_new_owner_is_told_who_handed_it_over_and_with_what_word(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/contact", "give 1 @ben because they expect a call")
    story.wait(minutes=1)

    assert "Ada handed it to you" in seen(story.nudge(story.ben))
    assert "they expect a call" in seen(story.nudge(story.ben))


def test_a_door_closed_while_looking_for_a_message_loses_and_doubles_nothing(story: Story) -> None:
    """The answer to the post is lost, and then the token is revoked before anybody has looked."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.faults.next("chat.postMessage", Fault.drop_before())
    story.slack.faults.next("conversations.history", Fault.error("token_revoked"))
    story.until(16, 13, 1)
    story.slack.wait_for(lambda: story.slack.calls("conversations.history"), timeout=15)
    story.stage.settle()
    assert story.nudges(story.ada) == []

    story.stage.follow()
    story.stage.heed.clockwork.tick()

    assert len(arrived(story)) == 1
