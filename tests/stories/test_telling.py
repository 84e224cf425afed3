"""Customers are told that somebody is on it, and of a new date, before they have to ask."""

from tests.stories.conftest import Story, seen


def test_the_first_reminder_offers_an_acknowledgement_and_the_next_word_follows(
    story: Story,
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    story.press(story.ada, story.nudge(story.ada), "thing.ack")

    assert "They were told Mon 16 Nov, 13:01 that we are on it" in seen(story.nudge(story.ada))
    story.until(16, 14, 1)
    assert len(story.nudges(story.ada)) == 2, "the answer is due all the same"
    story.until(17, 13, 2)
    reminder = seen(story.nudge(story.ada))
    assert "Tell Acme where it stands: you said Mon 16 Nov, 13:01 that you are on it" in reminder

    story.press(story.ada, story.nudge(story.ada), "thing.answered")
    assert "Answered by Ada" in seen(story.nudge(story.ada))


def test_from_the_menu_the_first_reminder_is_spared(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    said = story.said(story.ada, "/contact", "to Acme: ack Ada looks at it")
    assert "knows that we are on it" in said
    story.until(16, 13, 30)
    assert story.nudges(story.ada) == []
    story.until(16, 14, 1)
    story.press(story.ada, story.nudge(story.ada), "thing.more", option="rest:1")
    view = story.slack.view(story.ada)
    assert view is not None
    assert story.slack.submit(story.ada, view, {"what": "ack"}).errors == {}
    story.stage.settle()
    assert "They were told Mon 16 Nov, 14:01 that we are on it" in seen(story.nudge(story.ada))


def test_a_move_asks_whether_they_know_and_again_an_hour_later(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm")
    moved = story.type(story.ada, "/promise", "move 1 to 24 nov because parts are late").message
    assert moved is not None
    assert "Does the customer know?" in seen(moved)

    story.press(story.ada, moved, "promise.not_told")
    story.stage.settle()
    story.wait(hours=1, minutes=2)
    reminder = story.nudge(story.ada)
    assert "Acme does not know the new date yet" in seen(reminder)

    story.press(story.ada, reminder, "thing.ack")
    assert "They were told" in seen(story.nudge(story.ada))
    card = story.said(story.ada, "/customer", "Acme")
    assert "New date: Tue 24 Nov 2026, 17:00" in card


def test_before_it_is_late_the_owner_is_asked_to_warn_them(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm")
    story.until(20, 16, 5)
    reminder = story.nudge(story.ada)
    assert "Will it be late? Tell Acme now and press *New date*" in seen(reminder)

    story.press(story.ada, reminder, "promise.change")
    view = story.slack.view(story.ada)
    assert view is not None
    fields = {"date": "2026-11-23", "time": "12:00", "reason": "parts are late"}
    unsaid = story.slack.submit(story.ada, view, fields)
    assert list(unsaid.errors) == ["told"]
    view = story.slack.view(story.ada)
    assert view is not None
    assert story.slack.submit(story.ada, view, {"told": "told"}).ok
    story.stage.settle()

    assert "Moved to Mon 23 Nov, 12:00" in seen(story.nudge(story.ada))
    assert "early" in story.said(story.ada, "/promise", "kept 1")
    assert "on time" in story.said(story.ada, "/customer", "Acme")


def test_kind_words_open_nothing_until_somebody_says_so(story: Story) -> None:
    logged = story.type(story.ada, "/contact", "from Acme: all good, thanks!").message
    assert logged is not None
    assert "Nobody waits because of them" in seen(logged)

    story.press(story.ada, logged, "contact.waits")
    story.stage.settle()

    assert "all good, thanks!" in story.said(story.ada, "/mine", "")
