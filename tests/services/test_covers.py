"""Covers: whoever really stands in is told so once, in their hours, and that it is over."""

from dataclasses import replace

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind
from bot.core.heed_outcomes import AwayShown, BriefSet, Checked, SetupShown
from bot.core.members import Member
from bot.core.outcomes import PromiseMade
from bot.core.tidings import Deed, Tidings
from bot.services import claims, undelivered, upkeep
from bot.services.desk import Desk
from bot.services.heralds import herald
from tests.makers import ADA, BEN, CLEO, SAO, T1, Clock, Gateway, Post, typed

EVENING, MORNING = "2026-11-18 20:00", "2026-11-19 09:00"


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada has promised two things for next week; Ben leads; nobody wants a brief."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday next week")
    typed(desk, PromiseMade, ADA, "/promise Acme: call back by friday next week")
    for member in (ADA, BEN, CLEO, SAO):
        typed(desk, BriefSet, member, "/heed brief off")
    return desk


def heard(posts: list[Post]) -> list[tuple[str, list[Deed]]]:
    """Whom these messages told what."""
    return [(post.to, [one.deed for one in post.heard]) for post in posts if post.heard]


def away(desk: Desk, words: str, member: Member = ADA) -> None:
    typed(desk, AwayShown, member, f"/heed {words}")


def told(posts: list[Post]) -> list[tuple[str, Tidings]]:
    return [(post.to, one) for post in posts for one in post.heard]


def test_whoever_stands_in_is_told_once(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    [(to, one)] = told(gateway.tick())
    assert (to, one.deed, one.owned.promises) == (CLEO.id, Deed.COVERS, 2)
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    assert told(gateway.ticks("2026-11-18 11:00", "2026-11-25 10:00")) == []


def test_it_is_told_again_when_it_takes_longer(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    gateway.tick()
    away(acme, "away until 2026-11-27 cover <@UCLEO>")
    assert heard(gateway.tick()) == [(CLEO.id, [Deed.COVERS])]


def test_it_is_over_for_whoever_was_told(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    gateway.tick()
    away(acme, "back")
    assert heard(gateway.tick()) == [(CLEO.id, [Deed.COVERED])]


def test_nobody_hears_of_what_was_over_before_their_day_began(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set(EVENING)
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    gateway.tick()
    away(acme, "back")
    assert heard(gateway.ticks(EVENING, MORNING)) == []


def test_another_cover_takes_over(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    gateway.tick()
    away(acme, "away until 2026-11-25 cover <@UBEN>")
    found = heard(gateway.tick())
    assert found == [(CLEO.id, [Deed.COVERED]), (BEN.id, [Deed.COVERS])]


def test_of_a_chain_whoever_really_covers_is_told(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    away(acme, "away until 2026-11-20 cover <@UCLEO>", BEN)
    gateway.tick()
    away(acme, "away until 2026-11-25 cover <@UBEN>")
    [(to, one)] = told(gateway.tick())
    assert (to, one.by_name, one.to_name) == (CLEO.id, "Ada", "Ben")
    # Ben is back, and it is his to do; Cleo was told that it would end so.
    found = told(gateway.ticks("2026-11-20 10:00"))
    assert [(to, one.deed, one.by_name) for to, one in found] == [(BEN.id, Deed.COVERS, "Ada")]


def test_it_reaches_them_in_their_own_hours(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25 cover <@USAO>")
    assert heard(gateway.ticks("2026-11-18 10:30")) == []
    assert heard(gateway.ticks("2026-11-18 13:00")) == [(SAO.id, [Deed.COVERS])]


def test_a_status_brings_the_cover_of_the_last_absence(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    away(acme, "away until 2026-11-19 cover <@UCLEO>")
    gateway.ticks("2026-11-18 10:30", "2026-11-19 10:00")
    for day in (19, 20, 21):
        clock.set(f"2026-11-{day} 11:00")
        upkeep.follow(acme, T1, [replace(ADA, status="Vacation")])
        found = heard(gateway.tick())
        assert found == ([(CLEO.id, [Deed.COVERS])] if day == 19 else [])
    clock.set("2026-11-23 11:00")
    upkeep.follow(acme, T1, [ADA])
    assert heard(gateway.tick()) == [(CLEO.id, [Deed.COVERED])]


def test_nothing_is_said_of_an_absence_nobody_covers(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25")
    assert heard(gateway.ticks("2026-11-18 11:00", "2026-11-25 11:00")) == []


def test_the_cover_of_somebody_who_leaves_for_good_is_told_so(acme: Desk, gateway: Gateway) -> None:
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    gateway.tick()
    upkeep.follow(acme, T1, [replace(ADA, is_deactivated=True)])
    [(to, one)] = told(gateway.ticks("2026-11-18 11:00"))
    assert (to, one.deed, one.until, one.has_left) == (CLEO.id, Deed.COVERS, None, True)
    # The absence ends, and they are not back.
    assert heard(gateway.ticks("2026-11-25 10:00")) == []
    upkeep.follow(acme, T1, [ADA])
    assert heard(gateway.ticks("2026-11-25 11:00")) == [(CLEO.id, [Deed.COVERED])]


def test_a_cover_who_has_left_is_found_out_when_they_are_told_and_not_when_it_is_late(
    acme: Desk, gateway: Gateway
) -> None:
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    assert herald(acme).owed == 1
    delivery = claims.claim(acme, (DeliveryKind.TIDINGS,))
    assert delivery is not None
    assert delivery.recipient_id == CLEO.id
    undelivered.refused(acme, delivery, error="user_disabled")

    checked = typed(acme, Checked, BEN, "/heed check")
    assert checked.problems == [
        "Ada is away, and Cleo, who covers, can no longer be reached. Ben is reminded instead."
    ]
    shown = typed(acme, AwayShown, ADA, "/heed away")
    assert (shown.cover_name, shown.missing_name) == (None, "Cleo")


def test_when_slack_says_that_a_cover_has_left_whoever_is_next_is_told(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    away(acme, "away until 2026-11-18 12:00 cover <@UBEN>", CLEO)
    clock.set("2026-11-18 12:30")  # back, and who covered is known still
    away(acme, "away until 2026-11-25 cover <@UCLEO>")
    assert heard(gateway.tick()) == [(CLEO.id, [Deed.COVERS])]
    upkeep.follow(acme, T1, [replace(CLEO, is_deactivated=True)])
    found = told(gateway.ticks("2026-11-18 12:31"))
    assert {(to, one.by_name, one.deed) for to, one in found} == {
        (BEN.id, "Ada", Deed.COVERS),
        (BEN.id, "Cleo", Deed.COVERS),  # and for whoever has left, as ever
    }


def test_whoever_names_a_cover_who_is_away_too_reads_who_stands_in(acme: Desk) -> None:
    away(acme, "away until 2026-11-26 cover <@UBEN>", CLEO)
    found = typed(acme, AwayShown, ADA, "/heed away until 2026-11-25 cover <@UCLEO>")
    assert (found.cover_name, found.missing_name) == ("Ben", "Cleo")
