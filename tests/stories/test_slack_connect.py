"""A channel shared with another company: whatever arrives of it, under whosever name, and what goes
out: never anything that the customer can read."""

import ast
import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.playground.slack import Channel
from tests.stories.conftest import Story, seen

ROOT = Path(__file__).parents[2]
ELSEWHERE, THIRD = "T0ELSEWHERE", "T0THIRD"
_events = count(1)


@pytest.fixture
def shared(story: Story) -> Channel:
    """Where Acme's people and ours write, which Acme's company made, and Heed watches."""
    channel = story.slack.add_channel(
        "acme-and-us", members=[story.ada, story.ben, story.gus, story.ona], ext_shared=True
    )
    assert "I watch it" in story.said(story.ada, "/customer", "channel Acme #acme-and-us watch")
    return channel


def tell(story: Story, event: dict[str, Any], **envelope: Any) -> None:
    """An event as Slack sends it for a channel of another company's: under that one's name."""
    place = next(_events)
    ours = story.slack.installation.team_id
    whole = {
        "type": "event_callback",
        "team_id": ELSEWHERE,
        "context_team_id": ELSEWHERE,
        "context_enterprise_id": None,
        "event": {"event_ts": stamp(story, place), **event},
        "event_id": f"Ev0CONNECT{place}",
        "event_time": int(story.stage.clock().timestamp()),
        "authorizations": [{"enterprise_id": None, "team_id": ours, "is_bot": True}],
        "is_ext_shared_channel": True,
    }
    assert story.slack.send_again("events_api", whole | envelope).ok
    story.stage.settle()


def stamp(story: Story, place: int) -> str:
    return f"{int(story.stage.clock().timestamp())}.{place:06}"


def said(story: Story, channel: Channel, **fields: Any) -> dict[str, Any]:
    """A message as it comes from a channel; `fields` say whose it is, and what kind."""
    team = fields.pop("team", ELSEWHERE)
    whole = {
        "type": "message",
        "channel": channel.id,
        "channel_type": "channel",
        "user": story.ona.id,
        "ts": stamp(story, next(_events)),
        "text": "Could we have a quote?",
        "user_team": team,
        "source_team": team,
        "team": team,
    } | fields
    return {name: value for name, value in whole.items() if value is not None}


def mine(story: Story) -> str:
    return story.said(story.ada, "/mine", "")


FILE = [{"id": "F1", "file_access": "check_file_info", "title": "Our floor plan"}]


@pytest.mark.parametrize(
    ("fields", "shows"),
    [
        ({}, "a quote?"),
        # Nobody says of whom it is; the directory does.
        ({"user_team": None, "source_team": None, "team": None}, "a quote?"),
        ({"subtype": "me_message", "text": "wonders about a quote"}, "wonders about"),
        ({"subtype": "file_share", "text": "", "files": FILE}, "Our floor plan"),
        ({"blocks": [{"type": "unheard_of"}], "client_msg_id": "x"}, "a quote?"),
        ({"channel_type": "group"}, "a quote?"),
        # Of a file that is still on its way from another company nothing more is known.
        ({"text": "", "files": [{"id": "F1", "file_access": "check_file_info"}]}, "…"),
    ],
    ids=["theirs", "unsigned", "me", "file", "blocks", "private", "unknown file"],
)
def test_what_their_people_say_waits(
    story: Story, shared: Channel, fields: dict[str, Any], shows: str
) -> None:
    tell(story, said(story, shared, **fields))
    assert shows in mine(story)


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B0THEIRS", "app_id": "A0THEIRS"},
        {"bot_id": "B0FLOW", "subtype": "bot_message", "user": None, "username": "Requests"},
        {"subtype": "channel_join", "text": "has joined the channel"},
        {"subtype": "channel_leave", "text": "has left the channel"},
        {"subtype": "channel_name", "name": "acme-forever", "text": "renamed the channel"},
        {"subtype": "channel_topic", "text": "set the topic", "topic": "a quote"},
        {"subtype": "channel_purpose", "text": "set the purpose"},
        {"subtype": "pinned_item", "text": "pinned a message"},
        {"subtype": "reminder_add", "text": "set up a reminder"},
        {"subtype": "tombstone", "text": "This message was deleted."},
        {"subtype": "message_replied", "text": ""},
        {"subtype": "unheard_of", "text": "a quote?"},
        {"user": "USLACKBOT", "text": "a quote?"},
        {"user": None},
        {"ts": None},
        {"text": "", "files": None},
    ],
    ids=lambda fields: "-".join(map(str, fields)) + str(fields.get("subtype", "")),
)
def test_what_nobody_of_theirs_says_opens_nothing(
    story: Story, shared: Channel, fields: dict[str, Any]
) -> None:
    tell(story, said(story, shared, **fields))
    assert "#1" not in mine(story)


