"""A full day: whoever was told of other things is left alone, and the lead hears on schedule."""

import pytest
from sqlalchemy import insert

from bot.core.attention import Held
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.deliveries import DeliveryKind, DeliveryState
from bot.core.heed_outcomes import SetupShown
from bot.core.outcomes import ContactLogged
from bot.messages import nudges
from bot.services.desk import Desk
from bot.store import nudges as stored
from bot.store.tables import deliveries
from tests.makers import ADA, BEN, T1, Clock, Gateway, Post, at, nudged, typed


@pytest.fixture
def northwind(desk: Desk, clock: Clock) -> Desk:
    """Ada owns Northwind, which is due an answer within an hour; Ben leads."""
    clock.set("2026-11-23 09:00")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Northwind")
    typed(desk, CustomerEdited, ADA, "/customer edit Northwind target 1h")
    return desk


def said(post: Post) -> str:
    assert post.bundle is not None
    return str(nudges.reminder(post.bundle).blocks)


def is_told(desk: Desk, *instants: str) -> None:
    """Ada is told of other things at these instants."""
    then = [at(f"2026-11-23 {instant}") for instant in instants]
    sent = {"workspace_id": T1, "kind": DeliveryKind.NUDGES, "recipient_id": ADA.id}
    sent |= {"state": DeliveryState.SENT}
    with desk.store.write() as connection:
        connection.execute(
            insert(deliveries), [sent | {"created_at": one, "told_at": one} for one in then]
        )


SIX = ("09:10", "10:10", "11:10", "12:10", "13:10", "14:10")


def test_the_lead_hears_on_schedule_when_the_owner_has_had_six_messages(
    northwind: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-23 14:40")
    is_told(northwind, *SIX)
    typed(northwind, ContactLogged, ADA, "/contact from Northwind: it is down")
    assert nudged(gateway.ticks("2026-11-23 15:40", "2026-11-23 16:09")) == []
    [post] = gateway.ticks("2026-11-23 16:10")
    assert nudged([post]) == [(BEN.id, [1])]
    words = said(post)
    assert "Ada was not reminded yet: I write at most six times a day." in words
    assert "I remind Ada Tue 24 Nov, 9:00." in words
    assert "reminded before you" not in words


def test_what_the_cap_held_back_says_so_though_a_brief_comes_with_it(
    northwind: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-23 14:40")
    is_told(northwind, *SIX)
    typed(northwind, ContactLogged, ADA, "/contact from Northwind: it is down")
    gateway.ticks("2026-11-23 15:40", "2026-11-23 16:10", "2026-11-24 09:00")
    with northwind.store.read() as connection:
        ledger = stored.of_numbers(connection, T1, [1])[1]
    assert next(one.why for one in ledger if one.step == "due") == Held.CAP


def test_an_early_warning_leaves_the_last_message_of_a_day_to_what_is_due(
    northwind: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-23 14:40")
    is_told(northwind, *SIX[:5])
    typed(northwind, ContactLogged, ADA, "/contact from Northwind: it is down")
    assert nudged(gateway.ticks("2026-11-23 15:25", "2026-11-23 15:39")) == []
    assert nudged(gateway.ticks("2026-11-23 15:40")) == [(ADA.id, [1])]
