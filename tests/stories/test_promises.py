"""A promise is made in plain words, comes due, is nudged, and is kept, moved or not."""

from tests.stories.conftest import Story, seen

FORM = {"reason": "the supplier is late", "told": "told"}


def test_a_promise_comes_due_is_nudged_and_kept(story: Story) -> None:
    reply = story.said(story.ada, "/promise", "Acme: send the revised quote by friday 5pm")
    assert "Friday 20 November, 17:00 (Berlin time)" in reply

    story.until(18, 18, 0)
    # On Tuesday and Wednesday it is in the morning's list of the week.
    assert len(story.nudges(story.ada)) == 2
    story.until(19, 9, 5)
    assert "the last working day before it is due" in seen(story.nudge(story.ada))
    story.until(20, 16, 5)
    assert len(story.nudges(story.ada)) == 5

    story.press(story.ada, story.nudge(story.ada), "thing.kept")

    assert "Kept" in seen(story.nudge(story.ada))
    story.until(23)
    assert len(story.nudges(story.ada)) == 5


def test_an_overdue_promise_reaches_the_lead_after_a_working_day(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: call back by tomorrow noon")

    story.until(17, 12, 5)
    assert "call back" in seen(story.nudge(story.ada))
    story.until(18, 11, 59)
    assert story.nudges(story.ben) == []
    story.until(18, 12, 5)

    assert "call back" in seen(story.nudge(story.ben))


def test_change_opens_a_form_and_says_what_is_wrong_at_the_field(story: Story) -> None:
    made = story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm").message
    assert made is not None

    story.press(story.ada, made, "promise.change")
    view = story.slack.view(story.ada)
    assert view is not None
    # Whatever else is missing, it is the day that is wrong.
    past = story.slack.submit(story.ada, view, {"date": "2026-11-02", "time": "10:00"})
    assert list(past.errors) == ["date"]
    assert "past" in past.errors["date"]
    view = story.slack.view(story.ada)
    assert view is not None
    done = story.slack.submit(story.ada, view, {"date": "2026-11-23", "time": "10:00"})
    story.stage.settle()

    assert done.ok
    card = story.said(story.ada, "/customer", "Acme")
    assert "23 Nov" in card or "Monday" in card or "Mon" in card


def test_what_is_no_slip_any_more_is_not_moved_without_a_reason(story: Story) -> None:
    made = story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm").message
    assert made is not None
    story.press(story.ada, made, "promise.change")
    view = story.slack.view(story.ada)
    assert view is not None
    story.wait(minutes=20)

    unsaid = story.slack.submit(story.ada, view, {"date": "2026-11-23", "time": "10:00"})

    assert unsaid.errors == {"reason": "Say why, for the history."}


def test_a_new_date_from_the_reminder_begins_a_new_episode(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by tomorrow noon")
    story.until(17, 12, 5)

    story.press(story.ada, story.nudge(story.ada), "thing.more", option="date:1")
    view = story.slack.view(story.ada)
    assert view is not None
    fields = FORM | {"date": "2026-11-19", "time": "12:00"}
    assert story.slack.submit(story.ada, view, fields).ok
    story.stage.settle()

    before = len(story.nudges(story.ada))
    story.until(18, 18, 0)
    assert story.nudges(story.ben) == [], "it is no longer late"
    story.until(19, 12, 5)
    assert len(story.nudges(story.ada)) > before


def test_a_tick_on_the_reminder_keeps_the_promise(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by tomorrow noon")
    story.until(17, 12, 5)

    story.react(story.ada, story.nudge(story.ada), "white_check_mark")

    assert "Kept" in seen(story.nudge(story.ada))


def test_a_move_taken_back_and_made_again_is_nudged_for_anew(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by wednesday noon")
    for _ in range(2):
        story.type(story.ada, "/promise", "move 1 to tomorrow 3pm because they need it sooner")
        story.until(16, 17, 0)
        story.type(story.ada, "/heed", "undo 1")
    story.type(story.ada, "/promise", "move 1 to tomorrow 3pm because they need it after all")

    story.until(17, 15, 5)

    assert any("It was due Tue 17 Nov, 15:00" in seen(one) for one in story.nudges(story.ada))


def test_a_reminder_that_was_moot_comes_when_the_settling_is_undone(story: Story) -> None:
    """Kept in the evening, before the reminder's morning; taken back the next day."""
    story.type(story.ada, "/promise", "Acme: send the quote by 17:30")
    story.until(16, 18, 0)
    story.type(story.ada, "/promise", "kept 1")
    story.until(17, 9, 30)
    assert all("was due" not in seen(one) for one in story.nudges(story.ada))

    story.type(story.ada, "/heed", "undo")
    story.wait(minutes=65)

    assert "was due" in seen(story.nudge(story.ada))


def test_a_promise_due_today_is_asked_about_with_the_date_it_has(story: Story) -> None:
    made = story.type(story.ada, "/promise", "Acme: send the quote by today 5pm").message
    assert made is not None
    story.press(story.ada, made, "promise.change")
    view = story.slack.view(story.ada)
    assert view is not None
    assert view.state["date"]["date"]["selected_date"] == "2026-11-16"
    assert view.state["time"]["time"]["selected_time"] == "17:00"

    unchanged = story.slack.submit(story.ada, view, {})

    assert unchanged.errors == {"date": "It is due then already; nothing was changed."}


def test_the_first_message_still_greets_its_reader_once_something_was_done_there(
    story: Story,
) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by tomorrow noon")
    story.until(17, 12, 5)
    assert "I am *Heed*" in seen(story.nudges(story.ada)[0])
    story.react(story.ada, story.nudge(story.ada), "eyes")
    story.react(story.ada, story.nudge(story.ada), "zzz")

    assert "I am *Heed*" in seen(story.nudges(story.ada)[0])
    said = seen(story.nudge(story.ada))
    assert "You have it until" in said
    assert "Snoozed until" in said
    assert "then I ask again" in said


def test_a_long_list_is_turned_by_a_button(story: Story) -> None:
    for number in range(17):
        story.type(story.ada, "/promise", f"Acme: thing {number} by friday 2:{10 + number}pm")
    listed = story.type(story.ada, "/mine", "").message
    assert listed is not None
    assert "Page 1 of 2" in seen(listed)
    assert "thing 16" not in seen(listed)

    story.press(story.ada, listed, "mine.page", label="Next page")

    last = story.whispers(story.ada)[-1]
    assert "Page 2 of 2" in last
    assert "thing 16" in last


def test_a_promise_is_withdrawn_from_its_menu_with_a_reason(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by tomorrow noon")
    story.until(17, 12, 5)
    story.press(story.ada, story.nudge(story.ada), "thing.more", option="rest:1")
    view = story.slack.view(story.ada)
    assert view is not None
    unsaid = story.slack.submit(story.ada, view, {"what": "withdraw"})
    assert unsaid.errors == {"reason": "Say why, for the history."}
    assert story.slack.submit(story.ada, view, {"reason": "they cancelled"}).errors == {}
    story.stage.settle()
    assert "Withdrawn" in seen(story.nudge(story.ada))