@pytest.mark.parametrize(
    "envelope",
    [
        {"is_ext_shared_channel": False},
        {"authorizations": [{"team_id": THIRD}]},
        {"authorizations": []},
        {"authorizations": "T0"},
        {"authorizations": None, "is_ext_shared_channel": "yes"},
    ],
)
def test_what_is_sent_to_another_installation_is_not_for_us(
    story: Story, shared: Channel, envelope: dict[str, Any]
) -> None:
    tell(story, said(story, shared), **envelope)
    assert "a quote?" not in mine(story)


def test_people_of_a_third_company_are_theirs_and_a_guest_is_nobodys(
    story: Story, shared: Channel
) -> None:
    tom = story.slack.add_member("tom", real_name="Tom", team_id=THIRD)
    story.slack.invite(shared, tom)
    tell(story, said(story, shared, user=story.gus.id, text="and a stapler?"))
    assert "stapler" not in mine(story)
    tell(story, said(story, shared, user=tom.id, team=THIRD))
    assert "a quote?" in mine(story)


def test_our_word_in_the_thread_answers_it_whichever_company_slack_names(
    story: Story, shared: Channel
) -> None:
    asked = said(story, shared)
    ours = story.slack.installation.team_id
    tell(story, asked)
    chased = said(
        story, shared, subtype="thread_broadcast", thread_ts=asked["ts"], text="It is urgent?"
    )
    tell(story, chased)
    assert "#2" not in mine(story)
    reply = said(
        story, shared, user=story.ben.id, team=ours, thread_ts=asked["ts"], text="Here it is."
    )
    tell(story, reply)
    # The other company has Heed, too, and so it is told twice.
    tell(story, reply, team_id=ours, context_team_id=ours)
    assert "a quote?" not in mine(story)


def test_a_message_is_followed_when_it_is_edited_and_when_it_is_deleted(
    story: Story, shared: Channel
) -> None:
    first = said(story, shared, text="Hello all, could we have a qoute?")
    second = said(story, shared, text="For ten chairs.")
    tell(story, first)
    tell(story, second)
    now = {**second, "text": "For twelve chairs.", "edited": {"ts": stamp(story, 1)}}
    change = {"type": "message", "channel": shared.id, "channel_type": "channel"}
    tell(
        story,
        {**change, "subtype": "message_changed", "message": now, "previous_message": second},
    )
    assert "For twelve chairs." in mine(story)
    gone = {**change, "subtype": "message_deleted", "deleted_ts": first["ts"]}
    tell(story, {**gone, "previous_message": first})
    # The first of several is gone, and the rest of them waits all the same.
    assert "qoute" not in mine(story)
    assert "For twelve chairs." in mine(story)
    tell(story, {**gone, "deleted_ts": second["ts"], "previous_message": now})
    assert "chairs" not in mine(story)


@pytest.mark.parametrize("change", ["channel_archive", "channel_deleted", "channel_left"])
def test_what_becomes_of_the_channel_is_heard_and_then_nothing_more(
    story: Story, shared: Channel, change: str
) -> None:
    tell(story, {"type": change, "channel": shared.id, "user": story.ona.id})
    assert "no longer watch" in seen(story.nudge(story.ada))
    tell(story, said(story, shared))
    assert "a quote?" not in mine(story)


