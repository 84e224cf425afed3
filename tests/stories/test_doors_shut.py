"""Guests, bots, people of other companies and who left press everything, and nothing is done."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.core.authority import RULES, Rule
from bot.core.workspaces import EMOJI
from bot.messages import ids
from bot.playground.slack import Member
from tests.doorways import (
    ACTIONS,
    CHOICES,
    CLOSED,
    COMMANDS,
    OPTIONS,
    SHORTCUTS,
    SHOWN,
    VIEWS,
)
from tests.stories.pressing import World, world

ELSEWHERE = {"team_id": "T0ELSEWHERE", "is_stranger": True}
# Who they are by then, what they are told, whether Slack says whose they are, over which transport.
PEOPLE: dict[str, tuple[dict[str, Any], str, bool, bool]] = {
    "guest": ({"is_restricted": True}, "not for guests", True, False),
    "who left": ({"deleted": True}, "active members only", True, True),
    "bot": ({"is_bot": True}, "active members only", True, False),
    "outsider": (ELSEWHERE, "members of this workspace", True, True),
    "outsider whom Slack does not name": (ELSEWHERE, "members of this workspace", False, False),
}
SECRETS = ("Initech", "Globex", "Umbra", "quote", "hello there", "Acme")
# What is said in a form that is filled in goes on standing there, and nothing more is said.
SILENT = {f"{ids.FILL}words", f"{ids.TIER_FIELD}.target.1"}
# How a team is set up anybody may see; of two that are merged it is enough to own the other.
STILL_OPEN = {ids.HOME_SETUP, f"{ids.CUSTOMER_MORE} {ids.MORE_MERGE}"}


@pytest.fixture(scope="module")
def socket() -> Iterator[World]:
    yield from world(over_http=False)


@pytest.fixture(scope="module")
def http() -> Iterator[World]:
    yield from world(over_http=True)


@pytest.fixture(params=PEOPLE)
def they(request: pytest.FixtureRequest) -> Iterator[tuple[World, str]]:
    """Eve, who may do all of it, is none of us for a while; and what she is told then."""
    fields, line, is_named, over_http = PEOPLE[request.param]
    place: World = request.getfixturevalue("http" if over_http else "socket")
    before = place.story.slack.member(place.eve)
    place.story.slack.alter(place.eve, **fields)
    place.story.stage.settle()
    place.is_named = is_named
    try:
        yield place, line
    finally:
        place.is_named = True
        back = {name: getattr(before, name) for name in fields}
        place.story.slack.alter(place.eve, **back)
        place.story.stage.settle()


def every_press(place: World, *, who: Member | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    menus = {name.partition(" ")[0] for name in CHOICES}
    for name in ACTIONS:
        if name not in menus:
            yield name, place.pressed(name, who=who)
    for name in CHOICES:
        action_id, _, verb = name.partition(" ")
        number = "2" if verb in (ids.MORE_DATE, ids.MORE_KEPT, ids.MORE_OWNER) else "3"
        yield name, place.pressed(action_id, who=who, value=f"{verb}:{number}")
    for name, row in VIEWS.items():
        if row != SHOWN:
            yield f"view {name}", place.sent(name, who=who)
    for name in SHORTCUTS:
        yield name, place.run(name, who=who)


def test_whatever_they_press_send_or_run_does_nothing_and_says_who_can(
    they: tuple[World, str], caplog: pytest.LogCaptureFixture
) -> None:
    place, line = they
    before = place.rows()
    answers = {
        name: place.said(payload, is_later=name == ids.FORM_GO_ON)
        for name, payload in every_press(place)
    }
    assert {name for name, said in answers.items() if line not in said} == SILENT
    # A form that is refused stands as it was filled in, with the line above.
    told = {name: said for name, said in answers.items() if not name.startswith("view ")}
    assert [name for name, said in told.items() if any(one in said for one in SECRETS)] == []
    assert place.rows() == before
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


def test_whatever_they_type_is_not_done_and_menus_suggest_nobody(they: tuple[World, str]) -> None:
    place, line = they
    before = place.rows()
    words = {"/contact": "answered 1", "/promise": "kept 2", "/heed": "setup", "/mine": ""}
    for command in COMMANDS:
        for text in {"", words.get(command, "Initech")}:
            said = place.said(place.typed(command, text), "slash_commands")
            assert line in said, (command, text, said)
            told = said.replace(text, "") if text else said
            assert [one for one in SECRETS if one in told] == [], said
    for name in OPTIONS:
        said = place.said(place.asked(name))
        assert said == '{"options": []}'
    for name in CLOSED:
        place.said(place.sent(name, kind="view_closed"))
    assert place.rows() == before


def test_their_emoji_and_their_words_do_nothing_and_their_home_shows_nothing(
    they: tuple[World, str],
) -> None:
    place, line = they
    story, eve = place.story, place.eve
    before, began = place.rows(), len(story.slack.log)
    for emoji in EMOJI:
        story.slack.react(eve, place.reminder, emoji)
        assert line in place.answered(began), emoji
        began = len(story.slack.log)
        story.slack.unreact(eve, place.reminder, emoji)
        assert place.answered(began) == "{}", emoji
    story.slack.say(eve, None, "contact answered 1")
    assert line in place.answered(began)
    began = len(story.slack.log)
    story.slack.open_home(eve)
    shown = place.answered(began)
    assert [one for one in SECRETS if one in shown] == []
    assert "helps the members of this workspace" in shown, shown
    assert place.rows() == before


def of_leads_and_owners() -> Iterator[str]:
    """The doors of what not every member may."""
    closed = {
        action for action, rule in RULES.items() if rule in (Rule.OWNER, Rule.LEAD, Rule.ANY_LEAD)
    }
    for name, row in (*ACTIONS.items(), *CHOICES.items(), *VIEWS.items()):
        if not isinstance(row, str) and set(row) <= closed:
            yield f"view {name}" if VIEWS.get(name) is row else name


def test_a_teammate_who_may_not_changes_nothing_and_hears_who_can(http: World) -> None:
    story, cleo = http.story, http.story.cleo
    story.slack.open_home(cleo)
    assert story.slack.command(cleo, "/contact", "").ok
    story.stage.settle()
    before = http.rows()
    presses = dict(every_press(http, who=cleo))
    said = {name: http.said(presses[name]) for name in of_leads_and_owners()}
    told = re.compile(r"Only (Eve|who leads a team can [a-z ]+ \(Eve\))")
    assert {name for name, one in said.items() if told.search(one) is None} == STILL_OPEN
    assert http.rows() == before


def test_a_member_again_she_may_do_all_of_it(socket: World) -> None:
    """What was refused would have been done: each press was good."""
    lines = {line for _, line, _, _ in PEOPLE.values()}
    before = socket.rows()["history"]
    for name, payload in every_press(socket):
        said = socket.said(payload, is_private=False)
        assert [line for line in lines if line in said] == [], (name, said)
    assert len(socket.rows()["history"]) > len(before) + 10
