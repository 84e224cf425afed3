"""Briefs where somebody is away: who reads them meanwhile, and what whoever is back is told."""

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import AwayShown, SetupShown
from bot.core.outcomes import ContactLogged, MineShown, ThingChanged
from bot.services import upkeep
from bot.services.desk import Desk
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
    typed,
)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads, and everybody's first brief is planned."""
    upkeep.follow(desk, T1, TEAM)
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_who_is_away_gets_none_and_is_welcomed_back(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "tomorrow 5pm")
    promised(acme, "two", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UBEN>")
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 17:00", "2026-11-20 09:00")
    assert {post.to for post in posts} == {BEN.id}
    typed(acme, ThingChanged, BEN, "/promise kept 1")
    monday = gateway.ticks("2026-11-23 00:00", "2026-11-23 09:00", "2026-11-23 09:30")
    post = brief_of(monday)
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert post.bundle.brief.is_back
    assert [(one.name, one.kept) for one in post.bundle.brief.back] == [("Ben", 1)]
    assert post.numbers == [2]
    [tuesday] = gateway.ticks("2026-11-24 09:00")
    assert tuesday.bundle is not None
    assert tuesday.bundle.brief is not None
    assert not tuesday.bundle.brief.is_back


def test_who_is_back_at_noon_is_welcomed_at_noon(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday")
    gateway.ticks("2026-11-19 09:00", "2026-11-20 09:00")
    clock.set("2026-11-20 12:00")
    typed(acme, AwayShown, ADA, "/heed back")
    post = brief_of(gateway.ticks("2026-11-20 12:00", "2026-11-20 12:01"))
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert post.bundle.brief.is_back


def test_an_hour_away_is_no_absence_to_come_back_from(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday")
    clock.move(hours=1)
    typed(acme, AwayShown, ADA, "/heed back")
    assert reminded(gateway.tick()) == []
    post = brief_of(gateway.ticks("2026-11-19 09:00"))
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert not post.bundle.brief.is_back


def test_a_cover_of_a_cover_sees_it_all(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "friday 4pm", member=BEN)
    promised(acme, "three", "friday 3pm", member=CLEO)
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UBEN>")
    typed(acme, AwayShown, BEN, "/heed away until monday cover <@UCLEO>")
    post = brief_of(gateway.ticks("2026-11-19 09:00"), CLEO)
    assert post.bundle is not None
    assert [(row.thing.number, row.instead_of_name) for row in post.bundle.rows] == [
        (3, None),
        (2, "Ben"),
        (1, "Ada"),
    ]
    mine = typed(acme, MineShown, CLEO, "/mine")
    assert [thing.number for thing in mine.promises] == [3, 2, 1]


def test_covers_in_a_circle_leave_the_brief_to_nobody(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UCLEO>")
    typed(acme, AwayShown, CLEO, "/heed away until monday cover <@UADA>")
    assert reminded(gateway.ticks("2026-11-19 09:00")) == []


def test_what_somebody_claimed_is_in_their_brief(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-18 16:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    posts = gateway.ticks("2026-11-19 09:00")
    assert reminded(posts) == [(CLEO.id, "brief", [1])]