def test_a_tick_of_ours_counts_whichever_company_slack_names(story: Story, shared: Channel) -> None:
    story.type(story.ben, "/heed", "setup ticks on")
    asked = said(story, shared)
    tell(story, asked)
    item = {"type": "message", "channel": shared.id, "ts": asked["ts"]}
    tick = {"reaction": "white_check_mark", "item": item, "item_user": story.ona.id}
    tell(story, {"type": "reaction_added", "user": story.ona.id, **tick})
    assert "a quote?" in mine(story)
    tell(story, {"type": "reaction_added", "user": story.ben.id, **tick})
    assert "a quote?" not in mine(story)
    tell(story, {"type": "reaction_removed", "user": story.ben.id, **tick})
    assert "a quote?" in mine(story)


def readable(story: Story, channel: Channel) -> list[str]:
    """What Heed has put where everybody in that channel reads it."""
    calls = [one for one in story.slack.log if one.params.get("channel") == channel.id]
    wrote = [one.method for one in calls if one.method in ("chat.postMessage", "chat.update")]
    bot = story.slack.installation.bot_user_id
    stands = [one.text for one in story.slack.messages(channel) if one.user == bot]
    return [*wrote, *stands]


def test_whatever_is_done_in_a_shared_channel_nothing_of_ours_is_read_there(
    story: Story, shared: Channel
) -> None:
    asked = story.slack.say(story.ona, shared, "Could we have a quote?")
    story.stage.settle()
    for words in ("Acme", "needs Acme: quiet", "nonsense of all kinds", "channel Acme"):
        assert story.slack.command(story.ada, "/customer", words, where=shared).ok
    for who in (story.ada, story.gus):
        for command in ("/contact", "/promise", "/mine", "/heed"):
            story.slack.command(who, command, "answered 999", where=shared)
    for who in (story.ada, story.gus):
        for callback_id in ("message.why", "message.contact", "message.promise"):
            story.slack.message_action(who, asked, callback_id)
    for emoji in ("white_check_mark", "eyes", "zzz", "raising_hand", "tada"):
        for who in (story.ada, story.ona, story.gus):
            story.slack.react(who, asked, emoji)
    reply = story.slack.say(story.ada, shared, "<@heed> here it is", thread_ts=asked.ts)
    story.slack.edit_message(story.ada, reply, "Here it is, Ona")
    story.slack.delete_message(story.ada, reply)
    story.until(17, 16)
    assert readable(story, shared) == []
    assert [one for one in story.slack.messages(shared) if one.is_ephemeral] == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_team_channel_that_comes_to_be_shared_is_written_to_no_more(
    story: Story, when: str
) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    if when == "before":
        story.slack.share(story.support)
    story.until(16, 16)
    stood = [one.text for one in story.slack.messages(story.support)]
    assert ("quote" in " ".join(stood)) is (when == "after")
    story.slack.share(story.support)
    story.slack.clear_log()
    story.type(story.ben, "/contact", "answered 1")
    story.type(story.ada, "/contact", "from Acme: asks for another")
    story.until(17, 16)
    wrote = [one for one in readable(story, story.support) if one.startswith("chat.")]
    assert wrote == []


# Every method that the code calls, and whether it can be read by others than one member.
PUBLIC = {"chat_postMessage", "chat_update"}
PRIVATE = {
    *("auth_test", "chat_getPermalink", "chat_postEphemeral", "conversations_history"),
    *("conversations_info", "conversations_open", "files_info", "users_info", "users_list"),
    *("views_open", "views_publish", "views_push", "views_update"),
}


def test_messages_go_out_by_one_gate_alone() -> None:
    called: dict[str, set[str]] = {}
    for folder in ("bot/slack", "handlers", "schedules"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and re.fullmatch(
                    r"(admin|apps|auth|canvases|chat|conversations|files|lists|pins|reactions"
                    r"|reminders|users|views)_[A-Za-z]+",
                    node.attr,
                ):
                    called.setdefault(node.attr, set()).add(path.name)
    assert {name for name in called if name not in PUBLIC} <= PRIVATE
    assert {name: called[name] for name in PUBLIC} == {one: {"gateway.py"} for one in PUBLIC}
