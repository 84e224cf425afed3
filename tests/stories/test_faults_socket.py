"""The way in goes wrong: sockets end, go silent and are two, and events come twice or too late."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from bot.playground.slack import Fault, Message
from bot.playground.stage import Stage
from bot.slack import sockets
from bot.slack.sockets import Socket
from tests.stories.conftest import MONDAY, Story, seen


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """By Socket Mode, where a silent connection is found out in a second or so."""
    monkeypatch.setattr(sockets, "PING_SECONDS", 0.3)
    stage = Stage(at=MONDAY)
    told = Story(stage)
    try:
        yield told.open()
    finally:
        stage.stop()


def connected_again(story: Story) -> None:
    story.slack.wait_for_connection(timeout=15)
    story.slack.wait_for(lambda: story.slack.command(story.ada, "/mine", "").ok, timeout=15)


def reminder(story: Story) -> Message:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    return story.nudge(story.ada)


def is_taken(story: Story) -> bool:
    return "have it until" in seen(story.nudge(story.ada))


def test_a_cut_socket_is_opened_again(told: Story) -> None:
    nudge = reminder(told)
    told.slack.cut()
    connected_again(told)

    told.slack.react(told.ada, nudge, "eyes")
    told.slack.wait_for(lambda: is_taken(told), timeout=15)
    assert "Logged for" in told.said(told.ada, "/contact", "from Acme: asks once more")


@pytest.mark.parametrize("steps", [timedelta(), timedelta(hours=-1), timedelta(days=-1)])
def test_a_socket_that_went_silent_is_found_out_whatever_the_clock_says(
    told: Story, steps: timedelta
) -> None:
    nudge = reminder(told)
    with time_machine.travel(datetime.now(UTC) + steps):
        told.slack.silence()
        time.sleep(1)  # Slack waits three seconds for an answer; then there is a new socket
        told.slack.react(told.ada, nudge, "eyes")
        connected_again(told)
        told.slack.wait_for(lambda: is_taken(told), timeout=15)

    attempts = [one.attempt for one in told.slack.sent("events_api") if is_reaction(one.payload)]
    assert attempts == [0, 1], "it was not taken, and came again"


def is_reaction(payload: dict[str, Any]) -> bool:
    return bool(payload["event"]["type"] == "reaction_added")


@pytest.mark.parametrize(
    "fault",
    [Fault.http(503), Fault.drop_before(), Fault.error("internal_error"), Fault.rate_limited()],
    ids=["503", "dropped", "internal_error", "429"],
)
def test_a_new_socket_is_asked_for_until_there_is_one(told: Story, fault: Fault) -> None:
    told.slack.fault("apps.connections.open", fault, times=2)
    told.slack.disconnect()
    connected_again(told)

    assert "Logged for" in told.said(told.ada, "/contact", "from Acme: asks for a quote")


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled"])
def test_a_socket_that_is_told_to_go_is_replaced(told: Story, reason: str) -> None:
    told.slack.disconnect(reason=reason)
    connected_again(told)

    assert "Logged for" in told.said(told.ada, "/contact", "from Acme: asks for a quote")


@pytest.fixture
def second_socket(told: Story) -> Iterator[Socket]:
    socket = Socket(told.stage.heed.app, told.slack.app_token)
    socket.connect()
    told.slack.wait_for_connection(2)
    yield socket
    # Ended from Slack's side: it takes three seconds from ours.
    socket.client.auto_reconnect_enabled = False


def twice_at_once(story: Story, payload: dict[str, Any], *, kind: str = "events_api") -> list[Any]:
    """Deliver the same thing on as many connections as there are, at the same moment."""
    send = story.slack._server.request
    with ThreadPoolExecutor(2) as pool:
        sending = [pool.submit(send, kind, payload, answerable=False) for _ in range(2)]
        answers = [one.result() for one in sending]
    story.stage.settle()
    return answers


def test_the_same_event_on_two_sockets_at_once_happens_once(
    told: Story, second_socket: Socket
) -> None:
    nudge = reminder(told)
    for round_ in range(5):
        reacted(told, nudge, f"Ev{round_}", "eyes" if round_ % 2 == 0 else "zzz")
    told.stage.settle()

    assert told.said(told.ada, "/heed", "why 1").count("has it") <= 1
    second_socket.client.auto_reconnect_enabled = False
    told.slack.cut()


def reacted(
    story: Story, nudge: Message, event_id: str, emoji: str, *, at: float = 1.0, gone: bool = False
) -> list[Any]:
    """An emoji as Slack tells of it, twice at once."""
    event = {
        "type": "reaction_removed" if gone else "reaction_added",
        "user": story.ada.id,
        "reaction": emoji,
        "item": {"type": "message", "channel": nudge.channel, "ts": nudge.ts},
        "event_ts": f"{1_794_000_000 + at:.6f}",
    }
    return twice_at_once(story, whole(story, event, event_id))


def whole(story: Story, event: dict[str, Any], event_id: str) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": story.stage.heed.workspace.id,
        "event_id": event_id,
        "event": event,
    }


def history(story: Story) -> list[str]:
    from sqlalchemy import select

    from bot.store.tables import history as events

    with story.stage.store.read() as connection:
        return [str(verb) for verb in connection.execute(select(events.c.verb)).scalars()]


def test_the_same_event_twice_at_once_happens_once(story: Story) -> None:
    nudge = reminder(story)
    for count in range(4):
        answers = reacted(story, nudge, f"Ev{count}", "eyes", at=2 * count)
        assert any(answer.ok for answer in answers)
        reacted(story, nudge, f"Ev{count}gone", "eyes", at=2 * count + 1, gone=True)

    assert history(story).count("claimed") == 4
    assert history(story).count("undone") == 4


def test_an_event_that_slack_sends_again_happens_once(story: Story) -> None:
    nudge = reminder(story)
    story.slack.duplicate_next_event()
    story.react(story.ada, nudge, "eyes")

    story.slack.duplicate_next_event()
    story.slack.say(story.ada, None, "contact to Acme: sent the quote")
    story.stage.settle()

    assert history(story).count("claimed") == 1
    assert history(story).count("answered") == 1
    assert len([one for one in story.nudges(story.ada) if "Answered" in seen(one)]) <= 2


def test_a_removal_that_comes_before_its_emoji_leaves_nothing(story: Story) -> None:
    nudge = reminder(story)
    reacted(story, nudge, "Ev2", "white_check_mark", at=2, gone=True)
    reacted(story, nudge, "Ev1", "white_check_mark", at=1)

    assert "answered" not in history(story)
    assert "#1" in story.said(story.ada, "/mine", "")


def test_a_word_that_is_edited_before_it_was_heard_is_carried_out_once(story: Story) -> None:
    story.slack.say(story.ada, None, "help")
    story.stage.settle()
    heard = [one.payload for one in story.slack.sent("events_api")]
    [posted] = [one["event"] for one in heard if one["event"].get("text") == "help"]
    words = posted | {"text": "contact from Acme: asks for a quote"}
    edited = posted | {
        "subtype": "message_changed",
        "message": words | {"text": "contact from Acme: asks for a quote!"},
        "previous_message": words,
    }
    twice_at_once(story, whole(story, edited, "EvEDITED"))
    twice_at_once(story, whole(story, words, "EvSAID"))

    assert history(story).count("opened") == 1


def test_an_older_word_about_a_member_does_not_undo_a_newer_one(story: Story) -> None:
    """Ada left; an event from before that, about her zone, arrives last."""
    user = story.slack.change_zone(story.ada, "America/Sao_Paulo").wire(now=story.stage.clock())
    story.stage.settle()
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.deactivate(story.ada)
    story.stage.settle()
    older = user | {"updated": user.get("updated", 0) - 60, "tz": "Europe/Berlin"}

    twice_at_once(story, whole(story, {"type": "user_change", "user": older}, "EvOLD"))
    story.until(17, 12, 0)

    assert story.nudges(story.ada) == []
    assert "Acme" in seen(story.nudge(story.ben))
