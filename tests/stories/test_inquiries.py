"""A customer's word is logged, nobody answers, and the reminder follows what people do."""

import pytest

from bot.playground.slack import View
from tests.stories.conftest import Story, seen


def test_nobody_answers_and_the_owner_then_the_lead_are_told(story: Story) -> None:
    reply = story.said(story.ada, "/contact", "from Acme: asks for a quote")
    assert "Answer due Mon 16 Nov, 14:00" in reply

    story.until(16, 12, 59)
    assert story.nudges(story.ada) == []
    story.until(16, 13, 1)
    assert "Acme" in seen(story.nudge(story.ada))
    story.until(16, 14, 1)
    assert len(story.nudges(story.ada)) == 2
    assert "A newer reminder below" in seen(story.nudges(story.ada)[0])
    assert story.nudges(story.ben) == []
    story.until(16, 16, 1)
    assert "Acme" in seen(story.nudge(story.ben))


def test_the_button_settles_it_and_the_reminder_changes_in_place(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)

    story.press(story.ada, story.nudge(story.ada), "thing.answered")

    [nudge] = story.nudges(story.ada)
    assert nudge.is_edited
    assert "Answered by" in seen(nudge)
    story.until(20)
    assert story.nudges(story.ada) == [nudge]
    assert story.nudges(story.ben) == []


