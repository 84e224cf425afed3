"""A company in its third month: what somebody finds who looks in."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.playground.browser.look import Look
from bot.playground.browser.play import Play
from bot.playground.browser.scene import World
from bot.playground.browser.screens import screen
from bot.playground.slack import Message
from bot.settings import Settings

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module", params=["2026-11-16", "2027-04-05"])
def play(request: pytest.FixtureRequest) -> Iterator[Play]:
    """In winter and, with the clocks changed in between, in spring."""
    monday = datetime.fromisoformat(request.param).replace(hour=9, tzinfo=BERLIN)
    with Play(Settings(), at=monday, world=World.THIRD_MONTH, is_chosen=True) as play:
        yield play


def said(play: Play, name: str) -> list[Message]:
    return [one for one in play.scene.slack.dm(play.scene.members[name].id) if not one.is_ephemeral]


def test_somebody_looks_in_on_a_thursday_morning(play: Play) -> None:
    local = play.scene.stage.clock().astimezone(BERLIN)

    assert (f"{local:%a}", local.hour, local.minute) == ("Thu", 10, 40)


def test_two_months_lie_behind(play: Play) -> None:
    first = min(float(one.ts) for one in play.scene.slack.dm(play.scene.members["ada"].id))

    assert play.scene.stage.clock().timestamp() - first > 8 * 7 * 86400


def test_customers_wait_and_promises_are_due(play: Play) -> None:
    scene = play.scene
    scene.slack.command(scene.members["ben"].id, "/mine", "team")
    team = scene.slack.dm(scene.members["ben"].id)[-1].text

    for customer in ("Northwind Tea", "Acme", "Lumen Optics", "Fern"):
        assert customer in team


def test_some_were_kept_and_some_were_late(play: Play) -> None:
    ada = " ".join(one.text for one in said(play, "ada"))

    assert "✓ Kept by Ada" in ada
    assert "It was due" in ada


def test_the_lead_has_a_digest_of_every_week(play: Play) -> None:
    digests = [one for one in said(play, "ben") if one.text.startswith("Your digest")]

    assert len(digests) == 8


def test_everybody_has_something_new_to_read(play: Play) -> None:
    marks, members = play.scene.marks, play.scene.members

    assert {name: marks.waiting(members[name]) > 0 for name in ("ada", "ben", "cleo")} == {
        "ada": True,
        "ben": True,
        "cleo": True,
    }


def test_who_works_there_is_shown_what_to_look_at(play: Play) -> None:
    card = screen(Look.of(play.scene, {}))["html"]["steps"]
    ona = play.scene.members["ona"].id

    assert [words in card for words in ("/mine", "Be Ben", "Next Monday")] == [True] * 3
    assert screen(Look.of(play.scene, {"as": ona}))["html"]["steps"] == ""
