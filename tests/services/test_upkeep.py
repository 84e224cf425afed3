"""Upkeep: following who is in the workspace, and where."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.core.history import Kind
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, PromiseMade
from bot.services import bundling, claims, undelivered, upkeep
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store.looks import to_judge
from tests.makers import ADA, BEN, T1, Clock, Gateway, at, nudged, typed

IN_SAO_PAULO = replace(ADA, zone="America/Sao_Paulo")


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def waiting(desk: Desk, clock: Clock) -> list[int]:
    with desk.store.read() as connection:
        found = to_judge(connection, T1, Kind.INQUIRY, now=clock(), limit=9)
    return [thing.number for thing in found]


def test_what_waits_for_the_morning_of_another_zone_comes_at_once(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: send it by today 6pm")
    assert nudged(gateway.ticks("2026-11-18 18:00")) == []  # her day in Berlin is over
    upkeep.follow(acme, T1, [IN_SAO_PAULO, BEN])
    assert nudged(gateway.tick()) == [(ADA.id, [1])]


def test_who_goes_by_another_clock_is_waited_for_by_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-18 15:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    upkeep.follow(acme, T1, [IN_SAO_PAULO])
    assert waiting(acme, clock) == [1]
    sweep(acme)
    # It is eleven in the morning there: three of four hours have passed by five in the afternoon.
    assert nudged(gateway.ticks("2026-11-18 17:59", "2026-11-18 18:00")) == [(ADA.id, [1])]


@pytest.mark.parametrize(
    "member",
    [
        replace(ADA, name="Ada L."),  # a new name is no other clock
        ADA,
        replace(BEN, zone="America/Sao_Paulo"),  # somebody else's things are
    ],
)
def test_who_stays_where_they_are_is_judged_no_sooner(
    acme: Desk, clock: Clock, member: Member
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    upkeep.follow(acme, T1, [member])
    assert waiting(acme, clock) == []
    clock.set(at("2026-11-18 13:00"))
    assert waiting(acme, clock) == [1]


NUDGES = (DeliveryKind.NUDGES,)


@pytest.mark.parametrize("back", ["2026-11-18 08:00", "2026-11-17 14:00"])
def test_a_machines_clock_set_back_keeps_nothing_waiting(
    acme: Desk, clock: Clock, back: str
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: send it by today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    assert bundling.bundle(acme).messages == 1
    delivery = claims.claim(acme, NUDGES)
    assert delivery is not None
    undelivered.later(acme, delivery, wait=timedelta(seconds=5), error="ratelimited", unknown=False)
    clock.set(back)
    assert claims.claim(acme, NUDGES) is None
    upkeep.catch_up(acme)
    assert claims.claim(acme, NUDGES) is not None, "it waited for an hour that has been"
    clock.set(at("2026-11-16 10:00"))
    upkeep.catch_up(acme)
    again = claims.claim(acme, NUDGES)
    assert again is not None, "and so did the lease"
    assert again.state is DeliveryState.SENDING


def test_what_has_to_wait_goes_on_waiting(acme: Desk, clock: Clock) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: send it by today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    bundling.bundle(acme)
    delivery = claims.claim(acme, NUDGES)
    assert delivery is not None
    upkeep.catch_up(acme)
    assert claims.claim(acme, NUDGES) is None
    undelivered.later(acme, delivery, wait=timedelta(hours=1), error="ratelimited", unknown=False)
    upkeep.catch_up(acme)
    assert claims.claim(acme, NUDGES) is None
