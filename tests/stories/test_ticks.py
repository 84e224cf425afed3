"""Ticks and whys in a watched channel: whose count, when they are taken away, and every reason."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.core.heard import Rule
from bot.messages import watching as messages
from bot.playground.slack import Channel, Fault, Message
from tests.stories.conftest import Story
from tests.stories.test_watching import mine, posted_there, say, why

TICK = "white_check_mark"


@pytest.fixture
def channel(story: Story) -> Channel:
    made = story.slack.add_channel(
        "acme-and-us", members=[story.ada, story.ben, story.gus, story.ona], ext_shared=True
    )
    assert "I watch it" in story.said(story.ada, "/customer", "channel Acme #acme-and-us watch")
    return made


@pytest.fixture
def question(story: Story, channel: Channel) -> Message:
    story.type(story.ben, "/heed", "setup ticks on")
    return say(story, story.ona, channel, "Could we have a quote?")


def waits(story: Story) -> bool:
    return "a quote" in mine(story)


@pytest.mark.parametrize(
    "emoji", [TICK, "heavy_check_mark", f"{TICK}::skin-tone-4", "ballot_box_with_check"]
)
def test_a_tick_answers_whatever_it_looks_like(story: Story, question: Message, emoji: str) -> None:
    story.react(story.ben, question, emoji)
    assert not waits(story)
    story.unreact(story.ben, question, emoji)
    assert waits(story)


def test_an_emoji_of_ones_own_ticks_once_it_is_said_to(story: Story, question: Message) -> None:
    story.react(story.ben, question, "acme-done")
    assert waits(story)
    story.unreact(story.ben, question, "acme-done")
    story.type(story.ben, "/heed", "setup emoji done :acme-done:")
    story.react(story.ben, question, "acme-done")
    assert not waits(story)


def test_a_tick_of_nobody_of_ours_means_nothing_and_is_told_nothing(
    story: Story, question: Message
) -> None:
    robot = story.slack.add_member("robot", real_name="Robot", is_bot=True)
    story.slack.invite("acme-and-us", robot)
    for who in (story.ona, story.gus, robot):
        story.react(who, question, TICK)
        story.unreact(who, question, TICK)
        story.react(who, question, TICK)
    assert waits(story)
    assert [story.whispers(one) for one in (story.ona, story.gus)] == [[], []]


def test_a_second_tick_does_nothing_and_its_removal_takes_nothing_back(
    story: Story, question: Message
) -> None:
    story.slack.invite("acme-and-us", story.cleo)
    story.react(story.ben, question, TICK)
    story.react(story.cleo, question, TICK)
    story.unreact(story.cleo, question, TICK)
    assert not waits(story)
    story.unreact(story.ben, question, TICK)
    assert waits(story)


def test_a_tick_on_our_own_word_or_where_nobody_switched_it_on_is_only_a_tick(
    story: Story, channel: Channel
) -> None:
    asked = say(story, story.ona, channel, "Could we have a quote?")
    story.react(story.ben, asked, TICK)
    assert waits(story)
    story.unreact(story.ben, asked, TICK)
    story.type(story.ben, "/heed", "setup ticks on")
    ours = say(story, story.ada, channel, "Automatic reply: back on Monday", asked)
    story.react(story.ben, ours, TICK)
    assert waits(story)
    story.react(story.ben, asked, TICK)
    assert not waits(story)
    # Switched off, an old tick that is taken away takes back what it did; a new one does nothing.
    story.type(story.ben, "/heed", "setup ticks off")
    story.unreact(story.ben, asked, TICK)
    assert waits(story)
    story.react(story.ben, asked, TICK)
    assert waits(story)


def test_a_tick_counts_on_an_edited_question_and_not_on_a_deleted_one(
    story: Story, channel: Channel, question: Message
) -> None:
    story.slack.edit_message(story.ona, question, "Could we have a quote for ten?")
    story.stage.settle()
    story.react(story.ben, question, TICK)
    assert not waits(story)
    other = say(story, story.ona, channel, "And a quote for the floor?")
    story.wait(minutes=6)
    story.slack.delete_message(story.ona, other)
    story.stage.settle()
    item = {"type": "message", "channel": channel.id, "ts": other.ts}
    story.slack.event("reaction_added", where=channel, user=story.ben.id, reaction=TICK, item=item)
    story.stage.settle()
    assert not waits(story)


def test_of_many_ticks_at_once_one_answers(story: Story, question: Message) -> None:
    people = [story.slack.add_member(f"m{one}", real_name=f"M{one}") for one in range(6)]
    for who in people:
        story.slack.invite("acme-and-us", who)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda who: story.slack.react(who, question, TICK), people))
    story.stage.settle()
    assert not waits(story)
    told = story.said(story.ada, "/heed", "why 1")
    assert "answered by M" in told
    assert posted_there(story, story.slack.channel("acme-and-us")) == []


def _said_anew(story: Story, channel: Channel) -> dict[Rule, Message]:
    """One message for every rule, as people would come to it."""
    found: dict[Rule, Message] = {}
    early = story.slack.add_channel("acme-early", members=[story.ada, story.ona], ext_shared=True)
    found[Rule.TOO_EARLY] = say(story, story.ona, early, "A quote, before it was watched?")
    story.wait(minutes=10)
    question = found[Rule.OPENED] = say(story, story.ona, channel, "Could we have a quote?")
    found[Rule.TOGETHER] = say(story, story.ona, channel, "For ten chairs.")
    story.wait(minutes=10)
    found[Rule.CHASED] = say(story, story.ona, channel, "Any news?", question)
    other = say(story, story.ona, channel, "And what of the floor?")
    story.slack.invite(channel, story.cleo)
    found[Rule.SEVERAL] = say(story, story.cleo, channel, "We look at it.")
    story.wait(minutes=10)
    found[Rule.ANSWERED] = say(story, story.ben, channel, "Here it is.", question)
    say(story, story.ben, channel, "It is laid.", other)
    story.wait(minutes=10)
    found[Rule.CAME_BACK] = say(story, story.ona, channel, "It is the wrong one!", question)
    say(story, story.ben, channel, "Here is the right one.", question)
    story.wait(minutes=10)
    found[Rule.BESIDE] = say(story, story.cleo, channel, "Good morning, all")
    found[Rule.KIND] = say(story, story.ona, channel, "Thanks a lot!")
    away = "Automatic reply: I am out of the office"
    found[Rule.AUTOMATIC] = say(story, story.ona, channel, away)
    found[Rule.NEITHER] = say(story, story.gus, channel, "Could I have one, too?")
    return found


# What only comes of messages that arrive out of turn is tried in their own tests.
OUT_OF_TURN = {Rule.LATE, Rule.FIRST, Rule.GONE, Rule.TOO_EARLY}
BY_HAND = {Rule.LOGGED}  # what somebody logged from its menu, tried with that


def test_every_reason_is_told_in_a_sentence_of_its_own(story: Story, channel: Channel) -> None:
    found = _said_anew(story, channel)
    assert set(found) | OUT_OF_TURN | BY_HAND == set(Rule)
    early = found.pop(Rule.TOO_EARLY)
    for rule, message in found.items():
        said = why(story, message)
        known = messages._RULES[rule].partition("{")[0].replace("*", "").rstrip()
        assert said.startswith(known), rule
        assert len(said) < 260, rule
    assert "not watched" in why(story, early)
    story.type(story.ada, "/customer", "channel Acme #acme-early watch")
    assert "before I was to watch" in why(story, early)


@pytest.mark.parametrize("kind", ["channels:history", "groups:history"])
def test_whoever_has_it_watched_without_the_permission_is_told_what_to_do(
    story: Story, kind: str
) -> None:
    story.slack.add_channel(
        "acme-and-us",
        members=[story.ada, story.ona],
        ext_shared=True,
        private=kind.startswith("groups"),
    )
    story.slack.fault("conversations.history", Fault.error("missing_scope"), times=9)
    said = story.said(story.ada, "/customer", "channel Acme #acme-and-us watch")
    assert "python -m bot manifest --watch" in said
    assert "python -m bot manifest --watch" in story.said(story.ben, "/heed", "check")
