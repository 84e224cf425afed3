"""A Home cannot be published, or a press in it not be answered: it comes right, or says so."""

import pytest

from bot.messages import ids
from bot.playground.slack import Fault
from tests.stories.conftest import Story, seen, words
from tests.stories.test_faults_sending import NOT_DONE, PERHAPS_DONE, impatient, waits
from tests.stories.test_homes import home_of, now_at, opens, presses, published

__all__ = ["impatient"]

pytestmark = [
    pytest.mark.parametrize("story", ["http"], indirect=True),
    pytest.mark.usefixtures("impatient"),
]
TROUBLES = NOT_DONE | PERHAPS_DONE


@pytest.mark.parametrize("fault", TROUBLES.values(), ids=TROUBLES)
def test_a_home_that_was_not_taken_is_published_again(story: Story, fault: Fault) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("views.publish", fault)
    story.slack.open_home(story.ada)
    story.stage.settle()
    waits(story)
    assert "asks for a quote" in home_of(story, story.ada)
    before = published(story)
    waits(story)
    assert published(story) == before


@pytest.mark.parametrize("word", ["user_not_found", "not_enabled", "view_too_large"])
def test_what_will_never_be_taken_is_not_tried_again(story: Story, word: str) -> None:
    story.slack.fault("views.publish", Fault.error(word))
    story.slack.open_home(story.ada)
    story.stage.settle()
    before = published(story)
    waits(story)
    assert (published(story), story.slack.home(story.ada)) == (before, None)
    opens(story, story.ada)
    assert "Hours" in home_of(story, story.ada)


def test_a_refusal_that_no_modal_can_say_comes_as_a_message(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    old = opens(story, story.ada)
    story.type(story.ben, "/contact", "none 1")
    story.slack.fault("views.open", Fault.error("expired_trigger_id"))
    assert story.slack.press(story.ada, old, ids.THING_ANSWERED, value="1", as_seen=True).ok
    story.stage.settle()
    assert "#1" in seen(story.nudge(story.ada))


def test_a_store_that_is_away_is_said_in_front_of_the_home(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    opens(story, story.ada)
    with story.stage.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE receipts RENAME TO away")
    try:
        presses(story, story.ada, ids.THING_ANSWERED, value="1")
    finally:
        with story.stage.store.write() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO receipts")
    said = story.slack.view(story.ada)
    assert said is not None
    assert "nothing was changed" in " ".join(" ".join(words(block)) for block in said.blocks)
    presses(story, story.ada, ids.THING_ANSWERED, value="1")
    assert "is answered" in home_of(story, story.ada)
    assert now_at(story, story.ada).type == "home"
