"""Old messages: whatever a button, a menu or a form of another day carries, it does no harm."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.core.workspaces import Workspace
from bot.messages import ids
from bot.playground.stage import Stage
from bot.store import members, workspaces
from bot.store.tables import history, metadata, posted, posted_rows
from tests.makers import T2, ZOE, type_
from tests.stories.conftest import MONDAY, Story

NAMES = {
    name: value
    for name, value in vars(ids).items()
    if name.isupper() and isinstance(value, str) and not name.startswith(("BLOCK_", "MORE_"))
}
VIEWS = sorted(value for name, value in NAMES.items() if name.startswith("VIEW_"))
SHORTCUTS = [value for name, value in NAMES.items() if name.startswith(("SHORTCUT_", "ON_MESSAGE"))]
ACTIONS = sorted(
    value
    for name, value in NAMES.items()
    if "." in value and not name.startswith(("VIEW_", "SHORTCUT_", "ON_MESSAGE"))
)
MORE = sorted(value for name, value in vars(ids).items() if name.startswith("MORE_"))
# What is in forms and in Homes, where no message could be answered.
ELSEWHERE = ("team.", "tier.", "fill.", "home.", "form.")
ANEW = ids.HOME_BACK  # is about whoever presses it, and about nothing else

SETTLED, VOIDED, UNKNOWN, FOREIGN = 501, 502, 999_999, 700
BAD = {
    "settled": SETTLED,
    "voided": VOIDED,
    "unknown": UNKNOWN,
    "of another workspace": FOREIGN,
    "beyond": 10**12,
}
MALFORMED = (
    "",
    "x",
    "²",
    "-1",
    "{}",
    "null",
    '{"n":true}',
    "[" * 1_900,
    "a" * 32,
    "9" * 2_000,
    "\ud800",
    '{"n":NaN,"d":1e999,"c":1.5,"i":-1,"g":[1],"k":{}}',
    '{"d":1,"n":"\\ud800","k":"\\u0000","m":"\\ud800","f":"\\ud800","t":"U0"}',
    json.dumps({"c": 1, "d": 1, "n": "n" * 1_900, "f": "U" * 40, "t": "*"}),
)


def packed(number: int) -> str:
    """All that any button packs, about that number."""
    keys: dict[str, int | str] = dict.fromkeys("ncdigp", number)
    return json.dumps(keys | {"k": str(number), "m": "x", "f": "U0", "t": "U1"})


VALUES = [
    *(
        (f"{name}, {how}", spell(number))
        for name, number in BAD.items()
        for how, spell in (
            ("plain", str),
            ("packed", packed),
        )
    ),
    ("of a menu", f"snooze:{SETTLED}"),
    *((f"malformed {value[:9]!r}", value) for value in MALFORMED),
]


@pytest.fixture(scope="module")
def old() -> Iterator[Story]:
    """#501 is settled, #502 was taken back, and #700 is open in another workspace."""
    stage = Stage(at=MONDAY)
    try:
        story = Story(stage).open()
        with stage.store.write() as connection:
            workspaces.settle(connection, Workspace(T2))
            members.save(connection, T2, [ZOE])
            every = metadata.tables["workspaces"]
            for workspace_id, last in ((T2, FOREIGN - 1), (stage.heed.workspace.id, SETTLED - 1)):
                of = every.update().where(every.c.id == workspace_id)
                connection.execute(of.values(last_number=last))
        for words in ("customer add Acme", "contact from Acme: hello"):
            command, _, rest = words.partition(" ")
            type_(stage.heed.desk, ZOE, command, rest, workspace_id=T2)
        story.type(story.ada, "/contact", "from Acme: asks for a quote")
        story.type(story.ada, "/promise", "Acme: send it by friday")
        story.until(16, 13, 5)
        story.press(story.ada, story.nudge(story.ada), "thing.answered")
        story.type(story.ada, "/heed", f"undo {VOIDED}")
        yield story
    finally:
        stage.stop()


def entries(story: Story) -> int:
    with story.stage.store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(history)).scalar_one())


def press(story: Story, action_id: str, value: str) -> dict[str, Any]:
    """A press as Slack sends it, with an address of its own to answer to."""
    recorded = story.slack.sent("interactive")
    payload = next(one.payload for one in recorded if one.payload["type"] == "block_actions")
    channel = payload["channel"]["id"]
    responses = story.slack._server.responses
    address = responses.issue("actions", user=story.ada.id, channel=channel)
    action = {
        "type": "button",
        "action_id": action_id,
        "block_id": "b",
        "action_ts": f"{len(story.slack.sent())}.1",
        "value": value,
        "selected_option": {"value": value},
    }
    return payload | {"actions": [action], "response_url": address}


def answered(story: Story) -> int:
    kinds = ("response_url", "views.open", "views.push", "views.update", "chat.postMessage")
    return sum(len(story.slack.calls(kind)) for kind in kinds)


