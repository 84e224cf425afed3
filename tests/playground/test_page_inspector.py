"""The inspector tells what went between Slack and Heed, what it cost, and what Heed owes."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.playground.browser.acts import act
from bot.playground.browser.changes import Changes
from bot.playground.browser.fixtures import fixture
from bot.playground.browser.inspector import inspected
from bot.playground.browser.look import Look
from bot.playground.browser.masks import HIDDEN, masked, opened
from bot.playground.browser.play import Play
from bot.playground.browser.scene import Scene
from bot.playground.browser.statements import Statement
from bot.playground.browser.telling import Teller
from bot.playground.browser.traffic import SHOWN, Entry, Way, costed
from bot.playground.browser.wishes import Wish
from bot.playground.slack import Installation
from bot.settings import Settings

AT = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
CONTACT = "/contact from Acme: asks for a <b>quote</b>"
KINDS = {"slash_command": "slash_commands", "event_callback": "events_api"}


class Builder:
    """Somebody who builds on Heed: acts as Ada and looks inside."""

    def __init__(self, play: Play) -> None:
        self.play = play

    @property
    def scene(self) -> Scene:
        return self.play.scene

    @property
    def ada(self) -> str:
        return self.scene.members["ada"].id

    def act(self, name: str, **given: Any) -> dict[str, Any]:
        at = self.scene.slack.direct(self.ada).id
        done = act(self.play, Wish.of({"act": name, "as": self.ada, "at": at} | given))
        self.scene.slack.settle()
        return done

    def type(self, text: str) -> None:
        assert self.act("say", text=text) == {"ok": True}

    def press(self, label: str) -> None:
        message = self.scene.slack.dm(self.ada)[-1]
        control = next(one for one in message.controls if one.label == label)
        given = {"action": control.action_id, "block": control.block_id, "type": "button"}
        assert self.act("press", ts=message.ts, value=control.value or "", **given) == {"ok": True}
        self.scene.stage.settle()

    def pass_time(self, to: str) -> None:
        self.act("clock", to=to)
        self.scene.slack.wait_for(lambda: not self.scene.hand.is_moving, timeout=20)

    def at(self, hour: int, minute: int) -> None:
        self.scene.stage.set(AT.replace(hour=hour, minute=minute))

    def look(self, tab: str, **asked: str) -> dict[str, Any]:
        look = Look.of(self.scene, {"as": self.ada})
        return inspected(look, {"tab": tab} | asked)

    def html(self, tab: str, **asked: str) -> str:
        return str(self.look(tab, **asked)["html"])

    def entries(self, kind: str) -> list[Entry]:
        return [one for one in self.scene.traffic.entries() if one.kind == kind]

    def words(self, entry: Entry) -> str:
        return Teller(self.scene.slack).tell(entry)


@pytest.fixture
def builder() -> Iterator[Builder]:
    with Play(Settings(), at=AT, is_chosen=True) as play:
        yield Builder(play)


def test_a_command_tells_its_latency_its_statements_and_its_answer(builder: Builder) -> None:
    builder.type(CONTACT)

    [entry] = builder.entries("slash_command")

    assert (entry.way, entry.status, entry.is_good) == (Way.IN, "200", True)
    assert entry.seconds > 0
    assert 1 <= entry.count <= 8
    assert any(one.is_commit for one in entry.statements)
    assert all(one.seconds > 0 for one in entry.statements)
    assert not entry.is_shared
    assert "Logged for" in json.dumps(entry.response)
    assert builder.words(entry) == f"Ada: {CONTACT}"


def test_an_entry_shows_what_was_sent_only_once_it_is_opened(builder: Builder) -> None:
    builder.type(CONTACT)
    [entry] = builder.entries("slash_command")

    closed, shown = builder.html("traffic"), builder.html("traffic", open=entry.key)

    assert "INSERT INTO" not in closed
    assert "INSERT INTO" in shown
    assert "response_url" in shown
    assert re.search(r"\d statements", closed)
    assert 'aria-expanded="true"' in shown


def test_a_press_a_form_and_an_event_are_called_by_what_somebody_did(builder: Builder) -> None:
    builder.type("/promise Acme: send the quote by friday 5pm")
    builder.press("Change")
    view = builder.scene.slack.view(builder.ada)
    assert view is not None
    values = {
        "date": {"type": "datepicker", "value": "2026-11-24"},
        "time": {"type": "timepicker", "value": "12:00"},
        "reason": {"type": "plain_text_input", "value": "they asked for it"},
        "told": {"type": "radio_buttons", "value": "told"},
    }
    builder.act("submit", view=view.id, values=values)
    builder.act("home", tab="home")

    [press] = builder.entries("block_actions")
    [form] = builder.entries("view_submission")
    [opening] = builder.entries("views.open")

    assert builder.words(press) == "Ada pressed “Change”"
    assert builder.words(form).startswith("Ada submitted a form “")
    assert builder.words(opening).startswith("Open a form “")
    assert form.count >= 1
    assert any("app_home_opened" in builder.words(one) for one in builder.entries("event_callback"))


def test_a_reminder_is_posted_at_the_cost_of_the_courier(builder: Builder) -> None:
    builder.type(CONTACT)
    builder.pass_time("next")

    [post, *_] = builder.entries("chat.postMessage")

    assert (post.way, post.lane) == (Way.OUT, "courier-post")
    assert post.count >= 1
    assert {one.thread for one in post.statements} == {"courier-post"}
    assert builder.words(post).startswith("Post to Ada's direct message:")
    assert isinstance(post.request["blocks"], list)
    assert "by the courier" in builder.html("traffic")


def an_entry(key: str, *, began: float, seconds: float = 0.0, lane: str = "") -> Entry:
    way = Way.OUT if lane else Way.IN
    return Entry(key, way, "x", "200", True, AT, began, seconds, {}, None, lane)


def a_statement(began: float, thread: str) -> Statement:
    return Statement("SELECT 1", began, 0.01, thread)


def test_requests_that_were_answered_at_the_same_time_say_so() -> None:
    alone, first, second = (
        an_entry("in-1", began=1.0, seconds=0.5),
        an_entry("in-2", began=2.0, seconds=0.5),
        an_entry("in-3", began=2.3, seconds=0.5),
    )
    heard = [a_statement(at, "errand_0") for at in (1.1, 2.1, 2.4)]
    heard.append(a_statement(2.45, "courier-post"))

    found = {one.key: one for one in costed([second, first, alone], heard)}

    assert {key: (one.count, one.is_shared) for key, one in found.items()} == {
        "in-1": (1, False),
        "in-2": (2, True),
        "in-3": (1, True),
    }


def test_a_call_of_the_couriers_costs_what_was_done_since_its_last_or_its_rest() -> None:
    before = an_entry("out-1", began=5.0, lane="courier-post")
    after = an_entry("out-2", began=5.2, lane="courier-post")
    heard = [a_statement(at, "courier-post") for at in (1.0, 4.85, 4.95, 5.1)]
    heard.append(a_statement(5.15, "courier-answer"))

    found = {
        one.key: [each.began for each in one.statements] for one in costed([after, before], heard)
    }

    assert found == {"out-1": [4.85, 4.95], "out-2": [5.1]}


def test_no_token_nor_secret_is_shown(builder: Builder) -> None:
    builder.type(f"/contact from Acme: {builder.scene.slack.signing_secret} was leaked")
    builder.pass_time("next")
    builder.press("Answered")
    installation = builder.scene.slack.installation
    secrets = (
        installation.bot_token,
        installation.app_token,
        installation.signing_secret,
        installation.verification_token,
        "xoxb-",
        "xapp-",
    )
    entries = builder.scene.traffic.entries()

    shown = "".join(builder.html("traffic", open=one.key) for one in entries)
    shown += builder.html("ledger") + builder.html("outbox")

    assert HIDDEN in shown
    assert [one for one in secrets if one in shown] == []
    answers_here = re.findall(r"/response/\w+/\w+/\d+/([^&<\"]+)", unescape(shown))
    assert set(answers_here) == {HIDDEN}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"token": "anything"}, {"token": HIDDEN}),
        ({"text": "it is xoxp-12-ab"}, {"text": f"it is {HIDDEN}"}),
        ([{"url": "wss://x/link?ticket=abc"}], [{"url": f"wss://x/link?ticket={HIDDEN}"}]),
        ({"a": None, "b": 2, "c": True}, {"a": None, "b": 2, "c": True}),
        (opened({"blocks": '[{"type":"divider"}]'}), {"blocks": [{"type": "divider"}]}),
        (opened({"text": "[no list"}), {"text": "[no list"}),
    ],
)
def test_what_opens_doors_is_hidden(given: Any, shown: Any) -> None:
    assert masked(given, Installation()) == shown


def test_what_people_typed_is_escaped(builder: Builder) -> None:
    builder.type(CONTACT)
    [entry] = builder.entries("slash_command")

    html = builder.html("traffic", open=entry.key)

    assert "<b>" not in html
    assert "&lt;b&gt;quote" in html


def test_a_nudge_is_queued_then_sent(builder: Builder) -> None:
    builder.type(CONTACT)
    # Ada is reminded at twelve, and of nothing else within the hour.
    builder.at(12, 10)
    builder.type("/promise Northwind Tea: call them back by 13:30")
    builder.at(12, 40)
    waiting, owed = builder.look("ledger"), builder.look("outbox")
    builder.at(13, 5)

    ledger = builder.html("ledger", seen=str(waiting["revision"]))
    outbox = builder.html("outbox", seen=str(owed["revision"]))

    first, second = _rows(str(waiting["html"])), _rows(ledger)
    assert [(row[3], row[5], row[-1]) for row in first] == [
        ("queued", "the owner", "spacing"),
        ("sent", "Ada", ""),
    ]
    assert [(row[0], row[1], row[3]) for row in second] == [
        ("1 changed", "due", "sent"),
        ("2 changed", "due_soon", "sent"),
        ("1", "heads_up", "sent"),
    ]
    reminders = [row[1:4] for row in _rows(outbox) if row[1] == "nudges"]
    assert reminders == [["nudges", "Ada", "sent"]] * 2
    assert outbox.count('class="changed"') == 1
    assert "Posted messages that are behind: none." in outbox


def _rows(html: str) -> list[list[str]]:
    """The cells of a table's body, without their tags."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html.partition("<tbody>")[2])
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def test_rows_that_changed_since_a_look_are_numbered_by_it() -> None:
    changes = Changes()
    first = changes.note({"a": "queued", "b": "sent"})
    assert (first, changes.revision) == ({"a": 1, "b": 1}, 1)
    assert changes.note({"a": "queued"}) == {"a": 1}
    assert changes.note({"a": "sent", "b": "sent", "c": "queued"}) == {"a": 2, "b": 1, "c": 2}
    assert changes.revision == 2


