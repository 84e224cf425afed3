"""At the doors: who may come in, what a click is told, and what forged or strange words do."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.playground.slack import Member, Message
from bot.services import undo
from bot.slack.web import is_request
from tests.stories.conftest import Story, seen

ELSEWHERE = "T0ELSEWHERE"


def sent(story: Story, payload: dict[str, Any]) -> BoltResponse:
    """Hand Heed a payload as it is, as Slack would never send it."""
    request = BoltRequest(mode="socket_mode", body=payload)
    response = story.stage.heed.app.dispatch(request)
    story.stage.settle()
    return response


def pressed(story: Story, who: Member, message: Message, action: dict[str, Any]) -> dict[str, Any]:
    """The payload of the last press, with another action in it."""
    story.slack.press(who, message, next(iter(message.controls)).action_id)
    story.stage.settle()
    return story.slack.sent("interactive")[-1].payload | {"actions": [action]}


@contextmanager
def store_held(story: Story) -> Iterator[None]:
    somebody_else = sqlite3.connect(story.stage.store.url.database or "", isolation_level=None)
    with closing(somebody_else):
        somebody_else.execute("BEGIN IMMEDIATE")
        yield
        somebody_else.execute("ROLLBACK")


def reminder(story: Story) -> Message:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 5)
    return story.nudge(story.ada)


@pytest.mark.parametrize("foreign", [{"team": {"id": ELSEWHERE}}, {"user": {"team_id": ELSEWHERE}}])
def test_a_form_from_another_workspace_changes_nothing(
    story: Story, foreign: dict[str, dict[str, str]]
) -> None:
    story.press(story.ada, reminder(story), "thing.more", option="give:1")
    view = story.slack.view(story.ada)
    assert view is not None
    story.slack.submit(story.ada, view, {"member": story.cleo})
    submission = story.slack.sent("interactive")[-1].payload
    picked = {"member": {"member": {"selected_user": story.ben.id}}}
    again = submission["view"] | {"hash": "another", "state": {"values": picked}}
    forged = submission | {name: submission[name] | more for name, more in foreign.items()}
    forged |= {"view": again}

    response = sent(story, forged)

    assert "members of this workspace" in response.body
    assert "#1" in story.said(story.cleo, "/mine", "")
    assert "#1" not in story.said(story.ben, "/mine", "")
    assert sent(story, submission | {"view": again}).status == 200
    assert "#1" in story.said(story.ben, "/mine", ""), "as a form of ours it counts"


@pytest.mark.parametrize("action_id", ["thing.more", "nudges.rest", "thing.answered", "unheard.of"])
def test_a_click_from_another_workspace_is_told_so(story: Story, action_id: str) -> None:
    option = {"selected_option": {"value": "give:1"}, "value": "1"}
    payload = pressed(story, story.ada, reminder(story), {"action_id": action_id} | option)

    sent(story, payload | {"user": payload["user"] | {"team_id": ELSEWHERE}})

    assert "members of this workspace" in story.whispers(story.ada)[-1]
    assert story.slack.view(story.ada) is None


def test_a_button_under_words_of_heeds_own_shows_what_it_did(story: Story) -> None:
    """Typed plainly, the answer is a message like any other, which nobody would edit."""
    story.slack.say(story.ada, None, "contact from Acme: asks for a quote")
    story.stage.settle()
    before = story.nudges(story.ada)

    story.press(story.ada, before[-1], "change.undo")

    assert "Logged for" not in seen(story.nudge(story.ada))
    assert len(story.nudges(story.ada)) == len(before), "it stands where the answer stood"
    assert "#1" not in story.said(story.ada, "/mine", "")


def test_a_button_on_a_reminder_is_not_answered_twice(story: Story) -> None:
    story.press(story.ada, reminder(story), "thing.answered")

    assert "Answered by Ada" in seen(story.nudge(story.ada))
    assert story.slack.calls("response_url") == ()


def test_a_word_for_the_new_owner_goes_along_with_what_is_handed_over(story: Story) -> None:
    story.press(story.ada, reminder(story), "thing.more", option="give:1")
    view = story.slack.view(story.ada)
    assert view is not None

    story.slack.submit(story.ada, view, {"member": story.ben, "reason": "They expect a call"})
    story.wait(minutes=1)

    assert "They expect a call" in seen(story.nudge(story.ben))


def test_somebody_never_met_may_hand_over_from_the_channel(story: Story) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 14, 5)
    dora = story.slack.add_member("dora", real_name="Dora")
    story.slack.invite(story.support, dora)
    [posted] = [one for one in story.slack.messages(story.support) if not one.is_ephemeral]

    story.press(dora, posted, "thing.more", option="give:1")

    assert story.slack.view(dora) is not None


def test_a_click_that_nobody_foresaw_to_fail_gets_words(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = story.type(story.ada, "/contact", "from Acme: asks for a quote").message
    assert reply is not None
    monkeypatch.setattr(undo, "change", _fail)

    story.press(story.ada, reply, "change.undo")

    assert "something went wrong on my side" in story.whispers(story.ada)[-1]


def _fail(*_arguments: object) -> None:
    raise RuntimeError("nobody foresaw this")


def test_a_click_while_the_store_takes_nothing_gets_words(story: Story) -> None:
    reply = story.type(story.ada, "/contact", "from Acme: asks for a quote").message
    assert reply is not None

    with store_held(story):
        story.slack.press(story.ada, reply, "change.undo")
        story.slack.wait_for(lambda: "my side" in story.whispers(story.ada)[-1], timeout=10)


FORGED = [
    ("thing.answered", "²"),
    ("thing.kept", "9" * 9),
    ("thing.kept", "9" * 400),
    ("change.undo", "0" * 32),
    ("change.undo", "x"),
    ("contact.answered", '{"n":1}'),
    ("contact.answered", '{"n":1,"c":4711}'),
    ("draft.add", '{"d":99999,"n":"Acme"}'),
    ("draft.add", '{"d":1}'),
    ("draft.meant", '{"d":1,"k":1,"m":2}'),
    ("draft.choose", '{"d":1,"i":77}'),
    ("draft.again", "4711"),
    ("draft.again", None),
    ("customer.hand_over", '{"c":4711,"f":"UNOBODY"}'),
    ("customer.hand_over", '{"c":1}'),
    ("promise.change", "²"),
    ("promise.change", "999999999"),
    ("nudges.rest", "1e3"),
    ("nudges.rest", "4711"),
    ("thing.earlier", {"a": 1}),
]


def test_whatever_is_forged_gets_a_polite_no(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    story.type(story.ada, "/promise", "Acme: send it by 03/04")
    payload = pressed(story, story.ada, reminder(story), {})
    for action_id, value in FORGED:
        before = len(story.whispers(story.ada))
        action = {"action_id": action_id, "action_ts": f"{before}.1", "value": value}

        assert (
            sent(story, payload | {"actions": [action], "response_url": url(story)}).status == 200
        )
        story.slack.wait_for(lambda count=before: len(story.whispers(story.ada)) > count)
        assert "my side" not in story.whispers(story.ada)[-1], (action_id, value)
    for option in ("give:²", "give:", "fly:1", "snooze:", None, 7):
        action = {"action_id": "thing.more", "selected_option": {"value": option}}
        sent(story, payload | {"actions": [action], "response_url": url(story)})
        assert "older message" in story.whispers(story.ada)[-1]

    assert [one for one in caplog.records if one.exc_info] == []


@pytest.mark.parametrize(
    "address", [["x"], {"u": 1}, 7, "nowhere", "file:///etc/hosts", "http://[", "https://a b/c"]
)
def test_an_address_that_is_none_is_not_in_the_way_of_other_answers(
    story: Story, address: object, caplog: pytest.LogCaptureFixture
) -> None:
    action = {"action_id": "thing.kept", "action_ts": "1.1", "value": "4711"}
    payload = pressed(story, story.ada, reminder(story), action)

    assert sent(story, payload | {"response_url": address}).status == 200
    assert sent(story, payload | {"response_url": url(story)}).status == 200

    assert "no #4711" in story.whispers(story.ada)[-1]
    assert [one for one in caplog.records if one.exc_info] == []


@pytest.mark.parametrize("team_id", [{"id": 1}, ["T"], True])
def test_a_workspace_of_a_strange_kind_is_another_one(story: Story, team_id: object) -> None:
    story.type(story.ada, "/mine", "")
    payload = story.slack.sent("slash_commands")[-1].payload

    assert "members of this workspace" in sent(story, payload | {"team_id": team_id}).body


@pytest.mark.parametrize(
    "strange",
    [
        {"trigger_id": "\ud800"},
        {"team_id": "T\x00"},
        {"user": {"id": "U\udfff"}},
        {"container": {"channel_id": "D\x00", "message_ts": "1.1"}},
        {"container": {"channel_id": "D1", "message_ts": "\ud800"}},
        {"actions": [{"action_id": "thing.kept", "action_ts": "\x00"}]},
        {"type": "view_submission", "view": {"id": "V1", "callback_id": "thing.give"}},
        {
            "type": "view_submission",
            "view": {"id": "V1", "callback_id": "thing.give", "type": "modal", "hash": "\x00"},
        },
    ],
)
def test_what_no_store_takes_or_bolt_trips_over_is_no_request(strange: dict[str, Any]) -> None:
    action = {"action_id": "thing.kept", "action_ts": "1.1", "value": "1"}
    payload = {"type": "block_actions", "user": {"id": "U0ADA"}, "actions": [action]}

    assert is_request(payload)
    assert not is_request(payload | strange)


def url(story: Story) -> str:
    """A fresh address to answer to, for each takes but five."""
    story.slack.command(story.ada, "/mine", "")
    return str(story.slack.sent("slash_commands")[-1].payload["response_url"])


@pytest.mark.parametrize(
    ("tokens", "pauses"),
    [({"oauth": ["U0ADA"], "bot": []}, False), (None, False), ({"bot": ["U0HEEDBOT1"]}, True)],
)
def test_only_heeds_own_token_pauses_the_workspace(
    story: Story, tokens: object, pauses: bool
) -> None:
    story.slack.event("tokens_revoked", tokens=tokens)
    story.stage.settle()
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 5)

    assert (story.nudges(story.ada) == []) is pauses


MANGLED: list[dict[str, Any]] = [
    {"type": "reaction_added", "user": "U0ADA", "reaction": "eyes", "item": {"type": "message"}},
    {"type": "reaction_added", "user": "U0ADA", "item": {"type": "message", "channel": "D1"}},
    {"type": "reaction_added", "user": "U0ADA", "reaction": "eyes", "item": "message"},
    {"type": "reaction_added", "user": "U0ADA", "reaction": 7, "item": None},
    {"type": "reaction_added"},
    {"type": "reaction_removed", "user": {"id": "U0ADA"}, "reaction": "eyes", "item": {}},
    {"type": "message", "user": "U0ADA", "text": "help"},
    {"type": "message", "channel_type": "im", "text": "help"},
    {"type": "message", "channel_type": "im", "text": {"a": 1}, "user": "U0ADA"},
    {"type": "message", "channel_type": "im", "text": "help", "user": {"id": "U0ADA"}},
    {"type": "user_change", "user": {}},
    {"type": "user_change", "user": {"id": None}},
    {"type": "team_join"},
    {"type": "tokens_revoked", "tokens": ["bot"]},
]


def test_events_with_missing_or_wrong_fields_are_taken_and_forgotten(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    for count, event in enumerate(MANGLED):
        whole = {"type": "event_callback", "team_id": story.stage.heed.workspace.id}

        assert sent(story, whole | {"event": event, "event_id": f"Ev{count}"}).status == 200
        assert sent(story, whole | {"event": event}).status == 200

    assert [one for one in caplog.records if one.exc_info] == []
    assert story.nudges(story.ada) == []


def test_words_that_come_three_times_at_once_are_answered_once_and_truly(story: Story) -> None:
    story.slack.say(story.ada, None, "help")
    story.stage.settle()
    heard = [one.payload for one in story.slack.sent("events_api")]
    [whole] = [one for one in heard if one["event"].get("text") == "help"]
    words = whole["event"] | {"text": "contact from Acme: asks for a quote"}
    again = whole | {"event": words, "event_id": "Ev0THRICE"}
    threads = [threading.Thread(target=sent, args=(story, again)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    story.stage.settle()

    [_asked, _help, answer] = map(seen, story.nudges(story.ada))
    assert "Logged for" in answer


@pytest.mark.parametrize(
    ("channel", "answer"),
    [
        ({"ext_shared": True}, "other companies"),
        ({"archived": True}, "archived"),
        ({"bot": False}, "Invite me first"),
        ({"bot": False, "private": True}, "Invite me first"),
    ],
)
def test_a_channel_that_reminders_must_not_go_to_is_refused_when_typed(
    story: Story, channel: dict[str, Any], answer: str
) -> None:
    story.slack.add_channel("elsewhere", members=[story.ben], **channel)

    assert answer in story.said(story.ben, "/heed", "setup channel #elsewhere")
    assert "elsewhere" not in story.said(story.ben, "/heed", "setup show")


def test_a_channel_is_not_believed_while_slack_says_nothing(story: Story) -> None:
    from bot.playground.slack import Fault

    story.slack.fault("conversations.info", Fault.http(503))

    assert "try again in a minute" in story.said(story.ben, "/heed", "setup channel #support")
    assert "try again" not in story.said(story.ben, "/heed", "setup channel #support")


@pytest.mark.parametrize(
    ("command", "words", "answer"),
    [
        ("/customer", "merge Acme", "Which one becomes part of which"),
        ("/customer", "needs Acme", "is not noted"),
        ("/customer", "forget Acme", "This cannot be undone"),
        ("/promise", "to Acme: send the quote by friday", "Friday 20 November"),
        ("/promise", "to Acme send the quote by friday", "Friday 20 November"),
        ("/heed", "setup lead", "Who? Pick a name"),
        ("/heed", "setup channel", "Which channel?"),
        ("/heed", "setup hours", "Which hours?"),
        ("/heed", "setup closed", "Which days?"),
    ],
)
def test_what_a_newcomer_types_is_understood_or_told_what_works(
    story: Story, command: str, words: str, answer: str
) -> None:
    said = story.said(story.ada, command, words)

    assert answer in said
    assert "[Add" not in said
    assert f"Add {words}" not in said


def test_a_customer_may_be_called_like_a_verb(story: Story) -> None:
    story.type(story.ada, "/customer", "add Merge Labs")
    refused = story.type(story.ada, "/customer", "Merge Labs").message
    assert refused is not None
    label = "The customer “Merge Labs”"

    story.slack.press(story.ada, refused, label=label)
    story.stage.settle()

    assert "cannot be merged" not in story.whispers(story.ada)[-1]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("kept 2", "kept"),
        ("answered 1", "answered"),
        ("snooze 1 until tomorrow", "No reminders about"),
        ("thanks!", "You are welcome"),
        ("ok", "You are welcome"),
    ],
)
def test_plain_words_are_read_as_the_verb_that_they_begin_with(
    story: Story, words: str, answer: str
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send it by friday")

    story.slack.say(story.ada, None, words)
    story.stage.settle()

    assert answer.casefold() in seen(story.nudge(story.ada)).casefold()
    assert "/heed help" not in seen(story.nudge(story.ada))


def test_heed_is_not_healthy_while_the_store_takes_nothing(story: Story) -> None:
    assert story.stage.heed.is_healthy()
    with store_held(story):
        assert not story.stage.heed.is_healthy()
    assert story.stage.heed.is_healthy()
