"""Urgent things: outside the hours of whoever takes them there, and else in them."""

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.customers import WorkingTime
from bot.core.heed_outcomes import AwayShown, SetupShown, UrgentSet
from bot.core.outcomes import ContactLogged
from bot.services import upkeep
from bot.services.desk import Desk
from bot.store.tables import tiers
from tests.makers import (
    ADA,
    BEN,
    SAO,
    T1,
    TEAM,
    Clock,
    Gateway,
    at,
    hourly,
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


@pytest.mark.parametrize(("tier", "takes"), [(False, False), (True, False), (False, True)])
def test_urgent_things_wait_unless_both_allow_it(
    acme: Desk, gateway: Gateway, tier: bool, takes: bool
) -> None:
    urgent(acme, tier=tier, takes=takes)
    promised(acme, "one", "friday 8pm", member=SAO)
    typed(acme, ContactLogged, SAO, "/contact from Bolt: is on fire")
    assert reminded(gateway.ticks(*hourly("2026-11-19 05:00", "2026-11-19 12:59"))) == []


def urgent(desk: Desk, *, tier: bool = True, takes: bool = True) -> None:
    """Bolt is Sao's and of a tier whose reminders may come at any hour."""
    typed(desk, CustomerAdded, SAO, "/customer add Bolt key")
    typed(desk, SetupShown, BEN, "/heed setup hours mon-fri 9-17 in Europe/Berlin")
    with desk.store.write() as connection:
        values = {"workspace_id": T1, "name": "key", "target": WorkingTime(minutes=120)}
        values |= {"next_word": WorkingTime(days=1), "update": WorkingTime(days=5)}
        connection.execute(tiers.insert().values(**values, cadence_days=14, urgent=tier))
    typed(desk, UrgentSet, SAO, f"/heed urgent {'on' if takes else 'off'}")


def test_urgent_things_come_at_their_instant_where_both_allow_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    urgent(acme)
    clock.set("2026-11-19 08:00")
    typed(acme, ContactLogged, SAO, "/contact from Bolt: is on fire")
    hours = hourly("2026-11-19 09:00", "2026-11-19 12:00")
    posts = [post for post in gateway.ticks(*hours) if post.to == SAO.id]
    # Due at eleven in Berlin, seven in the morning where Sao is; the brief comes at nine there.
    assert [(post.to, post.delivery.created_at) for post in posts] == [
        (SAO.id, at("2026-11-19 11:00"))
    ]
    assert posts[0].bundle is not None
    assert posts[0].bundle.rows[0].is_urgent
    # Never sooner than an hour after, nor while away.
    typed(acme, AwayShown, SAO, "/heed away until friday", again=True)
    assert reminded(gateway.ticks("2026-11-19 13:00")) == []
