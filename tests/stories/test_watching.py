"""In a customer's own channel: what is said there counts, and Heed writes nothing there."""

import pytest

from bot.playground.slack import Channel, Message
from tests.stories.conftest import Story, seen

WATCHED = ("public", "private")


@pytest.fixture(params=WATCHED)
def channel(story: Story, request: pytest.FixtureRequest) -> Channel:
    """A channel with Acme's people, which Heed was invited to and is to watch."""
    made = story.slack.add_channel(
        "acme-and-us",
        members=[story.ada, story.ben, story.gus, story.ona],
        ext_shared=True,
        private=request.param == "private",
    )
    said = story.said(story.ada, "/customer", "channel Acme #acme-and-us watch")
    assert "I watch it" in said
    return made


def say(
    story: Story, who: object, channel: Channel, text: str, on: Message | None = None
) -> Message:
    thread = None if on is None else on.ts
    said = story.slack.say(who, channel, text, thread_ts=thread)  # type: ignore[arg-type]
    story.stage.settle()
    return said


def mine(story: Story) -> str:
    return story.said(story.ada, "/mine", "")


def why(story: Story, message: Message) -> str:
    outcome = story.slack.message_action(story.ada, message, "message.why")
    assert outcome.ok
    view = story.slack.view(story.ada)
    assert view is not None
    story.slack.close(story.ada, view)
    return " ".join(str(block["text"]["text"]) for block in view.blocks)


def posted_there(story: Story, channel: Channel) -> list[str]:
    return [
        call.method
        for call in story.slack.log
        if call.method.startswith("chat.") and call.params.get("channel") == channel.id
    ]


def test_a_question_waits_and_the_reply_in_its_thread_answers_it(
    story: Story, channel: Channel
) -> None:
    asked = say(story, story.ona, channel, "Could we have a quote?")
    assert "Could we have a quote?" in mine(story)
    assert "they wait for an answer since" in why(story, asked)
    story.until(16, 13, 5)
    reminder = story.nudge(story.ada)
    assert "Could we have a quote?" in seen(reminder)
    assert f"archives/{channel.id}/p" in seen(reminder)
    reply = say(story, story.ben, channel, "Here it is.", asked)
    assert "Could we have a quote?" not in mine(story)
    assert "answered #1 with it" in why(story, reply)
    assert "answered by now" in why(story, asked)
    assert "Answered by Ben" in seen(story.nudge(story.ada))
    assert posted_there(story, channel) == []


def test_whoever_is_neither_and_kind_words_open_nothing(story: Story, channel: Channel) -> None:
    thanks = say(story, story.ona, channel, "Thanks a lot!")
    guest = say(story, story.gus, channel, "Could I have a quote?")
    assert "quote" not in mine(story)
    assert "kind words" in why(story, thanks)
    assert "Guests count as theirs" in why(story, guest)
    story.type(story.ada, "/customer", "people Acme: Gus (their buyer)")
    say(story, story.gus, channel, "Could I have a quote?")
    assert "quote" in mine(story)


def test_edits_and_deletions_are_followed(story: Story, channel: Channel) -> None:
    asked = say(story, story.ona, channel, "Could we have a qoute?")
    story.slack.edit_message(story.ona, asked, "Could we have a quote?")
    story.stage.settle()
    assert "qoute" not in mine(story)
    assert "a quote?" in mine(story)
    story.slack.delete_message(story.ona, asked)
    story.stage.settle()
    assert "a quote?" not in mine(story)


def test_a_channel_that_is_not_watched_says_nothing_to_heed(story: Story) -> None:
    said = say(
        story,
        story.ona,
        story.slack.add_channel("other", members=[story.ada, story.ona], ext_shared=True),
        "Could we have a quote?",
    )
    assert "quote" not in mine(story)
    assert "this channel is not watched" in why(story, said)


def test_heed_must_be_in_the_channel_to_hear_it(story: Story) -> None:
    said = story.said(story.ada, "/customer", "channel Acme #acme-shared watch")
    assert "cannot yet" in said
    assert "/invite @heed" in said
    assert "/invite @heed" in story.said(story.ben, "/heed", "check")


