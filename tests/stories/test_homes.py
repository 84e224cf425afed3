"""Members look at their Home, press what stands there, and see what came of it."""

from bot.messages import ids
from bot.playground.slack import Member, View
from tests.stories.conftest import Story, words


def home_of(story: Story, who: Member) -> str:
    """Every word that a member's Home shows, in one line."""
    view = story.slack.home(who)
    assert view is not None
    return " ".join(" ".join(words(block)) for block in view.blocks)


def opens(story: Story, who: Member) -> View:
    """A member opens the Home tab; what then stands there."""
    story.slack.open_home(who)
    story.stage.settle()
    return now_at(story, who)


def now_at(story: Story, who: Member) -> View:
    view = story.slack.home(who)
    assert view is not None
    return view


def presses(story: Story, who: Member, action_id: str, **by: object) -> None:
    found = story.slack.press(who, now_at(story, who), action_id, **by)  # type: ignore[arg-type]
    assert found.ok, found
    story.stage.settle()


def published(story: Story) -> int:
    return sum(call.method == "views.publish" for call in story.slack.log)


def test_a_first_home_says_how_to_begin(story: Story) -> None:
    opens(story, story.cleo)
    said = home_of(story, story.cleo)
    assert "Hello Cleo" in said
    assert "/contact from Acme: asks for a quote" in said
    assert "São Paulo time" in said


