"""Eight hours away: afterwards one message a person, with what still holds, in their own hours."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.playground.slack import Fault, Member, Message
from tests.stories.conftest import Story, seen

CALLS = (
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "conversations.history",
    "conversations.info",
    "conversations.open",
    "users.info",
    "users.list",
)
DOORS = pytest.mark.parametrize("story", ["http"], indirect=True)


def settle_in(story: Story) -> None:
    """Ada has two customers who wait and a promise, Cleo in São Paulo one; all at ten in Berlin."""
    story.type(story.ada, "/customer", "add Globex")
    story.type(story.cleo, "/customer", "add Hooli")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/contact", "from Globex: is it ready?")
    story.type(story.ada, "/promise", "Globex: send it by today 2pm")
    story.type(story.ada, "/promise", "Acme: call them by today 3pm")
    story.type(story.cleo, "/contact", "from Hooli: asks for a demo")


def back(story: Story) -> None:
    """Slack is there again, and whatever waits for it has waited long enough."""
    story.slack.faults.clear()
    for minutes in (11, 22):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes)):
            story.stage.heed.clockwork.tick()
            story.stage.settle()


def told(story: Story, who: Member, *, since: int = 0) -> list[Message]:
    return story.nudges(who)[since:]


@DOORS
@pytest.mark.parametrize(
    "fault",
    [
        Fault.drop_before(),
        Fault.rate_limited(retry_after=1),
        Fault.http(503),
        Fault.error("service_unavailable"),
    ],
    ids=["dropped", "429", "503", "service_unavailable"],
)
def test_slack_is_away_for_hours_and_each_gets_one_message(story: Story, fault: Fault) -> None:
    settle_in(story)
    for call in CALLS:
        story.slack.fault(call, fault, times=10_000)
    for hour in (12, 13, 14, 15):
        story.until(16, hour, 20)
    story.type(story.ada, "/promise", "kept 3")
    story.type(story.ada, "/contact", "answered 2")
    story.until(16, 16, 10)
    assert all(story.nudges(who) == [] for who in (story.ada, story.ben, story.cleo))

    back(story)

    [nudge] = told(story, story.ada)
    assert "#1" in seen(nudge)
    assert "#4" in seen(nudge)
    assert "#2" not in seen(nudge), "it is answered"
    assert "#3" not in seen(nudge), "it is kept"
    assert told(story, story.ben) == [], "the lead hears an hour after the owner"
    assert len(told(story, story.cleo)) == 1
    assert "#5" in seen(story.nudge(story.cleo))


@DOORS
def test_the_next_reminder_is_an_hour_after_the_late_one(story: Story) -> None:
    """What counts is when it was said, not when it was owed."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: call them by today 3:20pm")
    for call in CALLS:
        story.slack.fault(call, Fault.rate_limited(), times=10_000)
    story.until(16, 15, 0)
    back(story)
    assert len(told(story, story.ada)) == 1

    story.until(16, 15, 45)
    assert len(told(story, story.ada)) == 1, "what came due meanwhile waits its hour"
    story.until(16, 16, 35)
    assert len(told(story, story.ada)) == 2


@DOORS
def test_at_night_nobody_is_told_whose_day_is_over(story: Story) -> None:
    settle_in(story)
    for call in CALLS:
        story.slack.fault(call, Fault.drop_before(), times=10_000)
    story.until(16, 18, 30)

    back(story)
    assert told(story, story.ada) == told(story, story.ben) == []
    assert len(told(story, story.cleo)) == 1, "it is half past two in São Paulo"

    story.until(17, 9, 5)
    assert len(told(story, story.ada)) == 1


@DOORS
def test_at_night_nothing_is_posted_to_a_channel_either(story: Story) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 30)
    for call in CALLS:
        story.slack.fault(call, Fault.rate_limited(), times=10_000)
    story.until(16, 22, 0)

    back(story)
    assert posted(story) == []

    story.until(17, 9, 5)
    assert len(posted(story)) == 1


def posted(story: Story) -> list[Message]:
    return [one for one in story.slack.messages(story.support) if not one.is_ephemeral]


@DOORS
def test_heed_is_away_for_hours_and_each_gets_one_message(story: Story) -> None:
    """The clock goes on and nothing ticks; what was settled by others meanwhile is not said."""
    settle_in(story)
    story.stage.clock.move(timedelta(hours=6, minutes=30))
    story.type(story.ben, "/promise", "kept 4")
    story.stage.heed.clockwork.tick()
    story.stage.settle()

    [nudge] = told(story, story.ada)
    assert all(number in seen(nudge) for number in ("#1", "#2", "#3"))
    assert "#4" not in seen(nudge)
    assert told(story, story.ben) == []
    assert len(told(story, story.cleo)) == 1


@DOORS
def test_a_door_closed_for_hours_opens_to_one_message(story: Story) -> None:
    settle_in(story)
    story.until(16, 13, 20)
    before = len(told(story, story.ada))
    story.type(story.ada, "/contact", "from Globex: asks once more")
    story.slack.revoke("invalid_auth")
    for hour in (14, 15, 16):
        story.until(16, hour, 20)
    assert len(told(story, story.ada)) == before

    story.slack.restore()
    story.stage.follow()
    back(story)

    [nudge] = told(story, story.ada, since=before)
    assert all(number in seen(nudge) for number in ("#1", "#2", "#3", "#4"))


@DOORS
def test_what_joins_a_message_that_had_arrived_after_all_is_still_said(story: Story) -> None:
    """The answer to the post is lost; what comes due before anybody could look is not in it."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: call them by today 3:30pm")
    story.slack.fault("chat.postMessage", Fault.drop_after())
    story.slack.fault("conversations.history", Fault.rate_limited(), times=10_000)
    story.until(16, 13, 1)
    story.until(16, 14, 40)
    assert len(told(story, story.ada)) == 1

    back(story)
    story.until(16, 15, 55)

    assert "#2" in "".join(map(seen, told(story, story.ada)[1:]))
    first = told(story, story.ada)[0]
    assert "#2" not in seen(first)
