"""What somebody does at the page happens in the workspace, and what cannot be done is said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.playground.browser.acts import act
from bot.playground.browser.look import Look
from bot.playground.browser.play import Play
from bot.playground.browser.scene import World
from bot.playground.browser.screens import Screen, screen
from bot.playground.browser.wishes import Wish
from bot.playground.slack import Message
from bot.settings import Settings

AT = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))


class Page:
    """Somebody's page, without a browser."""

    def __init__(self, play: Play, name: str = "ada") -> None:
        self.play = play
        self.name = name

    def be(self, name: str) -> "Page":
        return Page(self.play, name)

    @property
    def who(self) -> str:
        return self.play.scene.members[self.name].id

    @property
    def dm(self) -> str:
        return self.play.scene.slack.direct(self.who).id

    def act(self, name: str, **given: Any) -> dict[str, Any]:
        return act(self.play, Wish.of({"act": name, "as": self.who, "at": self.dm} | given))

    def type(self, text: str, **given: Any) -> dict[str, Any]:
        return self.act("say", text=text, **given)

    def pass_time(self, to: str) -> None:
        assert self.act("clock", to=to) == {"ok": True}
        self.play.scene.slack.wait_for(lambda: not self.play.scene.hand.is_moving, timeout=20)

    def screen(self, **asked: str) -> Screen:
        self.play.scene.look()
        return screen(Look.of(self.play.scene, {"as": self.who, "at": self.dm} | asked))

    def last(self) -> Message:
        return self.play.scene.slack.dm(self.who)[-1]


@pytest.fixture
def ada() -> Iterator[Page]:
    with Play(Settings(), at=AT, is_chosen=True) as play:
        yield Page(play)


def test_a_newcomer_takes_the_three_steps(ada: Page) -> None:
    steps = ada.play.scene.steps
    assert ada.screen()["html"]["steps"].count("✓") == 0

    assert ada.type("/contact from Acme: asks for a quote") == {"ok": True}
    assert "Logged for" in ada.screen()["html"]["conversation"]
    assert steps.done == (True, False, False)

    ada.pass_time("next")
    reminder = ada.last()
    ada.screen()
    assert steps.done == (True, True, False)
    assert ada.play.scene.stage.clock() >= AT + timedelta(hours=3)

    control = next(each for each in reminder.controls if each.label == "Answered")
    pressed = ada.act(
        "press",
        ts=reminder.ts,
        action=control.action_id,
        block=control.block_id,
        type="button",
        value=control.value,
    )
    ada.play.scene.stage.settle()

    assert pressed == {"ok": True}
    assert "✓ Answered by Ada" in ada.screen()["html"]["conversation"]
    assert steps.done == (True, True, True)


def test_a_form_complains_at_its_field_and_is_taken_when_mended(ada: Page) -> None:
    ada.type("/promise Acme: send the quote by friday 5pm")
    change = next(each for each in ada.last().controls if each.label == "Change")
    ada.act(
        "press",
        ts=ada.last().ts,
        action=change.action_id,
        block=change.block_id,
        type="button",
        value=change.value or "",
    )
    ada.play.scene.stage.settle()
    view = ada.screen()["modal"]["id"]
    values = {
        "date": {"type": "datepicker", "value": "2020-01-01"},
        "time": {"type": "timepicker", "value": "12:00"},
        "reason": {"type": "plain_text_input", "value": "they asked for it"},
        "told": {"type": "radio_buttons", "value": "told"},
    }

    wrong = ada.act("submit", view=view, values=values)
    again = ada.screen()["modal"]["html"]
    values["date"]["value"] = "2026-11-24"
    right = ada.act("submit", view=view, values=values)

    assert "past" in wrong["errors"]["date"]
    assert 'aria-invalid="true"' in again
    assert "they asked for it" in again
    assert right == {"ok": True}
    assert ada.screen()["modal"] is None


