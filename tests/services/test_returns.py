"""Returns: what waits for somebody who is away comes when they are back, whoever they are to it."""

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import AwayShown, BriefSet, SetupShown
from bot.core.ladders import Audience
from bot.core.outcomes import PromiseMade, ThingChanged
from bot.core.rosters import MembersMoved, TeamShown
from bot.services.desk import Desk
from tests.makers import ADA, BEN, CLEO, SAO, Clock, Gateway, Post, nudged, typed


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada has promised something for noon; Ben leads; he and Cleo are of another team."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, TeamShown, BEN, "/heed team add Ops")
    typed(desk, MembersMoved, BEN, "/heed team Ops members <@UBEN> <@UCLEO>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, PromiseMade, ADA, "/promise Acme: call back by noon")
    for member in (ADA, BEN, CLEO, SAO):
        typed(desk, BriefSet, member, "/heed brief off")
    return desk


def to_lead(posts: list[Post]) -> list[str]:
    return [
        post.to
        for post in posts
        if post.bundle and post.bundle.rows[0].nudge.audience is Audience.LEAD
    ]


def test_the_lead_of_another_team_hears_when_they_are_back_early(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, AwayShown, BEN, "/heed away until 2026-12-15")
    days = ("19", "20", "23", "24")
    assert (
        to_lead(gateway.ticks("2026-11-18 12:00", *(f"2026-11-{day} 12:30" for day in days))) == []
    )
    clock.set("2026-11-24 14:00")
    typed(acme, AwayShown, BEN, "/heed back")
    assert to_lead(gateway.tick()) == [BEN.id]


def test_the_cover_of_another_team_hears_when_they_are_back_early(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed team everyone lead <@UADA>")  # nobody is above her
    typed(acme, AwayShown, CLEO, "/heed away until 2026-12-10")
    typed(acme, AwayShown, ADA, "/heed away until 2026-12-15 cover <@UCLEO>")
    assert nudged(gateway.ticks("2026-11-18 12:00", "2026-11-19 12:00")) == []
    clock.set("2026-11-19 14:00")
    typed(acme, AwayShown, CLEO, "/heed back")
    assert nudged(gateway.tick()) == [(CLEO.id, [1])]


def test_whoever_claimed_for_another_team_hears_when_they_are_back_early(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed team everyone lead <@UADA>")  # nobody is above her
    typed(acme, ThingChanged, CLEO, "/promise take 1")
    typed(acme, AwayShown, CLEO, "/heed away until 2026-12-10")
    typed(acme, AwayShown, ADA, "/heed away until 2026-12-15")
    assert nudged(gateway.ticks("2026-11-18 12:00")) == []
    clock.set("2026-11-18 12:10")
    typed(acme, AwayShown, CLEO, "/heed back")
    assert nudged(gateway.tick()) == [(CLEO.id, [1])]


def test_a_cover_who_is_back_as_they_said_hears_before_the_owner_is_back(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed team everyone lead <@UADA>")
    typed(acme, AwayShown, CLEO, "/heed away until 2026-11-20")
    typed(acme, AwayShown, ADA, "/heed away until 2026-12-15 cover <@UCLEO>")
    posts = gateway.ticks("2026-11-18 12:00", "2026-11-19 12:00", "2026-11-20 09:00")
    assert nudged(posts) == [(CLEO.id, [1])]
