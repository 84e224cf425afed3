"""Starts and shadows: what is reached before reminders begin is written down, and not said."""

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import BriefComing, SetupShown
from bot.core.nudges import BEFORE_START, NudgeState
from bot.core.outcomes import ContactLogged, ThingChanged
from bot.core.rosters import MembersMoved, TeamShown
from bot.services import upkeep
from bot.services.desk import Desk
from bot.store import figures
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
    TEAM,
    Clock,
    Gateway,
    at,
    hourly,
    ledger,
    promised,
    reminded,
    steps,
    typed,
)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads, and everybody's first brief is planned."""
    upkeep.follow(desk, T1, TEAM)
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_before_the_start_steps_are_recorded_and_not_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed setup start 2026-11-23")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    promised(acme, "one", "monday 3pm")
    posts = gateway.ticks("2026-11-18 14:00", "2026-11-19 09:00", "2026-11-20 09:00")
    assert {kind for _, kind, _ in reminded(posts)} == {"brief"}
    states = {one.why for one in ledger(acme, 1) if one.state is NudgeState.PASSED}
    assert BEFORE_START in states
    # From then on what is reached is said.
    monday = gateway.ticks("2026-11-23 09:00", "2026-11-23 14:00", "2026-11-23 15:00")
    assert [step for step, state in steps(acme, 2) if state is NudgeState.SENT][-2:] == [
        "due_soon",
        "overdue",
    ]
    assert [post.to for post in monday if post.to == BEN.id] == []


def test_what_was_queued_when_the_start_was_set_is_not_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 6pm")
    clock.set("2026-11-18 18:00")
    gateway.tick()
    typed(acme, SetupShown, BEN, "/heed setup start 2026-11-30")
    assert {kind for _, kind, _ in reminded(gateway.ticks("2026-11-19 09:00"))} == {"brief"}
    assert ("overdue", NudgeState.MOOT) in steps(acme)


def test_in_shadow_nothing_is_sent_and_everything_is_written_down(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed setup shadow on")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    promised(acme, "one", "today 1:30pm")
    hours = hourly("2026-11-18 11:00", "2026-11-20 17:00")
    assert reminded(gateway.ticks(*hours)) == []
    passed = [(one.step, one.state, one.why) for one in ledger(acme, 1)]
    assert passed == [
        ("heads_up", NudgeState.PASSED, "shadow: Ada would have been reminded"),
        ("due", NudgeState.PASSED, "shadow: Ada would have been reminded"),
        ("lead", NudgeState.PASSED, "shadow: Ben would have been reminded"),
        ("day_1", NudgeState.PASSED, "shadow: Ada would have been reminded"),
    ]
    with acme.store.read() as connection:
        unsent = figures.in_shadow(connection, T1, [ADA.id], since=at("2026-11-16 00:00"))
    # Two of them would have been in one message.
    assert [(one.reminders, one.people) for one in unsent] == [(5, 2)]


def test_what_was_only_written_down_holds_back_nothing_that_is_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, TeamShown, BEN, "/heed team add Ops")
    typed(acme, MembersMoved, BEN, "/heed team Ops members <@UCLEO>")
    typed(acme, SetupShown, BEN, "/heed team Ops shadow on")
    gateway.ticks("2026-11-18 10:01")  # Cleo is told that she was moved
    promised(acme, "one", "11am", member=CLEO)
    promised(acme, "two", "11:30")
    gateway.ticks("2026-11-18 11:00")
    clock.set("2026-11-18 11:10")
    typed(acme, ThingChanged, CLEO, "/promise take 2")
    assert reminded(gateway.ticks("2026-11-18 11:30")) == [(CLEO.id, "nudges", [2])]


def test_leaving_the_shadow_sends_no_wave(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed setup shadow on")
    for minute in range(5):
        promised(acme, f"thing {minute}", f"today 4:{minute:02}pm")
    gateway.ticks("2026-11-18 16:30", "2026-11-18 17:30", "2026-11-19 17:30")
    typed(acme, SetupShown, BEN, "/heed setup shadow off")
    posts = gateway.ticks("2026-11-19 18:00", "2026-11-20 09:00", "2026-11-20 09:30")
    # All of it is in the morning's list; none of it comes as a reminder of its own.
    assert reminded(posts) == [(ADA.id, "brief", [1, 2, 3, 4, 5])]


def test_in_shadow_a_member_may_still_look(acme: Desk, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed setup shadow on")
    promised(acme, "one", "friday 5pm")
    assert not typed(acme, BriefComing, ADA, "/heed brief").is_empty
    assert reminded(gateway.tick()) == [(ADA.id, "brief", [1])]
