"""Absences: by one's own word, or by a status in Slack."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.absence import BELIEVED
from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import AwayShown, SetupShown
from bot.core.members import Member
from bot.core.outcomes import PromiseMade
from bot.services import upkeep
from bot.services.desk import Desk
from bot.store import members
from tests.makers import ADA, BEN, T1, TEAM, Clock, Gateway, at, nudged, typed

MONDAY = at("2026-11-23 00:00")


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads, and she has promised something for this afternoon."""
    upkeep.follow(desk, T1, TEAM)
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, PromiseMade, ADA, "/promise Acme: call back by 3pm")
    return desk


def status(desk: Desk, words: str | None, until: datetime | None = None) -> Member:
    """What Slack says of Ada now; return what Heed makes of it."""
    upkeep.follow(desk, T1, [replace(ADA, status=words, status_until=until)])
    with desk.store.read() as connection:
        found = members.get(connection, T1, ADA.id)
    assert found is not None
    return found


def test_who_is_away_by_their_status_hears_nothing(acme: Desk, gateway: Gateway) -> None:
    status(acme, "Vacation", MONDAY)
    assert nudged(gateway.ticks("2026-11-18 14:00", "2026-11-18 15:00")) == [
        (BEN.id, [1]),
        (BEN.id, [1]),
    ]
    shown = typed(acme, AwayShown, ADA, "/heed away")
    assert (shown.until, shown.by_status) == (MONDAY, True)


def test_a_status_that_is_over_brings_back_what_waited(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed setup lead <@UADA>")  # nobody else could be told
    status(acme, "Vacation", MONDAY)
    assert nudged(gateway.ticks("2026-11-18 15:00", "2026-11-19 09:00")) == []
    clock.set("2026-11-19 11:00")
    status(acme, None)
    [post] = [post for post in gateway.tick() if post.bundle]
    assert nudged([post]) == [(ADA.id, [1])]
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert post.bundle.brief.is_back


def test_back_ends_a_status_until_it_changes(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    assert status(acme, "Vacation").status_until == clock.now + BELIEVED
    typed(acme, AwayShown, ADA, "/heed back")
    assert status(acme, "Vacation").status_until is None
    assert nudged(gateway.ticks("2026-11-18 14:00")) == [(ADA.id, [1])]
    assert status(acme, "Out sick").status_until is not None


def test_a_status_without_an_end_is_believed_for_three_days_at_a_time(
    acme: Desk, clock: Clock
) -> None:
    status(acme, "Vacation")
    clock.move(days=2)
    assert status(acme, "Vacation").status_until == clock.now + BELIEVED
    with acme.store.read() as connection:
        ada = members.get(connection, T1, ADA.id)
    assert ada is not None
    # It began when it was first seen.
    assert ada.away_since == clock.now - timedelta(days=2)


def test_the_cover_of_the_last_absence_stands_in_for_a_status_too(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, AwayShown, ADA, "/heed away until tomorrow cover <@UCLEO>")
    status(acme, "Vacation", MONDAY)
    told = {to for to, _ in nudged(gateway.ticks("2026-11-18 15:00", "2026-11-20 10:00"))}
    assert told == {"UCLEO"}


def test_an_afternoon_off_is_no_absence_to_come_back_from(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: send it by friday")
    status(acme, "Out sick", at("2026-11-18 17:00"))
    gateway.ticks("2026-11-18 15:00", "2026-11-18 18:00")
    status(acme, None)
    [post] = [post for post in gateway.ticks("2026-11-19 09:00") if post.to == ADA.id]
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert not post.bundle.brief.is_back