def test_a_form_is_closed_by_its_cross(ada: Page) -> None:
    ada.type("/promise Acme: send the quote by friday 5pm")
    change = next(each for each in ada.last().controls if each.label == "Change")
    ada.act(
        "press", ts=ada.last().ts, action=change.action_id, type="button", block=change.block_id
    )
    ada.play.scene.stage.settle()
    view = ada.screen()["modal"]["id"]

    assert ada.act("close", view=view) == {"ok": True}
    assert ada.screen()["modal"] is None
    assert ada.act("close", view=view)["error"] == "That form is no longer open."


def test_an_emoji_is_set_and_taken_back_by_the_same_press(ada: Page) -> None:
    support = ada.play.scene.slack.channel("support").id
    ada.type("hello", at=support)
    (said,) = ada.play.scene.slack.messages(support)
    seen = []

    for _ in range(2):
        assert ada.act("react", at=support, ts=said.ts, emoji="eyes") == {"ok": True}
        seen.append(ada.play.scene.slack.messages(support)[0].reactions)

    assert [len(each) for each in seen] == [1, 0]


def test_a_message_is_answered_in_its_thread_changed_and_deleted(ada: Page) -> None:
    slack = ada.play.scene.slack
    support = slack.channel("support").id
    ada.type("hello", at=support)
    (root,) = slack.messages(support)
    ada.be("ben").type("hi!", at=support, thread=root.ts)
    ada.act("edit", at=support, ts=root.ts, text="hello all")

    shown = ada.screen(at=support, thread=root.ts)["html"]

    assert "1 reply" in shown["conversation"]
    assert "hi!" in shown["thread"]
    assert "hi!" not in shown["conversation"]
    assert "(edited)" in shown["conversation"]
    assert "somebody else" in ada.be("ben").act("delete", at=support, ts=root.ts)["error"]
    assert ada.act("delete", at=support, ts=root.ts) == {"ok": True}