def test_a_copied_request_can_be_sent_to_heed_again(builder: Builder) -> None:
    builder.type(CONTACT)
    builder.pass_time("next")
    builder.press("Answered")
    builder.act("react", ts=builder.scene.slack.dm(builder.ada)[-1].ts, emoji="eyes")
    asked = [one for one in builder.scene.traffic.entries() if one.way is Way.IN]

    for entry in asked:
        copied = json.loads(json.dumps(fixture(entry)))
        assert list(copied) == ["id", "kind", "source", "payload", "response"]
        sent_by = KINDS.get(copied["kind"], "interactive")
        assert builder.scene.slack.send_again(sent_by, copied["payload"]).ok

    assert {one.kind for one in asked} >= {"slash_command", "block_actions", "event_callback"}
    assert {one.status for one in builder.entries("slash_command")} == {"200"}


def test_a_copied_call_has_its_request_and_its_response(builder: Builder) -> None:
    builder.type(CONTACT)
    builder.pass_time("next")
    [post, *_] = builder.entries("chat.postMessage")

    copied = fixture(post)

    assert copied["kind"] == "chat.postMessage"
    assert copied["response"]["ok"] is True
    assert "token" not in copied["request"]


def test_only_the_newest_are_kept(builder: Builder) -> None:
    for _ in range(SHOWN + 5):
        builder.scene.slack.send_again("slash_commands", {"command": "/nothing"})

    assert len(builder.scene.traffic.entries()) == SHOWN


def test_a_tab_that_is_none_is_the_first(builder: Builder) -> None:
    assert builder.look("../etc")["tab"] == "traffic"
