"""The outbox: what is owed waits, is leased, is looked for when in doubt, and is given up once."""

from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.core.heed_outcomes import SetupShown
from bot.services import bundling, claims, posting, undelivered
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import deliveries, workspaces
from tests.makers import (
    ADA,
    BEN,
    T1,
    Clock,
    Gateway,
    nudged,
    promised,
    typed,
)

ALL = tuple(DeliveryKind)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_a_paused_workspace_waits_and_loses_nothing(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    bundling.bundle(acme)
    delivery = claims.claim(acme, ALL)
    assert delivery is not None
    undelivered.pause(acme, delivery, why="token_revoked")
    assert gateway.tick() == []
    assert gateway.ticks("2026-11-18 14:30") == []
    with acme.store.write() as connection:
        found = workspaces.get(connection, T1)
        assert found is not None
        workspaces.settle(connection, found)  # installed again
    assert nudged(gateway.tick()) == [(ADA.id, [1])]


def _owed(desk: Desk, clock: Clock) -> None:
    promised(desk, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(desk)
    assert bundling.bundle(desk).messages == 1


def test_a_lease_keeps_others_away_until_it_is_over(acme: Desk, clock: Clock) -> None:
    _owed(acme, clock)
    first = claims.claim(acme, ALL)
    assert first is not None
    assert first.state is DeliveryState.PENDING
    assert claims.claim(acme, ALL) is None
    clock.move(seconds=60)
    second = claims.claim(acme, ALL)
    assert second is not None
    assert second.id == first.id
    # Whoever had it did not come back: it may have been said.
    assert second.state is DeliveryState.SENDING
    # And if they come back after all, it is no longer theirs.
    assert claims.bundle_of(acme, first) is None
    assert not posting.sent(acme, first, channel_id="DUADA", ts="1.0")
    assert claims.bundle_of(acme, second) is not None
    assert posting.sent(acme, second, channel_id="DUADA", ts="2.0")
    assert not posting.sent(acme, second, channel_id="DUADA", ts="3.0")


def test_a_message_that_may_have_arrived_is_looked_for(acme: Desk, clock: Clock) -> None:
    _owed(acme, clock)
    first = claims.claim(acme, ALL)
    assert first is not None
    kept = posting.keep_channel(acme, first, "DUADA")
    undelivered.later(acme, kept, wait=timedelta(minutes=1), error="time-out", unknown=True)
    assert claims.claim(acme, ALL) is None
    clock.move(minutes=1)
    again = claims.claim(acme, ALL)
    assert again is not None
    assert (again.state, again.attempts) == (DeliveryState.UNKNOWN, 1)
    assert again.channel_id == "DUADA"
    assert posting.dm_of(acme, again) == "DUADA"
    undelivered.later(acme, again, wait=timedelta(0), error="busy", unknown=False)
    third = claims.claim(acme, ALL)
    assert third is not None
    assert third.state is DeliveryState.PENDING


def test_what_is_given_up_is_not_tried_again(acme: Desk, clock: Clock) -> None:
    _owed(acme, clock)
    delivery = claims.claim(acme, ALL)
    assert delivery is not None
    undelivered.drop(acme, delivery, state=DeliveryState.DEAD, error="channel_not_found" * 50)
    clock.move(days=1)
    assert claims.claim(acme, ALL) is None
    with acme.store.read() as connection:
        assert deliveries.owed_to(connection, T1, ADA.id) == []