@pytest.mark.parametrize("is_gone", [False, True], ids=["posted", "its row gone"])
@pytest.mark.parametrize("action_id", [*ACTIONS, "unheard.of", "thing.answered_7", "x" * 255])
def test_a_button_of_another_day_answers_and_does_nothing(
    old: Story, caplog: pytest.LogCaptureFixture, action_id: str, is_gone: bool
) -> None:
    if is_gone:
        with old.stage.store.write() as connection:
            connection.execute(posted_rows.delete())
            connection.execute(posted.delete())
    for what, value in VALUES[:2] if is_gone else VALUES:
        before, said = entries(old), answered(old)
        assert old.slack.send_again("interactive", press(old, action_id, value)).ok, what
        old.stage.settle()
        assert [one for one in caplog.records if one.exc_info] == [], what
        if action_id != ANEW:
            assert entries(old) == before, what
        if not action_id.startswith(ELSEWHERE):
            assert answered(old) > said, what


@pytest.mark.parametrize("verb", [*MORE, "unheard", ""])
def test_a_choice_of_another_day_answers_and_does_nothing(
    old: Story, caplog: pytest.LogCaptureFixture, verb: str
) -> None:
    for value in (SETTLED, VOIDED, UNKNOWN, FOREIGN, 10**12, "x", "", "1:2"):
        before, said = entries(old), answered(old)
        payload = press(old, ids.THING_MORE, f"{verb}:{value}")
        assert old.slack.send_again("interactive", payload).ok
        old.stage.settle()
        assert [one for one in caplog.records if one.exc_info] == []
        assert (entries(old), answered(old) > said) == (before, True), value


@pytest.mark.parametrize("callback_id", [*VIEWS, "unheard.of"])
@pytest.mark.parametrize("kind", ["view_submission", "view_closed"])
def test_a_form_of_another_day_is_answered_and_does_nothing(
    old: Story, caplog: pytest.LogCaptureFixture, callback_id: str, kind: str
) -> None:
    base = press(old, "x", "x")
    state = {"reason": {"reason": {"type": "plain_text_input", "value": "because"}}}
    metadata = [value for _, value in VALUES] + [json.dumps({"n": SETTLED, "old": 1})]
    for number, carried in enumerate(metadata):
        for values in ({}, state):
            view = {
                "id": f"V{number}",
                "hash": "1.a",
                "type": "modal",
                "callback_id": callback_id,
                "private_metadata": carried,
                "state": {"values": values},
                "blocks": [{"type": "input", "block_id": one, "element": {}} for one in values],
            }
            before = entries(old)
            payload = {**base, "type": kind, "view": view, "trigger_id": f"{number}.1"}
            for name in ("actions", "container", "message", "channel", "response_url"):
                payload.pop(name, None)
            answer = old.slack.send_again("interactive", payload)
            assert answer.ok, (carried[:60], answer)
            assert [one for one in caplog.records if one.exc_info] == [], carried[:60]
            assert entries(old) == before, carried[:60]
            if kind == "view_submission" and callback_id == "unheard.of":
                assert "before an update" in json.dumps(answer.body)


@pytest.mark.parametrize("callback_id", ["unheard.of", "", "x" * 2_000])
@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
def test_a_shortcut_of_another_day_says_so(
    old: Story, caplog: pytest.LogCaptureFixture, callback_id: str, kind: str
) -> None:
    base = press(old, "x", "x")
    payload = {**base, "type": kind, "callback_id": callback_id}
    before, said = entries(old), answered(old)
    assert old.slack.send_again("interactive", payload).ok
    old.stage.settle()
    assert (entries(old), answered(old) > said) == (before, True)
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


@pytest.mark.parametrize("kind", ["home", "modal"])
def test_a_button_of_another_day_in_a_home_or_a_form_does_nothing(
    old: Story, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    view = {"id": "V1", "hash": "1.a", "type": kind, "callback_id": "unheard.of", "state": {}}
    before = entries(old)
    for action_id in ("unheard.of", "team.field", "fill.", "tier.chosen.x", "home.turn_2"):
        for value in ("", "\ud800", "9" * 2_000, "{}"):
            payload = press(old, action_id, value) | {"view": view, "container": {"type": "view"}}
            for name in ("message", "channel", "response_url"):
                payload.pop(name, None)
            assert old.slack.send_again("interactive", payload).ok, (action_id, value)
            old.stage.settle()
    assert entries(old) == before
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


def test_a_menu_of_another_day_offers_nothing(old: Story) -> None:
    base = press(old, "x", "x")
    base.pop("actions")
    for action_id in ("unheard.of", "fill.member", "\ud800"):
        payload = {**base, "type": "block_suggestion", "action_id": action_id, "value": "Acme"}
        answer = old.slack.send_again("interactive", payload)
        assert answer.ok
        assert "Acme" not in json.dumps(answer.body)


def test_every_id_is_of_a_kind_that_is_tried() -> None:
    assert len(ACTIONS) > 25
    assert len(VIEWS) > 8
    assert SHORTCUTS