@pytest.mark.parametrize("how", ["archived", "left"])
def test_a_channel_that_is_gone_is_watched_no_longer_and_its_owner_hears_of_it(
    story: Story, channel: Channel, how: str
) -> None:
    if how == "archived":
        story.slack.archive(channel)
    else:
        story.slack.leave(channel, story.slack.installation.bot_user_id)
    story.stage.settle()
    [notice] = story.nudges(story.ada)
    assert "no longer watch" in seen(notice)
    assert "I watch it" not in story.said(story.ada, "/customer", "channel Acme")
    # Told again, nothing more is said.
    story.slack.event("channel_archive", where=channel, channel=channel.id)
    story.stage.settle()
    assert len(story.nudges(story.ada)) == 1


def test_a_new_name_changes_nothing_and_a_new_id_is_followed(
    story: Story, channel: Channel
) -> None:
    story.slack.rename(channel, "acme-forever")
    say(story, story.ona, channel, "Could we have a quote?")
    assert "a quote?" in mine(story)
    story.slack.event("channel_id_changed", old_channel_id=channel.id, new_channel_id="C0NEWID")
    story.stage.settle()
    assert "C0NEWID" in story.said(story.ada, "/customer", "channel Acme")


def test_what_heed_and_other_apps_write_is_nobodys_word(story: Story, channel: Channel) -> None:
    fields = {"channel": channel.id, "channel_type": "channel", "ts": "1763280000.000100"}
    story.slack.event("message", where=channel, bot_id="B0OTHER", text="A quote?", **fields)
    story.slack.event(
        "message", where=channel, subtype="channel_join", user=story.ona.id, text="joined", **fields
    )
    story.stage.settle()
    assert "Acme" not in mine(story)


def test_a_stranger_may_not_ask_why(story: Story, channel: Channel) -> None:
    asked = say(story, story.ona, channel, "Could we have a quote?")
    story.slack.message_action(story.gus, asked, "message.why")
    view = story.slack.view(story.gus)
    assert view is not None
    assert "not for guests" in str(view.blocks)


def test_a_tick_on_the_question_answers_it_where_the_team_wants_that(
    story: Story, channel: Channel
) -> None:
    story.type(story.ben, "/heed", "setup ticks on")
    asked = say(story, story.ona, channel, "Could we have a quote?")
    story.react(story.ona, asked, "white_check_mark")
    assert "a quote?" in mine(story)
    story.react(story.ben, asked, "white_check_mark")
    assert "a quote?" not in mine(story)
    story.unreact(story.ben, asked, "white_check_mark")
    assert "a quote?" in mine(story)
    assert posted_there(story, channel) == []


def log(story: Story, message: Message) -> str:
    """Log a message for Acme from its menu; return what is said if there is nothing to log."""
    story.slack.message_action(story.ada, message, "message.contact")
    view = story.slack.view(story.ada)
    assert view is not None
    if not view.submit:
        story.slack.close(story.ada, view)
        return " ".join(str(block["text"]["text"]) for block in view.blocks)
    [acme, *_] = story.slack.suggest(story.ada, view, "fill.customer", "Acm")
    assert story.slack.submit(story.ada, view, {"fill.customer": acme}).errors == {}
    story.stage.settle()
    return ""


def test_a_message_counts_once_whether_it_was_heard_or_logged(
    story: Story, channel: Channel
) -> None:
    asked = say(story, story.ona, channel, "Could we have a quote?")
    said = log(story, asked)
    assert "counted already, as #1" in said
    assert "/heed undo 1 takes it back" in said
    # What was taken for kind words counts if somebody says so, and then an answer is one to it.
    story.wait(minutes=10)
    thanks = say(story, story.ona, channel, "Thanks a lot!")
    say(story, story.ada, channel, "Here it is.", asked)
    story.wait(minutes=10)
    assert log(story, thanks) == ""
    assert "Thanks a lot!" in mine(story)
    assert "logged already, as #2" in log(story, thanks)
    assert "logged it for" in why(story, thanks)
    say(story, story.ada, channel, "Any time.", thanks)
    assert "Thanks a lot!" not in mine(story)


def test_a_message_of_any_channel_is_logged_once_and_again_if_that_was_undone(
    story: Story,
) -> None:
    story.type(story.ada, "/customer", "add Acme")
    asked = say(story, story.ona, story.shared, "Could we have a quote?")
    assert log(story, asked) == ""
    assert "logged already, as #1" in log(story, asked)
    story.type(story.ada, "/heed", "undo 1")
    assert log(story, asked) == ""
    assert "a quote?" in mine(story)
