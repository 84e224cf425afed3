"""Every call to Slack goes wrong in every way: what is said is said once, and people get words."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.playground.slack import Fault, Message
from tests.stories.conftest import Story, seen

# What Heed sends has nothing to do with how Slack reaches it: one door is enough.
pytestmark = [
    pytest.mark.parametrize("story", ["http"], indirect=True),
    pytest.mark.usefixtures("impatient"),
]

NOT_DONE = {
    "429": Fault.rate_limited(retry_after=1),
    "ratelimited": Fault.error("ratelimited"),
    "service_unavailable": Fault.error("service_unavailable"),
}
PERHAPS_DONE = {
    "500": Fault.http(500),
    "internal_error": Fault.error("internal_error"),
    "dropped": Fault.drop_before(),
    "dropped after": Fault.drop_after(),
    "silence": Fault.hang(1.5),
    "too late": Fault.delay(1.5),
}
TROUBLES = NOT_DONE | PERHAPS_DONE
trouble = pytest.mark.parametrize("fault", TROUBLES.values(), ids=TROUBLES)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heed waits a second for Slack's answer where it would wait two, or ten."""
    from bot.slack import client, gateway

    monkeypatch.setattr(client, "INTERACTIVE_SECONDS", 1)
    monkeypatch.setattr(client, "SENDER_SECONDS", 1)
    monkeypatch.setattr(gateway, "SENDER_SECONDS", 1)


def reminded(story: Story) -> Message:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    return story.nudge(story.ada)


def waits(story: Story) -> None:
    """Let the machine's clock run on, a minute at a time, until nothing is owed any more."""
    for minutes in range(5):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes)):
            story.stage.heed.courier.wake()
            story.stage.settle()
            if not owed(story):
                return
    raise TimeoutError("something is owed still")


def owed(story: Story) -> bool:
    from sqlalchemy import select

    from bot.store.tables import deliveries, homes, posted

    waiting = select(deliveries.c.id).where(deliveries.c.ready_at.is_not(None))
    behind = select(posted.c.id).where(posted.c.wanted > posted.c.shown)
    untrue = select(homes.c.member_id).where(homes.c.wanted > homes.c.shown)
    with story.stage.store.read() as connection:
        return any(connection.execute(query).first() for query in (waiting, behind, untrue))


@trouble
def test_a_message_is_posted_once(story: Story, fault: Fault) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("chat.postMessage", fault)
    story.until(16, 13, 1)
    waits(story)

    assert len(story.nudges(story.ada)) == 1
    assert "Acme" in seen(story.nudge(story.ada))


def test_slack_is_asked_again_when_it_said_and_no_sooner(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("chat.postMessage", Fault.rate_limited(retry_after=3))
    story.until(16, 13, 1)
    story.slack.wait_for(lambda: story.nudges(story.ada), timeout=15)

    refused, taken = story.slack.calls("chat.postMessage")
    assert taken.received_at - refused.received_at >= 3
    assert (refused.status, taken.ok) == (429, True)


@trouble
def test_a_message_is_edited_in_the_end(story: Story, fault: Fault) -> None:
    nudge = reminded(story)
    story.slack.fault("chat.update", fault)

    story.press(story.ada, nudge, "thing.answered")
    waits(story)

    assert "Answered by Ada" in seen(story.nudge(story.ada))
    assert len(story.nudges(story.ada)) == 1


@pytest.mark.parametrize(
    "word", ["msg_too_long", "message_not_found", "edit_window_closed", "is_archived"]
)
def test_an_edit_that_slack_will_never_take_is_left_alone(story: Story, word: str) -> None:
    nudge = reminded(story)
    story.slack.fault("chat.update", Fault.error(word), times=9)

    story.press(story.ada, nudge, "thing.answered")
    waits(story)

    assert len(story.slack.calls("chat.update")) == 1
    assert "#1" not in story.said(story.ada, "/mine", "")


@trouble
def test_a_direct_message_is_opened_in_the_end(story: Story, fault: Fault) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("conversations.open", fault)
    story.until(16, 13, 1)
    waits(story)

    assert len(story.nudges(story.ada)) == 1


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ("conversations.open", "user_not_found"),
        ("conversations.open", "users_not_found"),
        ("conversations.open", "user_disabled"),
        ("chat.postMessage", "is_archived"),
        ("chat.postMessage", "user_not_found"),
        ("chat.postMessage", "restricted_action"),
    ],
)
def test_who_cannot_be_reached_is_answered_for_one_up(story: Story, call: str, word: str) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault(call, Fault.error(word))
    story.until(16, 13, 1)
    waits(story)

    assert story.nudges(story.ada) == []
    assert "Acme" in seen(story.nudge(story.ben))
    assert len(story.nudges(story.ben)) == 1