def test_pressed_twice_it_is_answered_once(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    nudge = story.nudge(story.ada)

    story.press(story.ada, nudge, "thing.answered", as_seen=True)
    story.press(story.ada, nudge, "thing.answered", as_seen=True)

    assert "answered already" in story.whispers(story.ada)[-1]
    assert "Answered by Ada" in seen(story.nudge(story.ada))


def test_an_answer_typed_elsewhere_edits_the_reminder_too(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)

    reply = story.said(story.ben, "/contact", "to Acme: sent the quote by email")
    story.stage.settle()

    assert "by email" in reply
    assert "Answered by Ben" in seen(story.nudge(story.ada))


@pytest.mark.parametrize(
    ("emoji", "words"),
    [
        ("white_check_mark", "Answered by Ada"),
        ("white_check_mark::skin-tone-3", "Answered by Ada"),
        ("eyes", "have it until"),
        ("zzz", "Snoozed until"),
    ],
)
def test_an_emoji_does_what_its_button_does_and_its_removal_undoes_it(
    story: Story, emoji: str, words: str
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    before = seen(story.nudge(story.ada))
    assert words not in before

    story.react(story.ada, story.nudge(story.ada), emoji)
    assert words in seen(story.nudge(story.ada))

    story.unreact(story.ada, story.nudge(story.ada), emoji)
    assert words not in seen(story.nudge(story.ada))
    assert "thing.answered" in [control.action_id for control in story.nudge(story.ada).controls]


def test_a_raised_hand_in_the_channel_hands_it_over(story: Story) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 14, 1)
    [posted] = [one for one in story.slack.messages(story.support) if not one.is_ephemeral]
    assert story.ada.id in str(posted.blocks)

    story.react(story.ben, posted, "raising_hand")

    assert "owned by Ben" in story.said(story.ben, "/mine", "") or "Acme" in story.said(
        story.ben, "/mine", ""
    )


def test_a_removal_undoes_nothing_that_something_else_came_after(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    story.react(story.ada, story.nudge(story.ada), "eyes")
    story.type(story.ben, "/contact", "answered 1")
    story.stage.settle()

    story.unreact(story.ada, story.nudge(story.ada), "eyes")

    assert "Answered by Ben" in seen(story.nudge(story.ada))


def test_several_open_rows_ask_for_a_button_instead_of_an_emoji(story: Story) -> None:
    for name in ("Globex", "Initech"):
        story.type(story.ada, "/customer", f"add {name}")
    story.until(16, 18, 0)
    for name in ("Acme", "Globex", "Initech"):
        story.type(story.ada, "/contact", f"from {name}: is anybody there?")
    story.until(17, 15, 0)
    bundled = [one for one in story.nudges(story.ada) if seen(one).count("waits for you") > 1]

    story.react(story.ada, bundled[-1], "white_check_mark")

    assert "use the buttons" in story.whispers(story.ada)[-1]


def test_more_snoozes_and_the_reminder_comes_back_once(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)

    story.press(story.ada, story.nudge(story.ada), "thing.more", option="snooze:1")
    assert "Snoozed until Tue 17 Nov, 9:00" in seen(story.nudge(story.ada))
    story.until(17, 8, 59)
    assert len(story.nudges(story.ada)) == 1
    assert len(story.nudges(story.ben)) == 1, "the lead is told all the same"
    story.until(17, 9, 5)
    assert len(story.nudges(story.ada)) == 2


def test_handing_over_asks_to_whom_and_re_routes_the_next_nudge(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)

    story.press(story.ada, story.nudge(story.ada), "thing.more", option="give:1")
    view = story.slack.view(story.ada)
    assert view is not None
    done = story.slack.submit(story.ada, view, {"member": story.ben.id})
    story.stage.settle()

    assert done.ok
    assert "Ben" in seen(story.nudge(story.ada))
    story.until(16, 14, 1)
    assert len(story.nudges(story.ada)) == 1
    assert "waits for you" in seen(story.nudge(story.ben))


def test_an_answer_given_earlier_is_dated_back_by_a_form(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 30)
    story.press(story.ada, story.nudge(story.ada), "thing.answered")

    story.press(story.ada, story.nudge(story.ada), "thing.earlier")
    view = story.slack.view(story.ada)
    assert view is not None
    late = story.slack.submit(story.ada, view, {"date": "2026-11-17", "time": "11:00"})
    assert late.errors
    view = story.slack.view(story.ada)
    assert view is not None
    done = story.slack.submit(story.ada, view, {"date": "2026-11-16", "time": "11:00"})
    story.stage.settle()

    assert done.ok
    assert "11:00" in seen(story.nudge(story.ada))


def test_a_nudge_waits_for_the_recipients_own_morning(story: Story) -> None:
    """Noon in Berlin, where waiting counts, is eight in São Paulo, where the owner is asleep."""
    story.type(story.ben, "/heed", "setup hours mon-fri 9-17 in Europe/Berlin")
    story.type(story.cleo, "/customer", "add Marmita")
    story.until(17, 9, 0)
    story.type(story.ada, "/contact", "from Marmita: where is our order?")

    story.until(17, 12, 59)
    assert story.nudges(story.cleo) == [], "9:00 in São Paulo is 13:00 in Berlin"
    story.until(17, 13, 5)

    assert len(story.nudges(story.cleo)) == 1


def test_why_explains_what_was_said_and_what_comes(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)

    why = story.said(story.ada, "/heed", "why 1")

    assert "Mon 16 Nov, 13:00" in why
    assert "4 working hours" in why


def test_undo_takes_the_whole_logging_back(story: Story) -> None:
    logged = story.type(story.ada, "/contact", "from Acme: asks for a quote").message
    assert logged is not None

    story.press(story.ada, logged, "change.undo")
    story.until(20)

    assert story.nudges(story.ada) == []
    assert story.nudges(story.ben) == []


def test_the_menu_snoozes_until_any_day_wakes_holds_and_gives_back(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.wait(hours=3, minutes=5)
    first = len(story.nudges(story.ada)) - 1

    def pick(entry: str) -> None:
        story.press(story.ada, story.nudges(story.ada)[first], "thing.more", option=entry)

    def form() -> View:
        view = story.slack.view(story.ada)
        assert view is not None
        return view

    pick("rest:1")
    both = {"what": "snooze", "phrase": "friday", "date": "2026-11-20"}
    assert "end twice" in story.slack.submit(story.ada, form(), both).errors["phrase"]
    unread = {"phrase": "whenever", "date": None}
    assert list(story.slack.submit(story.ada, form(), unread).errors) == ["phrase"]
    assert story.slack.submit(story.ada, form(), {"phrase": "friday 2pm"}).errors == {}
    story.stage.settle()
    assert "Snoozed until Fri 20 Nov, 14:00" in seen(story.nudges(story.ada)[first])

    pick("Wake it")
    assert "Snoozed" not in seen(story.nudges(story.ada)[first])
    pick("I have it")
    pick("Give it back")
    assert "You have it" not in seen(story.nudges(story.ada)[first])
    pick("rest:1")
    held = {"what": "hold", "phrase": None, "date": "2026-11-19", "reason": "they are away"}
    assert story.slack.submit(story.ada, form(), held).errors == {}
    story.stage.settle()
    assert "We wait for the customer until Thu 19 Nov, 9:00" in seen(story.nudges(story.ada)[first])
    pick("Take it off hold")
    assert "We wait for the customer" not in seen(story.nudges(story.ada)[first])


def test_an_earlier_word_that_is_written_down_later_is_the_one_that_is_quoted(
    story: Story,
) -> None:
    story.type(story.ada, "/contact", "from Acme: may we visit next week?")
    said = story.said(story.ada, "/contact", "from Acme: what do you charge? at 2026-11-13 10:00")

    assert "asked earlier" in said
    assert "It counts from this word now, Fri 13 Nov, 10:00" in said
    mine = story.said(story.ada, "/mine", "")
    assert "since Fri 13 Nov, 10:00: “what do you charge?”" in mine
