"""Mornings: the brief, being away by a status, and the first days, through Slack."""

from tests.stories.conftest import Story, seen


def test_a_morning_is_one_message_with_what_came_due(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm")
    story.type(story.ada, "/promise", "Acme: call back by tomorrow 10:15")

    story.until(17, 9, 40)

    brief = story.nudge(story.ada)
    assert len(story.nudges(story.ada)) == 1
    assert "Two promises are to be kept this week, worst first." in seen(brief)
    assert "You get this because it is due Tue 17 Nov, 10:15." in seen(brief)
    assert "/heed brief off" in seen(brief)

    story.press(story.ada, brief, "thing.kept", value="2")
    assert "Kept by Ada" in seen(story.nudge(story.ada))
    # One row is open now, so an emoji can only mean that one.
    story.react(story.ada, story.nudge(story.ada), "white_check_mark")
    assert "Nothing waits for you any more." in seen(story.nudge(story.ada))


def test_a_brief_is_moved_and_ended(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm")
    assert "Tuesday 17 November, 8:30" in story.said(story.ada, "/heed", "brief at 8:30")
    story.until(17, 8, 31)
    assert len(story.nudges(story.ada)) == 1

    assert "No more morning briefs" in story.said(story.ada, "/heed", "brief off")
    story.until(18, 10, 0)
    assert len(story.nudges(story.ada)) == 1

    assert "on its way" in story.said(story.ada, "/heed", "brief")
    story.stage.settle()
    assert "send the quote" in seen(story.nudge(story.ada))


def test_a_status_is_an_absence_and_its_end_a_welcome(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by tomorrow 5pm")
    story.type(story.ada, "/promise", "Acme: call back by friday noon")
    story.slack.alter(story.ada, status_emoji=":palm_tree:", status_text="Vacation")
    story.stage.settle()
    assert "away by your Slack status" in story.said(story.ada, "/heed", "away")

    story.until(18, 11, 0)
    assert story.nudges(story.ada) == []
    assert "Ada promised" in seen(story.nudge(story.ben))
    story.type(story.ben, "/promise", "kept 1")

    story.slack.alter(story.ada, status_emoji="", status_text="")
    story.stage.settle()
    story.wait(minutes=1)

    welcome = seen(story.nudge(story.ada))
    assert "Welcome back." in welcome
    assert "While you were away Ben kept one promise." in welcome
    assert "call back" in welcome
    assert "send the quote" not in welcome
    assert len(story.nudges(story.ada)) == 1


def test_a_meeting_is_no_absence(story: Story) -> None:
    story.slack.alter(story.ada, status_emoji=":spiral_calendar_pad:", status_text="In a meeting")
    story.stage.settle()

    assert "not away" in story.said(story.ada, "/heed", "away")


def test_in_shadow_nobody_hears_and_leaving_it_is_no_wave(story: Story) -> None:
    assert "You are in shadow" in story.said(story.ben, "/heed", "setup shadow on")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")

    story.until(18, 10, 0)
    assert story.nudges(story.ada) == []
    assert story.nudges(story.ben) == []
    why = story.said(story.ada, "/heed", "why 1")
    assert "shadow: Ada would have been reminded" in why
    assert "this team is in shadow" in why

    assert "Out of the shadow" in story.said(story.ben, "/heed", "setup shadow off")
    story.until(18, 16, 0)
    assert story.nudges(story.ada) == []
    story.until(19, 9, 5)
    assert "One inquiry waits for an answer." in seen(story.nudge(story.ada))


def test_the_lead_reads_what_the_shadow_held_back(story: Story) -> None:
    story.type(story.ben, "/heed", "setup shadow on")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(19, 10, 0)

    story.type(story.ben, "/heed", "digest")
    story.stage.settle()

    assert "in shadow: 4 reminders would have gone to 2 people" in seen(story.nudge(story.ben))


def test_old_things_are_listed_and_not_reminded_of_before_the_start(story: Story) -> None:
    story.type(story.ben, "/heed", "setup start 2026-11-19")
    story.type(story.ada, "/contact", "from Acme: asks for a quote at yesterday 9am")

    story.until(17, 12, 0)
    [brief] = story.nudges(story.ada)
    assert "One inquiry waits for an answer." in seen(brief)
    story.until(18, 17, 0)
    assert len(story.nudges(story.ada)) == 2
    assert story.nudges(story.ben) == []

    story.type(story.ada, "/promise", "Acme: send the quote by 2026-11-19 14:00")
    story.until(19, 14, 5)
    assert "it was due, and is not kept yet" in seen(story.nudge(story.ada))