def test_what_is_open_stands_there_and_is_settled_there(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send the terms by friday")
    opens(story, story.ada)
    said = home_of(story, story.ada)
    assert "One inquiry waits for you, and one promise is open." in said
    assert "since Mon 16 Nov, 10:00: “asks for a quote”" in said
    assert "“send the terms” · due Fri 20 Nov, 17:00" in said

    presses(story, story.ada, ids.THING_ANSWERED, value="1")
    said = home_of(story, story.ada)
    assert "*Acme* #1 is answered" in said
    assert "No inquiries wait for you, and one promise is open." in said

    presses(story, story.ada, ids.CHANGE_UNDO)
    said = home_of(story, story.ada)
    assert "One inquiry waits for you" in said


def test_a_home_that_is_looked_at_follows_what_others_do(story: Story) -> None:
    opens(story, story.ada)
    opens(story, story.cleo)
    before = published(story)
    story.type(story.ben, "/contact", "from Acme: asks for a quote")
    story.stage.settle()
    assert "asks for a quote" in home_of(story, story.ada)
    assert published(story) == before + 1

    story.type(story.ada, "/contact", "give 1 @cleo")
    story.stage.settle()
    assert "asks for a quote" not in home_of(story, story.ada)
    assert "asks for a quote" in home_of(story, story.cleo)


def test_time_alone_makes_a_due_answer_one_that_was_due(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    opens(story, story.ada)
    assert "answer due Mon 16 Nov, 14:00" in home_of(story, story.ada)
    story.until(16, 14, 1)
    assert "answer was due Mon 16 Nov, 14:00" in home_of(story, story.ada)


def test_a_lead_turns_to_the_team_and_back(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    opens(story, story.ben)
    assert "Hello Ben" in home_of(story, story.ben)
    presses(story, story.ben, f"{ids.HOME_TURN}_2")
    assert "waits for Ada" in home_of(story, story.ben)

    story.type(story.ada, "/contact", "from Acme: and the terms?")
    story.stage.settle()
    assert "asked again once" in home_of(story, story.ben)
    presses(story, story.ben, ids.HOME_TURN)
    assert "Hello Ben" in home_of(story, story.ben)


def test_a_long_home_has_pages(story: Story) -> None:
    for number in range(12):
        story.type(story.ada, "/promise", f"Acme: thing {number} by friday")
    opens(story, story.ada)
    assert "Page 1 of 2" in home_of(story, story.ada)
    presses(story, story.ada, ids.HOME_TURN)
    assert "thing 11" in home_of(story, story.ada)
    presses(story, story.ada, ids.HOME_TURN)
    assert "Page 1 of 2" in home_of(story, story.ada)


def test_a_form_opened_there_is_answered_there(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the terms by friday")
    opens(story, story.ada)
    presses(story, story.ada, ids.THING_MORE, option=ids.more(ids.MORE_DATE, 1))
    form = story.slack.view(story.ada)
    assert form is not None
    values = {"date": "2026-11-24", "time": "12:00", "reason": "rain", "told": "told"}
    assert story.slack.submit(story.ada, form, values).ok
    story.stage.settle()
    said = home_of(story, story.ada)
    assert "due Tue 24 Nov, 12:00" in said
    assert "moved once" in said


def test_a_promise_is_made_from_there_and_shown_there(story: Story) -> None:
    opens(story, story.ada)
    presses(story, story.ada, ids.HOME_PROMISE)
    form = story.slack.view(story.ada)
    assert form is not None
    [acme, *_] = story.slack.suggest(story.ada, form, "fill.customer", "ac")
    values = {"fill.customer": acme, "fill.words": "send the quote", "fill.phrase": "friday 5pm"}
    assert story.slack.submit(story.ada, form, values).ok
    story.stage.settle()
    said = home_of(story, story.ada)
    assert "Promised to *Acme*" in said
    assert "“send the quote” · due Fri 20 Nov, 17:00" in said
    assert story.nudges(story.ada) == []


def test_away_and_back_are_a_form_and_a_button(story: Story) -> None:
    opens(story, story.ada)
    presses(story, story.ada, ids.HOME_AWAY)
    form = story.slack.view(story.ada)
    assert form is not None
    refused = story.slack.submit(story.ada, form, {"date": "2026-11-15", "time": "09:00"})
    assert "over already" in str(refused.errors)
    values = {"date": "2026-11-20", "time": "09:00", "member": story.ben.id}
    assert story.slack.submit(story.ada, form, values).ok
    story.stage.settle()
    assert "until Fri 20 Nov, 9:00; Ben covers for you" in home_of(story, story.ada)
    presses(story, story.ada, ids.HOME_BACK)
    assert "Welcome back" in home_of(story, story.ada)


def test_the_brief_and_urgent_reminders_are_set_there(story: Story) -> None:
    opens(story, story.ada)
    presses(story, story.ada, ids.HOME_BRIEF)
    form = story.slack.view(story.ada)
    assert form is not None
    assert story.slack.submit(story.ada, form, {"when": ids.AT, "time": "08:30"}).ok
    story.stage.settle()
    assert "next Tue 17 Nov, 8:30" in home_of(story, story.ada)
    presses(story, story.ada, ids.HOME_URGENT)
    assert "at any hour" in home_of(story, story.ada)


def test_a_press_that_comes_too_late_is_answered_in_front_of_it(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    old = opens(story, story.ada)
    story.type(story.ben, "/contact", "none 1")
    story.stage.settle()
    assert story.slack.press(story.ada, old, ids.THING_ANSWERED, value="1", as_seen=True).ok
    story.stage.settle()
    said = story.slack.view(story.ada)
    assert said is not None
    assert "#1" in " ".join(" ".join(words(block)) for block in said.blocks)


def test_a_lead_sets_up_the_team_from_there(story: Story) -> None:
    opens(story, story.ben)
    presses(story, story.ben, ids.HOME_SETUP)
    form = story.slack.view(story.ben)
    assert form is not None
    assert form.callback_id == ids.VIEW_TEAM
    assert form.controls != ()


def test_guests_find_a_polite_line(story: Story) -> None:
    opens(story, story.gus)
    assert "members of this workspace" in home_of(story, story.gus)
    assert now_at(story, story.gus).controls == ()


def test_the_messages_tab_is_no_home(story: Story) -> None:
    story.slack.open_home(story.ada, tab="messages")
    story.stage.settle()
    assert story.slack.home(story.ada) is None


def test_somebody_else_who_publishes_is_overtaken(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    opens(story, story.ada)
    tab = {"type": "home", "blocks": [{"type": "divider"}]}
    story.stage.heed.app.client.views_publish(
        token=story.slack.bot_token, user_id=story.ada.id, view=tab
    )
    opens(story, story.ada)
    assert "asks for a quote" in home_of(story, story.ada)


def test_a_lead_with_nothing_of_their_own_is_led_to_their_team(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.open_home(story.ben, tab="home")
    story.stage.settle()
    view = story.slack.home(story.ben)
    assert view is not None
    said = " ".join(" ".join(words(block)) for block in view.blocks)
    assert "One thing is open in your team." in said
    assert "Show the team's" in said
