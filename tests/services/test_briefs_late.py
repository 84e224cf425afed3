"""Briefs that come late: after an outage, after the hours, after what could not be sent."""

from dataclasses import replace

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind
from bot.core.heed_outcomes import AwayShown, BriefComing, BriefSet, SetupShown
from bot.core.nudges import NudgeState
from bot.core.outcomes import ContactLogged, ThingChanged
from bot.core.rosters import OwnHoursShown
from bot.services import briefs, bundling, upkeep
from bot.services.desk import Desk
from bot.services.sweep import sweep
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
    TEAM,
    Clock,
    Gateway,
    brief_of,
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


def test_an_outage_of_days_is_followed_by_one(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "thursday 5pm")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    posts = gateway.ticks("2026-11-24 11:00", "2026-11-24 11:01", "2026-11-24 11:30")
    assert reminded([post for post in posts if post.to == ADA.id]) == [(ADA.id, "brief", [2, 1])]


def test_after_hours_it_is_too_late_for_one(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    assert reminded(gateway.ticks("2026-11-19 18:30", "2026-11-20 08:59")) == []
    assert reminded(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1])]


def plan(desk: Desk, clock: Clock, *instants: str) -> None:
    """The clockwork at each of these instants, while Slack cannot be reached."""
    for instant in instants:
        clock.set(instant)
        assert sweep(desk).faults == ()
        assert briefs.plan(desk, briefs.are_due(desk)).faults == ()
        bundling.bundle(desk)


def test_a_brief_that_could_not_be_sent_is_not_said_at_the_weekend(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "friday 9:10")
    plan(acme, clock, "2026-11-20 09:00")
    clock.set("2026-11-21 23:30")
    assert gateway.deliver() == []
    # Its reminders wait for the next opening, where the next brief takes them along.
    assert ("overdue", NudgeState.QUEUED) in steps(acme)
    [post] = gateway.ticks("2026-11-22 12:00", "2026-11-23 09:00", "2026-11-23 09:30")
    assert reminded([post]) == [(ADA.id, "brief", [1])]
    assert ("overdue", NudgeState.SENT) in steps(acme)


def test_briefs_of_several_days_do_not_come_together(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "thursday 9:10")
    promised(acme, "two", "friday 4pm")
    plan(acme, clock, "2026-11-19 09:00", "2026-11-20 09:00")
    clock.set("2026-11-20 09:05")
    assert reminded(gateway.deliver()) == [(ADA.id, "brief", [1, 2])]
    assert ("overdue", NudgeState.SENT) in steps(acme)
    assert [post.to for post in gateway.ticks("2026-11-20 10:05") if post.to == ADA.id] == []


def test_a_brief_that_did_not_come_leaves_the_welcome_to_the_next(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "2026-11-21 12:00")
    typed(acme, AwayShown, ADA, "/heed away until 2026-11-20")
    plan(acme, clock, "2026-11-19 09:00", "2026-11-20 09:00")
    clock.set("2026-11-20 22:00")
    assert gateway.deliver() == []
    bundle = brief_of(gateway.ticks("2026-11-23 09:00")).bundle
    assert bundle is not None
    assert bundle.brief is not None
    assert bundle.brief.is_back


def test_a_brief_that_is_asked_for_comes_at_any_hour(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "friday 4pm")
    clock.set("2026-11-18 22:00")
    typed(acme, BriefComing, ADA, "/heed brief")
    assert reminded(gateway.deliver()) == [(ADA.id, "brief", [1])]


def test_a_brief_comes_half_an_hour_late_only_to_whoever_wants_it_outside_their_hours(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, OwnHoursShown, CLEO, "/heed hours mon-fri 9:00-9:15")
    typed(acme, OwnHoursShown, ADA, "/heed hours mon-fri 9:00-9:15")
    typed(acme, BriefSet, CLEO, "/heed brief at 9:10")
    for member in (ADA, CLEO):
        promised(acme, "one", "friday 4pm", member=member)
    assert reminded(gateway.ticks("2026-11-19 09:20")) == [(CLEO.id, "brief", [2])]
    assert reminded(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1])]


def test_an_outage_of_two_days_is_one_message_for_each(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    people = (ADA, BEN, CLEO, *(replace(CLEO, id=f"UM{place}") for place in (1, 2)))
    upkeep.follow(acme, T1, people)
    clock.set("2026-11-20 10:00")
    for place in range(40):
        promised(acme, f"thing {place}", "today 4pm", member=people[place % 5])
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    # From Friday noon to Monday afternoon nothing works.
    posts = gateway.ticks("2026-11-23 15:00", "2026-11-23 15:01", "2026-11-23 15:30")
    assert sorted(post.to for post in posts) == sorted(member.id for member in people)
    assert {post.delivery.kind for post in posts} == {DeliveryKind.BRIEF}
    shown = {number for post in posts for number in post.numbers}
    assert shown == set(range(2, 41))