@trouble
def test_the_history_is_read_in_the_end(story: Story, fault: Fault) -> None:
    """Nobody knows whether the reminder arrived, and then looking for it goes wrong as well."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault("chat.postMessage", Fault.drop_after())
    story.slack.fault("conversations.history", fault)
    story.until(16, 13, 1)
    waits(story)

    assert len(story.nudges(story.ada)) == 1
    assert len(story.slack.calls("chat.postMessage")) == 1


@trouble
def test_a_channel_is_looked_at_before_anything_is_posted_there(story: Story, fault: Fault) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 30)
    story.slack.fault("conversations.info", fault)
    story.until(16, 14, 1)
    waits(story)

    [posted] = [one for one in story.slack.messages(story.support) if not one.is_ephemeral]
    assert "Acme" in seen(posted)


@trouble
def test_a_whisper_is_heard_at_most_once(story: Story, fault: Fault) -> None:
    for words in ("send it", "call them"):
        story.type(story.ada, "/promise", f"Acme: {words} by today 2pm")
    story.until(16, 13, 1)
    story.slack.fault("chat.postEphemeral", fault)
    before = len(story.whispers(story.ada))

    story.react(story.ada, story.nudge(story.ada), "white_check_mark")
    waits(story)

    heard = [one for one in story.whispers(story.ada)[before:] if "2 open things" in one]
    assert len(heard) <= 1
    if fault in NOT_DONE.values() or fault == Fault.drop_after():
        assert len(heard) == 1
    assert "#1" in story.said(story.ada, "/mine", "")


# A response_url has no words of Slack's in its answers.
@pytest.mark.parametrize(
    "fault",
    [fault for fault in TROUBLES.values() if not fault.word],
    ids=[name for name, fault in TROUBLES.items() if not fault.word],
)
def test_an_answer_stands_where_the_button_was_in_the_end(story: Story, fault: Fault) -> None:
    """What replaces a message comes out the same, however often it is said."""
    reply = story.type(story.ada, "/contact", "from Acme: asks for a quote").message
    assert reply is not None
    story.slack.fault("response_url", fault)

    story.press(story.ada, reply, "change.undo")
    waits(story)

    [_added, undone] = story.whispers(story.ada)
    assert "Undone" in undone, "in place of what was logged"
    assert "#1" not in story.said(story.ada, "/mine", "")


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_is_gone_is_not_asked_again(story: Story, status: int) -> None:
    reply = story.type(story.ada, "/contact", "from Acme: asks for a quote").message
    assert reply is not None
    story.slack.fault("response_url", Fault.http(status), times=9)

    story.press(story.ada, reply, "change.undo")
    waits(story)

    assert len(story.slack.calls("response_url")) == 1
    assert "#1" not in story.said(story.ada, "/mine", ""), "it is done all the same"


@pytest.mark.parametrize(
    "fault",
    [*TROUBLES.values(), *map(Fault.error, ("invalid_auth", "expired_trigger_id", "not_found"))],
    ids=[*TROUBLES, "invalid_auth", "expired_trigger_id", "not_found"],
)
def test_a_form_that_does_not_open_is_answered_with_words(story: Story, fault: Fault) -> None:
    nudge = reminded(story)
    story.slack.fault("views.open", fault)
    began = time.monotonic()

    story.press(story.ada, nudge, "thing.more", option="give:1")
    waits(story)

    assert time.monotonic() - began < 3 + 2, "words come within Slack's three seconds"
    assert "did not open the form" in story.whispers(story.ada)[-1]
    story.press(story.ada, nudge, "thing.more", option="give:1")
    assert story.slack.view(story.ada) is not None


@pytest.mark.parametrize(
    "fault",
    [*TROUBLES.values(), Fault.error("user_not_found"), Fault.error("invalid_auth")],
    ids=[*TROUBLES, "user_not_found", "invalid_auth"],
)
def test_who_cannot_be_looked_up_is_told_to_try_again_and_loses_no_words(
    story: Story, fault: Fault
) -> None:
    dora = story.slack.add_member("dora", real_name="Dora")
    story.slack.fault("users.info", fault)

    refused = story.said(dora, "/contact", "from Acme: asks for a quote")

    assert "try again in a minute" in refused
    assert "from Acme: asks for a quote" in refused
    assert "Logged for" in story.said(dora, "/contact", "from Acme: asks for a quote")


@trouble
def test_an_emoji_of_somebody_never_seen_counts_in_the_end(story: Story, fault: Fault) -> None:
    """Slack sends the event again, for Heed does not take it while nobody knows whose it is."""
    nudge = reminded(story)
    dora = story.slack.add_member("dora", real_name="Dora")
    story.slack.invite(story.slack.direct(story.ada), dora)
    story.slack.fault("users.info", fault)

    story.slack.react(dora, nudge, "eyes")
    story.slack.wait_for(lambda: "Dora has it" in seen(story.nudge(story.ada)), timeout=15)

    assert len(story.nudges(story.ada)) == 1


@pytest.mark.parametrize(
    "fault",
    [*TROUBLES.values(), Fault.error("invalid_auth"), Fault.error("missing_scope")],
    ids=[*TROUBLES, "invalid_auth", "missing_scope"],
)
def test_a_directory_that_cannot_be_read_is_read_the_next_time(story: Story, fault: Fault) -> None:
    story.slack.fault("users.list", fault)
    dora = story.slack.add_member("dora", real_name="Dora")
    asked = len(story.slack.calls("users.info"))

    story.stage.follow()
    assert "Acme" in story.said(story.ada, "/customer", "Acme"), "the others are served meanwhile"
    story.stage.follow()
    story.type(dora, "/mine", "")

    assert len(story.slack.calls("users.info")) == asked, "she is known by now"


@pytest.mark.parametrize("call", ["chat.postMessage", "chat.update", "conversations.open"])
def test_a_token_that_is_refused_in_the_middle_loses_nothing(story: Story, call: str) -> None:
    if call == "chat.update":
        reminded(story)
    else:
        story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.fault(call, Fault.error("invalid_auth"))
    story.until(16, 14, 5)
    story.slack.wait_for(lambda: story.slack.calls(call), timeout=15)
    story.stage.settle()

    story.stage.follow()
    story.stage.heed.clockwork.tick()
    waits(story)

    newest = story.nudge(story.ada)
    assert "Acme" in seen(newest)
    assert len([one for one in story.nudges(story.ada) if "Answered" in seen(one)]) == 1


def test_a_message_that_cannot_be_rendered_keeps_no_other_waiting(story: Story) -> None:
    from bot.core.deliveries import DeliveryKind
    from bot.store import deliveries

    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    heed = story.stage.heed
    with story.stage.store.write() as connection:
        deliveries.add(
            connection,
            heed.workspace.id,
            DeliveryKind.NOTICE,
            recipient_id=story.ada.id,
            body={"strange": True},
            now=heed.desk.now(),
            system_now=heed.desk.system_now() - timedelta(hours=1),
        )
    story.until(16, 13, 1)

    [nudge] = story.nudges(story.ada)
    assert "Acme" in seen(nudge)
    story.press(story.ada, nudge, "thing.answered")
    assert "Answered by Ada" in seen(story.nudge(story.ada))
