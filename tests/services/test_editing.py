"""Edits: a message that stands shows what has become of its things."""

from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind
from bot.core.heed_outcomes import SetupShown
from bot.core.outcomes import ThingChanged, Undone
from bot.services import bundling, claims, editing, posting
from bot.services.desk import Desk
from bot.services.sweep import sweep
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    Clock,
    Gateway,
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


def _owed(desk: Desk, clock: Clock) -> None:
    promised(desk, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(desk)
    assert bundling.bundle(desk).messages == 1


def test_a_settled_thing_is_edited_where_it_stands(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    promised(acme, "two", "today 2pm")
    [post] = gateway.ticks("2026-11-18 14:00")
    assert gateway.edits() == []
    typed(acme, ThingChanged, CLEO, "/promise kept 1")
    [(ts, bundle)] = gateway.edits()
    assert ts == post.ts
    assert [(row.thing.number, row.settled_by_name) for row in bundle.rows] == [
        (1, "Cleo"),
        (2, None),
    ]
    assert gateway.edits() == []
    typed(acme, Undone, CLEO, "/heed undo")
    [(_, bundle)] = gateway.edits()
    assert [row.settled_by_name for row in bundle.rows] == [None, None]


def test_a_newer_message_closes_the_row_in_the_older_one(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    first, second = gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    [(ts, bundle)] = gateway.edits()
    assert ts == first.ts
    assert [row.is_old for row in bundle.rows] == [True]
    # From now on only the newer one follows what happens.
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    assert [ts for ts, _ in gateway.edits()] == [second.ts]


def test_what_is_settled_while_it_is_being_posted_is_edited_afterwards(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    _owed(acme, clock)
    delivery = claims.claim(acme, ALL)
    assert delivery is not None
    assert claims.bundle_of(acme, delivery) is not None
    typed(acme, ThingChanged, CLEO, "/promise kept 1")
    assert posting.sent(acme, delivery, channel_id="DUADA", ts="1.0")
    [(ts, bundle)] = gateway.edits()
    assert ts == "1.0"
    assert bundle.rows[0].settled_by_name == "Cleo"


def test_what_changes_during_an_edit_is_edited_again(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    promised(acme, "two", "today 2pm")
    gateway.ticks("2026-11-18 14:00")
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    message = editing.claim(acme)
    assert message is not None
    assert editing.claim(acme) is None  # one editor at a time
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    editing.done(acme, message)
    assert editing.claim(acme) is not None


def test_an_edit_is_tried_again_later(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    gateway.ticks("2026-11-18 14:00")
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    message = editing.claim(acme)
    assert message is not None
    editing.later(acme, message, wait=timedelta(seconds=30))
    assert editing.claim(acme) is None
    clock.move(seconds=30)
    again = editing.claim(acme)
    assert again is not None
    assert again.attempts == 1


def test_a_hand_over_shows_in_the_old_owners_message(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    gateway.ticks("2026-11-18 14:00")
    typed(acme, ThingChanged, ADA, "/promise give 1 <@UCLEO>")
    [(_, bundle)] = gateway.edits()
    assert [row.moved_on for row in bundle.rows] == [True]
