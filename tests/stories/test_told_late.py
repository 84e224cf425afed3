"""What Slack tells late, or in another order: “Did this count?” gives the reason all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.core.heard import Rule
from bot.playground.slack import Channel, Member, Message
from bot.store.tables import heard
from tests.stories.conftest import Story

QUESTION = "Could we have a quote?"


@pytest.fixture
def channel(story: Story) -> Channel:
    """A channel with Acme's people, in which Heed is."""
    return story.slack.add_channel(
        "acme-and-us", members=[story.ada, story.ben, story.ona], ext_shared=True
    )


def watch(story: Story) -> None:
    assert "I watch it" in story.said(story.ada, "/customer", "channel Acme #acme-and-us watch")
    story.wait(minutes=1)


@contextmanager
def held_back(story: Story) -> Iterator[None]:
    """Slack tells Heed of nothing; what happened meanwhile is told later, or never."""
    delivery = story.slack._server.delivery
    told = delivery._events
    delivery._events = frozenset()
    try:
        yield
    finally:
        story.stage.settle()
        delivery._events = told


def say(
    story: Story, who: Member, channel: Channel, text: str, on: Message | None = None
) -> Message:
    """A message, a minute after whatever was said before it."""
    story.wait(minutes=1)
    said = story.slack.say(who, channel, text, thread_ts=None if on is None else on.ts)
    story.stage.settle()
    return said


def tell(story: Story, said: Message, channel: Channel) -> None:
    """Slack tells of a message that it had held back, the whole of it."""
    fields: dict[str, Any] = said.wire() | {
        "channel": channel.id,
        "channel_type": "channel",
        "event_ts": said.ts,
    }
    kind = fields.pop("type")
    story.slack.event(kind, where=channel, **fields)
    story.stage.settle()


def why(story: Story, message: Message) -> str:
    assert story.slack.message_action(story.ada, message, "message.why").ok
    view = story.slack.view(story.ada)
    assert view is not None
    story.slack.close(story.ada, view)
    return " ".join(str(block["text"]["text"]) for block in view.blocks)


def rule_of(story: Story, message: Message) -> Rule:
    with story.stage.store.read() as connection:
        query = heard.select().where(heard.c.ts == message.ts)
        return Rule(connection.execute(query).mappings().one()["rule"])


def test_a_word_told_only_after_its_answer_belongs_to_what_was_answered(
    story: Story, channel: Channel
) -> None:
    watch(story)
    asked = say(story, story.ona, channel, QUESTION)
    story.wait(minutes=6)  # else it is one with the question
    with held_back(story):
        late = say(story, story.ona, channel, "It is rather urgent", asked)
    story.wait(minutes=9)
    say(story, story.ben, channel, "Here it is.", asked)

    tell(story, late, channel)

    assert rule_of(story, late) is Rule.LATE
    assert "It belongs to #1, which was answered after it was written" in why(story, late)
    assert "#1" not in story.said(story.ada, "/mine", "")
    assert "#2" not in story.said(story.ada, "/mine", "")


def test_the_first_word_told_only_after_the_answer_is_what_the_clock_ran_from(
    story: Story, channel: Channel
) -> None:
    watch(story)
    with held_back(story):
        first = say(story, story.ona, channel, QUESTION)
    story.wait(minutes=9)
    say(story, story.ona, channel, "Is anybody there?", first)
    say(story, story.ben, channel, "Here it is.", first)

    tell(story, first, channel)

    assert rule_of(story, first) is Rule.FIRST
    said = why(story, first)
    assert "before the other words of #1, so that counts from" in said
    assert "10:02" in said
    assert "#2" not in story.said(story.ada, "/mine", "")


def test_what_was_written_before_the_channel_was_watched_does_not_count_though_edited_since(
    story: Story, channel: Channel
) -> None:
    early = say(story, story.ona, channel, "Could we have a qoute?")
    story.wait(minutes=1)
    watch(story)
    assert "before I was to watch this channel" in why(story, early)

    story.slack.edit_message(story.ona, early, QUESTION)
    story.stage.settle()

    assert rule_of(story, early) is Rule.TOO_EARLY
    assert "before I was to watch this channel" in why(story, early)
    assert "#1" not in story.said(story.ada, "/mine", "")


def test_what_was_deleted_before_heed_was_told_of_it_does_not_count(
    story: Story, channel: Channel
) -> None:
    watch(story)
    with held_back(story):
        gone = say(story, story.ona, channel, QUESTION)
        why(story, gone)
    asked = story.slack.sent("interactive")[-1].payload
    story.slack.delete_message(story.ona, gone)
    story.stage.settle()

    tell(story, gone, channel)

    assert rule_of(story, gone) is Rule.GONE
    assert "#1" not in story.said(story.ada, "/mine", "")
    # Whoever had the menu open chooses from it all the same.
    trigger = story.slack._server._workspace.triggers.issue(story.ada.id)
    assert story.slack.send_again("interactive", asked | {"trigger_id": trigger}).ok
    view = story.slack.view(story.ada)
    assert view is not None
    assert "it was deleted before I could hear of it" in str(view.blocks)