@pytest.mark.parametrize(
    ("who", "given", "said"),
    [
        ("ada", {"act": "say", "text": "  "}, "Write something first."),
        ("ada", {"act": "say", "text": "/nonsense"}, "/nonsense is no command here"),
        ("ada", {"act": "say", "text": "/mine", "thread": "1.2"}, "do not work in threads"),
        ("ada", {"act": "say", "text": "hi", "at": "C0NOWHERE"}, "is not in that conversation"),
        ("ada", {"act": "react", "ts": "1.2", "emoji": "eyes"}, "no longer there"),
        ("ada", {"act": "press", "view": "V1", "action": "x"}, "no longer open"),
        ("ada", {"act": "clock", "to": "yesterday"}, "The clock goes to"),
        ("ada", {"act": "edit", "ts": "1.2", "text": ""}, "delete it instead"),
        ("ona", {"act": "say", "text": "/mine"}, "not installed in Ona's workspace"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    ada: Page, who: str, given: dict[str, Any], said: str
) -> None:
    page = ada.be(who)
    there = {"at": ada.play.scene.slack.channel("acme-and-us").id} if who == "ona" else {}

    answer = page.act(str(given["act"]), **{**there, **given})

    assert answer["ok"] is False
    assert said in answer["error"]
    assert answer["error"].endswith(".")


def test_a_visitor_may_be_the_customer_in_the_channel_that_is_watched(ada: Page) -> None:
    ona, slack = ada.be("ona"), ada.play.scene.slack
    shared = slack.channel("acme-and-us").id
    assert ona.act("say", at=shared, text="Could we have a quote?") == {"ok": True}
    ada.play.scene.stage.settle()
    ada.type("/mine")
    assert "Could we have a quote?" in ada.screen()["html"]["conversation"]
    assert all(one.user != slack.installation.bot_user_id for one in slack.messages(shared))


def test_a_customer_reads_nothing_that_heed_says(ada: Page) -> None:
    ada.type("/contact from Acme: asks for a quote")
    ada.pass_time("next")
    ona = ada.be("ona")

    # Asking for somebody else's conversation shows one's own.
    shown = str(ona.screen(at=ada.dm, toasts="0"))

    assert "waits for you" in str(ada.screen(toasts="0"))
    assert "waits for you" not in shown
    assert "asks for a quote" not in shown
    assert "Heed</span>" not in ona.screen()["html"]["sidebar"]
    assert "is not in that conversation" in ona.act("say", at=ada.dm, text="hi")["error"]


def test_what_the_clock_set_off_waits_unread_for_its_reader(ada: Page) -> None:
    ada.type("/contact from Acme: asks for a quote")
    support = ada.play.scene.slack.channel("support").id
    ada.screen()
    ada.pass_time("opening")

    away = ada.screen(at=support, toasts="0")

    assert "unread" in away["html"]["sidebar"]
    assert any("Heed: " in toast["html"] for toast in away["toasts"])
    assert any("Ben got" in toast["html"] for toast in away["toasts"])

    newest = ada.screen()["unread"][-1]
    ada.act("read", ts=newest)

    assert ada.screen()["unread"] == []
    assert ada.be("ben").screen()["unread"] != []


def test_nothing_to_come_is_said(ada: Page) -> None:
    """Without anything logged only the lead's digest is to come; then there is a next one."""
    ada.pass_time("next")

    assert ada.play.scene.stage.clock() > AT


@pytest.mark.parametrize(
    ("to", "hour", "day"), [("hour", 10, 16), ("opening", 9, 17), ("monday", 9, 23)]
)
def test_the_clock_goes_where_it_is_sent(ada: Page, to: str, hour: int, day: int) -> None:
    ada.pass_time(to)

    local = ada.play.scene.stage.clock().astimezone(ZoneInfo("Europe/Berlin"))
    assert (local.day, local.hour, local.minute) == (day, hour, 0)


def test_the_clock_runs_fast_until_it_is_told_not_to(ada: Page) -> None:
    ada.act("clock", to="fast")
    before = ada.play.scene.stage.clock()
    ada.play.scene.slack.wait_for(
        lambda: ada.play.scene.stage.clock() - before > timedelta(minutes=1), timeout=20
    )
    assert 'aria-pressed="true"' in ada.screen()["html"]["clock"]

    ada.act("clock", to="slow")

    assert ada.play.scene.hand.is_fast is False


def test_reset_forgets_what_was_said(ada: Page) -> None:
    ada.type("/contact from Acme: asks for a quote")
    before = ada.screen()["scene"]

    assert act(ada.play, Wish.of({"act": "reset", "world": "empty"})) == {"ok": True}

    after = ada.screen()
    assert after["scene"] > before
    assert "asks for a quote" not in after["html"]["conversation"]
    assert ada.type("/mine") == {"ok": True}


def test_the_first_choice_of_an_untouched_workspace_takes_it_as_it_is() -> None:
    with Play(Settings(), at=AT, is_chosen=False) as play:
        stage = play.scene.stage
        act(play, Wish.of({"act": "reset", "world": "empty", "first": True}))

        assert (play.scene.is_chosen, play.scene.stage is stage) == (True, True)


@pytest.mark.parametrize("world", [World.EMPTY, World.THIRD_MONTH])
def test_what_was_prepared_is_taken_or_dropped(world: World) -> None:
    with Play(Settings(), at=AT, is_chosen=False) as play:
        play.prepare()
        play.prepare()
        act(play, Wish.of({"act": "reset", "world": world.value, "first": True}))

        assert (play.scene.world, play.scene.is_chosen) == (world, True)
        assert Page(play).type("/mine") == {"ok": True}


def test_a_command_prefix_is_used_throughout() -> None:
    with Play(Settings(command_prefix="x-"), at=AT, is_chosen=True) as play:
        page = Page(play)

        assert "/x-contact from Acme" in page.screen()["html"]["steps"]
        assert "no command here" in page.type("/mine")["error"]
        assert page.type("/x-mine") == {"ok": True}
