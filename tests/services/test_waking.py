"""The delivery is woken when a verb has left something for it, and not for nothing."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.outcomes import ContactLogged, PromiseMade
from bot.services.desk import Desk
from tests.makers import ADA, CLEO, Clock, Gateway, type_, typed


class Bell:
    """A desk at which one hears how often the delivery was woken."""

    def __init__(self, desk: Desk) -> None:
        self.rung = 0
        self.desk = replace(desk, wake=self._ring)

    def _ring(self) -> None:
        self.rung += 1

    def types(self, line: str) -> int:
        """How often it was woken by a line."""
        before = self.rung
        command, _, words = line.removeprefix("/").partition(" ")
        type_(self.desk, ADA, command, words)
        return self.rung - before


@pytest.fixture
def bell(desk: Desk, clock: Clock) -> Bell:
    """An inquiry of Acme's, a promise to Globex, and a reminder of both."""
    for name in ("Acme", "Globex", "Initech"):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    typed(desk, PromiseMade, ADA, "/promise Globex: one by today 2pm")
    clock.set("2026-11-18 14:00")
    Gateway(desk).tick()
    return Bell(desk)


@pytest.mark.parametrize(
    ("line", "rung"),
    [
        ("/contact from Initech: hello", 0),
        ("/contact from Initech: hello fyi", 0),
        ("/contact to Initech: hello", 0),
        ("/promise Initech: one by friday", 0),
        ("/customer Acme", 0),
        ("/mine", 0),
        # A reminder shows these.
        ("/contact from Acme: hello again", 1),
        ("/contact to Acme: here it is", 1),
        ("/contact snooze 1", 1),
        ("/promise kept 2", 1),
        # Something is to be sent.
        ("/heed digest", 1),
        # What is queued may be for somebody else now.
        ("/heed away until friday", 1),
    ],
)
def test_only_what_leaves_something_wakes_the_delivery(bell: Bell, line: str, rung: int) -> None:
    assert bell.types(line) == rung


def test_what_is_taken_back_is_shown_anew(bell: Bell) -> None:
    assert bell.types("/promise kept 2") == 1
    assert bell.types("/heed undo") == 1


def test_a_reaction_is_shown_at_once(desk: Desk, clock: Clock) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    clock.set("2026-11-18 14:00")
    [post] = Gateway(desk).tick()
    bell = Bell(desk)
    gateway = Gateway(bell.desk)
    gateway.react(ADA, post, "white_check_mark")
    gateway.unreact(ADA, post, "white_check_mark")
    assert bell.rung == 2


def test_what_is_refused_wakes_nobody(bell: Bell) -> None:
    def refused(member: Any, line: str) -> None:
        with pytest.raises(Refusal):
            type_(bell.desk, member, "contact", line)

    refused(ADA, "from Nobody: hello")
    refused(CLEO, "answered 99")
    assert bell.rung == 0
